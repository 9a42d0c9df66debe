// Links, and the query for everything that may have changed since the base was recorded.
import type { Base } from '@/lib/engine/model'
import { type Tx, withTransaction } from '@/lib/store/database/client'
import type { Link as LinkRow } from '@/lib/store/database/generated/client'
import { type Actor, ownSyncs } from '@/lib/store/firm/actor'
import type { Item, KindOf, Link, SyncKind, Value } from '@/lib/store/kinds/kind'
import { kindOf, WITH_KIND } from '@/lib/store/kinds/registry'
import { wakeSyncs } from '@/lib/store/runs/runs'
import { baseOf } from './base-of'

/** `ends`: the current items. If the base's values were erased, they restore as much of it as they still contain. */
export function linkFromRow(
  kind: SyncKind,
  row: LinkRow,
  ends: { readonly local: Item | null; readonly remote: Item | null },
): Link {
  return {
    id: row.id,
    localId: row.localId,
    remoteId: row.remoteId,
    base: baseOf(kind, row, ends),
    localVersion: String(row.localVersion),
    remoteVersion: row.remoteVersion,
    tombstone: row.tombstone && row.tombstoneAt ? { side: row.tombstone, at: row.tombstoneAt } : null,
  }
}

/** Ids of links and items of both sides that a plan must consider: they changed since their base, or wait for a person. */
export interface PendingComparison {
  readonly links: readonly string[]
  /** Items here without a link in this sync. */
  readonly local: readonly string[]
  /** Remote ids without a link in this sync. */
  readonly remote: readonly string[]
  /** Links without any change. */
  readonly same: number
}

/**
 * Without nested loops: if Postgres has no statistics (in a firm's first hour, or after a crash, which loses them), it expects one row,
 * and comparing took 9 s for 5,000 links and minutes for 25,000, at every check. Waiting changes are read once, not once per link: with
 * 25,000 links and 2,000 questions that took 10 s. `again`: the sync is being set up again, so tombstones are included. The result omits
 * excluded items, and items whose create was sent after `unproven`, since it is not known yet whether the account has them.
 */
export async function pendingComparison(
  { sync, here }: Pick<SyncKind, 'sync' | 'here'>,
  options: { readonly again: boolean; readonly unproven: Date },
): Promise<PendingComparison> {
  const { again, unproven } = options
  return withTransaction(sync.firmId, async (ours) => {
    await ours.$executeRaw`set local enable_nestloop = off`
    const links = await ours.$queryRaw<{ id: string }[]>`
    select l.id from "Link" l
    join ${here.table} on c.id = l."localId"
    join "Item" e on e."syncId" = l."syncId" and e."remoteId" = l."remoteId"
    where l."firmId" = ${sync.firmId}::uuid and l."syncId" = ${sync.id}::uuid
      and (c.version <> l."localVersion" or e.version <> l."remoteVersion"
        or (e.deleted and l.tombstone is distinct from 'remote') or (${again} and l.tombstone is not null)
        or l.id in (select h."linkId" from "Change" h where h."syncId" = ${sync.id}::uuid and h.state = 'waiting'
          and h."linkId" is not null))
      and not exists (select from "Exclusion" x where x."syncId" = l."syncId" and x."localId" = l."localId")
      and not exists (select from "Exclusion" x where x."syncId" = l."syncId" and x."remoteId" = l."remoteId")
    order by l.id`
    const local = await ours.$queryRaw<{ id: string }[]>`
    select c.id from ${here.table}
    where ${here.own} and ${here.live}
      and not exists (select from "Link" l where l."syncId" = ${sync.id}::uuid and l."localId" = c.id)
      and not exists (select from "Exclusion" x where x."syncId" = ${sync.id}::uuid and x."localId" = c.id)
      and not exists (select from "Change" h where h."syncId" = ${sync.id}::uuid and h.state = 'sent'
        and h."localId" = c.id and h."sentAt" > ${unproven}
        and not exists (select from "Item" e where e."syncId" = ${sync.id}::uuid and e.key = c.id::text and not e.deleted))
    order by c.id`
    const remote = await ours.$queryRaw<{ remoteId: string }[]>`
    select e."remoteId" from "Item" e
    where e."firmId" = ${sync.firmId}::uuid and e."syncId" = ${sync.id}::uuid and not e.deleted
      and not exists (select from "Link" l where l."syncId" = e."syncId" and l."remoteId" = e."remoteId")
      and not exists (select from "Exclusion" x where x."syncId" = e."syncId" and x."remoteId" = e."remoteId")
    order by e."remoteId"`
    const all = await ours.link.count({ where: { syncId: sync.id, tombstone: null } })
    return {
      links: links.map((row) => row.id),
      local: local.map((row) => row.id),
      remote: remote.map((row) => row.remoteId),
      same: Math.max(0, all - links.length),
    }
  })
}

