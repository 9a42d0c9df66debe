// What an operator does with the whole database, in the audit of every firm.
import type { ClientBase } from 'pg'

/** `client`: a connection of the owner of the tables. */
export async function recordForFirms(
  client: ClientBase,
  kind: 'backup.make' | 'backup.restore',
  detail: Readonly<Record<string, string | number>>,
): Promise<void> {
  await client.query(
    `insert into "AuditPending" ("firmId", entries)
     select id, jsonb_build_array(jsonb_build_object('kind', $1::text, 'detail', $2::jsonb)) from "Firm" order by id`,
    [kind, JSON.stringify(detail)],
  )
}
