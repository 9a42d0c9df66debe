// For *.pg.test.ts: many linked contacts without statistics.
import type { FirmRows } from './firm-rows'
import { ownerPool } from './test-database'

/** Links `count` contacts, in tables that Postgres will not analyze. */
export async function addLinks(
  { firm, sync }: Pick<FirmRows, 'firm' | 'sync'>,
  count: number,
): Promise<void> {
  await ownerPool().query(`alter table "Item" set (autovacuum_enabled = off)`)
  await ownerPool().query(`alter table "Link" set (autovacuum_enabled = off)`)
  const each = `from generate_series(1, ${count}) n`
  const id = `md5('${firm}' || n)::uuid`
  await ownerPool().query(
    `insert into "Contact" (id, "firmId", "sortKey", search) select ${id}, $1, '', '' ${each}`,
    [firm],
  )
  await ownerPool().query(
    `insert into "Item" ("syncId", "firmId", "remoteId", version, value, "seenAt") select $1, $2, 'people/' || n, '1', '{}', now() ${each}`,
    [sync, firm],
  )
  await ownerPool().query(
    `insert into "Link" (id, "firmId", "syncId", "localId", "remoteId", "baseLocal", "baseRemote", "localVersion", "remoteVersion", "baseAt")
     select gen_random_uuid(), $2, $1, ${id}, 'people/' || n, '{}', '{}', 1, '1', now() ${each}`,
    [sync, firm],
  )
}