export interface NewLink<V = Value> {
  readonly id: string
  readonly localId: string
  readonly remoteId: string
  readonly base: Base<V>
  readonly localVersion: number
  readonly remoteVersion: string
}

/**
 * Records that both sides have the same values of these items, linked before or not. Two statements for any number of them. Items that
 * were erased meanwhile are omitted.
 */
export async function recordBases<V>(
  tx: Tx,
  { sync, here }: Pick<KindOf<V>, 'sync' | 'here'>,
  links: readonly NewLink<V>[],
  at: Date,
): Promise<void> {
  if (links.length === 0) return
  const rows = links.map(({ base, ...link }) => ({ ...link, baseLocal: base.local, baseRemote: base.remote }))
  // If another item replaced one that was deleted here, the link moves to it.
  const ends = links.map(({ localId, remoteId }) => ({ localId, remoteId }))
  await tx.$executeRaw`
    update "Link" l set "localId" = n."localId"
    from jsonb_to_recordset(${JSON.stringify(ends)}::jsonb) as n("localId" uuid, "remoteId" text)
    where l."syncId" = ${sync.id}::uuid and l."remoteId" = n."remoteId" and l."localId" <> n."localId"
      and exists (select from ${here.table} where ${here.own} and c.id = n."localId")
      and not exists (select from "Link" o where o."syncId" = l."syncId" and o."localId" = n."localId")`
  await tx.$executeRaw`
    insert into "Link" (id, "firmId", "syncId", "localId", "remoteId", "baseLocal", "baseRemote",
      "localVersion", "remoteVersion", "baseAt")
    select l.id, ${sync.firmId}::uuid, ${sync.id}::uuid, l."localId", l."remoteId", l."baseLocal", l."baseRemote",
      l."localVersion", l."remoteVersion", ${at}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as l(id uuid, "localId" uuid, "remoteId" text,
      "baseLocal" jsonb, "baseRemote" jsonb, "localVersion" int, "remoteVersion" text)
    where exists (select from ${here.table} where ${here.own} and c.id = l."localId")
    on conflict ("syncId", "localId") do update set
      "remoteId" = excluded."remoteId", "baseLocal" = excluded."baseLocal", "baseRemote" = excluded."baseRemote",
      "baseDigest" = null,
      "localVersion" = excluded."localVersion", "remoteVersion" = excluded."remoteVersion",
      "baseAt" = excluded."baseAt", tombstone = null, "tombstoneAt" = null, "mergedInto" = null`
}

/**
 * **Restore to** an account: adds an item to the account again after its copy was deleted there. The link is dropped, so the next run
 * treats it as a contact that only we have. False if the link is not a tombstone of the actor's, or if its sync is stopped.
 */
export async function restoreToRemote(actor: Actor, linkId: string): Promise<boolean> {
  const { firmId, userId } = actor
  const localCollectionId = await withTransaction(firmId, async (tx) => {
    const where = {
      id: linkId,
      tombstone: 'remote' as const,
      sync: { state: 'active' as const, ...ownSyncs(actor) },
    }
    const link = await tx.link.findFirst({ where, include: { sync: { include: WITH_KIND } } })
    const [item] = link ? await kindOf(link.sync).itemsHere(tx, [link.localId]) : []
    if (!link || !item || item.deleted) return null
    const { count } = await tx.link.deleteMany({ where })
    if (count === 0) return null
    const { syncId, localId } = link
    await tx.remoteRestore.create({ data: { id: crypto.randomUUID(), firmId, syncId, localId, userId } })
    return link.sync.localCollectionId
  })
  if (localCollectionId) await wakeSyncs(firmId, { id: localCollectionId })
  return localCollectionId !== null
}
