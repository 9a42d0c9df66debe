// The syncs of a connection: finding that of its contacts, settings, stopping any of them, and the firm's other syncs of contacts.

import { SOON } from '@/lib/engine/deletion'
import type { SyncSettings } from '@/lib/engine/model'
import { APPROVAL, statesBefore } from '@/lib/engine/run-state'
import { asSettings, DEFAULT_SETTINGS, toJson } from '@/lib/store/address-book/values'
import type { AuditKind } from '@/lib/store/audit/kinds'
import { recordAudit } from '@/lib/store/audit/record'
import { applyChoice } from '@/lib/store/choice/choices'
import { type ChoiceEffect, effectOfChoice, NO_EFFECT } from '@/lib/store/choice/effect'
import { db, type Tx, withTransaction } from '@/lib/store/database/client'
import type { Prisma, Sync } from '@/lib/store/database/generated/client'
import { wakeRun } from '@/lib/store/database/queue'
import { type Actor, ownSyncs, steeredSyncs } from '@/lib/store/firm/actor'
import { mustStillBeAdmin } from '@/lib/store/firm/rights'
import { endWait, moveRuns } from '@/lib/store/runs/run-moves'
import { openStates } from '@/lib/store/runs/run-sql'
import { tellOwner } from '@/lib/store/steering/notices'
import { accountOf } from './account-owner'
import { contactCollections } from './collections'
import { chooseSynced } from './hand'

/** The contacts sync of a connection; created on first use. */
export async function syncOf(firmId: string, connectionId: string): Promise<Sync> {
  const found = await db(firmId).sync.findFirst({ where: { firmId, connectionId, kind: 'contacts' } })
  if (found) return found
  const connection = await db(firmId).connection.findFirstOrThrow({ where: { id: connectionId, firmId } })
  const joined = await contactCollections({ firmId, connectionId })
  const { localCollectionId, remoteCollectionId } = joined
  return db(firmId).sync.upsert({
    where: { localCollectionId_remoteCollectionId: { localCollectionId, remoteCollectionId }, firmId },
    update: {},
    create: {
      id: crypto.randomUUID(),
      firmId,
      connectionId,
      account: accountOf(connection),
      kind: 'contacts',
      ...joined,
      settings: toJson(DEFAULT_SETTINGS),
    },
  })
}

/** Takes effect with the next step. */
export async function setSyncSettings(actor: Actor, syncId: string, settings: SyncSettings): Promise<void> {
  const held = await withTransaction(actor, (tx) => putSettings(tx, actor, syncId, settings))
  for (const run of held) await wakeRun(run)
}

/**
 * Returns the runs that a guard stopped. They are compared again and ask again if necessary, since their person saw a plan under other
 * settings.
 */
async function putSettings(
  tx: Tx,
  actor: Actor,
  syncId: string,
  settings: SyncSettings,
  labelled: ReadonlySet<string> | null = null,
) {
  const held = { syncId, state: 'comparing', waitKind: APPROVAL.comparing, sync: ownSyncs(actor) } as const
  const runs = await tx.run.findMany({ where: held, select: { id: true, firmId: true } })
  await endWait(tx, held, { revision: { increment: 1 } })
  const before = await tx.sync.findFirst({ where: { id: syncId, ...ownSyncs(actor) } })
  if (before && settings.only?.kind === 'hand' && asSettings(before.settings).only?.kind !== 'hand')
    await chooseSynced(tx, before)
  await lookAgainAtLinks(tx, actor, syncId, settings)
  if (!settings.only)
    await tx.exclusion.deleteMany({
      where: { firmId: actor.firmId, syncId, byChoice: true, sync: ownSyncs(actor) },
    })
  await tx.sync.updateMany({
    where: { id: syncId, ...ownSyncs(actor) },
    data: { settings: toJson(settings), nextCheckAt: new Date() },
  })
  // What the choice leaves out is left out, and counted, from now on and not only from the next check on.
  const after = await tx.sync.findFirst({ where: { id: syncId, state: 'active', ...ownSyncs(actor) } })
  if (after) await applyChoice(tx, after, actor.userId, labelled)
  if (before) {
    const detail = { from: asSettings(before.settings), to: settings }
    await recordAudit(tx, actor.firmId, { kind: 'settings.sync', userId: actor.userId, syncId, detail })
  }
  return runs
}

