// Calendars at rest show the same events, and nothing was lost, whatever people, Google, the clock and crashing workers do.
// `npm run test:long -- MINUTES SEED events` draws more scenarios.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { withDatabase } from '@/testing/database/test-database'
import { withCrashes } from '@/testing/model/with-crashes'
import { withEmulator } from '@/testing/scenarios/with-emulator'
import { eventScenario, reportEvents } from './run'

withDatabase()
const emulator = withEmulator({ seed: 'empty' })
withCrashes()

const SEED = 20_261_127
const SCENARIOS = 10

it('a sync of calendars loses nothing and doubles nothing', async () => {
  const end = await fc.check(eventScenario(emulator), { seed: SEED, numRuns: SCENARIOS, endOnFailure: true })
  expect(reportEvents(end)).toBe('nothing lost')
}, 600_000)
