// For queries that join most rows of a sync.
import type { Tx } from './client'
import type { Prisma } from './generated/client'

/**
 * Queries without nested loops: if Postgres has no statistics (in a firm's first hour, or after a crash, which loses them), it expects one
 * row, and comparing took 9 s for 5,000 links and minutes for 25,000, at every check.
 */
export async function withoutLoops<Row>(tx: Tx, query: Prisma.Sql): Promise<readonly Row[]> {
  await tx.$executeRaw`set local enable_nestloop = off`
  const rows = await tx.$queryRaw<readonly Row[]>(query)
  await tx.$executeRaw`set local enable_nestloop = on`
  return rows
}
