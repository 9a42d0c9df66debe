// Calendars at rest show the same events, and nothing was lost, whatever people, Google, the clock and crashing workers do.
// `npm run test:long -- MINUTES SEED events` draws more scenarios.
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '@/emulator/server'
import { closeQueue } from '@/lib/store/database/queue'
import { withDatabase } from '@/testing/database/test-database'
import { makeQueriesCrashable } from '@/testing/model/crash-injection'
import { eventScenario, reportEvents } from './run'

withDatabase()
let emulator: Emulator
let undoCrashable: () => void
beforeAll(async () => {
  emulator = await startEmulator({ seed: 'empty' })
  undoCrashable = makeQueriesCrashable()
})
afterAll(async () => {
  undoCrashable()
  await closeQueue()
  await emulator.close()
})

const SEED = 20_261_127
const SCENARIOS = 10

it('a sync of calendars loses nothing and doubles nothing', async () => {
  const end = await fc.check(
    eventScenario(() => emulator),
    { seed: SEED, numRuns: SCENARIOS, endOnFailure: true },
  )
  expect(reportEvents(end)).toBe('nothing lost')
}, 600_000)
