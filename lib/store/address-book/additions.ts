// Additions to a firm's address book run one after the other. Each is compared with contacts that were added or changed after its run
// compared both sides.
import type { Item } from '@/lib/domains/contacts/types'
import type { Tx } from '@/lib/store/database/client'
import { itemOfContact } from './contact-row'

/** A run that adds contacts. */
export interface AddingRun {
  readonly firmId: string
  readonly syncId: string
  readonly createdAt: Date
}

/** How late a change of a contact may become visible: the longest transaction plus clock differences. */
const LATE_MS = 2 * 60_000

/** Until the transaction ends, no other sync of the firm adds contacts. Call it after locking the run's own rows. */
export async function lockAdditions(tx: Tx, firmId: string): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`additions to ${firmId}`}, 0))`
}

/**
 * Contacts without a link in the run's sync that no plan of it has seen in their current version; usually none. While a first sync adds
 * thousands, all of them are checked each time, which takes about 40 ms for 25,000 without nested loops.
 */
export async function concurrentAdditions(tx: Tx, run: AddingRun): Promise<readonly Item[]> {
  const { firmId, syncId } = run
  const since = new Date(run.createdAt.getTime() - LATE_MS)
  await tx.$executeRaw`set local enable_nestloop = off`
  const unlinked = await tx.$queryRaw<{ id: string }[]>`
    select c.id from "Contact" c
    where c."firmId" = ${firmId}::uuid and c."updatedAt" >= ${since} and c."deletedAt" is null
      and not exists (select from "Link" l where l."syncId" = ${syncId}::uuid and l."localId" = c.id)`
  const found = unlinked.length > 0 ? await unknown(tx, run, unlinked) : []
  await tx.$executeRaw`set local enable_nestloop = on`
  return found
}

async function unknown(
  tx: Tx,
  { firmId, syncId }: AddingRun,
  contacts: readonly { readonly id: string }[],
): Promise<readonly Item[]> {
  const ids = contacts.map(({ id }) => id)
  const found = await tx.$queryRaw<{ id: string }[]>`
    select c.id from "Contact" c
    where c."firmId" = ${firmId}::uuid and c.id = any(${ids}::uuid[])
      and not exists (select from "Exclusion" x where x."syncId" = ${syncId}::uuid and x."localId" = c.id)
      and not exists (select from "Change" h where h."firmId" = ${firmId}::uuid and h."localId" = any(${ids}::uuid[])
        and h."localId" = c.id and h."syncId" = ${syncId}::uuid and h."localVersion" = c.version)`
  const rows = await tx.contact.findMany({ where: { firmId, id: { in: found.map(({ id }) => id) } } })
  return rows.map(itemOfContact)
}
