// For *.pg.test.ts: how many rows Postgres reads.
import { closeDatabase } from '@/lib/store/database/client'
import { ownerPool } from './test-database'

/** How many rows of each table were read so far. */
export async function rowsRead(): Promise<Readonly<Record<string, number>>> {
  await flushStatistics()
  const { rows } = await ownerPool().query<{ name: string; count: number }>(
    `select relname as name, (seq_tup_read + coalesce(idx_tup_fetch, 0))::int as count from pg_stat_user_tables where schemaname = 'public'`,
  )
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]))
}

/** How many rows of each table the work reads; only tables of which it reads any. */
export async function rowsReadBy(work: () => Promise<unknown>): Promise<Readonly<Record<string, number>>> {
  const before = await rowsRead()
  await work()
  const after = await rowsRead()
  const read = Object.entries(after).map(([name, count]) => [name, count - (before[name] ?? 0)] as const)
  return Object.fromEntries(read.filter(([, rows]) => rows > 0))
}

/** Each connection reports what it did when it ends, or when it is made to. */
export async function flushStatistics(): Promise<void> {
  await closeDatabase()
  await Promise.all(
    Array.from({ length: 10 }, () => ownerPool().query('select pg_stat_force_next_flush(), pg_sleep(0.05)')),
  )
  await ownerPool().query('select pg_stat_clear_snapshot()')
}
