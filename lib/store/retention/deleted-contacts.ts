// Erases values, history and search text of contacts that were deleted and can no longer be restored. The row stays with its ids, so that
// its links still say "deleted here" and no sync brings the contact back.

import type { Tx } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'
import { overrideChanges } from '@/lib/store/review/revise'
import { lockOpenRuns } from '@/lib/store/sync/syncs'
import { blankChange, blankContact } from './erased-values'

/** Contacts per transaction; each has a history and changes. */
const BATCH = 100

/** Returns how many contacts lost their values; 0 if none are left. */
export async function purgeDeleted(tx: Tx, firmId: string, before: Date, now: Date): Promise<number> {
  const isDue = Prisma.sql`
    "firmId" = ${firmId}::uuid and "deletedAt" < ${before} and "deletedAt" is not null and "purgedAt" is null`
  const [any] = await tx.$queryRaw<unknown[]>`select id from "Contact" where ${isDue} limit 1`
  if (!any) return 0
  await lockOpenRuns(tx, firmId)
  const due = await tx.$queryRaw<{ id: string }[]>`
    select id from "Contact" where ${isDue} order by "deletedAt" limit ${BATCH} for update skip locked`
  const ids = due.map(({ id }) => id)
  await eraseChangesOf(tx, firmId, ids, now)
  // The history of a merged contact belongs to its survivor, and goes with it.
  await tx.contactEdit.deleteMany({
    where: {
      firmId,
      OR: [
        { contactId: { in: ids }, contact: { mergedIntoId: null } },
        { contact: { mergedIntoId: { in: ids } } },
      ],
    },
  })
  await tx.contactTag.deleteMany({ where: { firmId, contactId: { in: ids } } })
  await tx.contactTagEdit.deleteMany({ where: { firmId, contactId: { in: ids } } })
  // The base is no longer needed: the account's version still shows whether that side has changed (base-of.ts).
  await tx.$executeRaw`
    update "Link" set "baseLocal" = '{}', "baseRemote" = '{}', "baseDigest" = '{}'
    where "firmId" = ${firmId}::uuid and "localId" = any(${ids}::uuid[])`
  await tx.exclusion.updateMany({ where: { firmId, localId: { in: ids } }, data: { name: '' } })
  await tx.$executeRaw`
    update "Contact" set ${blankContact(now)} where "firmId" = ${firmId}::uuid and id = any(${ids}::uuid[])`
  return ids.length
}

/**
 * Erases the values of changes that are about these contacts or that once created them here. Pending ones are obsolete; open previews
 * notice by their revision.
 */
export async function eraseChangesOf(
  tx: Tx,
  firmId: string,
  contactIds: readonly string[],
  now: Date,
): Promise<void> {
  await eraseChanges(
    tx,
    firmId,
    now,
    // Two conditions for two indexes: joined by "or" they would read every change of the firm.
    Prisma.sql`h.id in (
      select c.id from "Change" c where c."firmId" = ${firmId}::uuid and c."localId" = any(${[...contactIds]}::uuid[])
      union
      select e."changeId" from "ContactEdit" e
      where e."firmId" = ${firmId}::uuid and e."contactId" = any(${[...contactIds]}::uuid[]) and e."changeId" is not null)`,
  )
}

/** `which`: a condition on "Change" h. */
export async function eraseChanges(tx: Tx, firmId: string, now: Date, which: Prisma.Sql): Promise<void> {
  await overrideChanges(
    tx,
    firmId,
    Prisma.sql`${blankChange(now)}, undecided = false, outdated = false,
      state = case when h.state in ('planned', 'waiting', 'failed') then 'superseded'::"ChangeState" else h.state end`,
    Prisma.sql`h."erasedAt" is null and ${which}`,
  )
}
