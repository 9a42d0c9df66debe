// Lists the tables of a backup: every table of firms, recognized by its policy, whatever migrations the database has. Left out are
// AccountLease and RateLimit, which are outdated within minutes, the queue, which only wakes workers, sessions, because a user who
// signed out after the backup would be signed in again, what triggers and the next comparison derive from the other tables, and entries of the audit on their way.
import type { ClientBase } from 'pg'
import type { Table } from './file'

interface Found extends Table {
  /** Tables that its rows refer to. */
  readonly needs: readonly string[]
}

const TABLES = `
  select c.relname::text as name,
    (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
    array(select distinct f.relname::text from pg_constraint k join pg_class f on f.oid = k.confrelid
      where k.conrelid = c.oid and k.contype = 'f' and f.oid <> c.oid) as needs
  from pg_policy p join pg_class c on c.oid = p.polrelid
  where p.polname = 'own_firm' and c.relnamespace = 'public'::regnamespace and c.relname <> 'Session' and c.relname <> all($1)
  order by c.relname`

/** Restored too, they would say twice what the triggers say of the other rows. */
const DERIVED = ['PendingItem', 'LinkCount', 'UnlinkedItem', 'AuditPending']

/** In an order in which they can be filled: a row comes after the rows that it refers to. */
export async function tablesOfFirms(client: ClientBase): Promise<readonly Table[]> {
  const left = new Map(
    (await client.query<Found>(TABLES, [DERIVED])).rows.map((table) => [table.name, table]),
  )
  const ordered: Table[] = []
  while (left.size > 0) {
    const next = [...left.values()].find(({ needs }) => !needs.some((name) => left.has(name)))
    if (!next) throw new Error('tables point at one another in a circle')
    left.delete(next.name)
    ordered.push({ name: next.name, columns: next.columns })
  }
  return ordered
}