/** After another direction, edits that stayed where they were made may travel: every link is compared once more. */
async function lookAgainAtLinks(tx: Tx, actor: Actor, syncId: string, settings: SyncSettings) {
  const sync = await tx.sync.findFirst({ where: { id: syncId, ...ownSyncs(actor) } })
  if (!sync || asSettings(sync.settings).direction === settings.direction) return
  // Versions begin at 1, so 0 is never current.
  await tx.link.updateMany({
    where: { firmId: actor.firmId, syncId, tombstone: null },
    data: { localVersion: 0 },
  })
}

/** What settings would do at once, and the person is asked about: how many waiting decisions they answer, and what another choice does. */
export interface SettingsEffect extends ChoiceEffect {
  readonly answers: number
}

export const NO_SETTINGS_EFFECT: SettingsEffect = { answers: 0, ...NO_EFFECT }

/**
 * Saves the settings. If they would do more at once than the person `confirmed`, nothing is saved. Returns what they would do; null once
 * they are saved. `labelled`: as for effectOfChoice.
 */
export async function saveSyncSettings(
  actor: Actor,
  syncId: string,
  settings: SyncSettings,
  confirmed: SettingsEffect,
  labelled: ReadonlySet<string> | null = null,
): Promise<SettingsEffect | null> {
  const { asks, held } = await withTransaction(actor, async (tx) => {
    const sync = await tx.sync.findFirst({ where: { id: syncId, ...ownSyncs(actor) } })
    if (!sync) return { asks: null, held: [] }
    const effect = {
      answers: await answeredBy(tx, sync, settings),
      ...(await effectOfChoice(tx, actor, sync, settings, labelled)),
    }
    if (isMore(effect, confirmed)) return { asks: effect, held: [] }
    return { asks: null, held: await putSettings(tx, actor, syncId, settings, labelled) }
  })
  for (const run of held) await wakeRun(run)
  return asks
}

const isMore = (effect: SettingsEffect, confirmed: SettingsEffect): boolean =>
  (Object.keys(effect) as (keyof SettingsEffect)[]).some((name) => effect[name] > confirmed[name])

/** How many changes that wait for the person the new settings would decide. */
async function answeredBy(tx: Tx, sync: Sync, settings: SyncSettings): Promise<number> {
  const { id: syncId, firmId } = sync
  const before = asSettings(sync.settings)
  const waits = { firmId, syncId, state: 'waiting', undecided: true } as const
  const decidesConflicts = settings.onConflict !== 'ask' && settings.onConflict !== before.onConflict
  const conflicts = {
    ...waits,
    kind: { notIn: ['question', 'deletion', 'createRemote'] },
  } satisfies Prisma.ChangeWhereInput
  const soon = {
    ...waits,
    kind: 'deletion',
    body: { path: ['reasons'], array_contains: [{ kind: 'asks', about: SOON }] },
  } satisfies Prisma.ChangeWhereInput
  return (
    (decidesConflicts ? await tx.change.count({ where: conflicts }) : 0) +
    (before.askSoon && !settings.askSoon ? await tx.change.count({ where: soon }) : 0)
  )
}

/** From this moment no worker takes another step. Both address books keep their contacts. False if it was not active. */
export async function stopSync(actor: Actor, syncId: string): Promise<boolean> {
  return withTransaction(actor.firmId, async (tx) => {
    const where = { id: syncId, state: 'active', ...steeredSyncs(actor) } as const
    const sync = await tx.sync.findFirst({ where, include: { connection: { select: { userId: true } } } })
    if (!sync) return false
    if (sync.connection.userId !== actor.userId) await mustStillBeAdmin(tx, actor)
    await stop(tx, actor, syncId)
    return true
  })
}

/** Who stopped a sync; null if its person was removed. */
export type StoppedBy = Pick<Actor, 'firmId'> & { readonly userId: string | null }

/** Stops all syncs of a connection that is being closed. The caller has checked the right to do so. */
export async function stopSyncsOf(tx: Tx, by: StoppedBy, connectionId: string): Promise<void> {
  const syncs = await tx.sync.findMany({ where: { connectionId, firmId: by.firmId } })
  for (const { id } of syncs) await stop(tx, by, id)
}

/** Stops all syncs of a calendar that is being deleted here. The caller has checked the right to do so, and has deleted it before. */
export async function stopSyncsOfCalendar(tx: Tx, by: StoppedBy, calendarId: string): Promise<void> {
  const { firmId } = by
  const syncs = await tx.sync.findMany({ where: { firmId, localCollection: { calendarId } } })
  for (const { id } of syncs) await stop(tx, by, id)
}

