// For *.pg.test.ts: queries at which the tests of a file crash a worker.
import { afterAll, beforeAll } from 'vitest'
import { makeQueriesCrashable } from './crash-injection'

/** Call it at the top of the file. */
export function withCrashes(): void {
  let undo: (() => void) | undefined
  beforeAll(() => {
    undo = makeQueriesCrashable()
  })
  afterAll(() => undo?.())
}
