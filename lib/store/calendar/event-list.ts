// Reading events: what happens between two moments, one event with its series, the bin, and history.
import { occurrenceOf } from '@/lib/domains/events/recurrence/edit/follow'
import { split } from '@/lib/domains/events/recurrence/edit/split'
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import type { Slot } from '@/lib/domains/events/value/time'
import type { Organizer } from '@/lib/providers/descriptor'
import { db } from '@/lib/store/database/client'
import type { CalendarEventEdit, CalendarEvent as EventRow } from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'
import { calendarsOf, type SeenCalendar } from './calendars'
import type { Scope } from './editing'
import { eventFromRow } from './event-row'
import { organizerOf } from './organized'
import { seenEvent } from './seen-event'

/** An event that may happen in the range, as its reader may see it. */
export interface ListedEvent {
  readonly id: string
  readonly calendarId: string
  readonly event: CalendarEvent
  /** Of a series: original starts of occurrences that were changed or canceled. */
  readonly replaced: ReadonlySet<string>
  /** Of an occurrence. */
  readonly seriesId: string | null
  readonly originalStart: string | null
}

export interface ListedEvents {
  readonly events: readonly ListedEvent[]
  /** There are more than a page can show: the last ones are left out. */
  readonly isCut: boolean
}

/** Rows that one page reads at most. */
const MOST = 2_000

/** Whole days count as in every zone of the earth, so that a reader in any zone finds theirs. */
export async function eventsBetween(
  { firmId }: Actor,
  calendars: readonly SeenCalendar[],
  from: Date,
  to: Date,
): Promise<ListedEvents> {
  const seen = new Map(calendars.map((one) => [one.id, one]))
  const ids = [...seen.keys()]
  if (ids.length === 0) return { events: [], isCut: false }
  const rows = await db(firmId).$queryRaw<EventRow[]>`
    select * from "CalendarEvent"
    where "firmId" = ${firmId}::uuid and "calendarId" = any(${ids}::uuid[]) and "deletedAt" is null
      and "startsAt" < ${to} and ("endsAt" is null or "endsAt" > ${from})
      and (shape <> 'occurrence' or exists (select from "CalendarEvent" s
        where s."firmId" = ${firmId}::uuid and s.id = "CalendarEvent"."seriesId" and s."deletedAt" is null
          and s.shape = 'series'))
    order by "startsAt", id limit ${MOST + 1}`
  const shown = rows.slice(0, MOST)
  const replaced = await replacedStarts(firmId, shown)
  const events = shown.flatMap((row): ListedEvent[] => {
    const calendar = seen.get(row.calendarId)
    return calendar ? [{ ...listed(row, replaced), event: seenEvent(eventFromRow(row), calendar) }] : []
  })
  return { events, isCut: rows.length > MOST }
}

function listed(
  row: EventRow,
  replaced: ReadonlyMap<string, ReadonlySet<string>>,
): Omit<ListedEvent, 'event'> {
  const { id, calendarId, seriesId, originalStart } = row
  return { id, calendarId, seriesId, originalStart, replaced: replaced.get(id) ?? new Set() }
}

