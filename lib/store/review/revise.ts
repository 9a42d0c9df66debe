// Changes whose runs people look at: each of these statements also raises the revision of the runs, by which their pages notice it.
import type { Tx } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'

/**
 * Locks the runs of these changes, so that other answers and Start Sync run entirely before or after the transaction, and raises their
 * revision. `which`: a condition on "Change" c.
 */
export async function reviseRuns(tx: Tx, firmId: string, which: Prisma.Sql): Promise<void> {
  await tx.$executeRaw`
    update "Run" set revision = revision + 1 where id in (
      select r.id from "Run" r where r."firmId" = ${firmId}::uuid
        and r.id in (select c."runId" from "Change" c where ${which})
      order by r.id for update)`
}

/** The same, and locks the changes. Returns their ids. */
export async function lockChanges(tx: Tx, firmId: string, which: Prisma.Sql): Promise<string[]> {
  await reviseRuns(tx, firmId, which)
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select c.id from "Change" c where c."firmId" = ${firmId}::uuid and ${which} order by c.id for update`
  return rows.map(({ id }) => id)
}

/** Sets columns of changes whatever anyone answers; raises the revision of runs that wait for approval. `set` and `which` are about "Change" h. */
export async function overrideChanges(
  tx: Tx,
  firmId: string,
  set: Prisma.Sql,
  which: Prisma.Sql,
): Promise<void> {
  await tx.$executeRaw`
    with overridden as (
      update "Change" h set ${set} where h."firmId" = ${firmId}::uuid and ${which} returning h."runId"
    )
    update "Run" r set revision = revision + 1
    where r."firmId" = ${firmId}::uuid and r.state in ('ready', 'comparing') and r.id in (select "runId" from overridden)`
}

/** What was planned or asked in these changes is no longer so. `which`: a condition on "Change" h. */
export const closeChanges = (tx: Tx, firmId: string, which: Prisma.Sql): Promise<void> =>
  overrideChanges(
    tx,
    firmId,
    Prisma.sql`state = 'superseded'`,
    Prisma.sql`h.state in ('planned', 'waiting', 'failed') and ${which}`,
  )
