// `npm run test:workers -- SEED SIZE`: many workers and two web servers on one Postgres. First, several processes start at once on an
// empty
// database, and a small firm must not wait for big ones with a single worker. Then four workers are frozen, killed, cut off from the
// database (with and without an error) and restarted in turn, with the web servers, until all firms are in sync. Finally the invariants
// of e2e/kills/laws.ts are checked for each firm.
import { setTimeout as sleep } from 'node:timers/promises'
import { type Child, isHealthy, startServerProcess, startWorkerProcess } from '@/e2e/kills/children'
import { createContactFirm } from '@/e2e/kills/contacts'
import type { KillFirm } from '@/e2e/kills/firm'
import { lossesOf } from '@/e2e/kills/laws'
import { openRelay, type Relay } from '@/e2e/kills/relay'
import { startFirst, type Watch } from '@/e2e/kills/watch'
import { createKillWorld, type KillWorld, persist } from '@/e2e/kills/world'
import { dice as diceOf } from '@/emulator/seeds/seed-persons'
import { ensureBuilt } from './parts/build-stamp'
import { startScript } from './parts/processes'

const WORKERS = 4
const SERVERS = 2
const BIG_FIRMS = 5
const SMALL = 20
/** Longer than a lease, so that another worker must take over. */
const FROZEN_MS = 45_000
/** Longer than a worker waits for a slow database. */
const SILENT_MS = 60_000
const REST_MS = 60_000
/** Slow enough that every fault happens during a sync. */
const MUTATION_MS = 5_000
/** A small firm's preview waits for one or two time slices of others, of 20 s each, and for its own steps. */
const SMALL_MS = 45_000
const LEAST_FAULTS = 10
const MOST_FAULTS = 40
const HOPELESS_MS = 15 * 60_000

const [seedGiven, size = '5000'] = process.argv.slice(2)
const seed = Number(seedGiven ?? Date.now() % 1_000_000)
console.log(`seed ${seed}`)
const dice = diceOf(seed)
await ensureBuilt()
const world = await createKillWorld({ migrated: false, mutationMs: MUTATION_MS })
const broken: string[] = []
const faults = new Map<string, number>()

const first = await startTogether(world)
// More big firms than one worker processes at once, and only one worker so far.
const firms = await Promise.all(
  Array.from({ length: BIG_FIRMS }, () => persist(() => createContactFirm(world, Number(size)))),
)
const smallFirm = await persist(() => createContactFirm(world, SMALL))
const begun = await Promise.all(firms.map(begin))
await sleep(3_000)
const small = await begin(smallFirm)
begun.push(small)
await Promise.race([small.watch.over, sleep(2 * SMALL_MS, undefined, { ref: false })])
if (small.watch.previewMs() > SMALL_MS)
  broken.push(`the small firm waited ${seconds(small.watch.previewMs())} for its preview`)
console.log(
  `beside ${BIG_FIRMS} big firms on one worker, the small one had its preview after ${seconds(small.watch.previewMs())}`,
)
const others = await Promise.all(Array.from({ length: WORKERS - 1 }, startWorker))
const workers = [first, ...others]
const servers = [await startServerProcess(world), await startServerProcess(world)]
for (const { url } of servers) if (!(await isHealthy(url))) broken.push('a web server did not become healthy')
const health = watchHealth(servers.map(({ url }) => url))
const over = Promise.all(begun.map(({ watch }) => watch.over)).then(() => true)
await trouble()
const ended = await Promise.race([over, sleep(HOPELESS_MS, false, { ref: false })])
if (!ended) broken.push('a sync never ended')
const { lost, doubled } = await judge()
const rest = Math.max(...begun.map(({ watch }) => watch.longestRestMs()))
if (rest > REST_MS) broken.push(`a sync did not move for ${seconds(rest)}`)
if (health.unanswered() > 0) broken.push(`no web server answered ${health.unanswered()} times`)
const children = [...workers.map(({ child }) => child), ...servers]
for (const child of children)
  if (child.falls() > 0) broken.push(`a process ended by itself ${child.falls()} times`)
await Promise.all(children.map(({ stop }) => stop()))
await Promise.all(workers.map(({ wire }) => wire.close()))
health.stop()
await world.close()
for (const breach of broken.slice(0, 50)) console.log(`  ${breach}`)
console.log(
  [
    `${WORKERS} workers, ${SERVERS} web servers, ${BIG_FIRMS} firms of ${size} contacts a side and one of ${SMALL}`,
    [...faults].map(([name, count]) => `${name} ${count}`).join(', '),
    `longest rest ${seconds(rest)}`,
    `preview of the small firm after ${seconds(small.watch.previewMs())}`,
    `lost ${lost}, doubled ${doubled}`,
    `overlaps ${world.google.counts().overlaps}, other laws broken ${broken.length}`,
    `seed ${seed}`,
  ].join('; '),
)
process.exit(lost + doubled + broken.length > 0 ? 1 : 0)

