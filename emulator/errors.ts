// Google's errors as replies: the envelope, the exact texts that Google sends, and named presets for faults. A handler rejects a call by
// throwing `Refusal`; the server sends its reply.
import { CALENDAR_PRESETS, type CalendarPreset, calendarErrorReply } from './calendar/errors'
import { json, type Reply } from './reply'

/** gRPC codes by name: Google uses them inside `details` and as `status` in the envelope. */
export const GRPC = {
  INVALID_ARGUMENT: 3,
  NOT_FOUND: 5,
  ALREADY_EXISTS: 6,
  PERMISSION_DENIED: 7,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  ABORTED: 10,
  INTERNAL: 13,
  UNAVAILABLE: 14,
  UNAUTHENTICATED: 16,
} as const

export type Status = keyof typeof GRPC
export type Detail = Readonly<Record<string, unknown>>

export interface ApiError {
  readonly code: number
  readonly status: Status
  readonly message: string
  readonly details?: readonly Detail[]
}

export class Refusal extends Error {
  readonly reply: Reply
  readonly error: ApiError | undefined
  constructor(reply: Reply, error?: ApiError) {
    super(error?.message ?? `HTTP ${reply.status}`)
    this.reply = reply
    this.error = error
  }
}

export function errorReply(error: ApiError): Reply {
  return json({ error }, error.code)
}

export function refuse(error: ApiError): Refusal {
  return new Refusal(errorReply(error), error)
}

export function errorInfo(reason: string, metadata?: Detail, domain = 'googleapis.com'): Detail {
  return {
    '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
    reason,
    domain,
    ...(metadata ? { metadata } : {}),
  }
}

/** 400 INVALID_ARGUMENT; with `field` it names the violation, as the JSON parser and the masks do. */
export function invalid(message: string, field?: string): Refusal {
  const details = field
    ? [
        {
          '@type': 'type.googleapis.com/google.rpc.BadRequest',
          fieldViolations: [{ field, description: message }],
        },
      ]
    : undefined
  return refuse({ code: 400, status: 'INVALID_ARGUMENT', message, ...(details ? { details } : {}) })
}

export function notFound(message = 'Requested entity was not found.'): Refusal {
  return refuse({ code: 404, status: 'NOT_FOUND', message })
}

export function staleEtag(which: 'person.etag' | 'person.metadata.sources.etag'): Refusal {
  const message =
    `Request ${which} is different than the current ${which}. ` +
    'Clear local cache and get the latest person.'
  return refuse({ code: 400, status: 'FAILED_PRECONDITION', message })
}

export interface ExpiredShape {
  readonly code: 400 | 410
  readonly status: 'FAILED_PRECONDITION' | 'INVALID_ARGUMENT'
  readonly domain: 'people.googleapis.com' | 'googleapis.com'
}

export function expiredSyncToken(shape: ExpiredShape): ApiError {
  return {
    code: shape.code,
    status: shape.status,
    message: 'Sync token is expired. Clear local cache and retry call without the sync token.',
    details: [errorInfo('EXPIRED_SYNC_TOKEN', undefined, shape.domain)],
  }
}

const SIGN_IN = 'Expected OAuth 2 access token, login cookie or other valid authentication credential.'

export function unauthenticated(reason: 'CREDENTIALS_MISSING' | 'ACCESS_TOKEN_EXPIRED'): ApiError {
  const what =
    reason === 'CREDENTIALS_MISSING'
      ? 'Request is missing required authentication credential.'
      : 'Request had invalid authentication credentials.'
  const details = [errorInfo(reason, { service: 'people.googleapis.com' })]
  return { code: 401, status: 'UNAUTHENTICATED', message: `${what} ${SIGN_IN}`, details }
}

export function scopeInsufficient(method: string): ApiError {
  const details = [errorInfo('ACCESS_TOKEN_SCOPE_INSUFFICIENT', { service: 'people.googleapis.com', method })]
  const message = 'Request had insufficient authentication scopes.'
  return { code: 403, status: 'PERMISSION_DENIED', message, details }
}

