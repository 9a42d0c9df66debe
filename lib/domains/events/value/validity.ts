// Validates an event that a person typed or a file contained, by field, with messages that say what to change.
import { repeatProblems } from '@/lib/domains/events/recurrence/lines'
import { isDate } from '@/lib/domains/events/value/dates'
import { type CalendarEvent, type EventTime, isCancelled } from '@/lib/domains/events/value/event'
import type { EventField } from '@/lib/domains/events/value/fields'
import { LIMITS, YEARS } from '@/lib/domains/events/value/limits'
import { isWallTime, spanOf } from '@/lib/domains/events/value/time'
import { knownZone, otherName } from '@/lib/domains/events/value/zone'

export interface EventProblem {
  readonly field: EventField
  /** A sentence. */
  readonly text: string
}

/** Empty if a form may save the event: it can be stored, and its rule can be read. */
export function problemsOf(event: CalendarEvent): readonly EventProblem[] {
  const problems = storageProblemsOf(event)
  if (isCancelled(event) || problems.some(({ field }) => field === 'time')) return problems
  return [
    ...problems,
    ...repeatProblems(event.repeat, event.time).map(({ reason }) => problem('repeat', reason)),
  ]
}

/**
 * Empty if the event can be stored and sent. A rule that cannot be read is no problem: it is carried as text. Of a canceled occurrence,
 * only that it is canceled is stored and sent.
 */
export function storageProblemsOf(event: CalendarEvent): readonly EventProblem[] {
  if (isCancelled(event)) return []
  const time = timeProblem(event.time)
  return [
    ...tooLong(event),
    ...(time === null ? [] : [problem('time', time)]),
    ...guestProblems(event),
    ...reminderProblems(event),
  ]
}

const problem = (field: EventField, text: string): EventProblem => ({ field, text })

function tooLong(event: CalendarEvent): readonly EventProblem[] {
  const texts = ['title', 'location', 'description'] as const
  const long = texts
    .filter((field) => event[field].length > LIMITS[field])
    .map((field) => problem(field, `At most ${LIMITS[field].toLocaleString('en-US')} characters fit.`))
  const lines = event.repeat.length > LIMITS.repeatLines || event.repeat.join('').length > LIMITS.repeat
  return lines ? [...long, problem('repeat', 'The event repeats in too many lines.')] : long
}

/** null if the time is valid. */
export function timeProblem(time: EventTime): string | null {
  const isReal = time.kind === 'day' ? isDate : isWallTime
  if (!isReal(time.start)) return 'The start is not a date that exists.'
  if (!isReal(time.end)) return 'The end is not a date that exists.'
  const years = [time.start, time.end].map((text) => Number(text.slice(0, 4)))
  if (years.some((year) => year < YEARS.first)) return `The year is before ${YEARS.first}.`
  if (years.some((year) => year > YEARS.last)) return `The year is after ${YEARS.last}.`
  if (time.kind === 'day') return time.end > time.start ? null : 'The event ends before it starts.'
  const zone = [time.zone, time.endZone ?? time.zone].find((name) => knownZone(name) === null)
  if (zone !== undefined) return unknownZone(zone)
  const isBackward = time.endZone === null ? time.end < time.start : !runsForward(time)
  return isBackward ? 'The event ends before it starts.' : null
}

function runsForward(time: EventTime & { readonly kind: 'timed' }): boolean {
  const end: EventTime = { ...time, start: time.end, zone: time.endZone ?? time.zone, endZone: null }
  return spanOf(end, 'UTC').start >= spanOf(time, 'UTC').start
}

export function unknownZone(name: string): string {
  const other = otherName(name)
  return `The time zone “${name}” is not known.${other ? ` Try ${other}.` : ' Use a name such as America/New_York.'}`
}

function guestProblems({ guests }: CalendarEvent): readonly EventProblem[] {
  if (guests.length > LIMITS.guests) return [problem('guests', `At most ${LIMITS.guests} guests fit.`)]
  const wrong = guests.find(
    ({ email }) => !/^[^\s@]+@[^\s@]+$/.test(email) || email.length > LIMITS.guestEmail,
  )
  return wrong ? [problem('guests', `“${wrong.email.slice(0, 60)}” is not an email address.`)] : []
}

function reminderProblems({ reminders }: CalendarEvent): readonly EventProblem[] {
  if (reminders === null) return []
  if (reminders.length > LIMITS.reminders)
    return [problem('reminders', `At most ${LIMITS.reminders} reminders fit.`)]
  const isOut = ({ minutes }: { readonly minutes: number }) =>
    !Number.isInteger(minutes) || minutes < 0 || minutes > LIMITS.reminderMinutes
  return reminders.some(isOut)
    ? [problem('reminders', 'A reminder is at most four weeks before the start.')]
    : []
}
