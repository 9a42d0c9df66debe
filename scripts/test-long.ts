// `npm run test:long -- 30`: draws new scenarios of a sync for this many minutes and checks the invariants of testing/model. A failing
// scenario is shrunk for a few minutes and printed with its seed; `npm run test:long -- 0 SEED PATH` repeats it. `events` at the end draws
// scenarios of calendars (testing/model-events) instead of contacts, `choosing` scenarios of tags, labels and what a sync takes.
import fc from 'fast-check'
import { startEmulator } from '@/emulator/server'
import { closeDatabase, setDatabase } from '@/lib/store/database/client'
import { closeQueue } from '@/lib/store/database/queue'
import { freshDatabase } from '@/testing/database/fresh-databases'
import { choosingScenario } from '@/testing/model/choosing/run'
import { crashesSoFar, makeQueriesCrashable } from '@/testing/model/crash-injection'
import { report, scenario } from '@/testing/model/run'
import { eventScenario, reportEvents } from '@/testing/model-events/run'

const SCENARIOS_AT_ONCE = 10
const SHRINKING_MS = 5 * 60_000

const words = process.argv.slice(2)
const kind = (['events', 'choosing'] as const).find((word) => words.includes(word))
const [minutes = '10', seedGiven, path] = words.filter((word) => word !== kind)
const end = Date.now() + Number(minutes) * 60_000
const emulator = await startEmulator({ seed: 'empty' })
const check = checkOf(kind)
const fresh = await freshDatabase()
await setDatabase(fresh.url)
makeQueriesCrashable()

let scenarios = 0
let seed = Number(seedGiven ?? Date.now() % 1_000_000_000)
do {
  const drawn = path === undefined ? { numRuns: SCENARIOS_AT_ONCE } : { numRuns: 1, path }
  const result = await check({ seed, endOnFailure: true, ...drawn })
  if (result.failed) await tell(result)
  scenarios += result.numRuns
  console.log(`seed ${seed}: ${scenarios} lives so far, nothing lost, nothing doubled`)
  seed += 1
} while (Date.now() < end)
console.log(`${scenarios} lives, in which workers died ${crashesSoFar()} times and Google failed so often:`)
console.table(emulator.counts().faults)
await leave(0)

interface Checked extends Pick<fc.RunDetails<unknown>, 'failed' | 'numRuns' | 'counterexamplePath'> {
  readonly report: string
}

function checkOf(kind: 'events' | 'choosing' | undefined) {
  if (kind === 'events')
    return checked(
      eventScenario(() => emulator),
      reportEvents,
    )
  if (kind === 'choosing')
    return checked(
      choosingScenario(() => emulator),
      report,
    )
  return checked(
    scenario(() => emulator),
    report,
  )
}

function checked<T>(property: fc.IAsyncProperty<T>, tell: (end: fc.RunDetails<T>) => string) {
  return async (parameters: fc.Parameters<T>): Promise<Checked> => {
    const end = await fc.check(property, parameters)
    return { ...end, report: tell(end) }
  }
}

/** First as it was found, then shrunk for a few minutes. */
async function tell(found: Checked): Promise<never> {
  console.log(found.report)
  if (path === undefined && found.failed) {
    console.log('\nMaking it smaller...')
    const { counterexamplePath } = found
    const limits = { interruptAfterTimeLimit: SHRINKING_MS, markInterruptAsFailure: true }
    const from = counterexamplePath === null ? {} : { path: counterexamplePath }
    const small = await check({ seed, ...from, ...limits })
    const again = [0, seed, small.counterexamplePath, kind].filter((word) => word !== undefined).join(' ')
    console.log(`${small.report}\n\nAgain: npm run test:long -- ${again}`)
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
