// Setting up the sync of a calendar. A calendar of the firm is a collection of events; a sync joins it with a calendar in the person's
// account.

import type { SyncSettings } from '@/lib/engine/model'
import { toJson } from '@/lib/store/address-book/values'
import { recordAudit } from '@/lib/store/audit/record'
import { lockedAccess, type SeenCalendar } from '@/lib/store/calendar/calendars'
import { type Tx, withTransaction } from '@/lib/store/database/client'
import type { Connection, PrivateAs, SyncScope } from '@/lib/store/database/generated/client'
import { type Actor, ownSyncs } from '@/lib/store/firm/actor'
import { openStates } from '@/lib/store/runs/run-sql'
import { accountOf } from './account-owner'

/** Deletions go both ways, as the events domain has it. */
const SETTINGS: SyncSettings = { onConflict: 'ask', onLocalDelete: 'delete' }

/** From when events are synced: those of the last 30 days or year and all later ones, or all. */
export const SCOPES = ['days30', 'year', 'all'] as const satisfies readonly SyncScope[]

/** How private events of the account are read: as busy, with their content, or not at all. */
export const PRIVATE_AS = ['busy', 'details', 'none'] as const satisfies readonly PrivateAs[]

/** The remote id of a calendar that starting its sync creates: this and the id of its collection, which marks it at the provider. */
const TO_CREATE = 'new:'

export const isToCreate = (remoteId: string): boolean => remoteId.startsWith(TO_CREATE)

/** The person's own and those they made; the firm's, which anyone may sync, one person at a time. */
export const maySync = ({ userId }: Actor, { kind, ownerId }: Pick<SeenCalendar, 'kind' | 'ownerId'>) =>
  kind === 'firm' || ownerId === userId

export interface CalendarSetUp {
  readonly connectionId: string
  readonly calendarId: string
  readonly remote:
    | { readonly kind: 'new'; readonly name: string }
    | { readonly kind: 'existing'; readonly id: string; readonly name: string }
  readonly from: SyncScope
}

/**
 * `missing`: no such calendar or account of theirs. `active`: this calendar is syncing. `previewing`: its preview is being built or waits.
 * `otherPerson`: that person syncs it. `taken`: another calendar of the firm is in sync with the one chosen.
 */
export type CalendarSetUpResult =
  | { readonly kind: 'done'; readonly syncId: string }
  | { readonly kind: 'missing' | 'active' | 'previewing' | 'taken' }
  | { readonly kind: 'otherPerson'; readonly name: string }

/**
 * Joins a calendar of the firm with one in the person's account, in a sync that is not started. The same pair gets the same sync, so its
 * links are found again. An earlier choice that was not started is stopped. Nothing is created at the provider: `new` is, with the start.
 */
export async function setUpCalendarSync(actor: Actor, setUp: CalendarSetUp): Promise<CalendarSetUpResult> {
  return withTransaction(actor.firmId, async (tx) => {
    const calendar = await syncable(tx, actor, setUp.calendarId)
    const connection = await tx.connection.findFirst({
      where: { id: setUp.connectionId, firmId: actor.firmId, userId: actor.userId, disconnectedAt: null },
    })
    if (!calendar || !connection) return { kind: 'missing' }
    const local = await lockedCollectionOf(tx, actor.firmId, calendar)
    const refused = await refusalOf(tx, actor, setUp, { connection, local })
    return refused ?? { kind: 'done', syncId: await join(tx, actor, setUp, { connection, local }) }
  })
}

/**
 * How private events of the account are read from now on. The next check reads them all again; what is linked stays linked. True if that
 * is a change: a preview that was built before shows the events as they were read then.
 */
export async function setPrivateAs(actor: Actor, syncId: string, privateAs: PrivateAs): Promise<boolean> {
  return withTransaction(actor.firmId, async (tx) => {
    const { count } = await tx.sync.updateMany({
      where: { id: syncId, privateAs: { not: privateAs }, ...ownSyncs(actor) },
      data: { privateAs, nextCheckAt: new Date() },
    })
    const detail = { to: { privateEvents: privateAs } }
    const event = { kind: 'settings.sync', userId: actor.userId, syncId, detail } as const
    if (count > 0) await recordAudit(tx, actor.firmId, event)
    return count > 0
  })
}

interface Ends {
  readonly connection: Connection
  /** The collection of the firm's calendar. */
  readonly local: string
}

