// What a sync's page needs to know in one look: the connection, the sync, its open run, how many contacts stand where, and
// what it did lately. Read-only; every query is bound to the owner.
import type { SyncSettings } from '@/lib/sync/model'
import type { WaitingFacts } from '@/lib/sync/status'
import { type Actor, steeredSyncs } from './actor'
import { db } from './client'
import { type ConnectionView, connectionOf } from './connections'
import type { Change, Run, Sync } from './generated/client'
import { asBody, asError, asSettings, type ChangeBody, type ChangeError } from './values'

export interface RunView {
  readonly id: string
  readonly kind: Run['kind']
  readonly state: Run['state']
  readonly full: boolean
  readonly createdAt: Date
  readonly startedAt: Date | null
  readonly readyAt: Date | null
  readonly applyingAt: Date | null
  readonly endedAt: Date | null
  readonly done: number
  readonly total: number | null
  readonly same: number
  readonly apiCalls: number
  readonly waitKind: string | null
  readonly waitUntil: Date | null
  readonly attempts: number
  readonly problem: unknown
  /** Who asked for it; null for the clock or an edit. */
  readonly by: string | null
}

/** How many contacts stand where. */
export interface SyncCounts extends WaitingFacts {
  readonly inSync: number
  /** Sent to the account, and no answer came: looked for before anything else is done about them. */
  readonly unanswered: number
  readonly excluded: number
}

export interface SyncView {
  readonly id: string
  readonly state: Sync['state']
  readonly settings: SyncSettings
  readonly startedAt: Date | null
  readonly stoppedAt: Date | null
  readonly stoppedById: string | null
  /** Who stopped it: null when it was the owner. */
  readonly stoppedBy: string | null
  /** A backup made then was loaded, and stopped it. */
  readonly restoredTo: Date | null
  readonly lastSuccessAt: Date | null
  readonly nextCheckAt: Date | null
  /** The run under way, else the last one. */
  readonly run: RunView | null
  /** Changes of that run, so far planned. */
  readonly planned: number
  readonly counts: SyncCounts
}

export interface Overview {
  readonly connection: ConnectionView
  /** Null until **Sync** was pressed for the first time. */
  readonly sync: SyncView | null
}

/** Null while the person has no live connection. */
export async function overviewOf(actor: Actor, provider: string): Promise<Overview | null> {
  const connection = await connectionOf(actor, provider)
  if (!connection) return null
  const sync = await db(actor.firmId).sync.findFirst({
    where: { firmId: actor.firmId, connectionId: connection.id, kind: 'contacts' },
  })
  return { connection, sync: sync && (await viewOf(actor, sync)) }
}

async function viewOf(actor: Actor, sync: Sync): Promise<SyncView> {
  const run = await latestRun(sync)
  const [counts, planned, by, stoppedBy] = await Promise.all([
    countsOf(sync),
    run
      ? db(actor.firmId).change.count({
          where: { runId: run.id, state: { notIn: ['superseded', 'excluded'] } },
        })
      : 0,
    nameOf(actor, run?.userId ?? null),
    sync.stoppedById === actor.userId ? null : nameOf(actor, sync.stoppedById),
  ])
  const { id, state, startedAt, stoppedAt, stoppedById, restoredTo, lastSuccessAt, nextCheckAt } = sync
  return {
    ...{
      id,
      state,
      startedAt,
      stoppedAt,
      stoppedById,
      restoredTo,
      lastSuccessAt,
      nextCheckAt,
      stoppedBy,
      planned,
      counts,
    },
    settings: asSettings(sync.settings),
    run: run && runView(run, by),
  }
}

/** The run under way, else the last one. */
async function latestRun({ id, firmId }: Sync): Promise<Run | null> {
  const runs = { firmId, syncId: id }
  // Spelled out, so that the index of open runs serves it: of a sync's many runs none or one is open.
  const [open] = await db(firmId).$queryRaw<{ id: string }[]>`
    select id from "Run" where "firmId" = ${firmId}::uuid and "syncId" = ${id}::uuid
      and state in ('reading', 'comparing', 'ready', 'applying')`
  const which = open ? { ...runs, id: open.id } : runs
  return db(firmId).run.findFirst({ where: which, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] })
}

async function nameOf(actor: Actor, userId: string | null): Promise<string | null> {
  if (!userId) return null
  const user = await db(actor.firmId).user.findFirst({ where: { id: userId, firmId: actor.firmId } })
  return user?.name ?? null
}

