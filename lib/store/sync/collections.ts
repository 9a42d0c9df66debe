// Collections: the firm's own address book, and the contacts of a connected account. Both are created on first use.
import { type Tx, withTransaction } from '@/lib/store/database/client'
import type { Sync } from '@/lib/store/database/generated/client'

/** The remote id and name for a provider with one address book per account. */
const MY_CONTACTS = { remoteId: 'myContacts', name: 'My Contacts' } as const

/** The collections that a sync joins, with the names of its columns. */
export type JoinedCollections = Pick<Sync, 'localCollectionId' | 'remoteCollectionId' | 'remoteId'>

interface OfConnection {
  readonly firmId: string
  readonly connectionId: string
}

/** The firm's address book and the contacts of the connection's account. */
export function contactCollections(of: OfConnection): Promise<JoinedCollections> {
  return withTransaction(of.firmId, async (tx) => ({
    localCollectionId: await addressBookOf(tx, of.firmId),
    remoteCollectionId: await remoteContacts(tx, of),
    remoteId: MY_CONTACTS.remoteId,
  }))
}

/** Two calls at once get the same row. */
async function addressBookOf(tx: Tx, firmId: string): Promise<string> {
  await tx.$executeRaw`
    insert into "Collection" (id, "firmId", kind, name, role)
    values (gen_random_uuid(), ${firmId}::uuid, 'contacts', 'Contacts', 'local')
    on conflict ("firmId") where role = 'local' and kind = 'contacts' do nothing`
  const where = { firmId, role: 'local', kind: 'contacts' } as const
  return (await tx.collection.findFirstOrThrow({ where, select: { id: true } })).id
}

async function remoteContacts(tx: Tx, { firmId, connectionId }: OfConnection): Promise<string> {
  const { remoteId, name } = MY_CONTACTS
  await tx.$executeRaw`
    insert into "Collection" (id, "firmId", kind, name, role, "connectionId", "remoteId")
    select gen_random_uuid(), k."firmId", 'contacts', ${name}, 'remote', k.id, ${remoteId}
    from "Connection" k where k.id = ${connectionId}::uuid and k."firmId" = ${firmId}::uuid
    on conflict ("connectionId", kind, "remoteId") do nothing`
  const where = { firmId, connectionId, kind: 'contacts', remoteId } as const
  return (await tx.collection.findFirstOrThrow({ where, select: { id: true } })).id
}

/** The next read is a full one, as if it were the first. */
export async function forgetCursor(tx: Tx, syncId: string): Promise<void> {
  await tx.collection.updateMany({
    where: { remoteSyncs: { some: { id: syncId } } },
    data: { cursorToken: null, cursorShape: null, fullReadAt: null },
  })
}
