// Requests: what a person, an edit or the schedule wants is stored as a run, and a worker carries it out.
import {
  isAwaitingApproval,
  OPEN_STATES,
  statesBefore,
  waitsEndedBySyncNow,
  waitsOf,
} from '@/lib/engine/run-state'
import { toJson } from '@/lib/store/address-book/values'
import { recordAudit } from '@/lib/store/audit/record'
import { db, type Tx, withTransaction } from '@/lib/store/database/client'
import type { OfFirm } from '@/lib/store/database/cross-tenant'
import type { Prisma, Run, RunKind, RunState, Sync } from '@/lib/store/database/generated/client'
import { wakeRun, wakeTick } from '@/lib/store/database/queue'
import { askForScan } from '@/lib/store/duplicates/groups'
import { type Actor, ownSyncs, steeredSyncs } from '@/lib/store/firm/actor'
import { mustStillBeAdmin } from '@/lib/store/firm/rights'
import { askForCleanUp } from '@/lib/store/retention/clean-up'
import { eraseDiscarded } from '@/lib/store/retention/discarded'
import { eraseMirror } from '@/lib/store/retention/mirror'
import { isSynced, isSyncedByAnother, type SyncOfAccount } from '@/lib/store/sync/account-owner'
import { lockOpening, recordOfSync } from '@/lib/store/sync/syncs'
import { endWait, moveRuns } from './run-moves'

/** Which of the firm's own collections were edited: its address book, calendars, or a collection that is known by its id or its sync. */
export type EditedCollections =
  | { readonly kind: 'contacts' }
  | { readonly calendarId: { in: string[] } }
  | { readonly id: string }
  | { readonly localSyncs: { some: { id: string } } }

/** Between an edit here and its run, so that edits that follow at once, such as those of a script, are synced with it. */
const EDIT_REST_MS = 500

const open: Prisma.RunWhereInput = { state: { in: [...OPEN_STATES] } }

/**
 * Opens a run of the sync, or returns the one that is open. The database allows one open run per sync, so two pages or workers that ask
 * at once get the same one. Null if the sync was stopped or paused or a preview was started meanwhile, for a preview of an account that
 * another person of the firm syncs, and for a calendar that was deleted here. `record`: what belongs to the same transaction if a run is opened.
 */
export async function openRun(
  sync: { readonly id: string; readonly firmId: string },
  request: {
    readonly kind: RunKind
    readonly full: boolean
    readonly userId: string | null
    /** Of an undo. Of contacts it reads nothing first. */
    readonly undo?: Prisma.InputJsonValue
  },
  record: (tx: Tx, runId: string) => Promise<void> = async () => undefined,
): Promise<{ readonly id: string; readonly state: RunState } | null> {
  return withTransaction(sync.firmId, async (tx) => {
    await lockOpening(tx, sync.id)
    const row = await toOpen(tx, sync)
    const isFirst = request.kind === 'first'
    if ((row.state === 'active') === isFirst || (isFirst && (await isSynced(tx, row)))) return null
    if (row.isOfDeletedCalendar || row.pausedAt !== null) return null
    if (row.mirrorErasedAt !== null)
      await tx.sync.updateMany({ where: { id: sync.id }, data: { mirrorErasedAt: null } })
    const id = crypto.randomUUID()
    const state: RunState = request.undo === undefined || row.kind === 'events' ? 'reading' : 'comparing'
    const { count } = await tx.run.createMany({
      data: { id, firmId: sync.firmId, syncId: sync.id, state, ...request },
      skipDuplicates: true,
    })
    if (count > 0) {
      await record(tx, id)
      return { id, state }
    }
    return tx.run.findFirst({ where: { syncId: sync.id, ...open }, select: { id: true, state: true } })
  })
}

type ToOpen = SyncOfAccount &
  Pick<Sync, 'state' | 'pausedAt' | 'mirrorErasedAt'> & { readonly isOfDeletedCalendar: boolean }

/** Throws if there is no such sync. */
async function toOpen(tx: Tx, { id, firmId }: OfFirm): Promise<ToOpen> {
  const [row] = await tx.$queryRaw<ToOpen[]>`
    select s.id, s."firmId", s.account, s.kind::text, s."remoteId", s.state::text, s."pausedAt", s."mirrorErasedAt",
      exists (select from "Collection" l join "Calendar" d on d.id = l."calendarId"
        where l.id = s."localCollectionId" and d."deletedAt" is not null) as "isOfDeletedCalendar"
    from "Sync" s where s.id = ${id}::uuid and s."firmId" = ${firmId}::uuid`
  if (!row) throw new Error('The sync was not found')
  return row
}

/**
 * **Sync**: reads the account and builds a preview, without changing either side. Null if the sync is not the actor's, is already active,
 * or is about an account that another person of the firm syncs.
 */
