// Everything that a sync's page shows: the connection, the sync, its open run, the numbers of contacts, and its latest results.
// Read-only; every query is limited to the owner.

import { parseBody } from '@/lib/engine/change-body'
import type { SyncSettings } from '@/lib/engine/model'
import type { Label } from '@/lib/providers/provider'
import type { ProviderName } from '@/lib/providers/registry'
import { asError, asSettings, type ChangeError } from '@/lib/store/address-book/values'
import { db } from '@/lib/store/database/client'
import { type Change, Prisma, type Run, type Sync } from '@/lib/store/database/generated/client'
import { type Actor, steeredSyncs } from '@/lib/store/firm/actor'
import { userNames } from '@/lib/store/firm/user-names'
import type { Body, KindName } from '@/lib/store/kinds/kind'
import { valuesOf } from '@/lib/store/kinds/registry'
import { labelsOf } from '@/lib/store/labels/account-labels'
import { writes } from '@/lib/store/review/writes'
import { type SyncCounts, syncCounts } from '@/lib/store/runs/counts'
import { type LeftOut, leftOutOf } from '@/lib/store/runs/left-out'
import { openStates } from '@/lib/store/runs/run-sql'
import { type WaitingEdits, waitingEditsOf } from '@/lib/store/steering/paused'
import { CURRENT_FIRST, remoteCollectionsOf } from './collections'
import { type ConnectionView, connectionOf, lostAt } from './connections'

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
  /** Of those calls: the quota refused them, and they failed otherwise. */
  readonly callsRefused: number
  readonly callsFailed: number
  /** How often it waited for the quota. */
  readonly quotaWaits: number
  readonly waitKind: Run['waitKind']
  readonly waitUntil: Date | null
  readonly attempts: number
  /** How long it has waited for a person so far. */
  readonly waitedSeconds: number
  /** Grows with each plan and each decision: a decision names the revision that it was made on. */
  readonly revision: number
  readonly problem: unknown
  /** What the choices of the sync keep out of it. */
  readonly leftOut: LeftOut | null
  /** Who requested it; null for the schedule or an edit. */
  readonly by: string | null
}

export interface SyncView {
  readonly id: string
  readonly state: Sync['state']
  readonly settings: SyncSettings
  /** How private events of the account are read; null for contacts. */
  readonly privateAs: Sync['privateAs'] | null
  /** Whether contacts that it adds here are only its person's; null for events. */
  readonly addsOnlyMine: boolean | null
  /** The account's labels as last read; null if they were not. */
  readonly labels: readonly Label[] | null
  readonly startedAt: Date | null
  readonly stoppedAt: Date | null
  readonly stoppedById: string | null
  /** Who stopped it; null if it was the owner. */
  readonly stoppedBy: string | null
  readonly pausedAt: Date | null
  readonly pausedById: string | null
  /** Who paused it; null if it was the owner. */
  readonly pausedBy: string | null
  /** Edits here that wait for it to be resumed; null unless it is paused. */
  readonly waitingEdits: WaitingEdits | null
  /** The time of the backup whose restore stopped it. */
  readonly restoredTo: Date | null
  readonly lastSuccessAt: Date | null
  readonly nextCheckAt: Date | null
  /** The open run, otherwise the last one. */
  readonly run: RunView | null
  /** Contacts that this run writes or asks about, as far as planned; 0 once it is over. */
  readonly planned: number
  readonly counts: SyncCounts
  /** Other syncs of the same connection are active. */
  readonly hasOthers: boolean
  /** The names of a calendar on both sides; null for contacts. */
  readonly calendar: { readonly here: string; readonly there: string } | null
}

export interface Overview {
  readonly connection: ConnectionView
  /** Null until **Sync** was pressed for the first time. */
  readonly sync: SyncView | null
}

/**
 * Of the contacts of the person's account, or of a calendar of the firm that they sync with it. Null while the person has no live
 * connection.
 */
