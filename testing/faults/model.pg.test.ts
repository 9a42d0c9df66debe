// Whatever people, the network, the clock and dying workers do: nothing lost, nothing doubled. The real jobs on a real
// database against the emulator over HTTP. `npm run test:long` looks further, for as long as it is told.
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

it('a sync loses nothing and doubles nobody, whatever happens to it', async () => {
  const end = await fc.check(
    scenario(() => emulator),
    { seed: SEED, numRuns: SCENARIOS, endOnFailure: true },
  )
  expect(report(end)).toBe('nothing lost')
}, 600_000)