/** Locks runs first, then their sync, in the order in which a worker writes them, to avoid a deadlock. */
async function stop(tx: Tx, by: StoppedBy, syncId: string): Promise<void> {
  const now = new Date()
  await lockOpening(tx, syncId)
  await moveRuns(tx, { syncId }, statesBefore('stopped'), 'stopped', { endedAt: now })
  const { count } = await tx.sync.updateMany({
    where: { id: syncId, state: 'active' },
    data: { state: 'stopped', stoppedAt: now, stoppedById: by.userId, nextCheckAt: null },
  })
  if (count > 0) await recordOfSync(tx, by, syncId, 'sync.stop')
}

/** What a person does with a sync. If it is a colleague's, the audit names both and the colleague is told. */
export async function recordOfSync(tx: Tx, by: StoppedBy, syncId: string, kind: AuditKind): Promise<void> {
  const { connection } = await tx.sync.findUniqueOrThrow({
    where: { id: syncId },
    select: { connection: { select: { userId: true } } },
  })
  await recordAudit(tx, by.firmId, { kind, userId: by.userId, subjectId: connection.userId, syncId })
  await tellOwner(tx, by, { syncId, ownerId: connection.userId, kind })
}

/**
 * Until the transaction ends, no other transaction opens a run of the sync or stops it; a run opened during a stop would continue after
 * it.
 */
export async function lockOpening(tx: Tx, syncId: string): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${syncId}, 0))`
}

/** Until the transaction ends no worker stores or writes anything for an open run of the firm. */
export async function lockOpenRuns(tx: Tx, firmId: string): Promise<void> {
  await tx.$queryRaw`
    select id from "Run" where "firmId" = ${firmId}::uuid and state in (${openStates})
    order by id for update`
}

/** The people whose accounts get the firm's contacts automatically, by name. */
export async function peopleSyncing(
  firmId: string,
): Promise<readonly { readonly userId: string; readonly name: string }[]> {
  const people = await db(firmId).user.findMany({
    where: { firmId, connections: { some: { syncs: { some: { state: 'active', kind: 'contacts' } } } } },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
  return people.map(({ id, name }) => ({ userId: id, name }))
}

/** Another person of the firm who syncs contacts. */
export interface OtherSync {
  readonly name: string
  /** The provider's name. */
  readonly provider: string
  readonly since: Date
  /** Number of their synced contacts. */
  readonly contacts: number
  /** How many of those share an email address with this sync's account; null until that account was read. */
  readonly sameEmails: number | null
}

/**
 * The other people of the firm who sync contacts. `syncId`: the sync that is about to start; its account is compared once it was read.
 */
export async function othersSyncing(
  firmId: string,
  userId: string,
  syncId: string | null,
): Promise<OtherSync[]> {
  const others = await db(firmId).sync.findMany({
    where: { firmId, state: 'active', kind: 'contacts', connection: { userId: { not: userId } } },
    include: { connection: { include: { user: true } } },
    orderBy: { startedAt: 'asc' },
  })
  return Promise.all(
    others.map(async (other) => ({
      name: other.connection.user.name,
      provider: other.connection.provider,
      since: other.startedAt ?? other.createdAt,
      contacts: await contactsOf(firmId, other.id),
      sameEmails: syncId ? await sameEmails(firmId, other.id, syncId) : null,
    })),
  )
}

/** Without those that are only the other person's: they are not to be seen here. */
async function contactsOf(firmId: string, syncId: string): Promise<number> {
  const [row] = await db(firmId).$queryRaw<[{ count: number }]>`
    select count(*)::int as count from "Link" l join "Contact" c on c.id = l."localId"
    where l."firmId" = ${firmId}::uuid and l."syncId" = ${syncId}::uuid and l.tombstone is null`
  return row.count
}

async function sameEmails(firmId: string, otherSyncId: string, syncId: string): Promise<number | null> {
  const read = await db(firmId).item.findFirst({ where: { firmId, syncId }, select: { remoteId: true } })
  if (!read) return null
  const rows = await db(firmId).$queryRaw<{ count: bigint }[]>`
    with mine as (
      select distinct lower(address ->> 'value') as email
      from "Item" e, jsonb_array_elements(e.value -> 'emails') address
      where e."firmId" = ${firmId}::uuid and e."syncId" = ${syncId}::uuid and not e.deleted
    )
    select count(*) from "Link" l
    join "Contact" c on c.id = l."localId" and c."deletedAt" is null
    where l."firmId" = ${firmId}::uuid and l."syncId" = ${otherSyncId}::uuid and l.tombstone is null
      and exists (
        select from jsonb_array_elements(c.value -> 'emails') address join mine on mine.email = lower(address ->> 'value')
      )`
  return Number(rows[0]?.count ?? 0)
}