export async function overviewOf(
  actor: Actor,
  provider: ProviderName,
  calendarId: string | null = null,
): Promise<Overview | null> {
  const connection = await connectionOf(actor, provider)
  if (!connection) return null
  const sync = await db(actor.firmId).sync.findFirst({
    where: { firmId: actor.firmId, connectionId: connection.id, ...ofWhat(calendarId) },
    orderBy: [...CURRENT_FIRST],
    include: NAMES,
  })
  return {
    connection: {
      ...connection,
      consentLostAt: lostAt(connection, calendarId === null ? 'contacts' : 'events'),
    },
    sync: sync && (await viewOf(actor, sync)),
  }
}

const ofWhat = (calendarId: string | null) =>
  calendarId === null
    ? ({ kind: 'contacts' } as const)
    : ({ kind: 'events', localCollection: { calendarId } } as const)

const NAMES = {
  localCollection: { select: { calendar: { select: { name: true } } } },
} satisfies Prisma.SyncInclude

type SyncRow = Prisma.SyncGetPayload<{ include: typeof NAMES }>

async function viewOf(actor: Actor, sync: SyncRow): Promise<SyncView> {
  const run = await latestRun(sync)
  const [counts, planned, names, others, there, edits] = await Promise.all([
    countsOf(sync),
    // Of a run that is over nothing is planned any more.
    run?.endedAt === null ? plannedIn(run) : 0,
    userNames(actor.firmId, [run?.userId ?? null, sync.stoppedById, sync.pausedById]),
    othersActive(sync),
    remoteCollectionsOf(actor.firmId, [sync]),
    waitingEditsOf(actor.firmId, [sync]),
  ])
  const collection = there.get(sync.remoteCollectionId)
  const { pausedAt, pausedById } = sync
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
      stoppedBy: stoppedById === actor.userId ? null : (names.get(stoppedById) ?? null),
      pausedAt,
      pausedById,
      pausedBy: pausedById === actor.userId ? null : (names.get(pausedById) ?? null),
      waitingEdits: edits.get(id) ?? null,
      planned,
      counts,
    },
    settings: asSettings(sync.settings),
    privateAs: sync.kind === 'events' ? sync.privateAs : null,
    addsOnlyMine: sync.kind === 'contacts' ? sync.addsOnlyMine : null,
    labels: collection ? labelsOf(collection) : null,
    hasOthers: others > 0,
    calendar: namesOf(sync, collection?.name ?? ''),
    run: run && runView(run, names.get(run.userId) ?? null),
  }
}

const othersActive = ({ id, firmId, connectionId }: SyncRow): Promise<number> =>
  db(firmId).sync.count({ where: { firmId, connectionId, state: 'active', id: { not: id } } })

const namesOf = ({ localCollection: { calendar } }: SyncRow, there: string): SyncView['calendar'] =>
  calendar && { here: calendar.name, there }

/** Contacts of the run that are written or need a decision; contacts that are the same on both sides do not count. */
async function plannedIn({ id, firmId }: Run): Promise<number> {
  const [row] = await db(firmId).$queryRaw<[{ count: number }]>`
    select count(*)::int as count from "Change" c
    where c."runId" = ${id}::uuid and c."firmId" = ${firmId}::uuid and c.state not in ('superseded', 'excluded')
      and (c.undecided or c.outdated or ${writes})`
  return row.count
}

/** The open run of a sync, otherwise the last one. */
export async function latestRun({ id, firmId }: Pick<Sync, 'id' | 'firmId'>): Promise<Run | null> {
  const runs = { firmId, syncId: id }
  // With literal states, so that the index of open runs is used: of a sync's many runs at most one is open.
  const [open] = await db(firmId).$queryRaw<{ id: string }[]>`
    select id from "Run" where "firmId" = ${firmId}::uuid and "syncId" = ${id}::uuid
      and state in (${openStates})`
  const which = open ? { ...runs, id: open.id } : runs
  return db(firmId).run.findFirst({ where: which, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] })
}