async function countsOf({ id, firmId }: Sync): Promise<SyncCounts> {
  const ours = db(firmId)
  const [inSync, excluded, [waiting]] = await Promise.all([
    ours.link.count({ where: { firmId, syncId: id, tombstone: null } }),
    ours.exclusion.count({ where: { firmId, syncId: id } }),
    ours.$queryRaw<[WaitingFacts & Pick<SyncCounts, 'unanswered'>]>`
      select count(*) filter (where state = 'waiting' and undecided)::int as undecided,
        count(*) filter (where state = 'waiting' and drifted and not undecided)::int as drifted,
        count(*) filter (where state = 'failed')::int as failed,
        count(*) filter (where state = 'sent')::int as unanswered
      from "Change" where "syncId" = ${id}::uuid and "firmId" = ${firmId}::uuid and state in ('waiting', 'failed', 'sent')`,
  ])
  return { inSync, excluded, ...waiting }
}

function runView(run: Run, by: string | null): RunView {
  const { id, kind, state, full, createdAt, startedAt, readyAt, applyingAt, endedAt } = run
  const { done, total, same, apiCalls, waitKind, waitUntil, attempts, problem } = run
  return {
    ...{ id, kind, state, full, createdAt, startedAt, readyAt, applyingAt, endedAt },
    ...{ done, total, same, apiCalls, waitKind, waitUntil, attempts, problem, by },
  }
}

/** A run of the past with what it did. */
export interface PastRun extends RunView {
  readonly applied: number
  readonly failed: number
}

/** The latest runs of the actor's own sync; an administrator's whole firm. */
export async function runsOf(actor: Actor, syncId: string, most: number): Promise<readonly PastRun[]> {
  const { firmId } = actor
  const ours = db(firmId)
  const runs = await ours.run.findMany({
    where: { firmId, syncId, sync: steeredSyncs(actor) },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: most,
  })
  const ids = runs.map(({ id }) => id)
  const [names, counts] = await Promise.all([
    ours.user.findMany({ where: { firmId, id: { in: runs.flatMap(({ userId }) => userId ?? []) } } }),
    ours.change.groupBy({
      by: ['runId', 'state'],
      where: { runId: { in: ids }, state: { in: ['applied', 'failed'] } },
      _count: true,
    }),
  ])
  const count = (runId: string, state: string) =>
    counts.find((row) => row.runId === runId && row.state === state)?._count ?? 0
  return runs.map((run) => ({
    ...runView(run, names.find(({ id }) => id === run.userId)?.name ?? null),
    applied: count(run.id, 'applied'),
    failed: count(run.id, 'failed'),
  }))
}

/** A change that was carried out, or could not be. */
export interface DoneChange {
  readonly id: string
  readonly kind: Change['kind']
  readonly state: 'applied' | 'failed'
  readonly name: string
  readonly contactId: string | null
  readonly at: Date | null
  readonly body: ChangeBody
  readonly error: ChangeError | null
}

/** What was done lately, errors on top. `runId` narrows it to one run. */
export async function doneChanges(
  actor: Actor,
  syncId: string,
  runId: string,
  most: number,
): Promise<readonly DoneChange[]> {
  const own = { firmId: actor.firmId, syncId, runId, sync: { connection: { userId: actor.userId } } }
  const ours = db(actor.firmId)
  const [failed, applied] = await Promise.all([
    ours.change.findMany({ where: { ...own, state: 'failed' }, orderBy: { sortKey: 'asc' }, take: most }),
    ours.change.findMany({ where: { ...own, state: 'applied' }, orderBy: { appliedAt: 'desc' }, take: most }),
  ])
  return [...failed, ...applied].slice(0, most).map(doneChange)
}

/** Contacts that could not be synced, of all runs. */
export async function failures(actor: Actor, syncId: string, most: number): Promise<readonly DoneChange[]> {
  const found = await db(actor.firmId).change.findMany({
    where: { firmId: actor.firmId, syncId, state: 'failed', sync: { connection: { userId: actor.userId } } },
    orderBy: [{ sortKey: 'asc' }, { id: 'asc' }],
    take: most,
  })
  return found.map(doneChange)
}

function doneChange(row: Change): DoneChange {
  const { id, kind, state, name, contactId, appliedAt } = row
  return {
    ...{ id, kind, name, contactId },
    state: state === 'failed' ? 'failed' : 'applied',
    at: appliedAt,
    body: asBody(row.body),
    error: asError(row.error),
  }
}
