// Links of contacts that were merged in an account: they follow the contact that stays, and return with Undo.
import type { Tx } from '@/lib/store/database/client'
import type { OfFirm } from '@/lib/store/database/cross-tenant'
import { Prisma } from '@/lib/store/database/generated/client'
import { closeChanges } from '@/lib/store/review/revise'
import { renameItem } from '@/lib/store/sync/item-renames'
import type { MergePart } from './account-merges'
import { idOf } from './groups'

/**
 * A contact here whose contact in the account was deleted is linked with the one that stays. Where that one has a link of its own, the
 * account had one person for two contacts here: the next plan says of the second one that it was merged there.
 */
export async function followMergedThere(
  tx: Tx,
  { id: syncId, firmId }: OfFirm,
  survivorId: string,
  parts: readonly MergePart[],
): Promise<void> {
  const gone = parts.flatMap(({ remoteId, deleted }) => (deleted ? [remoteId] : []))
  if (gone.length === 0) return
  await tx.item.updateMany({
    where: { firmId, syncId, remoteId: { in: gone } },
    data: { mergedInto: survivorId },
  })
  const names = Prisma.sql`h."syncId" = ${syncId}::uuid and h."remoteId" = any(${gone}::text[])`
  await closeChanges(tx, firmId, names)
  const of = { firmId, syncId }
  const isTaken =
    (await tx.link.count({ where: { ...of, remoteId: survivorId } })) +
    (await tx.exclusion.count({ where: { ...of, remoteId: survivorId } }))
  if (isTaken > 0) return
  const [first] = await tx.link.findMany({
    where: { ...of, remoteId: { in: gone }, tombstone: null },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  // No version of the account's is empty, so the next plan compares the pair.
  if (first)
    await tx.link.update({ where: { id: first.id }, data: { remoteId: survivorId, remoteVersion: '' } })
}

/** The contacts that were created again are what the deleted ones were: they get their links, and are not taken for duplicates again. */
export async function returnFromMerge(
  tx: Tx,
  { id: syncId, firmId }: OfFirm,
  survivorId: string,
  parts: readonly MergePart[],
): Promise<void> {
  const of = { firmId, syncId }
  for (const { remoteId, newId, localId, deleted } of parts) {
    if (!deleted || newId === null) continue
    const moved = await tx.link.findFirst({ where: { ...of, remoteId: survivorId } })
    const own = parts.find((one) => one.remoteId === survivorId)?.localId
    if (localId !== null && moved?.localId === localId && own !== localId)
      await tx.link.update({ where: { id: moved.id }, data: { remoteId: newId, remoteVersion: '' } })
    await renameItem(tx, syncId, remoteId, { id: newId, deleted: false })
    await tx.link.updateMany({
      where: { ...of, remoteId: newId, tombstone: 'remote' },
      data: { tombstone: null, tombstoneAt: null, mergedInto: null, remoteVersion: '' },
    })
  }
  const ids = parts.map(({ remoteId, newId }) => newId ?? remoteId).sort()
  const group = { ...of, remoteIds: ids, probability: 0, apartAt: new Date() }
  await tx.accountDuplicates.createMany({
    data: [{ id: idOf([syncId, ...ids]), ...group }],
    skipDuplicates: true,
  })
}
