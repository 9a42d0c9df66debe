// A message wakes a waiting worker of this process: it does not wait for its next look.
import { afterAll, it } from 'vitest'
import { withDatabase } from '@/testing/database/test-database'
import { setUpFixture } from '@/testing/scenarios/fixture'
import { ADVANCE, closeQueue, TICK, wakeRun, wakeTick } from './queue'
import { messageOrRest } from './wake-signal'

withDatabase()
afterAll(closeQueue)

/** So long that a test which waited for it would fail. */
const LONG_MS = 600_000

it('a run that is to go on now wakes a worker', async () => {
  const { actor } = await setUpFixture()
  const woken = messageOrRest(ADVANCE, LONG_MS)
  await wakeRun({ id: crypto.randomUUID(), firmId: actor.firmId })
  await woken
})

it('an edit wakes the tick once its rest is over, and due work at once', async () => {
  for (const ms of [0, 20]) {
    const woken = messageOrRest(TICK, LONG_MS)
    await wakeTick(ms)
    await woken
  }
})
