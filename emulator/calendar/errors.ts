// The Calendar API's errors: its envelope, messages seen in practice, and named presets for faults.
import { json, type Reply } from '@/emulator/reply'

export interface CalendarError {
  readonly code: number
  readonly domain: 'global' | 'calendar' | 'usageLimits'
  readonly reason: string
  readonly message: string
  readonly location?: readonly ['parameter' | 'header', string]
  /** Fields that the newer front end adds beside `errors`. */
  readonly more?: Readonly<Record<string, unknown>>
}

export function calendarErrorReply({ code, domain, reason, message, location, more }: CalendarError): Reply {
  const place = location ? { locationType: location[0], location: location[1] } : {}
  return json({ error: { errors: [{ domain, reason, message, ...place }], code, message, ...more } }, code)
}

const error = (
  code: number,
  domain: CalendarError['domain'],
  reason: string,
  message: string,
  location?: CalendarError['location'],
): CalendarError => ({ code, domain, reason, message, ...(location ? { location } : {}) })

export const invalid = (message: string): CalendarError => error(400, 'global', 'invalid', message)
export const badRequest = (message: string): CalendarError => error(400, 'global', 'badRequest', message)
export const required = (message: string): CalendarError => error(400, 'global', 'required', message)

export const PARSE_ERROR = error(400, 'global', 'parseError', 'Parse Error')
export const NOT_FOUND = error(404, 'global', 'notFound', 'Not Found')
export const DUPLICATE = error(409, 'global', 'duplicate', 'The requested identifier already exists.')
export const DELETED = error(410, 'global', 'deleted', 'Resource has been deleted')
export const FORBIDDEN = error(403, 'global', 'forbidden', 'Forbidden')
export const STALE = error(412, 'global', 'conditionNotMet', 'Precondition Failed', ['header', 'If-Match'])
export const NOT_ORGANIZER = error(
  403,
  'calendar',
  'forbiddenForNonOrganizer',
  'Shared properties can only be changed by the organizer of the event.',
)
export const WRITER_NEEDED = error(
  403,
  'calendar',
  'requiredAccessLevel',
  'You need to have writer access to this calendar.',
)
export const OWNER_NEEDED = { ...WRITER_NEEDED, message: 'You need to have owner access to this calendar.' }
export const EMPTY_RANGE = error(400, 'calendar', 'timeRangeEmpty', 'The specified time range is empty.', [
  'parameter',
  'timeMax',
])
export const FULL_SYNC = error(
  410,
  'calendar',
  'fullSyncRequired',
  'Sync token is no longer valid, a full sync is required.',
  ['parameter', 'syncToken'],
)
export const TOO_LONG_AGO = error(
  410,
  'calendar',
  'updatedMinTooLongAgo',
  'The requested minimum modification time lies too far in the past.',
  ['parameter', 'updatedMin'],
)
export const BAD_SYNC_TOKEN = {
  ...invalid('Invalid sync token value.'),
  location: ['parameter', 'syncToken'],
} as const
export const RATE = error(403, 'usageLimits', 'rateLimitExceeded', 'Rate Limit Exceeded')
export const USER_RATE = error(403, 'usageLimits', 'userRateLimitExceeded', 'User Rate Limit Exceeded')
export const USAGE = error(403, 'usageLimits', 'quotaExceeded', 'Calendar usage limits exceeded.')
const TOO_MANY = error(429, 'usageLimits', 'rateLimitExceeded', 'Rate Limit Exceeded')
const BACKEND = error(503, 'global', 'backendError', 'Backend Error')

export const AUTH = error(401, 'global', 'authError', 'Invalid Credentials', ['header', 'Authorization'])

export function scopeMissing(method: string): CalendarError {
  const metadata = { service: 'calendar-json.googleapis.com', method }
  const details = [
    {
      '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
      reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT',
      domain: 'googleapis.com',
      metadata,
    },
  ]
  const message = 'Request had insufficient authentication scopes.'
  return {
    ...error(403, 'global', 'insufficientPermissions', message),
    more: { status: 'PERMISSION_DENIED', details },
  }
}

/** Error bodies that a fault can request by name. */
export const CALENDAR_PRESETS = {
  'calendar-rate': RATE,
  'calendar-user-rate': USER_RATE,
  'calendar-429': TOO_MANY,
  'calendar-usage': USAGE,
  'calendar-backend': BACKEND,
  'calendar-internal': { ...BACKEND, code: 500 },
  'calendar-full-sync': FULL_SYNC,
  'calendar-bad-sync-token': BAD_SYNC_TOKEN,
  'calendar-stale': STALE,
  'calendar-not-found': NOT_FOUND,
  'calendar-duplicate': DUPLICATE,
  'calendar-deleted': DELETED,
  'calendar-forbidden': FORBIDDEN,
  'calendar-not-organizer': NOT_ORGANIZER,
  'calendar-auth': AUTH,
  'calendar-scope': scopeMissing('calendar.v3.Events.List'),
} as const satisfies Record<string, CalendarError>

export type CalendarPreset = keyof typeof CALENDAR_PRESETS
