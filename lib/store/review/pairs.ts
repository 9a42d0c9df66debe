// Loads both sides of a pair as stored now: for a change whose item was modified since it was planned, and for a person's decision.
// The engine plans the pair (plan-pair.ts, decide.ts).

import type { ChangeTimes } from '@/lib/engine/model'
import type { PairContext, PairNow } from '@/lib/engine/plan-pair'
import { settingsInForce } from '@/lib/store/address-book/values'
import { type Db, db, type Tx } from '@/lib/store/database/client'
import type { Link as LinkRow } from '@/lib/store/database/generated/client'
import type { Item, SyncKind, Value } from '@/lib/store/kinds/kind'
import { timesHere } from '@/lib/store/sync/change-times'
import { itemFromRow } from '@/lib/store/sync/items'
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
  const [here, rows, links] = await Promise.all([
    kind.itemsHere(ours, localIds),
    ours.item.findMany({ where: { syncId: sync.id, remoteId: { in: remoteIds } }, omit: { raw: !raw } }),
    ours.link.findMany({
      where: { syncId: sync.id, OR: [{ localId: { in: localIds } }, { remoteId: { in: remoteIds } }] },
    }),
  ])
  const localById = new Map(here.map((item) => [item.id, item]))
  const rowById = new Map(rows.map((row) => [row.remoteId, row]))
  const linkByEnd = new Map(
    links.flatMap((row) => [[row.localId, row] as const, [row.remoteId, row] as const]),
  )
  const times = await timesHere(ours, kind, pairedIds(refs))
  const formerOf = await formerEnds(ours, kind, links, localById, rowById)
  return new Map(
    refs.map((ref) => {
      const row = ref.remoteId === null ? undefined : rowById.get(ref.remoteId)
      const link = linkByEnd.get(ref.localId ?? '') ?? linkByEnd.get(ref.remoteId ?? '')
      const local = (ref.localId === null ? null : localById.get(ref.localId)) ?? null
      const remote = row ? itemFromRow(kind, row) : null
      const pair: Pair = {
        link: link ? linkFromRow(kind, link, { local, remote }) : null,
        local: local && withTimes(local, times),
        remote,
        former: (link && formerOf(link)) ?? null,
        raw: (row && 'raw' in row ? row.raw : null) ?? null,
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
    remoteIds.length === 0
      ? []
      : ours.item.findMany({
          where: { syncId: kind.sync.id, remoteId: { in: remoteIds } },
          omit: { raw: true },
        }),
  ])
  const former = new Map(
    [...formerHere, ...formerThere.map((row) => itemFromRow(kind, row))].map((one) => [one.id, one]),
  )
  return ({ localId, remoteId }: Ends) => former.get(localId) ?? former.get(remoteId)
}

/** The context for planning a pair of the sync. `again`: deleted items are offered again (values.ts). */
export const pairContext = ({ sync, project, domain }: SyncKind, again: boolean): PairContext<Value> => ({
  settings: settingsInForce(sync),
  project,
  domain,
  again,
})
