// Sync Status in a firm of 5,000 connections: what its page and that of one connection load, by filter. One argument gives another number.
// main.ts runs it in a separate process; it prints its figures as JSON.
import type { Actor } from '@/lib/store/firm/actor'
import { firstStepFacts } from '@/lib/store/firm/first-steps'
import type { PageStart } from '@/lib/store/keyset'
import { mailTrouble } from '@/lib/store/notify/mail'
import { type WatchedFilter, watchedPage, watchedSync } from '@/lib/store/oversight/connections'
import { activityDays } from '@/lib/store/oversight/days'
import { errorGroups } from '@/lib/store/oversight/errors'
import { freshOwner } from './fresh'
import { quantile } from './measure'
import { addPeople } from './people'

const [CONNECTIONS = 5_000] = process.argv.slice(2).map(Number)
/** Of the last days, newest last. */
const RUNS_EACH = 20
const SIZE = 50
const PAGES = 20

export interface OversightFigures {
  readonly connections: number
  readonly runs: number
  /** The median of loading a page, by what it shows. */
  readonly pageMs: Readonly<Record<string, number>>
}

const { owner, end } = await freshOwner()
try {
  process.stdout.write(JSON.stringify(await measured()))
} finally {
  await end()
}

async function measured(): Promise<OversightFigures> {
  await addPeople(owner, CONNECTIONS, CONNECTIONS)
  await history()
  const { rows } = await owner.query<Pick<Actor, 'firmId' | 'userId'> & { connectionId: string }>(
    `select k."firmId", k."userId", k.id as "connectionId" from "Connection" k order by k."accountEmail" limit 1`,
  )
  const [{ firmId = '', userId = '', connectionId = '' } = {}] = rows
  const actor: Actor = { firmId, userId, role: 'admin' }
  const all: WatchedFilter = { query: '', status: null }
  const first: PageStart = { kind: 'first' }
  const middle = await watchedPage(actor, all, first, CONNECTIONS / 2)
  const after: PageStart = { kind: 'after', id: middle.rows.at(-1)?.id ?? '' }
  const whole = (filter: WatchedFilter, start: PageStart) =>
    Promise.all([
      watchedPage(actor, filter, start, SIZE),
      errorGroups(actor),
      activityDays(actor, new Date()),
      firstStepFacts(actor),
      mailTrouble(actor),
    ])
  const asked: Readonly<Record<string, () => Promise<unknown>>> = {
    'Sync Status': () => whole(all, first),
    'its middle page': () => whole(all, after),
    'those that need attention': () => whole({ query: '', status: 'attention' }, first),
    'a search': () => whole({ query: 'ana4999', status: null }, first),
    'one connection': () => watchedSync(actor, connectionId),
  }
  const pageMs: Record<string, number> = {}
  for (const [name, load] of Object.entries(asked)) pageMs[name] = await median(load)
  return { connections: CONNECTIONS, runs: CONNECTIONS * RUNS_EACH, pageMs }
}

/** Runs of each sync, with what they wrote; of every hundredth the last one failed, and another one has a change that failed. */
async function history(): Promise<void> {
  await owner.query(`
    insert into "Run" (id, "firmId", "syncId", kind, state, "full", "createdAt", "startedAt", "endedAt", written, "apiCalls")
    select gen_random_uuid(), s."firmId", s.id, 'scheduled',
      case when n = ${RUNS_EACH} and get_byte(uuid_send(s.id), 0) < 3 then 'failed' else 'done' end::"RunState", false,
      at, at, at + interval '2 seconds', n % 3, 4
    from "Sync" s, generate_series(1, ${RUNS_EACH}) n,
      lateral (select now() - make_interval(hours => 16 * (${RUNS_EACH} - n) + 1) as at) t`)
  await owner.query(`
    insert into "Change" (id, "firmId", "syncId", "runId", kind, state, body, "group", name, "sortKey", search, "appliedAt")
    select gen_random_uuid(), r."firmId", r."syncId", r.id, 'update', 'applied', '{}', 'update', 'Ana', 'ana', 'ana', r."endedAt"
    from "Run" r, generate_series(1, r.written) n`)
  await owner.query(`
    insert into "Change" (id, "firmId", "syncId", "runId", kind, state, body, "group", name, "sortKey", search, error)
    select gen_random_uuid(), r."firmId", r."syncId", r.id, 'createRemote', 'failed', '{}', 'addRemote', 'Ana', 'ana', 'ana',
      '{"kind": "rejected", "field": null, "message": "Too long"}'
    from (select distinct on ("syncId") * from "Run" where state = 'done' order by "syncId", "createdAt" desc) r
    where get_byte(uuid_send(r."syncId"), 1) < 3`)
  await owner.query('vacuum analyze')
}

async function median(load: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let at = 0; at < PAGES; at += 1) {
    const began = performance.now()
    await load()
    times.push(performance.now() - began)
  }
  return Math.round(quantile(times, 0.5))
}
