// Holds what would give a person the same contact twice: one that colleagues share, while the person has a contact of their own that may be
// the same person. The person is asked first. Nothing of this is stored where colleagues see it.
import { setImmediate as yieldToEventLoop } from 'node:timers/promises'
import { holdAdditions, type Mine, mayAdd } from '@/lib/engine/held-addition'
import { db } from '@/lib/store/database/client'
import type { Change, Item } from '@/lib/store/kinds/kind'
import type { StepContext } from '../step-context'
import { CHUNK, inChunks } from './chunks'
import { matchApart } from './unlinked'

/** The plan, with the reason to ask in each addition and question that it concerns. */
export async function withHeldAdditions(
  context: StepContext,
  changes: readonly Change[],
): Promise<readonly Change[]> {
  return holdAdditions(changes, await mineAmong(context, changes))
}

const NOTHING: Mine = new Map()

async function mineAmong(context: StepContext, changes: readonly Change[]): Promise<Mine> {
  const { sync, kind } = context
  if (sync.kind !== 'contacts') return NOTHING
  const adding = changes.flatMap((one) => (mayAdd(one) && one.localId ? [one.localId] : []))
  const own = adding.length === 0 ? [] : await ownContacts(context)
  if (own.length === 0) return NOTHING
  const ours = db(sync.firmId)
  const shared = await inChunks([...new Set(adding)], (ids) =>
    ours.contact.findMany({ where: { id: { in: [...ids] }, ownerId: null }, select: { id: true } }),
  )
  const ids = shared.map(({ id }) => id)
  const items = await inChunks(ids, (some) => kind.itemsHere(ours, some))
  const near = await nearTo(context, items, own)
  if (near.length === 0) return NOTHING
  // The likeliest comes last, so that it is the one that is named.
  const candidates = [...(await matchApart(kind)(items, near, {}))].sort(
    (a, b) => a.probability - b.probability || (a.remoteId < b.remoteId ? 1 : -1),
  )
  return new Map(candidates.map(({ localId, remoteId }) => [localId, remoteId]))
}

/** The person's own contacts, except those that are kept out of the account and are not in it. */
async function ownContacts({ sync, connection }: StepContext): Promise<readonly string[]> {
  const rows = await db(sync.firmId).$queryRaw<{ id: string }[]>`
    select c.id from "Contact" c
    where c."firmId" = ${sync.firmId}::uuid and c."ownerId" = ${connection.userId}::uuid and c."deletedAt" is null
      and (not exists (select from "Exclusion" x where x."syncId" = ${sync.id}::uuid and x."localId" = c.id)
        or exists (select from "Link" l where l."syncId" = ${sync.id}::uuid and l."localId" = c.id and l.tombstone is null))
    order by c.id`
  return rows.map(({ id }) => id)
}

/** Those that share a key with one of the items: no others can match, so no others are kept in memory. */
async function nearTo(
  { sync, kind }: StepContext,
  items: readonly Item[],
  own: readonly string[],
): Promise<readonly Item[]> {
  const { matchKeys } = kind.domain
  if (!matchKeys || items.length === 0) return []
  const keys = new Set([...matchKeys.of(items).values()].flat())
  const near: Item[] = []
  for (let at = 0; at < own.length; at += CHUNK) {
    const some = await kind.itemsHere(db(sync.firmId), own.slice(at, at + CHUNK))
    const keysOf = matchKeys.of(some)
    near.push(...some.filter(({ id }) => keysOf.get(id)?.some((key) => keys.has(key))))
    await yieldToEventLoop()
  }
  return near
}
