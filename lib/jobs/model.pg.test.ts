// Whatever people, the network, the clock and dying workers do: nothing lost, nothing doubled. The real jobs on a real
// database against the emulator over HTTP. `npm run test:long` looks further, for as long as it is told.
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '@/e2e/emulator/server'
import { closeQueue } from '@/lib/db/queue'
import { withDatabase } from '@/lib/db/testing'
import { makeQueriesMortal } from './model/mortal'
import { life, report } from './model/run'

withDatabase()
let emulator: Emulator
let makeImmortal: () => void
beforeAll(async () => {
  emulator = await startEmulator({ seed: 'empty' })
  makeImmortal = makeQueriesMortal()
})
afterAll(async () => {
  makeImmortal()
  await closeQueue()
  await emulator.close()
})

const SEED = 20_261_125
const LIVES = 25

it('a sync loses nothing and doubles nobody, whatever happens to it', async () => {
  const end = await fc.check(
    life(() => emulator),
    { seed: SEED, numRuns: LIVES, endOnFailure: true },
  )
  expect(report(end)).toBe('nothing lost')
}, 600_000)
