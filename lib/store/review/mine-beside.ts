// Contacts of a person that only they see, and that may be the same as contacts that the firm shares: the person's account would get both.
// Nothing of this is stored where colleagues see it.
import { setImmediate as yieldToEventLoop } from 'node:timers/promises'
import type { Mine } from '@/lib/engine/held-addition'
import { type Db, db, type Tx } from '@/lib/store/database/client'
import type { Candidate, Item, SyncKind } from '@/lib/store/kinds/kind'

interface Ways {
  /** The items of these ids as the account would get them; null: as they are here. */
  readonly itemsOf?: (ids: readonly string[]) => readonly Item[]
  readonly by?: Db | Tx
  readonly match?: (shared: readonly Item[], own: readonly Item[]) => Promise<readonly Candidate[]>
}

const NOTHING: Mine = new Map()

/** Items per query. */
const CHUNK = 500

/** By the ids of those of these contacts that colleagues see. Only outside a transaction. */
export async function mineBeside(
  kind: SyncKind,
  ids: readonly string[],
  { itemsOf, by = db(kind.sync.firmId), match }: Ways = {},
): Promise<Mine> {
  if (kind.sync.kind !== 'contacts' || ids.length === 0) return NOTHING
  const own = await ownContacts(kind, by)
  if (own.length === 0) return NOTHING
  const shared: string[] = []
  await eachChunk([...new Set(ids)], async (some) => {
    const where = { firmId: kind.sync.firmId, id: { in: [...some] }, ownerId: null }
    shared.push(...(await by.contact.findMany({ where, select: { id: true } })).map(({ id }) => id))
  })
  const items: Item[] = []
  if (itemsOf) items.push(...itemsOf(shared))
  else await eachChunk(shared, async (some) => void items.push(...(await kind.itemsHere(by, some))))
  const near = await nearTo(kind, items, own, by)
  if (near.length === 0) return NOTHING
  const found = match ? await match(items, near) : kind.domain.match(items, near, {})
  // The likeliest comes last, so that it is the one that is named.
  const candidates = [...found].sort(
    (a, b) => a.probability - b.probability || (a.remoteId < b.remoteId ? 1 : -1),
  )
  return new Map(candidates.map(({ localId, remoteId }) => [localId, remoteId]))
}

/** The person's own contacts, except those that are kept out of the account and are not in it. */
async function ownContacts({ sync: { id, firmId } }: SyncKind, by: Db | Tx): Promise<readonly string[]> {
  const rows = await by.$queryRaw<{ id: string }[]>`
    select c.id from "Sync" s join "Connection" k on k.id = s."connectionId"
    join "Contact" c on c."firmId" = s."firmId" and c."ownerId" = k."userId" and c."deletedAt" is null
    where s."firmId" = ${firmId}::uuid and s.id = ${id}::uuid
      and (not exists (select from "Exclusion" x where x."syncId" = s.id and x."localId" = c.id)
        or exists (select from "Link" l where l."syncId" = s.id and l."localId" = c.id and l.tombstone is null))
    order by c.id`
  return rows.map((row) => row.id)
}

/** Those that share a key with one of the items: no others can match, so no others are kept in memory. */
async function nearTo(
  kind: SyncKind,
  items: readonly Item[],
  own: readonly string[],
  by: Db | Tx,
): Promise<readonly Item[]> {
  const { matchKeys } = kind.domain
  if (!matchKeys || items.length === 0) return []
  const keys = new Set([...matchKeys.of(items).values()].flat())
  const near: Item[] = []
  await eachChunk(own, async (ids) => {
    const some = await kind.itemsHere(by, ids)
    const keysOf = matchKeys.of(some)
    near.push(...some.filter(({ id }) => keysOf.get(id)?.some((key) => keys.has(key))))
    await yieldToEventLoop()
  })
  return near
}

async function eachChunk(
  ids: readonly string[],
  work: (some: readonly string[]) => Promise<void>,
): Promise<void> {
  for (let at = 0; at < ids.length; at += CHUNK) await work(ids.slice(at, at + CHUNK))
}
