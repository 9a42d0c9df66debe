// Links: as the engine sees them, and their bases.

import { mayWrite } from '@/lib/engine/direction'
import type { Base } from '@/lib/engine/model'
import { asSettings } from '@/lib/store/address-book/values'
import { recordAudit } from '@/lib/store/audit/record'
import { type Tx, withTransaction } from '@/lib/store/database/client'
import type { Link as LinkRow } from '@/lib/store/database/generated/client'
import { withRows } from '@/lib/store/database/given-rows'
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
 * were erased meanwhile are omitted, and so are pairs that a person has kept separate meanwhile.
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
  await withRows(
    ends,
    (given) => tx.$executeRaw`
      update "Link" l set "localId" = n."localId"
      from jsonb_to_recordset(${given}) as n("localId" uuid, "remoteId" text)
      where l."syncId" = ${sync.id}::uuid and l."remoteId" = n."remoteId" and l."localId" <> n."localId"
        and exists (select from ${here.table} where ${here.own} and c.id = n."localId")
        and not exists (select from "Link" o where o."syncId" = l."syncId" and o."localId" = n."localId")`,
  )
  await withRows(
    rows,
    (given) => tx.$executeRaw`
      insert into "Link" (id, "firmId", "syncId", "localId", "remoteId", "baseLocal", "baseRemote",
        "localVersion", "remoteVersion", "baseAt")
      select l.id, ${sync.firmId}::uuid, ${sync.id}::uuid, l."localId", l."remoteId", l."baseLocal", l."baseRemote",
        l."localVersion", l."remoteVersion", ${at}
      from jsonb_to_recordset(${given}) as l(id uuid, "localId" uuid, "remoteId" text,
        "baseLocal" jsonb, "baseRemote" jsonb, "localVersion" int, "remoteVersion" text)
      where exists (select from ${here.table} where ${here.own} and c.id = l."localId")
        and (exists (select from "Link" o where o."syncId" = ${sync.id}::uuid and o."localId" = l."localId" and o."remoteId" = l."remoteId")
          or not exists (select from "Separation" p where p."syncId" = ${sync.id}::uuid
            and p."localId" = l."localId" and p."remoteId" = l."remoteId"))
      on conflict ("syncId", "localId") do update set
        "remoteId" = excluded."remoteId", "baseLocal" = excluded."baseLocal", "baseRemote" = excluded."baseRemote",
        "baseDigest" = null,
        "localVersion" = excluded."localVersion", "remoteVersion" = excluded."remoteVersion",
        "baseAt" = excluded."baseAt", tombstone = null, "tombstoneAt" = null, "mergedInto" = null`,
  )
}

/**
 * **Restore to** an account: adds an item to the account again after its copy was deleted there, of a series with the occurrences that
 * were deleted with it. The links are dropped, so the next run treats them as items that only we have. False if the link is not a
 * tombstone of the actor's, if its sync is stopped, or if it does not write to the account.
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
    if (!link || !item || item.deleted || !mayWrite('remote', asSettings(link.sync.settings))) return null
    const { count } = await tx.link.deleteMany({ where })
    if (count === 0) return null
    const { syncId, localId } = link
    await dropLinksOfOccurrences(tx, link)
    await tx.remoteRestore.create({ data: { id: crypto.randomUUID(), firmId, syncId, localId, userId } })
    const isEvent = link.sync.kind === 'events'
    const about = isEvent ? { detail: { restored: true, eventId: localId } } : { contactId: localId }
    const decision = { kind: 'decision', userId, syncId, detail: { restored: true } } as const
    await recordAudit(tx, firmId, { ...decision, ...about })
    return link.sync.localCollectionId
  })
  if (localCollectionId) await wakeSyncs(firmId, { id: localCollectionId })
  return localCollectionId !== null
}

/** Of the series that was linked: those of occurrences that the account deleted with it. */
async function dropLinksOfOccurrences(
  tx: Tx,
  { firmId, syncId, remoteId }: Pick<LinkRow, 'firmId' | 'syncId' | 'remoteId'>,
): Promise<void> {
  await tx.$executeRaw`
    delete from "Link" l using "Item" e
    where l."firmId" = ${firmId}::uuid and l."syncId" = ${syncId}::uuid and e."syncId" = l."syncId"
      and e."remoteId" = l."remoteId" and e."parentId" = ${remoteId} and e.deleted`
}