export interface QuotaName {
  readonly metric: string
  readonly title: string
  readonly limit: string
  readonly per: string
}

export function quotaExceeded(name: QuotaName): ApiError {
  const consumer = 'project_number:100000000001'
  return {
    code: 429,
    status: 'RESOURCE_EXHAUSTED',
    message:
      `Quota exceeded for quota metric '${name.title}' and limit '${name.title} ${name.per}' ` +
      `of service 'people.googleapis.com' for consumer '${consumer}'.`,
    details: [
      errorInfo('RATE_LIMIT_EXCEEDED', {
        service: 'people.googleapis.com',
        quota_limit: name.limit,
        quota_metric: `people.googleapis.com/${name.metric}`,
        consumer: consumer.replace('project_number:', 'projects/'),
      }),
    ],
  }
}

export function overflow(code: 400 | 403 | 429): ApiError {
  const status =
    code === 400 ? 'FAILED_PRECONDITION' : code === 403 ? 'PERMISSION_DENIED' : 'RESOURCE_EXHAUSTED'
  return { code, status, message: 'MY_CONTACTS_OVERFLOW_COUNT' }
}

/** Bodies that a fault can use by name. */
export const PRESETS = {
  rate: quotaExceeded({
    metric: 'critical_read_requests',
    title: 'Critical read requests (Contact and Profile Reads)',
    limit: 'CriticalReadsPerMinutePerProjectPerUser',
    per: 'per minute per user',
  }),
  'backend-quota': {
    code: 429,
    status: 'RESOURCE_EXHAUSTED',
    message: 'Resource has been exhausted (e.g. check quota).',
    details: [
      {
        '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
        violations: [{ subject: 'QUOTA_EXCEEDED', description: 'FBS quota limit exceeded' }],
      },
    ],
  },
  unavailable: { code: 503, status: 'UNAVAILABLE', message: 'The service is currently unavailable.' },
  internal: { code: 500, status: 'INTERNAL', message: 'Internal error encountered.' },
  aborted: { code: 409, status: 'ABORTED', message: 'The operation was aborted.' },
  stale: {
    code: 400,
    status: 'FAILED_PRECONDITION',
    message:
      'Request person.etag is different than the current person.etag. Clear local cache and get the latest person.',
  },
  'expired-sync-token': expiredSyncToken({
    code: 400,
    status: 'FAILED_PRECONDITION',
    domain: 'people.googleapis.com',
  }),
  'expired-sync-token-410': expiredSyncToken({
    code: 410,
    status: 'FAILED_PRECONDITION',
    domain: 'people.googleapis.com',
  }),
  unauthenticated: unauthenticated('ACCESS_TOKEN_EXPIRED'),
  scope: scopeInsufficient('google.people.v1.PeopleService.ListConnections'),
  'api-disabled': {
    code: 403,
    status: 'PERMISSION_DENIED',
    message: 'People API has not been used in project 100000000001 before or it is disabled.',
    details: [errorInfo('SERVICE_DISABLED', { service: 'people.googleapis.com' })],
  },
  overflow: overflow(400),
  'not-found': { code: 404, status: 'NOT_FOUND', message: 'Requested entity was not found.' },
  'invalid-argument': {
    code: 400,
    status: 'INVALID_ARGUMENT',
    message: 'Request contains an invalid argument.',
  },
} as const satisfies Record<string, ApiError>

export type Preset = keyof typeof PRESETS | CalendarPreset | 'invalid-grant'

const isCalendarPreset = (preset: string): preset is CalendarPreset => Object.hasOwn(CALENDAR_PRESETS, preset)

export function presetReply(preset: Preset): Reply {
  if (isCalendarPreset(preset)) return calendarErrorReply(CALENDAR_PRESETS[preset])
  return preset === 'invalid-grant'
    ? invalidGrant('Token has been expired or revoked.')
    : errorReply(PRESETS[preset])
}

export function oauthError(error: string, description: string, status = 400): Reply {
  return json({ error, error_description: description }, status)
}

export function invalidGrant(description: string): Reply {
  return oauthError('invalid_grant', description)
}
