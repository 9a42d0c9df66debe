// Nothing is lost and nothing is duplicated, whatever people, the network, the clock and crashing workers do. The real worker steps on a
// real database against the emulator over HTTP. `npm run test:long` draws more scenarios, for as long as requested.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { withDatabase } from '@/testing/database/test-database'
import { report, scenario } from '@/testing/model/run'
import { withCrashes } from '@/testing/model/with-crashes'
import { withEmulator } from '@/testing/scenarios/with-emulator'

withDatabase()
const emulator = withEmulator({ seed: 'empty' })
withCrashes()

const SEED = 20_261_125
const SCENARIOS = 25

it('a sync always loses nothing and creates no duplicates', async () => {
  const end = await fc.check(scenario(emulator), { seed: SEED, numRuns: SCENARIOS, endOnFailure: true })
  expect(report(end)).toBe('nothing lost')
}, 600_000)
