// Draws scenarios of undo. A failing one is printed with its seed and path; UNDO_SEED and UNDO_RUNS draw others, or more.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { withDatabase } from '@/testing/database/test-database'
import { withEmulator } from '@/testing/scenarios/with-emulator'
import { report } from './run'
import { type Undone, undoScenario } from './undo'

withDatabase()
const emulator = withEmulator({ seed: 'empty' })
const seed = process.env.UNDO_SEED

it('a run that is undone leaves what nobody touched since as it was before it, for good', {
  timeout: 600_000,
}, async () => {
  const done: Undone = { runs: 0, edited: 0 }
  const numRuns = Number(process.env.UNDO_RUNS ?? 12)
  const end = await fc.check(undoScenario(emulator, done), {
    numRuns,
    ...(seed && { seed: Number(seed) }),
    endOnFailure: false,
    interruptAfterTimeLimit: 540_000,
  })
  expect(report(end)).toBe('nothing lost')
  expect(done.runs).toBeGreaterThan(numRuns / 4)
})
