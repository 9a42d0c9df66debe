// People with connected accounts, written directly into a database: for measurements with thousands of them.
import type { ClientBase } from 'pg'
import { google } from '@/lib/providers/google/descriptor'
import { DEFAULT_SETTINGS } from '@/lib/store/address-book/values'
import { createMemoryAccount } from '@/testing/providers/memory'

/** So many connections in firms of `ofFirm`: each person has one account and one active sync that was read before. */
export async function addPeople(
  owner: Pick<ClientBase, 'query'>,
  connections: number,
  ofFirm: number,
): Promise<void> {
  const { provider } = createMemoryAccount()
  const { cursor } = await provider.pull(null, null)
  const contacts = google.collections.contacts.only
  const each = `from generate_series(1, ${connections}) as n`
  const id = (kind: string) => `md5('${kind}' || n)::uuid`
  const firm = `md5('firm' || (n - 1) / ${ofFirm})::uuid`
  const firms = `from generate_series(0, ${connections / ofFirm - 1}) as n`
  await owner.query(`insert into "Firm" (id, name) select ${id('firm')}, 'Firm ' || n ${firms}`)
  // Each firm is cleaned up once a day, at a time of its own.
  await owner.query(`insert into "Retention" ("firmId", "nextAt")
    select ${id('firm')}, now() + random() * interval '1 day' ${firms}`)
  await owner.query(`insert into "User" (id, "firmId", issuer, subject, email, name, role)
    select ${id('user')}, ${firm}, 'https://accounts.google.com', 'subject ' || n, 'ana' || n || '@example.com', 'Ana Lima', 'admin' ${each}`)
  await owner.query(`insert into "Connection" (id, "firmId", "userId", provider, "accountId", "accountEmail")
    select ${id('connection')}, ${firm}, ${id('user')}, 'google', 'account ' || n, 'ana' || n || '@example.com' ${each}`)
  await owner.query(`insert into "Collection" (id, "firmId", kind, name, role)
    select ${id('address book')}, ${id('firm')}, 'contacts', 'Contacts', 'local' ${firms}`)
  await owner.query(
    `insert into "Collection" (id, "firmId", kind, name, role, "connectionId", "remoteId", "cursorToken", "cursorShape", "fullReadAt")
     select ${id('collection')}, ${firm}, 'contacts', $3, 'remote', ${id('connection')}, $4, $1, $2, now() ${each}`,
    [cursor?.token, cursor?.shape, contacts.name, contacts.id],
  )
  await owner.query(
    `insert into "Sync" (id, "firmId", "localCollectionId", "remoteCollectionId", "connectionId", account, kind, "remoteId", state,
       settings, "startedAt", "nextCheckAt")
     select ${id('sync')}, ${firm}, md5('address book' || (n - 1) / ${ofFirm})::uuid, ${id('collection')}, ${id('connection')}, 'google:account ' || n,
       'contacts', $2, 'active', $1, now(), now() + interval '1 day' + random() * interval '15 minutes' ${each}`,
    [DEFAULT_SETTINGS, contacts.id],
  )
  await owner.query('analyze')
}