async function countsOf({ id, firmId }: Sync): Promise<SyncCounts> {
  const of = { firm: Prisma.sql`${firmId}::uuid`, sync: Prisma.sql`${id}::uuid` }
  const [counts] = await db(firmId).$queryRaw<[SyncCounts]>(syncCounts(of))
  return counts
}

function runView(run: Run, by: string | null): RunView {
  const { id, kind, state, full, createdAt, startedAt, readyAt, applyingAt, endedAt } = run
  const { callsRefused, callsFailed, quotaWaits } = run
  const { done, total, same, apiCalls, waitKind, waitUntil, attempts, waitedSeconds, revision, problem } = run
  return {
    ...{ id, kind, state, full, createdAt, startedAt, readyAt, applyingAt, endedAt },
    ...{ callsRefused, callsFailed, quotaWaits },
    ...{ done, total, same, apiCalls, waitKind, waitUntil, attempts, waitedSeconds, revision, problem, by },
    leftOut: leftOutOf(run.leftOut),
  }
}

/** A past run with its results. */
export interface PastRun extends RunView {
  /** Contacts written on either side. */
  readonly applied: number
  /** Contacts that were linked because both sides were the same already. */
  readonly matched: number
  readonly failed: number
  /** It is open, and its sync is paused: it goes on when the sync is resumed. */
  readonly isPaused: boolean
}

/** The latest runs of the actor's own sync, or, for an administrator, of any sync of the firm. */
export async function runsOf(actor: Actor, syncId: string, most: number): Promise<readonly PastRun[]> {
  const { firmId } = actor
  const runs = await db(firmId).run.findMany({
    where: { firmId, syncId, sync: steeredSyncs(actor) },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: most,
    include: { sync: { select: { pausedAt: true } } },
  })
  return withResults(firmId, syncId, runs)
}

/** A past run with the sync that it belongs to. */
export interface OneRun extends PastRun {
  readonly syncId: string
  readonly of: KindName
  /** The provider's name. */
  readonly provider: string
  /** Of the firm, for a sync of a calendar. */
  readonly calendarId: string | null
}

/** A run of the actor's own sync, or, for an administrator, of any sync of the firm; null if there is none. */
export async function runOf(actor: Actor, runId: string): Promise<OneRun | null> {
  const { firmId } = actor
  const found = await db(firmId).run.findFirst({
    where: { id: runId, firmId, sync: steeredSyncs(actor) },
    include: { sync: { select: OF_RUN } },
  })
  if (!found) return null
  const { sync, syncId } = found
  const [past] = await withResults(firmId, syncId, [found])
  const { provider } = sync.connection
  const { calendarId } = sync.localCollection
  return past ? { ...past, syncId, of: sync.kind, provider, calendarId } : null
}

const OF_RUN = {
  kind: true,
  pausedAt: true,
  connection: { select: { provider: true } },
  localCollection: { select: { calendarId: true } },
} satisfies Prisma.SyncSelect

async function withResults(
  firmId: string,
  syncId: string,
  runs: readonly (Run & { readonly sync: Pick<Sync, 'pausedAt'> })[],
): Promise<readonly PastRun[]> {
  const [names, applied, failed] = await Promise.all([
    userNames(
      firmId,
      runs.map(({ userId }) => userId),
    ),
    appliedIn(firmId, runs),
    failedByRun(firmId, syncId),
  ])
  return runs.map((run) => ({
    ...runView(run, names.get(run.userId) ?? null),
    applied: run.written ?? applied.get(run.id) ?? 0,
    matched: run.matched ?? 0,
    failed: failed.get(run.id) ?? 0,
    isPaused: run.endedAt === null && run.sync.pausedAt !== null,
  }))
}

type ByRun = ReadonlyMap<string, number>