async function replacedStarts(
  firmId: string,
  rows: readonly EventRow[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const series = rows.filter(({ shape }) => shape === 'series').map(({ id }) => id)
  const starts = new Map<string, Set<string>>()
  if (series.length === 0) return starts
  const found = await db(firmId).calendarEvent.findMany({
    where: { firmId, seriesId: { in: series } },
    select: { seriesId: true, originalStart: true },
  })
  for (const { seriesId, originalStart } of found) {
    if (!seriesId || !originalStart) continue
    starts.set(seriesId, (starts.get(seriesId) ?? new Set()).add(originalStart))
  }
  return starts
}

/** One event that the person may see. `series`: of an occurrence. */
export interface FoundEvent {
  readonly row: EventRow
  readonly calendar: SeenCalendar
  readonly event: CalendarEvent
  /** Canceled and changed occurrences of a series, by original start. */
  readonly occurrences: ReadonlyMap<string, EventRow>
  /** Somebody else who organizes it in a synced account: it is read only here. */
  readonly organizer: Organizer | null
}

export async function findEvent(actor: Actor, id: string): Promise<FoundEvent | null> {
  const { firmId } = actor
  const row = await db(firmId).calendarEvent.findFirst({ where: { firmId, id } })
  const calendar = row && (await calendarsOf(actor)).find((one) => one.id === row.calendarId)
  if (!row || !calendar) return null
  const of =
    row.shape === 'series' ? await db(firmId).calendarEvent.findMany({ where: { firmId, seriesId: id } }) : []
  const occurrences = new Map(of.map((one) => [one.originalStart ?? '', one]))
  const organizer = await organizerOf(db(firmId), row)
  return { row, calendar, event: seenEvent(eventFromRow(row), calendar), occurrences, organizer }
}

/** The event as a form of this scope begins with it. */
export function eventInScope(found: FoundEvent, scope: Scope): CalendarEvent {
  if (scope.kind === 'all') return found.event
  if (scope.kind === 'this') return inScope(found, scope.on)
  const cut = split(found.event, scope.on)
  return cut.kind === 'split' ? cut.tail : found.event
}

/** One occurrence as it is, changed or not; null: the whole event. */
export function inScope({ event, occurrences, calendar }: FoundEvent, slot: Slot | null): CalendarEvent {
  if (slot === null) return event
  const changed = occurrences.get(slot)
  return changed ? seenEvent(eventFromRow(changed), calendar) : occurrenceOf(event, slot)
}

/** The version of the occurrence that a form of this scope is about; 0: there is none, or it has no row of its own. */
export const occurrenceVersion = ({ occurrences }: Pick<FoundEvent, 'occurrences'>, scope: Scope): number =>
  scope.kind === 'this' ? (occurrences.get(scope.on)?.version ?? 0) : 0

export interface DeletedEvent {
  readonly row: EventRow
  readonly calendar: SeenCalendar
  readonly event: CalendarEvent
  /** Null: the sync deleted it. */
  readonly by: string | null
}

/** The bin: what was deleted since, newest first, from calendars whose events the person may change. */
export async function deletedEvents(
  actor: Actor,
  calendars: readonly SeenCalendar[],
  since: Date,
  most: number,
): Promise<readonly DeletedEvent[]> {
  const { firmId } = actor
  const seen = new Map(calendars.map((one) => [one.id, one]))
  const rows = await db(firmId).$queryRaw<(EventRow & { readonly by: string | null })[]>`
    select e.*, u.name as by from "CalendarEvent" e
    left join "User" u on u."firmId" = e."firmId" and u.id = e."deletedById"
    where e."firmId" = ${firmId}::uuid and e."calendarId" = any(${[...seen.keys()]}::uuid[])
      and e."deletedAt" > ${since} and e."purgedAt" is null
    order by e."deletedAt" desc, e.id limit ${most}`
  return rows.flatMap((row) => {
    const calendar = seen.get(row.calendarId)
    return calendar ? [{ row, calendar, event: seenEvent(eventFromRow(row), calendar), by: row.by }] : []
  })
}

/** `from` and `to`: as the reader may see them; null if erased. */
export interface EventEdit extends Pick<CalendarEventEdit, 'id' | 'kind' | 'at' | 'changeId' | 'importId'> {
  readonly from: CalendarEvent | null
  readonly to: CalendarEvent | null
  readonly author: string | null
}

type EditRow = CalendarEventEdit & { readonly author: string | null }

/** What was done to an event of the calendar, newest first; `author` is null where the sync did it. */
export async function eventHistory(
  firmId: string,
  eventId: string,
  calendar: Pick<SeenCalendar, 'access'>,
  most: number,
): Promise<readonly EventEdit[]> {
  const seen = (value: EditRow['from']) =>
    value === null ? null : seenEvent(eventFromRow({ value }), calendar)
  const rows = await db(firmId).$queryRaw<EditRow[]>`
    select e.*, u.name as author from "CalendarEventEdit" e
    left join "User" u on u."firmId" = e."firmId" and u.id = e."userId"
    where e."firmId" = ${firmId}::uuid and e."eventId" = ${eventId}::uuid
    order by e.version desc limit ${most}`
  return rows.map((row) => ({ ...row, from: seen(row.from), to: seen(row.to) }))
}