export async function startPreview(actor: Actor, syncId: string): Promise<string | null> {
  const sync = await db(actor.firmId).sync.findFirst({
    where: {
      id: syncId,
      state: { not: 'active' },
      connection: { disconnectedAt: null },
      AND: ownSyncs(actor),
    },
  })
  if (!sync) return null
  const run = await openRun(sync, { kind: 'first', full: true, userId: actor.userId })
  if (!run) return null
  await wakeRun({ id: run.id, firmId: actor.firmId })
  return run.id
}

/**
 * **Start Sync**: carries out what the preview shows; afterwards the sync continues by itself. `seen` is the revision that the person
 * looked at; if something was decided since, nothing starts. 'kept': another person of the firm has started to sync the same account.
 */
export async function startSync(
  actor: Actor,
  runId: string,
  seen: number,
): Promise<{ kind: 'started' | 'already' | 'changed' | 'kept' | 'notReady' }> {
  const run = await db(actor.firmId).run.findFirst({ where: { id: runId, sync: ownSyncs(actor) } })
  if (!run) return { kind: 'notReady' }
  const began = await begin(actor, run, seen)
  if (began === 'kept') return { kind: 'kept' }
  if (began === 'notReady') {
    const { state } = await db(actor.firmId).run.findFirstOrThrow({ where: { id: runId } })
    if (state === 'ready') return { kind: 'changed' }
    return { kind: state === 'applying' || state === 'done' ? 'already' : 'notReady' }
  }
  await wakeRun(run)
  return { kind: 'started' }
}

function begin(
  actor: Actor,
  run: Pick<Run, 'id' | 'syncId' | 'problem'>,
  seen: number,
): Promise<'began' | 'kept' | 'notReady'> {
  const { id: runId, syncId } = run
  return withTransaction(actor.firmId, async (tx) => {
    const now = new Date()
    const started = { ...afresh(now), acknowledged: acknowledgedBy(actor, run, seen, now) }
    const which = { id: runId, revision: seen }
    if ((await moveRuns(tx, which, ['ready'], 'applying', started)) === 0) return 'notReady' as const
    await tx.sync.update({
      where: { id: syncId },
      data: { state: 'active', startedAt: now, stoppedAt: null, stoppedById: null, nextCheckAt: null },
    })
    // Changes that earlier runs left open are part of this preview too, and from now on belong to it alone.
    await tx.change.updateMany({
      where: { syncId, runId: { not: runId }, state: { in: ['waiting', 'failed'] } },
      data: { state: 'superseded' },
    })
    await recordAudit(tx, actor.firmId, { kind: 'sync.start', userId: actor.userId, syncId, runId })
    return 'began' as const
  }).catch((error: unknown) => {
    if (isSyncedByAnother(error)) return 'kept'
    throw error
  })
}

const afresh = (now: Date) => ({ applyingAt: now, done: 0, total: null })

/** The run's record of what the person saw (acknowledged.ts). */
const acknowledgedBy = (
  { userId }: Actor,
  { problem }: Pick<Run, 'problem'>,
  revision: number,
  at: Date,
): Prisma.InputJsonValue => toJson({ userId, at, revision, problem })

/**
 * **Discard**, or **Cancel** while the preview is being built: nothing was changed. Erases its changes at once, and what was read from an
 * account that was never synced.
 */
export async function discardPreview(actor: Actor, runId: string): Promise<boolean> {
  const { firmId } = actor
  const found = await db(firmId).run.findFirst({ where: { id: runId, sync: ownSyncs(actor) } })
  if (!found) return false
  const now = new Date()
  const preview = { id: runId, kind: 'first' } as const
  const discarded = await withTransaction(firmId, async (tx) => {
    const moved = await moveRuns(tx, preview, statesBefore('discarded'), 'discarded', { endedAt: now })
    const event = { kind: 'sync.discard', userId: actor.userId, syncId: found.syncId, runId } as const
    if (moved > 0) await recordAudit(tx, firmId, event)
    return moved > 0
  })
  if (!discarded) return false
  await askForCleanUp(firmId, now)
  await eraseDiscarded({ id: runId, firmId }, now)
  await eraseMirror({ id: found.syncId, firmId }, now)
  return true
}

