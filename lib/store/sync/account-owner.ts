// An account is synced by one sync of a firm at a time: two would mistake each other's writes for edits in the account and add every
// contact twice. The index Sync_one_active enforces it; this file finds the owner and transfers the links.
import { db, type Tx } from '@/lib/store/database/client'
import type { OfFirm } from '@/lib/store/database/cross-tenant'
import { type Connection, Prisma, type Sync } from '@/lib/store/database/generated/client'

export type SyncOfAccount = Pick<Sync, 'id' | 'firmId' | 'account' | 'kind' | 'remoteId'>

/** The account of a connection, under the name that its sync and its lease use. */
export const accountOf = ({ provider, accountId }: Pick<Connection, 'provider' | 'accountId'>): string =>
  `${provider}:${accountId}`

/** Another person of the firm who syncs the same account. */
export interface AccountOwner {
  readonly name: string
  readonly since: Date
}

export async function accountOwnerOf(
  { firmId, userId }: { readonly firmId: string; readonly userId: string },
  connection: Pick<Connection, 'provider' | 'accountId'>,
): Promise<AccountOwner | null> {
  const sync = await db(firmId).sync.findFirst({
    where: {
      firmId,
      account: accountOf(connection),
      kind: 'contacts',
      state: 'active',
      connection: { userId: { not: userId } },
    },
    include: { connection: { include: { user: true } } },
  })
  return sync && { name: sync.connection.user.name, since: sync.startedAt ?? sync.createdAt }
}

/** Whether another sync of the same collection of the account is active. */
export async function isSynced(tx: Tx, { id, ...of }: SyncOfAccount): Promise<boolean> {
  const { firmId, account, kind, remoteId } = of
  const others = { firmId, account, kind, remoteId, id: { not: id } }
  return (await tx.sync.count({ where: { ...others, state: 'active' } })) > 0
}

/** The database's error when a second sync of an account starts. */
export const isSyncedByAnother = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'

/**
 * Bases belong to the account, not to one sync: a sync that takes over continues from the latest base of each contact, as far as the
 * account still has it. These are facts, so a preview may do this even if it is discarded later.
 */
export async function transferLinks(tx: Tx, { id, ...of }: SyncOfAccount): Promise<void> {
  const { firmId, account, kind, remoteId } = of
  const others = await tx.sync.count({ where: { firmId, account, kind, remoteId, id: { not: id } } })
  if (others === 0) return
  const latest = await tx.$queryRaw<{ id: string; syncId: string }[]>`
    select distinct on (a."localId") a.id, a."syncId" from (
      select distinct on (l."remoteId") l.* from "Link" l join "Sync" s on s.id = l."syncId"
      where l."firmId" = ${firmId}::uuid and s.account = ${account} and s.kind::text = ${kind}
        and s."remoteId" = ${remoteId}
        and s."localCollectionId" = (select o."localCollectionId" from "Sync" o where o.id = ${id}::uuid)
      order by l."remoteId", greatest(l."baseAt", l."tombstoneAt") desc
    ) a
    join "Item" e on e."syncId" = ${id}::uuid and e."remoteId" = a."remoteId" and not e.deleted
    order by a."localId", greatest(a."baseAt", a."tombstoneAt") desc`
  const taken = latest.flatMap((link) => (link.syncId === id ? [] : [link.id]))
  if (taken.length > 0) await copyLinks(tx, { id, firmId }, taken)
}

async function copyLinks(tx: Tx, { id, firmId }: OfFirm, taken: readonly string[]) {
  for (const end of ['localId', 'remoteId'] as const)
    await tx.$executeRaw`
      delete from "Link" l using "Link" t where l."firmId" = ${firmId}::uuid and l."syncId" = ${id}::uuid
        and t.id = any(${taken}::uuid[]) and l.${Prisma.raw(`"${end}"`)} = t.${Prisma.raw(`"${end}"`)}`
  await tx.$executeRaw`
    insert into "Link" (id, "firmId", "syncId", "localId", "remoteId", "baseLocal", "baseRemote", "baseDigest", "localVersion",
      "remoteVersion", "baseAt", tombstone, "tombstoneAt", "mergedInto")
    select gen_random_uuid(), "firmId", ${id}::uuid, "localId", "remoteId", "baseLocal", "baseRemote", "baseDigest", "localVersion",
      "remoteVersion", "baseAt", tombstone, "tombstoneAt", "mergedInto"
    from "Link" where "firmId" = ${firmId}::uuid and id = any(${taken}::uuid[])`
}
