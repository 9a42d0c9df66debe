// For *.pg.test.ts: the tables with rows of firms, from Postgres's catalog, and all rows of a firm.
import { ownerPool } from './test-database'

/** Tables without rows of firms, with the reason. */
const OF_NO_FIRM: Readonly<Record<string, string>> = {
  AccountLease: 'two firms may use one account at a provider, and then share its lease',
  AuditPending: 'its rows are never seen outside of their own transaction',
  RateLimit: 'it counts before anybody has signed in, by keys that are hashed',
  _prisma_migrations: 'what was done to the database',
}

/** Tables that the application reads and cannot write: it adds to them through AuditPending. */
export const READ_ONLY: ReadonlySet<string> = new Set(['Audit', 'AuditHead'])

/** With the column that names the firm. */
export async function tablesOfFirms(): Promise<readonly { readonly name: string; readonly firm: string }[]> {
  const { rows } = await ownerPool().query<{ name: string }>(
    `select relname as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f') order by relname`,
  )
  return rows
    .filter(({ name }) => !(name in OF_NO_FIRM))
    .map(({ name }) => ({ name, firm: name === 'Firm' ? 'id' : 'firmId' }))
}

/** All rows of the firm, by table. */
export async function wholeFirm(firmId: string): Promise<Readonly<Record<string, readonly object[]>>> {
  const whole: Record<string, readonly object[]> = {}
  for (const { name, firm } of await tablesOfFirms()) {
    const sql = `select to_jsonb(t) as row from "${name}" t where t."${firm}" = $1 order by to_jsonb(t)::text`
    const { rows } = await ownerPool().query<{ row: object }>(sql, [firmId])
    whole[name] = rows.map(({ row }) => row)
  }
  return whole
}
