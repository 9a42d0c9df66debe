// Draws scenarios of undo in a calendar. A failing one is printed with its seed and path; UNDO_SEED and UNDO_RUNS draw others, or more.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { withDatabase } from '@/testing/database/test-database'
import { withEmulator } from '@/testing/scenarios/with-emulator'
import { reportUndo, type Undone, undoScenario } from './undo'

withDatabase()
const emulator = withEmulator({ seed: 'empty' })

it('a run of a calendar that is undone leaves what nobody touched since as it was before it, for good', {
  timeout: 600_000,
}, async () => {
  const done: Undone = { runs: 0, edited: 0, whole: 0 }
  const numRuns = Number(process.env.UNDO_RUNS ?? 12)
  const end = await fc.check(undoScenario(emulator, done), {
    numRuns,
    seed: Number(process.env.UNDO_SEED ?? 20_261_129),
    endOnFailure: process.env.UNDO_SHRINK === undefined,
    interruptAfterTimeLimit: 540_000,
  })
  expect(reportUndo(end)).toBe('nothing lost')
  expect(done.runs).toBeGreaterThan(numRuns / 4)
})
