// Classifies the Calendar API's failures by their reason. The result contains no event, address or token, which Google's own texts may
// quote.
import type { EventField } from '@/lib/domains/events/value/fields'
import { type Answer, type CallFailure, unanswered } from '@/lib/providers/google/call'
import { isObject, list, object, text } from '@/lib/providers/google/raw'

export type CalendarFailure =
  | CallFailure
  /** Everything must be pulled again. */
  | { readonly kind: 'cursorExpired' }
  /** The event has another version. */
  | { readonly kind: 'stale' }
  /** The event or the calendar does not exist, or is not shared. */
  | { readonly kind: 'notFound' }
  /** The event was deleted before. */
  | { readonly kind: 'deleted' }
  /** The id is taken. */
  | { readonly kind: 'duplicate' }
  /** The account may not do this in this calendar. */
  | { readonly kind: 'roleLost' }
  /** Google does not know the time zone by this name. */
  | { readonly kind: 'unknownZone' }
  /** This event alone is not accepted. */
  | { readonly kind: 'refused'; readonly field: EventField | null; readonly message: string }

export function calendarFailureOf({ status, body, retryAfter, code }: Answer): CalendarFailure {
  if (status === null) return unanswered(code)
  const answer = isObject(body) ? body : {}
  // The token endpoint's errors have a format of their own.
  if (answer.error === 'invalid_grant') return { kind: 'consent' }
  const error = object(answer.error)
  const reasons = list(error.errors).map(({ reason }) => text(reason))
  const details = list(error.details).map(({ reason }) => text(reason))
  return byStatus(status, { reasons: [...reasons, ...details], message: text(error.message), retryAfter })
}

interface Refusal {
  readonly reasons: readonly string[]
  readonly message: string
  readonly retryAfter: string | null
}

function byStatus(status: number, refusal: Refusal): CalendarFailure {
  switch (status) {
    case 400:
      return badRequest(refusal)
    case 401:
      return { kind: 'token' }
    case 403:
      return forbidden(refusal)
    case 404:
      return { kind: 'notFound' }
    case 409:
      return { kind: refusal.reasons.includes('duplicate') ? 'duplicate' : 'stale' }
    case 410:
      return { kind: refusal.reasons.includes('deleted') ? 'deleted' : 'cursorExpired' }
    case 412:
      return { kind: 'stale' }
    case 429:
      return rate(refusal)
    default:
      return status > 400 && status < 500
        ? { kind: 'refused', field: null, message: refusalOf(null) }
        : { kind: 'noReply' }
  }
}

/** "Calendar usage limits exceeded" lasts an hour or more, and daily limits until the next day; the others pass within a minute. */
const LASTING = ['quotaExceeded', 'dailyLimitExceeded', 'dailyLimitExceededUnreg']
const RATES = ['rateLimitExceeded', 'userRateLimitExceeded', 'RATE_LIMIT_EXCEEDED', ...LASTING]

const rate = ({ reasons, retryAfter }: Refusal): CalendarFailure => ({
  kind: 'rate',
  lasting: reasons.some((reason) => LASTING.includes(reason)),
  limit: null,
  retryAfter,
})

const SCOPES = ['insufficientPermissions', 'ACCESS_TOKEN_SCOPE_INSUFFICIENT']
const DISABLED = ['accessNotConfigured', 'SERVICE_DISABLED']
const ROLE = ['requiredAccessLevel', 'forbidden']

/** Reasons of one event, such as forbiddenForNonOrganizer and forbiddenForNonCreator, concern no other event of the calendar. */
function forbidden(refusal: Refusal): CalendarFailure {
  const { reasons, message } = refusal
  const is = (some: readonly string[]) => reasons.some((reason) => some.includes(reason))
  if (is(RATES)) return rate(refusal)
  if (is(SCOPES)) return { kind: 'consent' }
  if (is(DISABLED) || /has not been used in project|is disabled/i.test(message))
    return { kind: 'closed', message: 'The Calendar API is not enabled for this Google project' }
  if (is(ROLE)) return { kind: 'roleLost' }
  const only = is(['forbiddenForNonOrganizer', 'forbiddenForNonCreator'])
  return {
    kind: 'refused',
    field: null,
    message: only
      ? 'Only its organizer may change this event'
      : 'Google does not let this account change this event',
  }
}

function badRequest({ message }: Refusal): CalendarFailure {
  if (/sync token/i.test(message)) return { kind: 'cursorExpired' }
  // A number that is too low means that somebody else has written since.
  if (/invalid sequence value/i.test(message)) return { kind: 'stale' }
  if (/time ?zone/i.test(message)) return { kind: 'unknownZone' }
  const [, field = null] = BAD_FIELDS.find(([pattern]) => pattern.test(message)) ?? []
  return { kind: 'refused', field, message: refusalOf(field) }
}

/** Words of Google's messages, and the field that they are about. */
const BAD_FIELDS: readonly (readonly [RegExp, EventField])[] = [
  [/recurrence/i, 'repeat'],
  [/reminder/i, 'reminders'],
  [/attendee|guest/i, 'guests'],
  [/summary/i, 'title'],
  [/description/i, 'description'],
  [/location/i, 'location'],
  [/start|end|time range|date/i, 'time'],
]

const NOT_ACCEPTED = 'Google does not accept this event as it is'
const REFUSALS: Readonly<Record<EventField, string>> = {
  title: 'The title is too long for Google',
  description: 'The description is too long for Google',
  location: 'The location is too long for Google',
  time: 'Google does not accept the time of this event',
  repeat: 'Google cannot repeat an event in this way',
  guests: 'Google does not accept the guests of this event',
  showAs: NOT_ACCEPTED,
  visibility: NOT_ACCEPTED,
  status: NOT_ACCEPTED,
  reminders: 'Google does not accept the reminders of this event',
}

/** Contains none of the event's values. */
export const refusalOf = (field: EventField | null): string =>
  field === null ? NOT_ACCEPTED : REFUSALS[field]

/** For the log; contains nothing of the event. */
export const unreadable = (method: string): string => `Google answered ${method} with something else`
