// Additions to a firm's address book run one after the other (lib/store/collections/additions.ts).
import type { Item } from '@/lib/domains/contacts/types'
import { lockAdditionsTo, unseenSince } from '@/lib/store/collections/additions'
import type { AddingRun } from '@/lib/store/collections/options'
import type { Tx } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'
import { itemOfContact } from './contact-row'

/** Until the transaction ends, no other sync of the firm adds contacts. Call it after locking the run's own rows. */
export const lockAdditions = (tx: Tx, firmId: string): Promise<void> => lockAdditionsTo(tx, firmId)

/** Contacts that no plan of the run's sync has seen in their current version. */
export async function concurrentAdditions(tx: Tx, run: AddingRun): Promise<readonly Item[]> {
  const { firmId } = run
  const ids = await unseenSince(
    tx,
    run,
    (since) => Prisma.sql`select id, version from "Contact"
      where "firmId" = ${firmId}::uuid and "updatedAt" >= ${since} and "deletedAt" is null`,
  )
  if (ids.length === 0) return []
  return (await tx.contact.findMany({ where: { firmId, id: { in: [...ids] } } })).map(itemOfContact)
}