/** A worker, and its connection to the database. */
interface Wired {
  readonly child: Child
  readonly wire: Relay
}

async function startWorker(): Promise<Wired> {
  const wire = await openRelay(world.settings.DATABASE_URL ?? '')
  const settings = { ...world.settings, DATABASE_URL: wire.url }
  return { child: await startWorkerProcess({ ...world, settings }), wire }
}

interface Begun {
  readonly firm: KillFirm
  readonly watch: Watch
}

async function begin(firm: KillFirm): Promise<Begun> {
  return { firm, watch: await startFirst(world, firm) }
}

/** A worker and several migrating starts at once on an empty database: each migration must be applied once. */
async function startTogether(world: KillWorld): Promise<Wired> {
  const migrators = Array.from({ length: WORKERS }, () =>
    startScript('scripts/db-migrate.ts', [], world.settings),
  )
  const worker = await startWorker()
  const codes = await Promise.all(migrators.map(({ ended }) => ended))
  if (codes.some((code) => code !== 0)) broken.push('a start that migrates failed')
  const applied = await world.ask<{ name: string; times: number; failed: number }>(
    `select migration_name as name, count(*)::int as times,
       count(*) filter (where finished_at is null or rolled_back_at is not null)::int as failed
     from _prisma_migrations group by migration_name`,
  )
  const amiss = applied.filter(({ times, failed }) => times !== 1 || failed > 0)
  for (const { name, times } of amiss) broken.push(`${name} was begun ${times} times`)
  console.log(
    `${applied.length} migrations by ${WORKERS + 1} starts at once, not exactly once: ${amiss.length}`,
  )
  return worker
}

/** One fault after the other, each kind in turn, during a first sync and then while later edits are synced. */
async function trouble(): Promise<void> {
  const kinds: readonly Fault[] = ['frozen', 'killed', 'cut off', 'left without an answer', 'restarted']
  const under = () => begun.some(({ watch }) => !watch.isOver())
  for (let round = 0; (under() && round < MOST_FAULTS) || round < LEAST_FAULTS; round += 1) {
    await sleep(2_000 + dice.below(8_000))
    const kind = kinds[round % kinds.length] ?? 'killed'
    faults.set(kind, (faults.get(kind) ?? 0) + 1)
    for (const { watch } of begun) watch.killed()
    await happen(kind, dice.pick(workers))
    for (const { firm } of begun) await firm.edit(dice.below)
  }
}

type Fault = 'frozen' | 'killed' | 'cut off' | 'left without an answer' | 'restarted'

async function happen(kind: Fault, { child: worker, wire }: Wired): Promise<void> {
  switch (kind) {
    case 'frozen':
      worker.send('SIGSTOP')
      await sleep(FROZEN_MS)
      worker.send('SIGCONT')
      return
    case 'killed':
      return worker.killAndRestart()
    case 'cut off':
      await world.ask(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name in ('concord', 'concord queue')`,
      )
      return
    case 'left without an answer':
      wire.cut()
      await sleep(SILENT_MS)
      wire.mend()
      return
    case 'restarted':
      for (const { child } of workers) await child.stopAndRestart()
      for (const one of servers) {
        await one.stopAndRestart()
        if (!(await isHealthy(one.url))) broken.push('a web server did not come back')
      }
  }
}

async function judge(): Promise<{ readonly lost: number; readonly doubled: number }> {
  let [lost, doubled] = [0, 0]
  for (const { firm, watch } of begun) {
    const losses = await lossesOf(world, firm)
    lost += losses.lost.length
    doubled += losses.doubled.length
    for (const breach of [...losses.lost.slice(0, 5), ...losses.doubled.slice(0, 5)])
      console.log(`  ${breach}`)
    broken.push(...watch.breaches, ...losses.other)
  }
  return { lost, doubled }
}

/** While one restarts, the other must answer. */
function watchHealth(urls: readonly string[]) {
  let unanswered = 0
  const looking = setInterval(async () => {
    const answers = await Promise.all(urls.map((url) => fetch(`${url}/sign-in`).catch(() => null)))
    if (!answers.some((answer) => answer?.ok)) unanswered += 1
  }, 1_000)
  return { unanswered: () => unanswered, stop: () => clearInterval(looking) }
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}
