// Contacts that are only one person's ("Only mine"). The database hides them from everyone else (policy only_mine); this file makes a
// contact private and shares it again.

import { type Db, db, type Tx } from '@/lib/store/database/client'
import { type Contact as ContactRow, Prisma } from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'
import { lockMatters } from '@/lib/store/matters/matters'
import { closeChanges } from '@/lib/store/review/revise'
import { lockOpenRuns } from '@/lib/store/sync/syncs'

/** Whether the contact is only the actor's; null if it is the firm's and the actor may not make it private. */
export async function onlyMineOf(
  actor: Actor,
  row: Pick<ContactRow, 'id' | 'ownerId'>,
): Promise<boolean | null> {
  return (await mayMakePrivate(db(actor), actor, row)) ? row.ownerId !== null : null
}

/** Within a transaction of the actor. Call it before the contact is locked: workers that write it come before or after. */
export async function prepareOnlyMine(
  tx: Tx,
  actor: Actor,
  id: string,
  onlyMine: boolean | undefined,
): Promise<boolean> {
  if (onlyMine === undefined) return false
  const row = await tx.contact.findFirst({ where: { firmId: actor.firmId, id } })
  if (!row || (row.ownerId !== null) === onlyMine) return false
  if (onlyMine) {
    // A matter that is saved at this moment comes before, and ties the contact, or after, and no longer finds it.
    await lockMatters(tx, actor.firmId)
    if (!(await mayMakePrivate(tx, actor, row))) return false
  }
  await lockOpenRuns(tx, actor.firmId)
  return true
}

/** Makes the contact the actor's alone, or the firm's again. Within a transaction of the actor, after `prepareOnlyMine`. */
export async function setOnlyMine(tx: Tx, actor: Actor, id: string, onlyMine: boolean): Promise<void> {
  const { firmId, userId } = actor
  const [row] = await tx.$queryRaw<{ version: number }[]>`
    update "Contact" set "ownerId" = ${onlyMine ? userId : null}::uuid, version = version + 1, "updatedAt" = now()
    where "firmId" = ${firmId}::uuid and id = ${id}::uuid returning version`
  if (!row) return
  await tx.contactEdit.create({
    data: {
      id: crypto.randomUUID(),
      firmId,
      contactId: id,
      version: row.version,
      kind: onlyMine ? 'hide' : 'share',
      userId,
    },
  })
  if (onlyMine) await rest(tx, actor, id)
  else await tx.exclusion.deleteMany({ where: { firmId, localId: id, madePrivate: true } })
}

/**
 * A private contact is taken from everyone else, so only its author (by hand, by an import, or by their own sync) or an administrator
 * may make it private. A contact with matters stays the firm's.
 */
async function mayMakePrivate(
  by: Db | Tx,
  { firmId, userId, role }: Actor,
  { id, ownerId }: Pick<ContactRow, 'id' | 'ownerId'>,
): Promise<boolean> {
  if (ownerId !== null) return true
  if ((await by.matter.count({ where: { firmId, clientId: id } })) > 0) return false
  if ((await by.matterContact.count({ where: { firmId, contactId: id } })) > 0) return false
  if (role === 'admin') return true
  const made = await by.contactEdit.findFirst({ where: { firmId, contactId: id, kind: 'create' } })
  if (made?.userId === userId) return true
  if (!made?.changeId) return false
  const own = { id: made.changeId, firmId, sync: { connection: { userId } } }
  return (await by.change.count({ where: own })) > 0
}

/**
 * Colleagues' links to the contact rest from now on: their accounts keep what they have, and nothing is read or written for it.
 * Nothing is deleted anywhere.
 */
async function rest(tx: Tx, { firmId, userId }: Actor, id: string): Promise<void> {
  await tx.$executeRaw`
    insert into "Exclusion" (id, "firmId", "syncId", "localId", "remoteId", name, "userId", "madePrivate")
    select gen_random_uuid(), l."firmId", l."syncId", l."localId", l."remoteId", coalesce(nullif(trim(concat_ws(' ',
      c.value->>'firstName', c.value->>'lastName')), ''), c.value->>'company', ''), ${userId}::uuid, true
    from "Link" l join "Sync" s on s.id = l."syncId" join "Connection" k on k.id = s."connectionId"
    join "Contact" c on c.id = l."localId"
    where l."firmId" = ${firmId}::uuid and l."localId" = ${id}::uuid and k."userId" <> ${userId}::uuid
    on conflict do nothing`
  const ofColleagues = Prisma.sql`select s.id from "Sync" s join "Connection" k on k.id = s."connectionId"
    where s."firmId" = ${firmId}::uuid and k."userId" <> ${userId}::uuid`
  await closeChanges(tx, firmId, Prisma.sql`h."localId" = ${id}::uuid and h."syncId" in (${ofColleagues})`)
  const theirs = { firmId, localId: id, sync: { connection: { userId: { not: userId } } } }
  await tx.remoteRestore.deleteMany({ where: theirs })
}
