// Collections: the firm's own address book, and the contacts of a connected account. Both are created on first use.
import { providerOf } from '@/lib/providers/registry'
import { db, type Tx, withTransaction } from '@/lib/store/database/client'
import { firmOf, type View } from '@/lib/store/database/firm-pool'
import type { Collection, Prisma, Sync } from '@/lib/store/database/generated/client'

/** The collections that a sync joins, with the names of its columns. */
export type JoinedCollections = Pick<Sync, 'localCollectionId' | 'remoteCollectionId' | 'remoteId'>

/** Of several syncs of one collection of the firm: those set up or active first, then the one stopped last. */
export const CURRENT_FIRST = [
  { stoppedAt: { sort: 'desc', nulls: 'first' } },
  { createdAt: 'desc' },
] as const satisfies readonly Prisma.SyncOrderByWithRelationInput[]

interface OfConnection {
  readonly firmId: string
  readonly connectionId: string
}

/** The firm's address book and the contacts of the connection's account. */
export function contactCollections(of: OfConnection): Promise<JoinedCollections> {
  return withTransaction(of.firmId, async (tx) => {
    const localCollectionId = await addressBookOf(tx, of.firmId)
    const remote = await remoteContacts(tx, of)
    return { localCollectionId, remoteCollectionId: remote.id, remoteId: remote.remoteId }
  })
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

async function remoteContacts(
  tx: Tx,
  { firmId, connectionId }: OfConnection,
): Promise<{ readonly id: string; readonly remoteId: string }> {
  const connection = await tx.connection.findFirstOrThrow({ where: { id: connectionId, firmId } })
  const { id: remoteId, name } = providerOf(connection).collections.contacts.only
  await tx.$executeRaw`
    insert into "Collection" (id, "firmId", kind, name, role, "connectionId", "remoteId")
    select gen_random_uuid(), k."firmId", 'contacts', ${name}, 'remote', k.id, ${remoteId}
    from "Connection" k where k.id = ${connectionId}::uuid and k."firmId" = ${firmId}::uuid
    on conflict ("connectionId", kind, "remoteId") do nothing`
  const where = { firmId, connectionId, kind: 'contacts', remoteId } as const
  const { id } = await tx.collection.findFirstOrThrow({ where, select: { id: true } })
  return { id, remoteId }
}

/**
 * The accounts' collections of these syncs, by id. Prisma's relation also compares `remoteId`, and reads it before: at the moment when an
 * account gets its new calendar, it finds none.
 */
export async function remoteCollectionsOf(
  view: View,
  syncs: readonly Pick<Sync, 'remoteCollectionId'>[],
): Promise<ReadonlyMap<string, Pick<Collection, 'name' | 'labels'>>> {
  const found = await db(view).collection.findMany({
    where: { firmId: firmOf(view), id: { in: syncs.map(({ remoteCollectionId }) => remoteCollectionId) } },
    select: { id: true, name: true, labels: true },
  })
  return new Map(found.map(({ id, ...collection }) => [id, collection]))
}

/** The next read is a full one, as if it were the first. */
export async function forgetCursor(tx: Tx, syncId: string): Promise<void> {
  await tx.collection.updateMany({
    where: { remoteSyncs: { some: { id: syncId } } },
    data: { cursorToken: null, cursorShape: null, fullReadAt: null },
  })
}
