// For *.pg.test.ts: finds a text in any table and column of the database.
import { ownerPool } from './test-database'

/** "Table.column" for each place that contains one of the texts, in any case, in any schema except Postgres's own. */
export async function placesOf(texts: readonly string[]): Promise<readonly string[]> {
  const { rows: columns } = await ownerPool().query<{ schema: string; name: string; column: string }>(
    `select n.nspname as schema, c.relname as name, a.attname as "column"
     from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
     where c.relkind in ('r', 'm') and a.attnum > 0 and not a.attisdropped
       and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')`,
  )
  const places: string[] = []
  const patterns = texts.map((text) => `%${text.replaceAll(/[\\%_]/g, (mark) => `\\${mark}`)}%`)
  for (const { schema, name, column } of columns) {
    const { rows } = await ownerPool().query(
      `select 1 from "${schema}"."${name}" where "${column}"::text ilike any($1::text[]) limit 1`,
      [patterns],
    )
    if (rows.length > 0) places.push(`${name}.${column}`)
  }
  return places.sort()
}