/** **Sync now**. Null if the sync is not active or is paused, or if the actor may not control it. */
export async function syncNow(actor: Actor, syncId: string): Promise<string | null> {
  const sync = await db(actor.firmId).sync.findFirst({
    where: { id: syncId, state: 'active', pausedAt: null, AND: steeredSyncs(actor) },
    include: { connection: { select: { userId: true } } },
  })
  if (!sync) return null
  await withTransaction(actor.firmId, async (tx) => {
    if (sync.connection.userId !== actor.userId) await mustStillBeAdmin(tx, actor)
    await tx.sync.update({ where: { id: syncId }, data: { nextCheckAt: null, wokenAt: null } })
    await recordOfSync(tx, actor, syncId, 'sync.request')
  })
  const run = await openRun(sync, { kind: 'manual', full: false, userId: actor.userId })
  if (!run) return null
  // A run that has finished reading does not notice the latest changes, so another read follows.
  if (run.state !== 'reading')
    await db(actor.firmId).sync.updateMany({
      where: { id: syncId, state: 'active' },
      data: { nextCheckAt: new Date() },
    })
  await db(actor.firmId).run.updateMany({
    where: { id: run.id, waitKind: { in: [...waitsEndedBySyncNow] } },
    data: { waitUntil: new Date() },
  })
  await wakeRun({ id: run.id, firmId: actor.firmId })
  return run.id
}

/**
 * Continues past a guard, or past the warning that another person of the firm syncs already. `seen` is the revision that the person
 * looked
 * at: only what it contained is carried out. 'changed' if something was compared or decided since; 'over' if the run does not wait any
 * more or is not the actor's.
 */
export async function continueRun(
  actor: Actor,
  runId: string,
  seen: number,
): Promise<'continued' | 'changed' | 'over'> {
  const done = await withTransaction(actor.firmId, async (tx) => {
    const now = new Date()
    const own = { id: runId, sync: ownSyncs(actor), AND: open }
    const run = await tx.run.findFirst({ where: { ...own, waitKind: { in: [...waitsOf('person')] } } })
    if (!run) return 'over' as const
    const which = { ...own, waitKind: run.waitKind, revision: seen }
    const acknowledged = acknowledgedBy(actor, run, seen, now)
    const moved = isAwaitingApproval(run)
      ? await moveRuns(tx, which, ['comparing'], 'applying', { ...afresh(now), acknowledged })
      : await endWait(tx, which, { acknowledged })
    if (moved === 0) return 'changed'
    const { syncId, waitKind: about } = run
    const event = { kind: 'sync.approve', userId: actor.userId, syncId, runId } as const
    await recordAudit(tx, actor.firmId, { ...event, detail: { about } })
    return 'continued'
  })
  if (done === 'continued') await wakeRun({ id: runId, firmId: actor.firmId })
  return done
}

/** **Retry**: tries the failed changes again at once. */
export async function retryChanges(
  actor: Actor,
  syncId: string,
  ids: readonly string[] | 'all',
): Promise<number> {
  const { count } = await db(actor.firmId).change.updateMany({
    where: {
      syncId,
      sync: ownSyncs(actor),
      state: 'failed',
      ...(ids === 'all' ? {} : { id: { in: [...ids] } }),
    },
    data: { retryAt: new Date(0) },
  })
  if (count > 0) await syncNow(actor, syncId)
  return count
}

/**
 * After an edit here: every active sync of the edited collections of the firm picks it up within seconds. `except`: the sync that made the
 * edit.
 */
export async function wakeSyncs(firmId: string, edited: EditedCollections, except?: string): Promise<void> {
  const { count } = await db(firmId).sync.updateMany({
    where: { firmId, state: 'active', localCollection: edited, ...(except ? { id: { not: except } } : {}) },
    data: { nextCheckAt: new Date(), wokenAt: new Date() },
  })
  if (count > 0) await wakeTick(EDIT_REST_MS)
  if (!('calendarId' in edited)) await askForScan(firmId)
}

/** After a matter was changed: syncs that take only clients look for them within seconds. */
export async function wakeClientChoices(firmId: string): Promise<void> {
  const { count } = await db(firmId).sync.updateMany({
    where: {
      firmId,
      kind: 'contacts',
      state: 'active',
      settings: { path: ['only', 'kind'], equals: 'clients' },
    },
    data: { nextCheckAt: new Date(), wokenAt: new Date() },
  })
  if (count > 0) await wakeTick(EDIT_REST_MS)
}

/** After a new consent: a run that had lost the old one continues, and active syncs are checked. */
export async function resumeAfterConsent({ firmId, userId }: Actor, connectionId: string): Promise<void> {
  const connection = { id: connectionId, userId }
  const waiting = await db(firmId).run.findMany({
    where: { firmId, waitKind: 'consent', sync: { connection }, AND: open },
    select: { id: true },
  })
  for (const { id } of waiting) await wakeRun({ id, firmId })
  const { count } = await db(firmId).sync.updateMany({
    where: { firmId, connection, state: 'active', nextCheckAt: { not: null } },
    data: { nextCheckAt: new Date() },
  })
  if (count > 0) await wakeTick(0)
}