/** Older runs, from before this number was stored, have only their changes. */
async function appliedIn(firmId: string, runs: readonly Run[]): Promise<ByRun> {
  const ids = runs.flatMap(({ id, written }) => (written === null ? [id] : []))
  if (ids.length === 0) return new Map()
  const counts = await db(firmId).change.groupBy({
    by: ['runId'],
    where: { runId: { in: ids }, state: 'applied' },
    _count: true,
  })
  return new Map(counts.map(({ runId, _count }) => [runId, _count]))
}

/** Failed changes of a sync: the index of open changes answers, if the query has its condition. */
const failedOf = ({ firmId, syncId }: OfSync): Prisma.Sql => Prisma.sql`
  c."firmId" = ${firmId}::uuid and c."syncId" = ${syncId}::uuid and c.state in ('waiting', 'failed', 'sent') and c.state = 'failed'`

interface OfSync {
  readonly firmId: string
  readonly syncId: string
}

async function failedByRun(firmId: string, syncId: string): Promise<ByRun> {
  const rows = await db(firmId).$queryRaw<{ runId: string; count: number }[]>`
    select c."runId", count(*)::int as count from "Change" c where ${failedOf({ firmId, syncId })} group by c."runId"`
  return new Map(rows.map(({ runId, count }) => [runId, count]))
}

/** A change that was applied, or failed. */
export interface DoneChange {
  readonly id: string
  /** The kind of its sync: what the values in the body are. */
  readonly of: KindName
  readonly kind: Change['kind']
  readonly state: 'applied' | 'failed'
  readonly name: string
  readonly localId: string | null
  readonly at: Date | null
  readonly body: Body
  readonly error: ChangeError | null
}

export const OF_KIND = { sync: { select: { kind: true } } } as const

/** The latest results, errors first. `runId` limits it to one run. */
export async function doneChanges(
  actor: Actor,
  syncId: string,
  runId: string,
  most: number,
): Promise<readonly DoneChange[]> {
  const own = { firmId: actor.firmId, syncId, runId, sync: { connection: { userId: actor.userId } } }
  const ours = db(actor.firmId)
  const [failed, applied] = await Promise.all([
    ours.change.findMany({
      where: { ...own, state: 'failed' },
      orderBy: { sortKey: 'asc' },
      take: most,
      include: OF_KIND,
    }),
    ours.change.findMany({
      where: { ...own, state: 'applied' },
      orderBy: { appliedAt: 'desc' },
      take: most,
      include: OF_KIND,
    }),
  ])
  return [...failed, ...applied].slice(0, most).map(doneChange)
}

/** Items that could not be synced, of all runs. */
export async function failures(actor: Actor, syncId: string, most: number): Promise<readonly DoneChange[]> {
  const { firmId, userId } = actor
  const ours = db(firmId)
  const ids = await ours.$queryRaw<{ id: string }[]>(failureIds({ firmId, syncId }, most))
  const found = await ours.change.findMany({
    where: { firmId, id: { in: ids.map(({ id }) => id) }, sync: { connection: { userId } } },
    orderBy: [{ sortKey: 'asc' }, { id: 'asc' }],
    include: OF_KIND,
  })
  return found.map(doneChange)
}

/** Exported so that its plan can be tested. */
export const failureIds = (of: OfSync, most: number): Prisma.Sql => Prisma.sql`
  select c.id from "Change" c where c."firmId" = ${of.firmId}::uuid
    and c.id = any(array(select c.id from "Change" c where ${failedOf(of)})) order by c."sortKey", c.id limit ${most}`

export function doneChange({
  sync,
  ...row
}: Change & { readonly sync: { readonly kind: KindName } }): DoneChange {
  const { id, kind, state, name, localId, appliedAt } = row
  return {
    ...{ id, kind, name, localId },
    of: sync.kind,
    state: state === 'failed' ? 'failed' : 'applied',
    at: appliedAt,
    body: parseBody(valuesOf(sync.kind), row),
    error: asError(row.error),
  }
}
