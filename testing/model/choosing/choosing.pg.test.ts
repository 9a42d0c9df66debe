// Whatever people choose, tag and label, a sync deletes nothing, leaves alone what its direction leaves alone, and comes back into step. The
// real worker steps on a real database against the emulator over HTTP.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { withDatabase } from '@/testing/database/test-database'
import { report } from '@/testing/model/run'
import { withCrashes } from '@/testing/model/with-crashes'
import { withEmulator } from '@/testing/scenarios/with-emulator'
import { choosingScenario } from './run'

withDatabase()
const emulator = withEmulator({ seed: 'empty' })
withCrashes()

const SEED = 20_261_128
const SCENARIOS = 12

it('leaving the choice deletes nothing, and labels and tags are written only where they are kept in step', async () => {
  const end = await fc.check(choosingScenario(emulator), {
    seed: SEED,
    numRuns: SCENARIOS,
    endOnFailure: true,
  })
  expect(report(end)).toBe('nothing lost')
}, 600_000)
