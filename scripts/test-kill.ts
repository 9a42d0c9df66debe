// `npm run test:kill -- 50`: this many kills (SIGKILL) of a worker, a web server or the database, at random moments of first syncs of
// 5,000 contacts a side. After each sync the invariants of e2e/kills/laws.ts are checked. `-- KILLS VICTIMS SEED SIZE` takes more:
// `-- 20 worker,database 7 300`.

import { isHealthy, startServerProcess, startWorkerProcess } from '@/e2e/kills/children'
import { type Life, live, type Victim } from '@/e2e/kills/life'
import { createKillWorld } from '@/e2e/kills/world'
import { dice as diceOf } from '@/emulator/seeds/seed-persons'
import { ensureBuilt } from './parts/build-stamp'

/** Kills per sync. */
const MOST_KILLS = 8
const RESUME_MS = 60_000

const [kills = '50', victimsGiven = 'worker,database', seedGiven, size = '5000'] = process.argv.slice(2)
const victims = victimsGiven.split(',') as Victim[]
const seed = Number(seedGiven ?? Date.now() % 1_000_000)
console.log(`seed ${seed}`)
const dice = diceOf(seed)
if (victims.includes('server')) await ensureBuilt()
const world = await createKillWorld()
const child = victims.includes('server') ? await startServer() : await startWorkerProcess(world)
const lives: Life[] = []
let left = Number(kills)
while (left > 0) {
  const life = await live(world, {
    size: Number(size),
    victims,
    dice,
    child,
    most: Math.min(left, MOST_KILLS),
  })
  lives.push(life)
  left -= life.kills.length
  console.log(
    `sync ${lives.length}, ${life.seconds} s: ${life.kills.map(killWords).join(', ') || 'nothing killed'}`,
  )
  for (const breach of breachesOf(life)) console.log(`  ${breach}`)
  if (life.other.includes('it never ended')) break
}
const falls = child.falls()
if (falls > 0) console.log(`  it ended by itself ${falls} times`)
await child.stop()
await world.close()
const all = lives.flatMap((life) => life.kills)
const late = all.filter(({ resumedMs }) => resumedMs > RESUME_MS)
const sum = (of: (life: Life) => number) => lives.reduce((total, life) => total + of(life), 0)
console.log(
  [
    `${all.length} kills (${victims.map((victim) => `${victim} ${all.filter((one) => one.victim === victim).length}`).join(', ')})`,
    `in ${lives.length} first syncs of ${size} contacts a side`,
    `longest resume ${(Math.max(0, ...all.map(({ resumedMs }) => resumedMs)) / 1000).toFixed(1)} s`,
    `lost ${sum(({ lost }) => lost.length)}, doubled ${sum(({ doubled }) => doubled.length)}`,
    `other laws broken ${sum(({ other }) => other.length) + late.length + falls}`,
    `seed ${seed}`,
  ].join('; '),
)
process.exit(late.length + falls > 0 || lives.some((life) => breachesOf(life).length > 0) ? 1 : 0)

async function startServer() {
  const server = await startServerProcess(world)
  if (!(await isHealthy(server.url))) throw new Error('The web server did not become healthy.')
  return server
}

function killWords({ victim, state, resumedMs }: Life['kills'][number]): string {
  return `${victim} while ${state} (${(resumedMs / 1000).toFixed(1)} s)`
}

function breachesOf({ lost, doubled, other }: Life): readonly string[] {
  return [...lost.slice(0, 20), ...doubled.slice(0, 20), ...other.slice(0, 20)]
}
