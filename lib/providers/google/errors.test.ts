import { describe, expect, test } from 'vitest'
import type { Answer } from './call'
import { type Failure, failureOf } from './errors'

const answer = (status: number | null, body: unknown = '', more: Partial<Answer> = {}): Answer => ({
  status,
  body,
  retryAfter: null,
  code: null,
  ...more,
})
const info = (reason: string, metadata = {}) => ({
  '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
  reason,
  domain: 'googleapis.com',
  metadata,
})
const error = (code: number, status: string, message: string, ...details: readonly unknown[]) =>
  answer(code, { error: { code, status, message, details } })
const violation = (field: string, description: string) => ({
  '@type': 'type.googleapis.com/google.rpc.BadRequest',
  fieldViolations: [{ field, description }],
})

const EXPIRED = 'Sync token is expired. Clear local cache and retry call without the sync token.'
const STALE =
  'Request person.etag is different than the current person.etag. Clear local cache and get the latest person.'
const QUOTA = "Quota exceeded for quota metric 'Critical read requests (Contact and Profile Reads)'"
const DISABLED = 'People API has not been used in project 1 before or it is disabled.'
const DENIED = 'The caller does not have permission'

test.each<[string, Answer, Failure['kind']]>([
  [
    'an expired sync token',
    error(400, 'FAILED_PRECONDITION', EXPIRED, info('EXPIRED_SYNC_TOKEN')),
    'cursorExpired',
  ],
  [
    'the same as it once was',
    error(410, 'FAILED_PRECONDITION', EXPIRED, info('EXPIRED_SYNC_TOKEN')),
    'cursorExpired',
  ],
  [
    'the same by another status',
    error(400, 'INVALID_ARGUMENT', 'x', info('EXPIRED_SYNC_TOKEN')),
    'cursorExpired',
  ],
  ['the same without its reason', error(400, 'FAILED_PRECONDITION', EXPIRED), 'cursorExpired'],
  ['a stale etag', error(400, 'FAILED_PRECONDITION', STALE), 'stale'],
  ['a stale etag by another status', error(403, 'PERMISSION_DENIED', STALE), 'stale'],
  [
    'a stale etag of the source',
    error(400, 'FAILED_PRECONDITION', STALE.replace(/person\.etag/g, 'person.metadata.sources.etag')),
    'stale',
  ],
  ['any other failed precondition', error(400, 'FAILED_PRECONDITION', 'Precondition check failed.'), 'stale'],
  ['an unknown person', error(404, 'NOT_FOUND', 'Requested entity was not found.'), 'gone'],
  [
    'a missing scope',
    error(403, 'PERMISSION_DENIED', DENIED, info('ACCESS_TOKEN_SCOPE_INSUFFICIENT')),
    'consent',
  ],
  [
    'a missing scope, told in words',
    error(403, 'PERMISSION_DENIED', 'Request had insufficient authentication scopes.'),
    'consent',
  ],
  [
    'a dead refresh token',
    answer(400, { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' }),
    'consent',
  ],
  [
    'a dead access token',
    error(401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials.'),
    'token',
  ],
  ['a quota of the minute', error(429, 'RESOURCE_EXHAUSTED', QUOTA, info('RATE_LIMIT_EXCEEDED')), 'rate'],
  ['a quota told as forbidden', error(403, 'PERMISSION_DENIED', 'x', info('RATE_LIMIT_EXCEEDED')), 'rate'],
  ['an overlapping write', error(409, 'ABORTED', 'The operation was aborted.'), 'rate'],
  ['a disabled API', error(403, 'PERMISSION_DENIED', DISABLED, info('SERVICE_DISABLED')), 'closed'],
  ['any other refusal to let in', error(403, 'PERMISSION_DENIED', DENIED), 'closed'],
  ['a full account', error(400, 'FAILED_PRECONDITION', 'MY_CONTACTS_OVERFLOW_COUNT'), 'full'],
  ['a full account, told as haste', error(429, 'RESOURCE_EXHAUSTED', 'MY_CONTACTS_OVERFLOW_COUNT'), 'full'],
  ['a bad value', error(400, 'INVALID_ARGUMENT', 'Request contains an invalid argument.'), 'refused'],
  ['a request too large', answer(413, '<html>'), 'refused'],
  ['a server that fails', error(500, 'INTERNAL', 'Internal error encountered.'), 'noReply'],
  ['a server that is busy', error(503, 'UNAVAILABLE', 'The service is currently unavailable.'), 'noReply'],
  ['a machine in between', answer(502, '<!DOCTYPE html><title>Error 502</title>'), 'noReply'],
  ['another one', answer(504, ''), 'noReply'],
  ['a connection that broke', answer(null, undefined, { code: 'ECONNRESET' }), 'noReply'],
  ['a wait that was given up', answer(null, undefined), 'noReply'],
  ['a connection never made', answer(null, undefined, { code: 'ECONNREFUSED' }), 'notSent'],
  ['a name never found', answer(null, undefined, { code: 'ENOTFOUND' }), 'notSent'],
])('%s', (_, given, kind) => {
  expect(failureOf(given).kind).toBe(kind)
})

test('daily and storage quotas are lasting, quotas per minute are not', () => {
  const minute = info('RATE_LIMIT_EXCEEDED', { quota_limit: 'CriticalReadsPerMinutePerProjectPerUser' })
  const day = info('RATE_LIMIT_EXCEEDED', { quota_limit: 'ContactWritesPerDayPerProject' })
  const storage = { violations: [{ subject: 'QUOTA_EXCEEDED', description: 'FBS quota limit exceeded' }] }
  const lasting = [minute, day, storage].map((detail) =>
    failureOf(error(429, 'RESOURCE_EXHAUSTED', QUOTA, detail)),
  )
  expect(lasting).toMatchObject([{ lasting: false }, { lasting: true }, { lasting: true }])
})

test('a rejected batch names the rejected writes, each with its own failure', () => {
  const contactErrors = {
    3: {
      code: 3,
      message: 'bob@x.example is bad',
      details: [violation('person.email_addresses[0].value', 'Bad bob@x.example')],
    },
    'people/c1': { code: 9, message: STALE },
    'people/c2': { code: 5, message: 'Requested entity was not found.' },
  }
  const failure = failureOf(error(400, 'INVALID_ARGUMENT', 'x', { contactErrors }))
  expect(failure.kind === 'batch' && Object.fromEntries(failure.each)).toEqual({
    3: { kind: 'refused', field: 'emails', message: 'Google does not accept Email as it is' },
    'people/c1': { kind: 'stale' },
    'people/c2': { kind: 'gone' },
  })
})

describe('a refused contact', () => {
  const refused = (message: string, ...details: readonly unknown[]) =>
    failureOf(error(400, 'INVALID_ARGUMENT', message, ...details))

  test.each([
    [
      'person.phone_numbers[2].value',
      'The value is longer than 1024 characters.',
      'phones',
      'Phone is too long for Google',
    ],
    [
      'person.names[0].given_name',
      'The value is longer than 1024 characters.',
      'firstName',
      'First name is too long for Google',
    ],
    ['person.organizations[0].name', 'Bad.', 'company', 'Google does not accept Company as it is'],
    ['person.birthdays[0].date.day', 'Bad.', 'birthday', 'Google does not accept Birthday as it is'],
    ['contacts[7].contact_person.biographies', 'Bad.', 'notes', 'Google does not accept Notes as it is'],
    ['person.names', 'Bad.', null, 'Google does not accept this contact as it is'],
    ['', 'The contact is too large.', null, 'This contact is more than Google holds'],
  ])('at "%s": %s', (path, text, field, message) => {
    expect(refused(text, violation(path, text))).toEqual({ kind: 'refused', field, message })
  })

  test('the field is read from the text if no violation names it', () => {
    const message = 'Cannot have more than one person.birthdays per source.'
    expect(refused(message)).toMatchObject({
      field: 'birthday',
      message: 'Google takes only one value for Birthday',
    })
  })

  test('Google’s text, which may quote the contact, is not repeated', () => {
    expect(JSON.stringify(refused('Invalid value "Ana Silva"', violation('x', 'Ana Silva')))).not.toContain(
      'Ana',
    )
  })
})
