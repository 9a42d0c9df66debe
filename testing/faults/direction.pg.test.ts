// In one direction nothing is written on the other side, whatever happens; once the sync goes both ways, nothing is lost and nothing is
// duplicated.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { withDatabase } from '@/testing/database/test-database'
import { directedScenario, report } from '@/testing/model/run'
import { withCrashes } from '@/testing/model/with-crashes'
import { withEmulator } from '@/testing/scenarios/with-emulator'

withDatabase()
const emulator = withEmulator({ seed: 'empty' })
withCrashes()

const SEED = 20_261_128
const SCENARIOS = 12

it('a sync in one direction loses nothing, and writes only in that direction', async () => {
  const end = await fc.check(directedScenario(emulator), {
    seed: SEED,
    numRuns: SCENARIOS,
    endOnFailure: true,
  })
  expect(report(end)).toBe('nothing lost')
}, 600_000)
