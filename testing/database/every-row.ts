// For tests of migrations: every row of every table of a firm, to compare a database before and after.
import { tablesOfFirms } from './firm-tables'
import { ownerPool } from './test-database'

export type Row = Readonly<Record<string, unknown>>
/** By the table's name, in one order. */
export type Rows = Readonly<Record<string, readonly Row[]>>

export async function everyRow(): Promise<Rows> {
  const rows: Record<string, readonly Row[]> = {}
  for (const { name } of await tablesOfFirms()) {
    const found = await ownerPool().query<{ row: Row }>(
      `select to_jsonb(t) as row from "${name}" t order by to_jsonb(t)->>'id', to_jsonb(t)::text`,
    )
    rows[name] = found.rows.map(({ row }) => row)
  }
  return rows
}
