// The cost of a check if Postgres has no statistics.
import { expect, test } from 'vitest'
import { closeDatabase } from '@/lib/store/database/client'
import { setFirm } from '@/testing/database/firm-rows'
import { ownerPool, withDatabase } from '@/testing/database/test-database'
import { contactsIn } from '@/testing/scenarios/kind'
import { pendingComparison } from './links'

withDatabase()

const LINKS = 500

/** Rows of "Item" that were read so far; a connection reports them when it ends. */
async function entriesLookedAt(): Promise<number> {
  await closeDatabase()
  await ownerPool().query('select pg_stat_clear_snapshot()')
  const { rows } = await ownerPool().query<{ count: number }>(
    `select (seq_tup_read + coalesce(idx_tup_fetch, 0))::int as count from pg_stat_user_tables where relname = 'Item'`,
  )
  return rows[0]?.count ?? 0
}

test('a check reads each item a few times, not once for each link', async () => {
  const { firm, sync } = await setFirm('ours')
  await ownerPool().query(`alter table "Item" set (autovacuum_enabled = off)`)
  await ownerPool().query(`alter table "Link" set (autovacuum_enabled = off)`)
  const each = `from generate_series(1, ${LINKS}) n`
  const id = `md5('contact' || n)::uuid`
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
  const before = await entriesLookedAt()
  const found = await pendingComparison(contactsIn({ id: sync, firmId: firm }), {
    again: false,
    unproven: new Date(),
  })
  expect(found.same).toBeGreaterThanOrEqual(LINKS)
  expect((await entriesLookedAt()) - before).toBeLessThan(10 * LINKS)
})
