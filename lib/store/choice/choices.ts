// The choice of a sync as rows: an exclusion for each of our contacts that it does not take. It rests with its link, which nothing deletes,
// and goes on from its base once the choice takes the contact again.
import { type Choice, chosenIn } from '@/lib/engine/choice'
import { asSettings } from '@/lib/store/address-book/values'
import type { Tx } from '@/lib/store/database/client'
import { Prisma, type Sync } from '@/lib/store/database/generated/client'
import { clientsOfUserSql } from '@/lib/store/matters/of-contacts'

type ChoosingSync = Pick<Sync, 'id' | 'firmId' | 'kind' | 'settings'>

/** Null: the sync takes all contacts. Saving settings without a choice has ended its exclusions. */
export const choiceOf = ({ kind, settings }: Pick<Sync, 'kind' | 'settings'>): Choice | null =>
  (kind === 'contacts' && asSettings(settings).only) || null

/**
 * Brings the exclusions in line with the choice: of contacts that have moved, or of all if everything has to be compared. In the
 * transaction of a step, or of saving the settings. `userId`: the person whose sync it is. `labelled`: see isWithoutAny.
 */
export async function applyChoice(
  tx: Tx,
  sync: ChoosingSync,
  userId: string,
  labelled: ReadonlySet<string> | null = null,
): Promise<void> {
  const choice = choiceOf(sync)
  if (!choice) return
  const { id: syncId, firmId } = sync
  const taken = takenBy(choice, sync, userId, labelled)
  const looked = (await isAllPending(tx, sync)) ? Prisma.sql`true` : hasMoved(syncId)
  // A deleted contact does not leave the choice: its deletion is handled as in any sync.
  await tx.$executeRaw`
    delete from "Exclusion" x using "Contact" c
    where x."firmId" = ${firmId}::uuid and x."syncId" = ${syncId}::uuid and x."byChoice"
      and c.id = x."localId" and (c."deletedAt" is not null or ${taken}) and ${looked}`
  await tx.$executeRaw`
    insert into "Exclusion" (id, "firmId", "syncId", "localId", "remoteId", name, "userId", "byChoice")
    select gen_random_uuid(), ${firmId}::uuid, ${syncId}::uuid, c.id, l."remoteId", '', ${userId}::uuid, true
    from "Contact" c
    left join "Link" l on l."syncId" = ${syncId}::uuid and l."localId" = c.id
    where c."firmId" = ${firmId}::uuid and c."deletedAt" is null and not ${taken} and ${looked}
      and exists (select from "Sync" s where s.id = ${syncId}::uuid and s."firmId" = ${firmId}::uuid)
      and not exists (select from "Exclusion" x where x."syncId" = ${syncId}::uuid and x."localId" = c.id)
    -- In one order, so that a step and a person who saves the settings never wait for each other.
    order by c.id
    on conflict do nothing`
}

/** Whether everything has to be compared. A run that has claimed it still does. */
async function isAllPending(tx: Pick<Tx, '$queryRaw'>, { id, firmId }: ChoosingSync): Promise<boolean> {
  const [row] = await tx.$queryRaw<[{ yes: boolean }]>`
    select exists (select from "PendingItem" where "firmId" = ${firmId}::uuid and "syncId" = ${id}::uuid and side = 'all') as yes`
  return row.yes
}

/** Triggers mark what moves a contact into a choice or out of it: the contact, or the item that it is linked to. */
const hasMoved = (syncId: string): Prisma.Sql => Prisma.sql`c.id = any(array(
  select p."itemId"::uuid from "PendingItem" p where p."syncId" = ${syncId}::uuid and p.side = 'local'
  union all
  select l."localId" from "PendingItem" p join "Link" l on l."syncId" = p."syncId" and l."remoteId" = p."itemId"
  where p."syncId" = ${syncId}::uuid and p.side = 'remote'))`

/** True of the contacts `c` that both sides take. */
function takenBy(
  choice: Choice,
  sync: ChoosingSync,
  userId: string,
  labelled: ReadonlySet<string> | null,
): Prisma.Sql {
  const labels = chosenIn(choice)
  const there = labels ? takenThere(sync.id, isWithoutAny(labels, labelled)) : Prisma.sql`true`
  return Prisma.sql`(${takenHere(choice, sync, userId)} and ${there})`
}

/** True of the contacts `c` that the choice takes as far as it is made on our side. */
export function takenHere(
  choice: Choice,
  { id: syncId, firmId }: Pick<Sync, 'id' | 'firmId'>,
  userId: string,
): Prisma.Sql {
  switch (choice.kind) {
    case 'clients':
      return Prisma.sql`c.id in (${clientsOfUserSql(firmId, userId)})`
    case 'hand':
      return Prisma.sql`exists (select from "HandChosen" h where h."syncId" = ${syncId}::uuid and h."localId" = c.id)`
    case 'tags':
      return Prisma.sql`exists (select from "ContactTag" t where t."contactId" = c.id and t."tagId" = any(${[...choice.ids]}::uuid[]))`
    case 'labels':
      return Prisma.sql`true`
  }
}

/** Contacts that the account does not have are taken. `isWithout`: true of an item `e` that has none of the labels. */
export const takenThere = (syncId: string, isWithout: Prisma.Sql): Prisma.Sql => Prisma.sql`
  not exists (select from "Link" l join "Item" e on e."syncId" = l."syncId" and e."remoteId" = l."remoteId"
    where l."syncId" = ${syncId}::uuid and l."localId" = c.id and l.tombstone is null and not e.deleted and ${isWithout})`

/** `labelled`: ids of the account's items with one of the labels, read just now; null if they were not read. */
export const isWithoutAny = (labels: readonly string[], labelled: ReadonlySet<string> | null): Prisma.Sql =>
  labelled ? Prisma.sql`not e."remoteId" = any(${[...labelled]}::text[])` : isWithout(labels)

/** Of an item whose labels were not read nobody knows it. */
const isWithout = (labels: readonly string[]): Prisma.Sql =>
  Prisma.sql`e.labels is not null and not e.labels && ${[...labels]}::text[]`

/**
 * Those of the account's items that a choice by label does not take. They are added nowhere, but count as likely matches: a contact here
 * that one of them may be is not added to the account a second time.
 */
export async function notTaken(
  by: Pick<Tx, '$queryRaw'>,
  sync: ChoosingSync,
  remoteIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const labels = chosenIn(choiceOf(sync))
  if (!labels || remoteIds.length === 0) return new Set()
  const rows = await by.$queryRaw<{ id: string }[]>`
    select e."remoteId" as id from "Item" e
    where e."firmId" = ${sync.firmId}::uuid and e."syncId" = ${sync.id}::uuid and e."remoteId" = any(${[...remoteIds]}::text[])
      and not coalesce(e.labels, '{}') && ${[...labels]}::text[]`
  return new Set(rows.map(({ id }) => id))
}
