// Turns an event into what its form shows, and what was typed there into an event, on the server: the browser loads neither the rules
// nor the time zones. Pure.
import { choiceOf, repeatOf } from '@/lib/domains/events/recurrence/choices'
import {
  canonicalRepeat,
  readRepeat,
  repeatProblems,
  stopsBeforeStart,
} from '@/lib/domains/events/recurrence/lines'
import { ruleText } from '@/lib/domains/events/recurrence/rule'
import { addDays, isDate } from '@/lib/domains/events/value/dates'
import type { CalendarEvent, EventTime } from '@/lib/domains/events/value/event'
import { LIMITS } from '@/lib/domains/events/value/limits'
import { isWallTime } from '@/lib/domains/events/value/time'
import { timeProblem } from '@/lib/domains/events/value/validity'
import { whenWords } from '@/lib/domains/events/value/words'
import { knownZone } from '@/lib/domains/events/value/zone'
import type { EventFault, Repeats, TypedEvent } from './typed-event'

/** `zone`: of the reader, for an event that has none. */
export function typedEventOf(event: CalendarEvent, calendarId: string, zone: string): TypedEvent {
  const { title, location, description, showAs, visibility } = event
  const texts = { title, location, description, showAs, calendarId, isPrivate: visibility === 'private' }
  return { ...texts, ...typedTime(event.time, zone), ...typedRepeat(event) }
}

function typedTime(time: EventTime, zone: string) {
  if (time.kind === 'timed')
    return {
      allDay: false,
      starts: time.start.slice(0, 10),
      startTime: time.start.slice(11, 16),
      ends: time.end.slice(0, 10),
      endTime: time.end.slice(11, 16),
      zone: time.zone,
    }
  const ends = isDate(time.end) ? addDays(time.end, -1) : ''
  return { allDay: true, starts: time.start, startTime: '09:00', ends, endTime: '10:00', zone }
}

function typedRepeat(event: CalendarEvent): { readonly repeats: Repeats; readonly rule: string } {
  const choice = choiceOf(event)
  if (choice !== 'custom') return { repeats: choice, rule: '' }
  const { rules, withoutRules, dates, unread } = readRepeat(event.repeat, event.time)
  const [rule] = rules
  const isOne = rules.length + withoutRules.length + dates.length + unread.length === 1
  return rule && isOne ? { repeats: 'custom', rule: ruleText(rule) } : { repeats: 'kept', rule: '' }
}

export type UnderstoodEvent =
  | { readonly kind: 'event'; readonly event: CalendarEvent }
  | { readonly kind: 'faults'; readonly faults: readonly EventFault[] }

/** `base`: what the form was opened with. What the form does not show (guests, reminders) stays as it is there. */
export function understandEvent(typed: TypedEvent, base: CalendarEvent): UnderstoodEvent {
  const time = timeIn(typed)
  const faults = [...textFaults(typed), ...('faults' in time ? time.faults : [])]
  const repeat = 'faults' in time ? { lines: [] } : repeatIn(typed, base, time.time)
  if ('faults' in repeat) return { kind: 'faults', faults: [...faults, ...repeat.faults] }
  if ('faults' in time || faults.length > 0) return { kind: 'faults', faults }
  const { title, location, description, isPrivate } = typed
  const visibility = isPrivate ? 'private' : base.visibility === 'private' ? 'default' : base.visibility
  const showAs = typed.showAs === 'free' ? 'free' : 'busy'
  const texts = { title: title.trim(), location: location.trim(), description: description.trim() }
  return {
    kind: 'event',
    event: { ...base, ...texts, visibility, showAs, time: time.time, repeat: repeat.lines },
  }
}

type Faulty = { readonly faults: readonly EventFault[] }
const fault = (field: EventFault['field'], message: string): Faulty => ({ faults: [{ field, message }] })

function textFaults(typed: TypedEvent): readonly EventFault[] {
  const long = (['title', 'location', 'description'] as const).flatMap((field) =>
    typed[field].length > LIMITS[field]
      ? [{ field, message: `Use at most ${LIMITS[field].toLocaleString('en-US')} characters.` }]
      : [],
  )
  const nameless = typed.title.trim() === '' ? [{ field: 'title' as const, message: 'Enter a title.' }] : []
  return [...nameless, ...long]
}

function timeIn(typed: TypedEvent): { readonly time: EventTime } | Faulty {
  const { starts, ends, allDay } = typed
  const unread = [
    ...(isDate(starts) ? [] : fault('starts', DATE_HINT).faults),
    ...(isDate(ends) ? [] : fault('ends', DATE_HINT).faults),
    ...(allDay ? [] : clockFaults(typed)),
  ]
  if (unread.length > 0) return { faults: unread }
  const time = allDay ? ({ kind: 'day', start: starts, end: addDays(ends, 1) } as const) : timed(typed)
  const problem = timeProblem(time)
  return problem === null ? { time } : fault(allDay || starts > ends ? 'ends' : 'endTime', problem)
}

/** When it takes place, in words, in its own zone; '' where that cannot be read. */
export function typedWhen(typed: TypedEvent): string {
  const read = timeIn(typed)
  return 'faults' in read ? '' : whenWords(read.time, typed.zone)
}

const DATE_HINT = 'Enter a date like 2026-12-01.'
const TIME_HINT = 'Enter a time like 09:30.'

const wall = (date: string, time: string) => `${date}T${time}:00`

const clockFaults = ({ startTime, endTime, zone }: TypedEvent): readonly EventFault[] => [
  ...(isWallTime(wall('2026-01-01', startTime)) ? [] : fault('startTime', TIME_HINT).faults),
  ...(isWallTime(wall('2026-01-01', endTime)) ? [] : fault('endTime', TIME_HINT).faults),
  ...(knownZone(zone) ? [] : fault('zone', 'Choose a time zone.').faults),
]

const timed = ({ starts, startTime, ends, endTime, zone }: TypedEvent): EventTime => ({
  kind: 'timed',
  start: wall(starts, startTime),
  end: wall(ends, endTime),
  zone: knownZone(zone) ?? zone,
  endZone: null,
})

/** Canceled and added dates of a series stay where its rule stays. */
function repeatIn(
  { repeats, rule }: TypedEvent,
  base: CalendarEvent,
  time: EventTime,
): { readonly lines: readonly string[] } | Faulty {
  if (repeats === 'never') return { lines: [] }
  if (repeats === 'kept') {
    if (stopsBeforeStart(base.repeat, time))
      return fault(
        'starts',
        'The event stops repeating before this day. Choose an earlier day, or change how it repeats.',
      )
    return { lines: canonicalRepeat(base.repeat, time) }
  }
  if (repeats === 'custom' && rule === '')
    return fault('rule', 'Enter a rule, for example FREQ=WEEKLY;COUNT=10.')
  const lines = repeatOf(repeats, rule)
  const [problem] = repeatProblems(lines, time)
  if (problem) return fault('rule', problem.reason)
  if (stopsBeforeStart(lines, time))
    return fault('rule', 'The event stops repeating before it starts. Choose a later end.')
  const dates = base.repeat.filter((line) => /^(RDATE|EXDATE)[;:]/i.test(line))
  return { lines: canonicalRepeat([...lines, ...dates], time) }
}
