// Everything that a sync's page shows: the connection, the sync, its open run, the numbers of contacts, and its latest results.
// Read-only; every query is limited to the owner.

import { parseBody } from '@/lib/engine/change-body'
import type { SyncSettings } from '@/lib/engine/model'
import type { WaitingFacts } from '@/lib/engine/status'
import type { ProviderName } from '@/lib/providers/registry'
import { asError, asSettings, type ChangeError } from '@/lib/store/address-book/values'
import { db } from '@/lib/store/database/client'
import type { Change, Prisma, Run, Sync } from '@/lib/store/database/generated/client'
import { type Actor, steeredSyncs } from '@/lib/store/firm/actor'
import type { Body, KindName } from '@/lib/store/kinds/kind'
import { valuesOf } from '@/lib/store/kinds/registry'
import { writes } from '@/lib/store/review/writes'
import { openStates } from '@/lib/store/runs/run-sql'
import { type ConnectionView, connectionOf } from './connections'

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
  readonly waitKind: Run['waitKind']
  readonly waitUntil: Date | null
  readonly attempts: number
  /** How long it has waited for a person so far. */
  readonly waitedSeconds: number
  /** Grows with each plan and each decision: a decision names the revision that it was made on. */
  readonly revision: number
  readonly problem: unknown
  /** Who requested it; null for the schedule or an edit. */
  readonly by: string | null
}

/** Numbers of contacts by state. */
export interface SyncCounts extends WaitingFacts {
  readonly inSync: number
  /** Sent to the account without a reply: the sync looks for them before it does anything else. */
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
  /** Who stopped it; null if it was the owner. */
  readonly stoppedBy: string | null
  /** The time of the backup whose restore stopped it. */
  readonly restoredTo: Date | null
  readonly lastSuccessAt: Date | null
  readonly nextCheckAt: Date | null
  /** The open run, otherwise the last one. */
  readonly run: RunView | null
  /** Contacts that this run writes or asks about, as far as planned. */
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
    // Of a calendar: the one that is set up or active, else the one stopped last.
    orderBy: [{ stoppedAt: { sort: 'desc', nulls: 'first' } }, { createdAt: 'desc' }],
    include: NAMES,
  })
  return {
    connection: calendarId === null ? connection : ofCalendars(connection),
    sync: sync && (await viewOf(actor, sync)),
  }
}

/** The connection as a calendar has it: access is lost to it when calendars alone were lost. */
const ofCalendars = (connection: ConnectionView): ConnectionView => ({
  ...connection,
  consentLostAt: connection.consentLostAt ?? connection.calendarsLostAt,
})

const ofWhat = (calendarId: string | null) =>
  calendarId === null
    ? ({ kind: 'contacts' } as const)
    : ({ kind: 'events', localCollection: { calendarId } } as const)

const NAMES = {
  localCollection: { select: { calendar: { select: { name: true } } } },
  remoteCollection: { select: { name: true } },
} satisfies Prisma.SyncInclude

type SyncRow = Prisma.SyncGetPayload<{ include: typeof NAMES }>

async function viewOf(actor: Actor, sync: SyncRow): Promise<SyncView> {
  const run = await latestRun(sync)
  const [counts, planned, by, stoppedBy, others] = await Promise.all([
    countsOf(sync),
    run ? plannedIn(run) : 0,
    nameOf(actor, run?.userId ?? null),
    sync.stoppedById === actor.userId ? null : nameOf(actor, sync.stoppedById),
    othersActive(sync),
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
    hasOthers: others > 0,
    calendar: namesOf(sync),
    run: run && runView(run, by),
  }
}

const othersActive = ({ id, firmId, connectionId }: SyncRow): Promise<number> =>
  db(firmId).sync.count({ where: { firmId, connectionId, state: 'active', id: { not: id } } })

const namesOf = ({ localCollection: { calendar }, remoteCollection }: SyncRow): SyncView['calendar'] =>
  calendar && { here: calendar.name, there: remoteCollection.name }

/** Contacts of the run that are written or need a decision; contacts that are the same on both sides do not count. */
async function plannedIn({ id, firmId }: Run): Promise<number> {
  const [row] = await db(firmId).$queryRaw<[{ count: number }]>`
    select count(*)::int as count from "Change" c
    where c."runId" = ${id}::uuid and c."firmId" = ${firmId}::uuid and c.state not in ('superseded', 'excluded')
      and (c.undecided or c.outdated or ${writes})`
  return row.count
}

/** The open run, otherwise the last one. */
async function latestRun({ id, firmId }: Sync): Promise<Run | null> {
  const runs = { firmId, syncId: id }
  // With literal states, so that the index of open runs is used: of a sync's many runs at most one is open.
  const [open] = await db(firmId).$queryRaw<{ id: string }[]>`
    select id from "Run" where "firmId" = ${firmId}::uuid and "syncId" = ${id}::uuid
      and state in (${openStates})`
  const which = open ? { ...runs, id: open.id } : runs
  return db(firmId).run.findFirst({ where: which, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] })
}

