// Classifies Google's failures by their reason, since one status means many things (403 is a quota, a missing scope or a disabled API).
// The result contains no person, address or token, which Google's own texts may quote.
import { FIELDS, type FieldName } from '@/lib/domains/contacts/value/fields'
import { type Answer, type CallFailure, unanswered } from './call'
import { fieldAt } from './person'
import { isObject, type Json, list, object, text } from './raw'

export type Failure =
  | CallFailure
  | { readonly kind: 'cursorExpired' }
  | { readonly kind: 'full' }
  | { readonly kind: 'stale' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'refused'; readonly field: FieldName | null; readonly message: string }
  /** A rejected batch, of which nothing was written; failures by place or by id. */
  | { readonly kind: 'batch'; readonly each: ReadonlyMap<string, Failure> }

/** google.rpc.Code, as in the entries of a batch. */
const HTTP_OF_RPC: Readonly<Record<number, number>> = {
  3: 400,
  5: 404,
  7: 403,
  8: 429,
  9: 400,
  10: 409,
  16: 401,
}
const FAILED_PRECONDITION = 9

export function failureOf({ status, body, retryAfter, code }: Answer): Failure {
  if (status === null) return unanswered(code)
  const answer = isObject(body) ? body : {}
  // The token endpoint's errors have a format of their own.
  if (answer.error === 'invalid_grant') return { kind: 'consent' }
  const error = object(answer.error)
  return byBatch(error) ?? byReason(error) ?? byStatus(status, error, retryAfter)
}

/** The failure of one entry of a batch, given as google.rpc.Status. */
export function failureOfStatus(status: Json): Failure {
  const code = Number(status.code)
  const error = { ...status, ...(code === FAILED_PRECONDITION ? { status: 'FAILED_PRECONDITION' } : {}) }
  return byReason(error) ?? byStatus(HTTP_OF_RPC[code] ?? 500, error, null)
}

function byBatch(error: Json): Failure | null {
  const detail = list(error.details).find((one) => isObject(one.contactErrors))
  const each = Object.entries(object(detail?.contactErrors)).filter(([, status]) => isObject(status))
  if (each.length === 0) return null
  return {
    kind: 'batch',
    each: new Map(each.map(([name, status]) => [name, failureOfStatus(object(status))])),
  }
}

/** Reasons and texts that are more precise than the status; Google has changed the status of these over the years. */
function byReason(error: Json): Failure | null {
  const reasons = list(error.details).map((detail) => detail.reason)
  const message = text(error.message)
  if (reasons.includes('EXPIRED_SYNC_TOKEN') || /sync token is expired/i.test(message))
    return { kind: 'cursorExpired' }
  if (/MY_CONTACTS_OVERFLOW_COUNT/.test(message)) return { kind: 'full' }
  if (/etag is different than the current/i.test(message)) return { kind: 'stale' }
  if (
    reasons.includes('ACCESS_TOKEN_SCOPE_INSUFFICIENT') ||
    /insufficient authentication scopes/i.test(message)
  )
    return { kind: 'consent' }
  return null
}

function byStatus(status: number, error: Json, retryAfter: string | null): Failure {
  if (status === 429 || (status === 403 && isQuota(error)))
    return { kind: 'rate', lasting: isLasting(error), limit: limitOf(error), retryAfter }
  if (status === 401) return { kind: 'token' }
  if (status === 403) return { kind: 'closed', message: closedMessage(error) }
  if (status === 404) return { kind: 'gone' }
  // Another mutation of the same account was in progress.
  if (status === 409) return { kind: 'rate', lasting: false, limit: null, retryAfter }
  if (status === 400 && error.status === 'FAILED_PRECONDITION') return { kind: 'stale' }
  if (status >= 400 && status < 500) return refused(error)
  return { kind: 'noReply' }
}

function isQuota(error: Json): boolean {
  const reasons = list(error.details).map((detail) => text(detail.reason))
  return (
    error.status === 'RESOURCE_EXHAUSTED' ||
    reasons.some((reason) => /RATE_LIMIT|QUOTA/.test(reason)) ||
    /quota exceeded|rate limit/i.test(text(error.message))
  )
}

/** Quotas per minute recover by themselves; those per day and of the account's storage take hours. */
function isLasting(error: Json): boolean {
  return list(error.details).some(
    (detail) => list(detail.violations).length > 0 || /PerDay/i.test(limitIn(detail)),
  )
}

const limitIn = (detail: Json): string => text(object(detail.metadata).quota_limit)

const limitOf = (error: Json): string | null => list(error.details).map(limitIn).find(Boolean) ?? null

function closedMessage(error: Json): string {
  const disabled = list(error.details).some((detail) => detail.reason === 'SERVICE_DISABLED')
  return disabled || /has not been used in project|is disabled/i.test(text(error.message))
    ? 'The People API is not enabled for this Google project'
    : 'Google does not let this application at the contacts of this account'
}

function refused(error: Json): Failure {
  const violation = list(error.details).flatMap((detail) => list(detail.fieldViolations))[0]
  const message = text(error.message)
  const path = text(violation?.field) || (/person\.[\w.[\]]+/.exec(message)?.[0] ?? '')
  const field = fieldAt(path)
  return { kind: 'refused', field, message: refusal(field, `${message} ${text(violation?.description)}`) }
}

function refusal(field: FieldName | null, answer: string): string {
  const what = field ? FIELDS[field].label : 'This contact'
  if (/longer than|too long|max(imum)? length/i.test(answer)) return `${what} is too long for Google`
  if (/too large|too many|size/i.test(answer)) return `${what} is more than Google holds`
  if (/more than one/i.test(answer))
    return `Google takes only one value for ${field ? what : 'a field of this contact'}`
  return `Google does not accept ${field ? `${what} as it is` : 'this contact as it is'}`
}
