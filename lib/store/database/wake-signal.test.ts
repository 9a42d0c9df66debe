// A signal wakes one waiting worker at once, and is not lost between its look and its wait.
import { expect, it } from 'vitest'
import { messageOrRest, signalMessage } from './wake-signal'

/** So long that a test which waited for it would fail. */
const LONG_MS = 600_000

it('a waiting worker is woken by a message of its queue', async () => {
  const woken = messageOrRest('one queue', LONG_MS)
  signalMessage('one queue')
  await woken
})

it('a message that came before the wait ends it at once, and only one wait', async () => {
  signalMessage('another queue')
  signalMessage('another queue')
  await messageOrRest('another queue', LONG_MS)
  const next = messageOrRest('another queue', LONG_MS).then(() => 'woken')
  expect(await Promise.race([next, new Promise((resolve) => setImmediate(resolve, 'waits'))])).toBe('waits')
  signalMessage('another queue')
  await next
})

it('a message wakes one of several workers, the one that has waited longest', async () => {
  const woken: string[] = []
  const wait = (name: string) => messageOrRest('shared queue', LONG_MS).then(() => woken.push(name))
  const [first, second] = [wait('first'), wait('second')]
  signalMessage('shared queue')
  await first
  expect(woken).toEqual(['first'])
  signalMessage('shared queue')
  await second
})

it('without a message the wait ends after its time, and a message for another queue does not end it', async () => {
  signalMessage('yet another queue')
  await messageOrRest('quiet queue', 1)
})
