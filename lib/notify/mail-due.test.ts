import { expect, test } from 'vitest'
import { isMailDue, type MailState, mailRetryAt } from './mail-due'

const at = (hours: number) => new Date(Date.UTC(2026, 0, 1) + hours * 3_600_000)
const fresh: MailState = { need: 'reconnect', since: at(0), sentAt: null, sentNeed: null, retryAt: null }
const sent: MailState = { ...fresh, sentAt: at(1), sentNeed: 'reconnect' }

test.each([
  ['not while its person may be dealing with it', fresh, 0.1, false],
  ['once it stays', fresh, 0.2, true],
  ['not twice about the same', sent, 30, false],
  ['again about the same after a week', sent, 1 + 7 * 24, true],
  ['not on the same day about something else', { ...sent, need: 'decide reconnect' }, 24, false],
  ['the next day about something else', { ...sent, need: 'decide reconnect' }, 25, true],
  ['not before the next try of the mail server', { ...fresh, retryAt: at(5) }, 4, false],
  ['at the next try of the mail server', { ...fresh, retryAt: at(5) }, 5, true],
] as const)('an e-mail is due %s', (_, state, hours, due) => {
  expect(isMailDue(state, at(hours))).toBe(due)
})

test('a mail server that fails is asked ever more rarely, but four times a day', () => {
  const waits = [1, 2, 3, 20].map(
    (failures) => (mailRetryAt(failures, at(0)).getTime() - at(0).getTime()) / 60_000,
  )
  expect(waits).toEqual([5, 10, 20, 360])
})
