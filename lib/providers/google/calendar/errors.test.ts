import { describe, expect, test } from 'vitest'
import { type CalendarFailure, calendarFailureOf, refusalOf } from './errors'

const answer = (status: number, reason: string, message = 'Text of Google', more: object = {}) =>
  calendarFailureOf({
    status,
    body: { error: { code: status, message, errors: [{ domain: 'x', reason, message }], ...more } },
    retryAfter: null,
    code: null,
  })

describe('a refusal by its reason', () => {
  test.each<[number, string, CalendarFailure['kind']]>([
    [400, 'invalid', 'refused'],
    [401, 'authError', 'token'],
    [403, 'rateLimitExceeded', 'rate'],
    [403, 'userRateLimitExceeded', 'rate'],
    [403, 'quotaExceeded', 'rate'],
    [403, 'insufficientPermissions', 'consent'],
    [403, 'accessNotConfigured', 'closed'],
    [403, 'requiredAccessLevel', 'roleLost'],
    [403, 'forbidden', 'roleLost'],
    [403, 'forbiddenForNonOrganizer', 'refused'],
    [403, 'forbiddenForNonCreator', 'refused'],
    [403, 'somethingNew', 'refused'],
    [404, 'notFound', 'notFound'],
    [409, 'duplicate', 'duplicate'],
    [409, 'conflict', 'stale'],
    [410, 'deleted', 'deleted'],
    [410, 'fullSyncRequired', 'cursorExpired'],
    [410, 'updatedMinTooLongAgo', 'cursorExpired'],
    [412, 'conditionNotMet', 'stale'],
    [429, 'rateLimitExceeded', 'rate'],
    [451, 'unknown', 'refused'],
    [500, 'backendError', 'noReply'],
    [503, 'backendError', 'noReply'],
  ])('%i %s is %s', (status, reason, kind) => {
    expect(answer(status, reason).kind).toBe(kind)
  })

  test.each<[string, CalendarFailure]>([
    ['Invalid sync token value.', { kind: 'cursorExpired' }],
    [
      'Invalid sequence value. The specified sequence number is below the current sequence number.',
      { kind: 'stale' },
    ],
    ['Invalid time zone definition for start time.', { kind: 'unknownZone' }],
    ['Invalid recurrence rule.', { kind: 'refused', field: 'repeat', message: refusalOf('repeat') }],
    ['Invalid attendee email.', { kind: 'refused', field: 'guests', message: refusalOf('guests') }],
    ['The specified time range is empty.', { kind: 'refused', field: 'time', message: refusalOf('time') }],
    ['Bad Request', { kind: 'refused', field: null, message: refusalOf(null) }],
  ])('400 “%s” is known by its text', (message, failure) => {
    expect(answer(400, 'invalid', message)).toEqual(failure)
  })

  test('a limit that lasts differs from one that passes within a minute', () => {
    const lasting = (reason: string) => {
      const failure = answer(403, reason)
      return failure.kind === 'rate' && failure.lasting
    }
    expect(['quotaExceeded', 'dailyLimitExceeded'].map(lasting)).toEqual([true, true])
    expect(['rateLimitExceeded', 'userRateLimitExceeded'].map(lasting)).toEqual([false, false])
  })

  test('the newer form of a missing scope, and an API that is not enabled, are known too', () => {
    const details = (reason: string) => ({ details: [{ reason }] })
    expect(answer(403, '', '', details('ACCESS_TOKEN_SCOPE_INSUFFICIENT')).kind).toBe('consent')
    expect(answer(403, '', '', details('SERVICE_DISABLED')).kind).toBe('closed')
    expect(answer(403, '', 'Calendar API has not been used in project 1 before').kind).toBe('closed')
    expect(
      calendarFailureOf({ status: 400, body: { error: 'invalid_grant' }, retryAfter: null, code: null }).kind,
    ).toBe('consent')
  })
})

test('no answer is none: sent or not by the code of the network', () => {
  const none = (code: string | null) =>
    calendarFailureOf({ status: null, body: undefined, retryAfter: null, code }).kind
  expect(none('ECONNREFUSED')).toBe('notSent')
  expect(none('ECONNRESET')).toBe('noReply')
  expect(calendarFailureOf({ status: 502, body: '<html>', retryAfter: null, code: null }).kind).toBe(
    'noReply',
  )
})

test('no message repeats what Google says of the event', () => {
  for (const status of [400, 403, 451]) {
    const failure = answer(status, 'invalid', 'Invalid attendee ana@secret.example: summary "Divorce"')
    expect(JSON.stringify(failure)).not.toMatch(/secret|Divorce/)
  }
})
