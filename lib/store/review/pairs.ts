// Loads both sides of a pair as stored now: for a change whose item was modified since it was planned, and for a person's decision.
// The engine plans the pair (plan-pair.ts, decide.ts).

import type { ChangeTimes } from '@/lib/engine/model'
import type { PairContext, PairNow } from '@/lib/engine/plan-pair'
import { settingsInForce } from '@/lib/store/address-book/values'
import { type Db, db, type Tx } from '@/lib/store/database/client'
import { type Link as LinkRow, Prisma } from '@/lib/store/database/generated/client'
import { jsonRows } from '@/lib/store/database/json-rows'
import type { Item, SyncKind, Value } from '@/lib/store/kinds/kind'
import { timesHere } from '@/lib/store/sync/change-times'
import { itemsThere } from '@/lib/store/sync/items'
import { linkFromRow } from '@/lib/store/sync/links'

export interface Pair extends PairNow<Value> {
  /** The provider's JSON of the remote item, if requested: only writing needs it. */
  readonly raw: unknown
}

/** The ids that identify a pair, for example a stored change. */
export interface PairRef {
  readonly id: string
  readonly localId: string | null
  readonly remoteId: string | null
}

/** Adds the known change times of the item's values. */
export const withTimes = (item: Item, times: ReadonlyMap<string, ChangeTimes>): Item => {
  const own = times.get(item.id)
  return own ? { ...item, times: own } : item
}

/**
 * The pairs of these changes, by change id. Three queries for any number of changes, and two more if a link has another end than its
 * change. `by`: the caller's open transaction, if any.
 */
export async function loadPairs(
  kind: SyncKind,
  refs: readonly PairRef[],
  { raw = false, by: ours = db(kind.sync.firmId) }: { readonly raw?: boolean; readonly by?: Db | Tx } = {},
): Promise<ReadonlyMap<string, Pair>> {
  const { sync } = kind
  const localIds = refs.flatMap((ref) => ref.localId ?? [])
  const remoteIds = refs.flatMap((ref) => ref.remoteId ?? [])
  const [here, there, links] = await Promise.all([
    kind.itemsHere(ours, localIds),
    itemsThere(ours, kind, remoteIds, { raw }),
    linksOfEnds(ours, sync, localIds, remoteIds),
  ])
  const localById = new Map(here.map((item) => [item.id, item]))
  const remoteById = new Map(there.map((one) => [one.item.id, one]))
  const linkByEnd = new Map(
    links.flatMap((row) => [[row.localId, row] as const, [row.remoteId, row] as const]),
  )
  const times = await timesHere(ours, kind, pairedIds(refs))
  const formerOf = await formerEnds(ours, kind, links, localById, remoteById)
  return new Map(
    refs.map((ref) => {
      const seen = ref.remoteId === null ? undefined : remoteById.get(ref.remoteId)
      const link = linkByEnd.get(ref.localId ?? '') ?? linkByEnd.get(ref.remoteId ?? '')
      const local = (ref.localId === null ? null : localById.get(ref.localId)) ?? null
      const remote = seen?.item ?? null
      const pair: Pair = {
        link: link ? linkFromRow(kind, link, { local, remote }) : null,
        local: local && withTimes(local, times),
        remote,
        former: (link && formerOf(link)) ?? null,
        raw: seen?.raw ?? null,
      }
      return [ref.id, pair]
    }),
  )
}

const pairedIds = (refs: readonly PairRef[]): readonly string[] =>
  refs.flatMap(({ localId, remoteId }) => (localId === null || remoteId === null ? [] : [localId]))

type Ends = Pick<LinkRow, 'localId' | 'remoteId'>

/** The link ends that are not among the loaded items: the loaded item was planned to replace them. */
async function formerEnds(
  ours: Db | Tx,
  kind: SyncKind,
  links: readonly Ends[],
  here: ReadonlyMap<string, unknown>,
  there: ReadonlyMap<string, unknown>,
) {
  const [localIds, remoteIds] = [
    links.flatMap(({ localId }) => (here.has(localId) ? [] : [localId])),
    links.flatMap(({ remoteId }) => (there.has(remoteId) ? [] : [remoteId])),
  ]
  const [formerHere, formerThere] = await Promise.all([
    localIds.length === 0 ? [] : kind.itemsHere(ours, localIds),
    itemsThere(ours, kind, remoteIds),
  ])
  const former = new Map([...formerHere, ...formerThere.map(({ item }) => item)].map((one) => [one.id, one]))
  return ({ localId, remoteId }: Ends) => former.get(localId) ?? former.get(remoteId)
}

/** The links of any of these ends. Two ends of a pair may have a link each. */
async function linksOfEnds(
  ours: Db | Tx,
  { id, firmId }: SyncKind['sync'],
  localIds: readonly string[],
  remoteIds: readonly string[],
): Promise<readonly LinkRow[]> {
  if (localIds.length + remoteIds.length === 0) return []
  return jsonRows<LinkRow>(
    ours,
    Prisma.sql`
      select l.* from "Link" l where l."firmId" = ${firmId}::uuid and l."syncId" = ${id}::uuid
        and (l."localId" = any(${[...localIds]}::uuid[]) or l."remoteId" = any(${[...remoteIds]}::text[]))`,
    ['createdAt', 'baseAt', 'tombstoneAt'],
  )
}

/** The context for planning a pair of the sync. `again`: deleted items are offered again (values.ts). */
export const pairContext = ({ sync, project, domain }: SyncKind, again: boolean): PairContext<Value> => ({
  settings: settingsInForce(sync),
  project,
  domain,
  again,
})
