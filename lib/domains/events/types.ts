// The engine's types for events.
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import type * as domain from '@/lib/engine/domain'
import type * as model from '@/lib/engine/model'

export type Item = model.Item<CalendarEvent>
export type Base = model.Base<CalendarEvent>
export type Conflict = model.Conflict<CalendarEvent>
export type Reason = model.Reason<CalendarEvent>
export type Candidate = model.Candidate<CalendarEvent>
export type Project = domain.Project<CalendarEvent>
export type MergeInput = domain.MergeInput<CalendarEvent>
export type Merged = domain.Merged<CalendarEvent>

/** The part of a field that a conflict shows: its value, one guest, or the lines of a rule. */
export type PartValue = model.PartOf<CalendarEvent>
