// 10,000 connections that sync every 15 minutes: the cost of one minute for one worker, and how long each check waits. Nothing has changed on
// either side. Medians of three minutes. Three arguments give other numbers: connections, connections of a firm, workers. Each further worker
// is a process of its own.
// Uses the real tick, queue and worker; the accounts are in memory, since only our own code is measured. main.ts runs it in a separate
// process; it prints its figures as JSON.
import { once } from 'node:events'
import type { Client } from 'pg'
import { setEnv } from '@/lib/env'
import { closeDatabase, setDatabase } from '@/lib/store/database/client'
import { closeQueue } from '@/lib/store/database/queue'
import { anyProvider } from '@/lib/store/kinds/registry'
import { tick } from '@/lib/worker/schedule'
import { startWorker } from '@/lib/worker/worker'
import { startScript } from '@/scripts/parts/processes'
import { createMemoryAccount, type MemoryAccount } from '@/testing/providers/memory'
import { freshOwner } from './fresh'
import { quantile } from './measure'
import { addPeople } from './people'

const [CONNECTIONS = 10_000, OF_FIRM = 1, WORKERS = 1] = process.argv.slice(2).map(Number)
/** Instead of the numbers: this process is a further worker of the benchmark whose database this is. */
const JOINED = process.argv[2]?.startsWith('postgres') ? process.argv[2] : null
const INTERVAL_MINUTES = 15
const MINUTES = 3

export interface ManyFigures {
  readonly connections: number
  readonly firms: number
  readonly workers: number
  /** Checks that are due in a minute. */
  readonly dueEachMinute: number
  /** Time to open their runs and wake workers. */
  readonly tickSeconds: number
  /** From the start of the tick until the last of a minute's checks was finished. */
  readonly minuteSeconds: number
  /** Of the first worker's process. */
  readonly cpuSecondsEachMinute: number
  /** From the start of the tick to the start of a check. */
  readonly delaySeconds: { readonly median: number; readonly p95: number; readonly most: number }
}

// Only the figures go to stdout.
setEnv({ LOG_LEVEL: 'silent' })
if (JOINED) await join(JOINED)
else process.stdout.write(JSON.stringify(await measured()))

/** Works until the process gets SIGTERM. */
async function join(url: string): Promise<void> {
  await setDatabase(url)
  const worker = await work()
  process.send?.('ready')
  await once(process, 'SIGTERM')
  await worker.stop()
  await closeQueue()
  await closeDatabase()
}

async function measured(): Promise<ManyFigures> {
  const { owner, url, end } = await freshOwner()
  try {
    return await minutes(owner, url)
  } finally {
    await end()
  }
}

function work() {
  const accounts = new Map<string, MemoryAccount>()
  return startWorker(({ accountId }) => {
    const account = accounts.get(accountId) ?? createMemoryAccount()
    accounts.set(accountId, account)
    return anyProvider(account.provider)
  })
}

async function minutes(owner: Client, url: string): Promise<ManyFigures> {
  await addPeople(owner, CONNECTIONS, OF_FIRM)
  const others = Array.from({ length: WORKERS - 1 }, () => startScript('bench/many.ts', [url]))
  await Promise.all(others.map((other) => once(other.process, 'message')))
  const worker = await work()
  const due = Math.ceil(CONNECTIONS / INTERVAL_MINUTES)
  // The first check of a connection reads the whole account, and the process is still cold. What counts is the check every 15 minutes.
  await oneMinute(owner, due)
  const seen: Awaited<ReturnType<typeof oneMinute>>[] = []
  for (let minute = 0; minute < MINUTES; minute += 1) seen.push(await oneMinute(owner, due))
  await worker.stop()
  await Promise.all(others.map((other) => other.stop()))
  const delays = seen.flatMap(({ delays }) => delays)
  const at = (share: number) => rounded(quantile(delays, share))
  const median = (of: (one: (typeof seen)[number]) => number) => rounded(quantile(seen.map(of), 0.5))
  return {
    connections: CONNECTIONS,
    firms: CONNECTIONS / OF_FIRM,
    workers: WORKERS,
    dueEachMinute: due,
    tickSeconds: median(({ tick }) => tick),
    minuteSeconds: median(({ all }) => all),
    cpuSecondsEachMinute: median(({ cpu }) => cpu),
    delaySeconds: { median: at(0.5), p95: at(0.95), most: at(1) },
  }
}

async function oneMinute(owner: Client, due: number) {
  await owner.query(
    `update "Sync" set "nextCheckAt" = now() where id in
    (select id from "Sync" where "nextCheckAt" > now() order by "nextCheckAt" limit $1)`,
    [due],
  )
  const [began, cpu] = [Date.now(), process.cpuUsage()]
  await tick(new Date())
  const ticked = Date.now()
  for (;;) {
    const { rows } = await owner.query<{ open: number }>(
      `select count(*)::int as open from "Run" where "endedAt" is null`,
    )
    if (rows[0]?.open === 0) break
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  const used = process.cpuUsage(cpu)
  const { rows } = await owner.query<{ delay: number }>(
    `select extract(epoch from "startedAt")::float8 - $1 as delay from "Run" where "startedAt" >= to_timestamp($1)`,
    [began / 1000],
  )
  return {
    tick: (ticked - began) / 1000,
    all: (Date.now() - began) / 1000,
    cpu: (used.user + used.system) / 1e6,
    delays: rows.map(({ delay }) => delay),
  }
}

function rounded(seconds: number): number {
  return Math.round(seconds * 100) / 100
}
