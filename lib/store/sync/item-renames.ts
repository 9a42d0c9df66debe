// An item of the account has a new id. Either it was renamed, and everything known under the old id is transferred to the new one, or it
// was merged into another known contact and is deleted.
import type { Tx } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'

interface Present {
  readonly id: string
  readonly deleted: boolean
}

/** The account says that the item formerly had the remote id `from`. */
export async function renameItem(tx: Tx, syncId: string, from: string, item: Present): Promise<void> {
  const to = item.id
  if (await isTaken(tx, syncId, from, to)) return mergeAway(tx, syncId, from, item)
  // A page may have shown the new id before the account reported the rename.
  const shown = await tx.item.count({ where: { syncId, remoteId: to } })
  if (shown > 0) await tx.item.deleteMany({ where: { syncId, remoteId: from } })
  else await tx.item.updateMany({ where: { syncId, remoteId: from }, data: { remoteId: to } })
  await tx.link.updateMany({ where: { syncId, remoteId: from }, data: { remoteId: to } })
  await followMerged(tx, syncId, from, to)
  await tx.$executeRaw`
    delete from "Exclusion" x using "Exclusion" o
    where x."syncId" = ${syncId}::uuid and x."remoteId" = ${from} and o."syncId" = x."syncId" and o."remoteId" = ${to}
      and o."localId" is not distinct from x."localId"`
  await tx.exclusion.updateMany({ where: { syncId, remoteId: from }, data: { remoteId: to } })
  await tx.$executeRaw`
    update "Separation" s set "remoteId" = ${to} where s."syncId" = ${syncId}::uuid and s."remoteId" = ${from}
      and not exists (select from "Separation" o where o."syncId" = s."syncId" and o."localId" = s."localId"
        and o."remoteId" = ${to})`
}

/** Another contact is linked to the new id, or a person excluded it, which must not exclude the linked one. */
async function isTaken(tx: Tx, syncId: string, from: string, to: string): Promise<boolean> {
  if ((await tx.link.count({ where: { syncId, remoteId: to } })) > 0) return true
  const leftOut = await tx.exclusion.count({ where: { syncId, remoteId: to } })
  return leftOut > 0 && (await tx.link.count({ where: { syncId, remoteId: from } })) > 0
}

/** Two items were merged in the account: the former id counts as deleted there. */
async function mergeAway(tx: Tx, syncId: string, from: string, { id, deleted }: Present): Promise<void> {
  const into = deleted ? await placeOf(tx, syncId, id) : id
  await tx.item.updateMany({
    where: { syncId, remoteId: from },
    data: { version: '', raw: Prisma.DbNull, deleted: true, mergedInto: into },
  })
  await tx.link.updateMany({
    where: { syncId, remoteId: from, tombstone: 'remote' },
    data: { mergedInto: into },
  })
  await followMerged(tx, syncId, from, into)
}

/** The id that a deleted contact was merged into, if the account reported it; otherwise its own id. */
async function placeOf(tx: Tx, syncId: string, remoteId: string): Promise<string> {
  const gone = await tx.item.findUnique({
    where: { syncId_remoteId: { syncId, remoteId } },
    select: { mergedInto: true },
  })
  return gone?.mergedInto ?? remoteId
}

/** Updates contacts that were merged into one that is now itself merged or renamed. */
export async function followMerged(tx: Tx, syncId: string, from: string, to: string): Promise<void> {
  const where = { syncId, mergedInto: from, remoteId: { not: to } }
  await tx.item.updateMany({ where, data: { mergedInto: to } })
  await tx.link.updateMany({ where, data: { mergedInto: to } })
}
