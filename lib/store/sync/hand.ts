// Contacts that a person syncs, or does not sync, one by one: on the list of contacts and on a contact's page.
import { asSettings } from '@/lib/store/address-book/values'
import { recordMany } from '@/lib/store/audit/record'
import { type Db, db, type Tx, withTransaction } from '@/lib/store/database/client'
import { Prisma, type Sync } from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'
import type { ChangedTogether } from '@/lib/store/tags/bulk-tags'
import { recordAction } from '@/lib/store/undo/actions'

type OfPerson = Pick<Sync, 'id' | 'settings'>

/** How a contact stands in the person's syncs. `none`: the person syncs no contacts. */
export type ByHand = 'none' | 'synced' | 'notSynced'

const ownContactSyncs = ({ firmId, userId }: Actor) =>
  ({
    where: { firmId, kind: 'contacts', connection: { userId, disconnectedAt: null } },
    select: { id: true, settings: true },
    orderBy: { createdAt: 'asc' },
  }) as const

const isByHand = ({ settings }: OfPerson): boolean => asSettings(settings).only?.kind === 'hand'

/**
 * **Sync** and **Do not sync** of contacts here, in every sync of the person. By hand it changes the choice; otherwise it excludes the
 * contacts, and ends such exclusions. Nothing is deleted on either side. Returns what changed, null if the person has no sync.
 */
export async function syncByHand(
  actor: Actor,
  contactIds: readonly string[],
  isSynced: boolean,
): Promise<ChangedTogether | null> {
  return withTransaction(actor, async (tx) => {
    const ids = await changeByHand(tx, actor, contactIds, isSynced)
    if (!ids) return null
    const actionId = crypto.randomUUID()
    const kind = isSynced ? 'sync' : 'doNotSync'
    await recordAction(tx, actor, { id: actionId, kind, count: ids.length, contactIds: ids })
    return { ids, actionId }
  })
}

/** In the caller's transaction, which records what it belongs to. Returns the ids for which something changed. */
export async function changeByHand(
  tx: Tx,
  actor: Actor,
  contactIds: readonly string[],
  isSynced: boolean,
): Promise<readonly string[] | null> {
  const syncs = await tx.sync.findMany(ownContactSyncs(actor))
  if (syncs.length === 0) return null
  const changed = new Set<string>()
  for (const sync of syncs) {
    const change = isByHand(sync) ? choose : isSynced ? include : exclude
    const some = await change(tx, actor, sync.id, contactIds, isSynced)
    for (const id of some) changed.add(id)
    const decision = { kind: 'decision', userId: actor.userId, syncId: sync.id } as const
    const detail = { synced: isSynced }
    await recordMany(
      tx,
      actor.firmId,
      some.map((contactId) => ({ ...decision, contactId, detail })),
    )
  }
  return [...changed].sort()
}

type Change = (
  tx: Tx,
  actor: Actor,
  syncId: string,
  contactIds: readonly string[],
  isSynced: boolean,
) => Promise<readonly string[]>

const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id)

/** Contacts of the firm that are not deleted. */
const live = ({ firmId }: Actor, contactIds: readonly string[]): Prisma.Sql => Prisma.sql`
  c."firmId" = ${firmId}::uuid and c."deletedAt" is null and c.id = any(${[...contactIds]}::uuid[])`

const choose: Change = async (tx, actor, syncId, contactIds, isSynced) =>
  ids(
    isSynced
      ? await tx.$queryRaw<{ id: string }[]>`
          insert into "HandChosen" ("syncId", "firmId", "localId")
          select ${syncId}::uuid, c."firmId", c.id from "Contact" c where ${live(actor, contactIds)}
          on conflict do nothing returning "localId" as id`
      : await tx.$queryRaw<{ id: string }[]>`
          delete from "HandChosen" where "firmId" = ${actor.firmId}::uuid and "syncId" = ${syncId}::uuid
            and "localId" = any(${[...contactIds]}::uuid[]) returning "localId" as id`,
  )

const exclude: Change = async (tx, actor, syncId, contactIds) =>
  ids(
    await tx.$queryRaw<{ id: string }[]>`
      insert into "Exclusion" (id, "firmId", "syncId", "localId", "remoteId", name, "userId")
      select gen_random_uuid(), c."firmId", ${syncId}::uuid, c.id, l."remoteId", '', ${actor.userId}::uuid
      from "Contact" c left join "Link" l on l."syncId" = ${syncId}::uuid and l."localId" = c.id
      where ${live(actor, contactIds)} and not exists (
        select from "Exclusion" x where x."syncId" = ${syncId}::uuid and x."localId" = c.id and not x."byChoice")
      on conflict do nothing returning "localId" as id`,
  )

const include: Change = async (tx, actor, syncId, contactIds) =>
  ids(
    await tx.$queryRaw<{ id: string }[]>`
      delete from "Exclusion" where "firmId" = ${actor.firmId}::uuid and "syncId" = ${syncId}::uuid and not "byChoice"
        and not "madePrivate" and "localId" = any(${[...contactIds]}::uuid[]) returning "localId" as id`,
  )

/** Whether the person's syncs take the contact, as far as the person decides it by hand. */
export async function byHandOf(actor: Actor, contactId: string): Promise<ByHand> {
  const synced = await syncedByHand(db(actor), actor, [contactId])
  if (!synced) return 'none'
  return synced.has(contactId) ? 'synced' : 'notSynced'
}

/** Those of the contacts that the person's syncs take, as far as the person decides it by hand; null if the person has no sync. */
export async function syncedByHand(
  by: Db | Tx,
  actor: Actor,
  contactIds: readonly string[],
): Promise<ReadonlySet<string> | null> {
  const syncs = await by.sync.findMany(ownContactSyncs(actor))
  if (syncs.length === 0) return null
  const of = { firmId: actor.firmId, localId: { in: [...contactIds] } }
  const select = { syncId: true, localId: true } as const
  const chosen = await by.handChosen.findMany({ where: of, select })
  const where = { ...of, byChoice: false, madePrivate: false }
  const excluded = await by.exclusion.findMany({ where, select })
  const isIn = (rows: readonly { syncId: string; localId: string | null }[], syncId: string, id: string) =>
    rows.some((row) => row.syncId === syncId && row.localId === id)
  const takes = (sync: OfPerson, id: string) =>
    isByHand(sync) ? isIn(chosen, sync.id, id) : !isIn(excluded, sync.id, id)
  return new Set(contactIds.filter((id) => syncs.every((sync) => takes(sync, id))))
}

/** A person begins to choose by hand: what is synced now is chosen. In the caller's transaction. */
export async function chooseSynced(tx: Tx, { id, firmId }: Pick<Sync, 'id' | 'firmId'>): Promise<void> {
  await tx.$executeRaw`
    insert into "HandChosen" ("syncId", "firmId", "localId")
    select l."syncId", l."firmId", l."localId" from "Link" l join "Contact" c on c.id = l."localId" and c."deletedAt" is null
    where l."firmId" = ${firmId}::uuid and l."syncId" = ${id}::uuid and l.tombstone is null
      and not exists (select from "Exclusion" x where x."syncId" = l."syncId" and x."localId" = l."localId")
    on conflict do nothing`
}

/** Whether the person has a sync of contacts. */
export const syncsContacts = async (actor: Actor): Promise<boolean> =>
  (await db(actor).sync.findFirst(ownContactSyncs(actor))) !== null