async function nameOf(actor: Actor, userId: string | null): Promise<string | null> {
  if (!userId) return null
  const user = await db(actor.firmId).user.findFirst({ where: { id: userId, firmId: actor.firmId } })
  return user?.name ?? null
}

/**
 * Counts each contact once: one that waits for a person, failed, was sent without a reply or is excluded does not also count as "in
 * sync". One query, so that the numbers are consistent. It starts from the few open changes and looks up their links.
 */
async function countsOf({ id, firmId }: Sync): Promise<SyncCounts> {
  const [counts] = await db(firmId).$queryRaw<[SyncCounts]>`
    with open as (
      select "localId", "remoteId", state, undecided, outdated from "Change"
      where "syncId" = ${id}::uuid and "firmId" = ${firmId}::uuid and state in ('waiting', 'failed', 'sent')
        and (state <> 'waiting' or undecided or outdated)
    ), apart as (
      select "localId", "remoteId" from open
      union all
      select "localId", "remoteId" from "Exclusion" where "syncId" = ${id}::uuid and "firmId" = ${firmId}::uuid
    ), held as (
      select l.id from apart a join "Link" l on l."syncId" = ${id}::uuid and l."localId" = a."localId" and l.tombstone is null
      union
      select l.id from apart a join "Link" l on l."syncId" = ${id}::uuid and l."remoteId" = a."remoteId" and l.tombstone is null
    )
    select (select count(*)::int from "Link" l
        where l."firmId" = ${firmId}::uuid and l."syncId" = ${id}::uuid and l.tombstone is null)
        - (select count(*)::int from held) as "inSync",
      (select count(*)::int from "Exclusion" where "syncId" = ${id}::uuid and "firmId" = ${firmId}::uuid) as excluded,
      count(*) filter (where state = 'waiting' and undecided)::int as undecided,
      count(*) filter (where state = 'waiting' and not undecided)::int as outdated,
      count(*) filter (where state = 'failed')::int as failed,
      count(*) filter (where state = 'sent')::int as unanswered
    from open`
  return counts
}

function runView(run: Run, by: string | null): RunView {
  const { id, kind, state, full, createdAt, startedAt, readyAt, applyingAt, endedAt } = run
  const { done, total, same, apiCalls, waitKind, waitUntil, attempts, waitedSeconds, revision, problem } = run
  return {
    ...{ id, kind, state, full, createdAt, startedAt, readyAt, applyingAt, endedAt },
    ...{ done, total, same, apiCalls, waitKind, waitUntil, attempts, waitedSeconds, revision, problem, by },
  }
}

/** A past run with its results. */
export interface PastRun extends RunView {
  /** Contacts written on either side. */
  readonly applied: number
  /** Contacts that were linked because both sides were the same already. */
  readonly matched: number
  readonly failed: number
}

/** The latest runs of the actor's own sync, or, for an administrator, of any sync of the firm. */
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
    // Older runs, from before this number was stored, have only their changes.
    applied: run.written ?? count(run.id, 'applied'),
    matched: run.matched ?? 0,
    failed: count(run.id, 'failed'),
  }))
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

const OF_KIND = { sync: { select: { kind: true } } } as const

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
  const found = await db(actor.firmId).change.findMany({
    where: { firmId: actor.firmId, syncId, state: 'failed', sync: { connection: { userId: actor.userId } } },
    orderBy: [{ sortKey: 'asc' }, { id: 'asc' }],
    take: most,
    include: OF_KIND,
  })
  return found.map(doneChange)
}

function doneChange({ sync, ...row }: Change & { readonly sync: { readonly kind: KindName } }): DoneChange {
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