async function syncable(tx: Tx, actor: Actor, calendarId: string) {
  const access = await lockedAccess(tx, actor, calendarId)
  if (!access) return null
  const { firmId } = actor
  const calendar = await tx.calendar.findFirst({ where: { id: calendarId, firmId, deletedAt: null } })
  return calendar && maySync(actor, calendar) ? calendar : null
}

/** Until the transaction ends, no other one sets up or starts a sync of this calendar. Two calls at once get the same row. */
async function lockedCollectionOf(
  tx: Tx,
  firmId: string,
  { id, name }: { readonly id: string; readonly name: string },
): Promise<string> {
  await tx.$executeRaw`
    insert into "Collection" (id, "firmId", kind, name, role, "calendarId")
    values (gen_random_uuid(), ${firmId}::uuid, 'events', ${name}, 'local', ${id}::uuid)
    on conflict ("calendarId") do nothing`
  const [row] = await tx.$queryRaw<[{ id: string }]>`
    select id from "Collection" where "firmId" = ${firmId}::uuid and "calendarId" = ${id}::uuid for no key update`
  return row.id
}

async function refusalOf(
  tx: Tx,
  actor: Actor,
  { remote }: CalendarSetUp,
  { connection, local }: Ends,
): Promise<Exclude<CalendarSetUpResult, { kind: 'done' }> | null> {
  const { firmId, userId } = actor
  const active = await tx.sync.findFirst({
    where: { firmId, localCollectionId: local, state: 'active' },
    include: { connection: { include: { user: true } } },
  })
  if (active && active.connection.userId !== userId)
    return { kind: 'otherPerson', name: active.connection.user.name }
  if (active) return { kind: 'active' }
  const [open] = await tx.$queryRaw<readonly { id: string }[]>`
    select r.id from "Run" r join "Sync" s on s.id = r."syncId"
    where s."firmId" = ${firmId}::uuid and s."localCollectionId" = ${local}::uuid
      and s."connectionId" = ${connection.id}::uuid and r.state in (${openStates}) limit 1`
  if (open) return { kind: 'previewing' }
  if (remote.kind === 'new') return null
  const sameRemote = {
    kind: 'events',
    remoteId: remote.id,
    connection: { provider: connection.provider },
  } as const
  const taken = await tx.sync.count({ where: { firmId, state: 'active', ...sameRemote } })
  return taken > 0 ? { kind: 'taken' } : null
}

/** Returns the sync's id. */
async function join(tx: Tx, actor: Actor, { remote, from }: CalendarSetUp, { connection, local }: Ends) {
  const { firmId, userId } = actor
  const far = await remoteCollection(tx, remote, { connection, local })
  const pair = { localCollectionId: local, remoteCollectionId: far.id }
  const ours = { firmId, connectionId: connection.id, localCollectionId: local }
  await tx.sync.updateMany({
    where: { ...ours, state: { not: 'stopped' }, remoteCollectionId: { not: far.id }, ...ownSyncs(actor) },
    data: { state: 'stopped', stoppedAt: new Date(), stoppedById: userId },
  })
  const set = { state: 'idle', scopeFrom: from, stoppedAt: null, stoppedById: null } as const
  const created = { ...ours, ...pair, kind: 'events', remoteId: far.remoteId } as const
  const { id } = await tx.sync.upsert({
    where: { localCollectionId_remoteCollectionId: pair, firmId },
    update: set,
    create: {
      ...{ id: crypto.randomUUID(), account: accountOf(connection), settings: toJson(SETTINGS) },
      ...created,
      ...set,
    },
  })
  return id
}

/** The account's calendar as a collection, to be read in full. One that is still to be created is chosen again under its latest name. */
async function remoteCollection(tx: Tx, remote: CalendarSetUp['remote'], { connection, local }: Ends) {
  const { id: connectionId, firmId } = connection
  const ours = { firmId, connectionId, kind: 'events', role: 'remote' } as const
  const found = await tx.collection.findFirst({
    where:
      remote.kind === 'existing'
        ? { ...ours, remoteId: remote.id }
        : {
            ...ours,
            remoteId: { startsWith: TO_CREATE },
            remoteSyncs: { some: { localCollectionId: local } },
          },
  })
  const id = found?.id ?? crypto.randomUUID()
  const remoteId = found?.remoteId ?? (remote.kind === 'existing' ? remote.id : `${TO_CREATE}${id}`)
  const read = { name: remote.name, cursorToken: null, cursorShape: null, fullReadAt: null }
  await tx.collection.upsert({
    where: { id, firmId },
    update: read,
    create: { id, ...ours, remoteId, ...read },
  })
  return { id, remoteId }
}
