// `npm run test:kill -- 50`: this many kills (SIGKILL) of a worker, a web server or the database, at random moments of first syncs of
// 5,000 contacts a side. After each sync the invariants of e2e/kills/laws.ts are checked. `-- KILLS VICTIMS SEED SIZE` takes more:
// `-- 20 worker,database 7 300`. With `events` at the end, calendars of 400 events a side are synced, and half of the kills come during
// syncs of later edits.

import { isHealthy, startServerProcess, startWorkerProcess } from '@/e2e/kills/children'
import { createContactFirm } from '@/e2e/kills/contacts'
import { createEventFirm } from '@/e2e/kills/events'
import { type Outcome, runScenario, type Victim } from '@/e2e/kills/scenario'
import { createKillWorld } from '@/e2e/kills/world'
import { dice as diceOf } from '@/emulator/seeds/seed-persons'
import { ensureBuilt } from './parts/build-stamp'

/** Kills per sync. */
const MOST_KILLS = 8
const RESUME_MS = 60_000
/** An event is one call, so fewer of them take as long. */
const KINDS = {
  contacts: { createFirm: createContactFirm, size: '5000', laterShare: 0, pace: {} },
  events: { createFirm: createEventFirm, size: '400', laterShare: 0.5, pace: { mutationMs: 100 } },
} as const

const words = process.argv.slice(2)
const kind = words.includes('events') ? 'events' : 'contacts'
const { createFirm, laterShare, pace, ...of } = KINDS[kind]
const [kills = '50', victimsGiven = 'worker,database', seedGiven, size = of.size] = words.filter(
  (word) => word !== 'events',
)
const victims = victimsGiven.split(',') as Victim[]
const seed = Number(seedGiven ?? Date.now() % 1_000_000)
console.log(`seed ${seed}`)
const dice = diceOf(seed)
if (victims.includes('server')) await ensureBuilt()
const world = await createKillWorld(pace)
const child = victims.includes('server') ? await startServer() : await startWorkerProcess(world)
const outcomes: Outcome[] = []
let left = Number(kills)
while (left > 0) {
  const most = Math.min(left, MOST_KILLS)
  const later = Math.floor(most * laterShare)
  const options = { createFirm, size: Number(size), victims, dice, child, first: most - later, later }
  const outcome = await runScenario(world, options)
  outcomes.push(outcome)
  left -= outcome.kills.length
  console.log(
    `sync ${outcomes.length}, ${outcome.seconds} s: ${outcome.kills.map(killWords).join(', ') || 'nothing killed'}`,
  )
  for (const breach of breachesOf(outcome)) console.log(`  ${breach}`)
  if (outcome.other.includes('it never ended')) break
}
const falls = child.falls()
if (falls > 0) console.log(`  it ended by itself ${falls} times`)
await child.stop()
await world.close()
const all = outcomes.flatMap((outcome) => outcome.kills)
const late = all.filter(({ resumedMs }) => resumedMs > RESUME_MS)
const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((total, outcome) => total + of(outcome), 0)
console.log(
  [
    `${all.length} kills (${victims.map((victim) => `${victim} ${all.filter((one) => one.victim === victim).length}`).join(', ')})`,
    `in ${outcomes.length} first syncs of ${size} ${kind} a side${laterShare > 0 ? ' and in syncs of later edits' : ''}`,
    `longest resume ${(Math.max(0, ...all.map(({ resumedMs }) => resumedMs)) / 1000).toFixed(1)} s`,
    `lost ${sum(({ lost }) => lost.length)}, doubled ${sum(({ doubled }) => doubled.length)}`,
    `other laws broken ${sum(({ other }) => other.length) + late.length + falls}`,
    `seed ${seed}`,
  ].join('; '),
)
process.exit(late.length + falls > 0 || outcomes.some((one) => breachesOf(one).length > 0) ? 1 : 0)

async function startServer() {
  const server = await startServerProcess(world)
  if (!(await isHealthy(server.url))) throw new Error('The web server did not become healthy.')
  return server
}

function killWords({ victim, isLater, state, resumedMs }: Outcome['kills'][number]): string {
  return `${victim} while ${state}${isLater ? ' later edits' : ''} (${(resumedMs / 1000).toFixed(1)} s)`
}

function breachesOf({ lost, doubled, other }: Outcome): readonly string[] {
  return [...lost.slice(0, 20), ...doubled.slice(0, 20), ...other.slice(0, 20)]
}
