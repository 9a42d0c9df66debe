// Nothing is lost and nothing is duplicated, whatever people, the network, the clock and crashing workers do. The real worker steps on a
// real database against the emulator over HTTP. `npm run test:long` draws more scenarios, for as long as requested.
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '@/emulator/server'
import { closeQueue } from '@/lib/store/database/queue'
import { withDatabase } from '@/testing/database/test-database'
import { makeQueriesCrashable } from '@/testing/model/crash-injection'
import { report, scenario } from '@/testing/model/run'

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

const SEED = 20_261_125
const SCENARIOS = 25

it('a sync always loses nothing and creates no duplicates', async () => {
  const end = await fc.check(
    scenario(() => emulator),
    { seed: SEED, numRuns: SCENARIOS, endOnFailure: true },
  )
  expect(report(end)).toBe('nothing lost')
}, 600_000)
