// Reads many rows as one JSON text. Prisma converts each value of each row by itself; for tens of thousands of contacts that takes longer
// than the query, and leaves several times their size as garbage.
import type { Db, Tx } from './client'
import type { Prisma } from './generated/client'

type Reader = Pick<Db | Tx, '$queryRaw'>

/** The rows in the order of the query. `dates`: columns of times, which JSON gives as text. No other column may be of a type that JSON lacks. */
export async function jsonRows<Row extends object>(
  by: Reader,
  query: Prisma.Sql,
  dates: readonly (keyof Row & string)[] = [],
): Promise<readonly Row[]> {
  const [found] = await by.$queryRaw<[{ rows: string | null }]>`
    select json_agg(row_to_json(given))::text as rows from (${query}) given`
  const rows = found.rows === null ? [] : (JSON.parse(found.rows) as Record<string, unknown>[])
  for (const row of rows) readDates(row, dates)
  return rows as Row[]
}

/** Makes times of these columns of a row, which JSON has as text. */
export function readDates(row: Record<string, unknown>, names: readonly string[]): void {
  for (const name of names) {
    const time = row[name]
    if (typeof time === 'string') row[name] = new Date(time)
  }
}
