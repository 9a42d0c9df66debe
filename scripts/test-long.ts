// `npm run test:long -- 30`: draws new scenarios of a sync for this many minutes and checks the invariants of testing/model. A failing
// scenario is shrunk for a few minutes and printed with its seed; `npm run test:long -- 0 SEED PATH` repeats it.
import fc from 'fast-check'
import { startEmulator } from '@/emulator/server'
import { closeDatabase, setDatabase } from '@/lib/store/database/client'
import { closeQueue } from '@/lib/store/database/queue'
import { freshDatabase } from '@/testing/database/fresh-databases'
import { crashesSoFar, makeQueriesCrashable } from '@/testing/model/crash-injection'
import { report, scenario } from '@/testing/model/run'

const SCENARIOS_AT_ONCE = 10
const SHRINKING_MS = 5 * 60_000

const [minutes = '10', seedGiven, path] = process.argv.slice(2)
const end = Date.now() + Number(minutes) * 60_000
const emulator = await startEmulator({ seed: 'empty' })
const lived = scenario(() => emulator)
const fresh = await freshDatabase()
await setDatabase(fresh.url)
makeQueriesCrashable()

let scenarios = 0
let seed = Number(seedGiven ?? Date.now() % 1_000_000_000)
do {
  const drawn = path === undefined ? { numRuns: SCENARIOS_AT_ONCE } : { numRuns: 1, path }
  const result = await fc.check(lived, { seed, endOnFailure: true, ...drawn })
  if (result.failed) await tell(result)
  scenarios += result.numRuns
  console.log(`seed ${seed}: ${scenarios} lives so far, nothing lost, nothing doubled`)
  seed += 1
} while (Date.now() < end)
console.log(`${scenarios} lives, in which workers died ${crashesSoFar()} times and Google failed so often:`)
console.table(emulator.counts().faults)
await leave(0)

/** First as it was found, then shrunk for a few minutes. */
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
  // Connections of crashed workers may still count as open.
  await Promise.race([closeDatabase(), new Promise((resolve) => setTimeout(resolve, 2_000))])
  await fresh.drop()
  process.exit(code)
}
