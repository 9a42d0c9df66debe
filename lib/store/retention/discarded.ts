// Erases the changes of a discarded preview at once. Its person's decisions and exclusions stay, by ids, so that nobody has to decide
// again in the next preview.
import { type Tx, withTransaction } from '@/lib/store/database/client'
import type { OfFirm } from '@/lib/store/database/cross-tenant'
import { blankChange } from './erased-values'
import { BATCH } from './mirror'

/** Erases everything that the run had planned. */
export async function eraseDiscarded({ id, firmId }: OfFirm, now: Date): Promise<void> {
  for (;;) {
    const rows = await withTransaction(firmId, (tx) => eraseDiscardedBatch(tx, firmId, now, id))
    if (rows === 0) return
  }
}

/** Changes of one discarded run, or of any. Returns how many rows lost their values; 0 if nothing is left. */
export async function eraseDiscardedBatch(
  tx: Tx,
  firmId: string,
  now: Date,
  runId: string | null = null,
): Promise<number> {
  const due = await tx.$queryRaw<{ id: string; answered: boolean }[]>`
    select h.id, (h.answers <> '{}' or h."onlyMine" is not null) as answered from "Run" r join "Change" h on h."runId" = r.id
    where r."firmId" = ${firmId}::uuid and r.state = 'discarded' and (${runId}::uuid is null or r.id = ${runId}::uuid)
      and h."erasedAt" is null limit ${BATCH} for update of h`
  const ids = (answered: boolean) => due.filter((row) => row.answered === answered).map(({ id }) => id)
  await tx.change.deleteMany({ where: { id: { in: ids(false) } } })
  const kept = ids(true)
  if (kept.length > 0)
    await tx.$executeRaw`update "Change" set ${blankChange(now)} where id = any(${kept}::uuid[])`
  return due.length
}
