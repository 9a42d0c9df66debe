// Where occurrences belong on the other side while their series has other slots there.

import type { SeriesRules } from '@/lib/engine/domain'
import type { Side } from '@/lib/engine/model'
import type { Missing } from '@/lib/engine/planned-change'
import { db } from '@/lib/store/database/client'
import type { Prisma } from '@/lib/store/database/generated/client'
import type { Item, Link, SyncKind, Value } from '@/lib/store/kinds/kind'
import { loadPairs } from '@/lib/store/review/pairs'
import { inChunks } from './chunks'

/** A linked series that both sides have. */
interface Series {
  readonly localId: string
  readonly remoteId: string
  readonly local: Value
  readonly remote: Value
}

export type SeriesIds = Readonly<Record<Side, readonly string[]>>
export type SeriesLink = Pick<Link, 'id' | 'localId' | 'remoteId'>

/** Links of the series with these ids. `alone`: also of those that one side has deleted. */
export async function linksOfSeries(
  { sync: { id: syncId, firmId } }: SyncKind,
  ids: SeriesIds,
  alone = false,
): Promise<readonly SeriesLink[]> {
  const linked = (where: Prisma.LinkWhereInput) =>
    db(firmId).link.findMany({
      where: { syncId, ...(alone ? {} : { tombstone: null }), ...where },
      select: { id: true, localId: true, remoteId: true },
    })
  const found = [
    ...(await inChunks(ids.local, (some) => linked({ localId: { in: [...some] } }))),
    ...(await inChunks(ids.remote, (some) => linked({ remoteId: { in: [...some] } }))),
  ]
  return [...new Map(found.map((link) => [link.id, link])).values()]
}

/** The linked series that neither side has deleted. `alone`: those that at most one side has deleted. */
export async function onBothSides(
  kind: SyncKind,
  links: readonly SeriesLink[],
  alone = false,
): Promise<readonly Series[]> {
  const pairs = await inChunks(links, async (some) => [...(await loadPairs(kind, some)).values()])
  return pairs.flatMap(({ local, remote }) =>
    local && remote && (alone ? !(local.deleted && remote.deleted) : !local.deleted && !remote.deleted)
      ? [{ localId: local.id, remoteId: remote.id, local: local.value, remote: remote.value }]
      : [],
  )
}

/** The ids of the series that these occurrences belong to. */
export function seriesIds(items: Readonly<Record<Side, readonly Item[]>>): SeriesIds {
  const of = (side: Side) => [...new Set(items[side].flatMap(({ parentId }) => parentId ?? []))]
  return { local: of('local'), remote: of('remote') }
}

/** The slot on the side `to` of an occurrence with this slot on the other side; null if the series has no place for it there. */
export function slotOn(
  rules: SeriesRules<Value>,
  to: Side,
  series: Pick<Series, Side>,
  slot: string,
): string | null {
  const [before, after] = to === 'local' ? [series.remote, series.local] : [series.local, series.remote]
  return rules.sameSlots(before, after) ? slot : rules.slotAfter(slot, before, after)
}

/**
 * Unlinked items; remote occurrences as they are once their series is the same there as here. Without those that their series has no
 * place for on the other side: they wait until it is the same on both sides. `links`: of their series.
 */
export async function withSlotsHere(
  kind: SyncKind,
  items: Readonly<Record<Side, readonly Item[]>>,
  links: readonly SeriesLink[],
): Promise<Readonly<Record<Side, readonly Item[]>>> {
  const { series: rules } = kind.domain
  if (!rules) return items
  const known = await onBothSides(kind, links)
  const [here, there] = [
    new Map(known.map((one) => [one.localId, one])),
    new Map(known.map((one) => [one.remoteId, one])),
  ]
  return {
    local: items.local.filter(({ parentId, slot }) => {
      const series = here.get(parentId ?? '')
      return !series || !slot || slotOn(rules, 'remote', series, slot) !== null
    }),
    remote: items.remote.flatMap((item) => {
      const series = there.get(item.parentId ?? '')
      if (!series || !item.slot) return [item]
      const slot = slotOn(rules, 'local', series, item.slot)
      if (slot === null) return []
      if (slot === item.slot) return [item]
      const value = rules.followed(item.value, { from: item.slot, to: slot }, series.remote, series.local)
      return [{ ...item, slot, value }]
    }),
  }
}

interface Gone {
  readonly id: string
  readonly localId: string
}

export interface MissingThere {
  readonly byLink: ReadonlyMap<string, Missing>
  /** Ids here of the linked series that some of them return to. */
  readonly series: ReadonlySet<string>
}

const NONE_MISSING: MissingThere = { byLink: new Map(), series: new Set() }

/** Linked occurrences that the account no longer has, although their series here is linked to one that it has. */
export async function missingOccurrences(kind: SyncKind, linkIds: readonly string[]): Promise<MissingThere> {
  const { series: rules } = kind.domain
  const { id: syncId, firmId } = kind.sync
  if (!rules || linkIds.length === 0) return NONE_MISSING
  const by = db(firmId)
  const gone = await by.$queryRaw<readonly Gone[]>`
    select l.id, l."localId" from "Link" l
    join "Item" e on e."syncId" = l."syncId" and e."remoteId" = l."remoteId"
    where l."firmId" = ${firmId}::uuid and l."syncId" = ${syncId}::uuid and l.id = any(${linkIds}::uuid[])
      and e.deleted and e.slot is not null and l.tombstone is null`
  if (gone.length === 0) return NONE_MISSING
  const items = await kind.itemsHere(
    by,
    gone.map(({ localId }) => localId),
  )
  const present = new Map(items.filter(({ deleted }) => !deleted).map((item) => [item.id, item]))
  const parents = [...new Set([...present.values()].flatMap(({ parentId }) => parentId ?? []))]
  const series = new Map(
    (await onBothSides(kind, await linksOfSeries(kind, { local: parents, remote: [] }))).map((one) => [
      one.localId,
      one,
    ]),
  )
  const unlinked = await withoutLink(kind, parents)
  const byLink = new Map(
    gone.flatMap(({ id, localId }): [string, Missing][] => {
      const item = present.get(localId)
      if (!item) return []
      const { parentId, slot } = item
      // Taken out of its series and restored, it is an event of its own.
      if (!parentId || !slot) return [[id, 'returns']]
      const own = series.get(parentId)
      if (!own) return unlinked.has(parentId) ? [[id, 'waits']] : []
      const place = slotOn(rules, 'remote', own, slot)
      return [[id, place !== null && rules.has(own.remote, place) ? 'returns' : 'waits']]
    }),
  )
  return { byLink, series: new Set(series.keys()) }
}

async function withoutLink({ sync }: SyncKind, localIds: readonly string[]): Promise<ReadonlySet<string>> {
  const where = { syncId: sync.id, localId: { in: [...localIds] } }
  const links = await db(sync.firmId).link.findMany({ where, select: { localId: true } })
  const linked = new Set(links.map(({ localId }) => localId))
  return new Set(localIds.filter((id) => !linked.has(id)))
}
