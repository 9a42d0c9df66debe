// `npm run test:long -- 30`: lives of a sync, drawn anew for so many minutes, against the laws of lib/jobs/model. A life that
// breaks one is made as small as it can be in a few minutes and told with its seed; `npm run test:long -- 0 SEED PATH`
// lives it again.
import fc from 'fast-check'
import { startEmulator } from '@/e2e/emulator/server'
import { closeDatabase, setDatabase } from '@/lib/db/client'
import { freshDatabase } from '@/lib/db/fresh'
import { closeQueue } from '@/lib/db/queue'
import { diedSoFar, makeQueriesMortal } from '@/lib/jobs/model/mortal'
import { life, report } from '@/lib/jobs/model/run'

const LIVES_AT_ONCE = 10
const SHRINKING_MS = 5 * 60_000

const [minutes = '10', seedGiven, path] = process.argv.slice(2)
const end = Date.now() + Number(minutes) * 60_000
const emulator = await startEmulator({ seed: 'empty' })
const lived = life(() => emulator)
const fresh = await freshDatabase()
await setDatabase(fresh.url)
makeQueriesMortal()

let lives = 0
let seed = Number(seedGiven ?? Date.now() % 1_000_000_000)
do {
  const drawn = path === undefined ? { numRuns: LIVES_AT_ONCE } : { numRuns: 1, path }
  const result = await fc.check(lived, { seed, endOnFailure: true, ...drawn })
  if (result.failed) await tell(result)
  lives += result.numRuns
  console.log(`seed ${seed}: ${lives} lives so far, nothing lost, nothing doubled`)
  seed += 1
} while (Date.now() < end)
console.log(`${lives} lives, in which workers died ${diedSoFar()} times and Google failed so often:`)
console.table(emulator.counts().faults)
await leave(0)

/** First as it was found, then as small as a few minutes make it. */
async function tell(found: Parameters<typeof report>[0]): Promise<never> {
  console.log(report(found))
  if (path === undefined && found.failed) {
    console.log('\nMaking it smaller...')
    const { counterexamplePath } = found
    const limits = { interruptAfterTimeLimit: SHRINKING_MS, markInterruptAsFailure: true }
    const from = counterexamplePath === null ? {} : { path: counterexamplePath }
    const small = await fc.check(lived, { seed, ...from, ...limits })
    console.log(`${report(small)}\n\nAgain: npm run test:long -- 0 ${seed} ${small.counterexamplePath}`)
  }
  return leave(1)
}

async function leave(code: number): Promise<never> {
  await closeQueue()
  await emulator.close()
  // Connections of workers that died may still be counted as open.
  await Promise.race([closeDatabase(), new Promise((resolve) => setTimeout(resolve, 2_000))])
  await fresh.drop()
  process.exit(code)
}
