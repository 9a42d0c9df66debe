// Changes that give a series another time or rule, and what would be lost with them: changed occurrences without a place in the new series.
import type { SeriesRules } from '@/lib/engine/domain'
import type { Side, Write } from '@/lib/engine/model'
import { planLink } from '@/lib/engine/plan'
import { movedSides } from '@/lib/engine/series/follow-series'
import { db } from '@/lib/store/database/client'
import type { Change, Item, PlanContext, SyncKind, Value } from '@/lib/store/kinds/kind'
import { loadPairs, type Pair } from '@/lib/store/review/pairs'
import { itemFromRow } from '@/lib/store/sync/items'

/**
 * Of the changes that give a series a time or a rule in which changed occurrences of it have no place: the same with a question, null if
 * nothing is left to do. The others are left out.
 */
export async function askedAboutLost(
  kind: SyncKind,
  changes: readonly Change[],
  context: PlanContext,
): Promise<ReadonlyMap<Change, Change | null>> {
  const { series: rules } = kind.domain
  const moves = rules ? changes.filter((change) => change.linkId && movedSides(change, rules).length > 0) : []
  if (!rules || moves.length === 0) return new Map()
  const pairs = await loadPairs(
    kind,
    moves.map(({ linkId, localId, remoteId }) => ({ id: linkId ?? '', localId, remoteId })),
  )
  const asked = new Map<Change, Change | null>()
  for (const change of moves) {
    const pair = pairs.get(change.linkId ?? '')
    const again = pair ? await askedAgain(kind, rules, { change, changes }, pair, context) : change
    if (again !== change) asked.set(change, again)
  }
  return asked
}

interface Planned {
  readonly change: Change
  /** All changes of the plan. */
  readonly changes: readonly Change[]
}

/** null: nothing is left to do. */
async function askedAgain(
  kind: SyncKind,
  rules: SeriesRules<Value>,
  { change, changes }: Planned,
  { link, local, remote }: Pair,
  context: PlanContext,
): Promise<Change | null> {
  if (!link) return change
  for (const side of movedSides(change, rules)) {
    const count = await lostOn(side, kind, rules, { change, changes })
    if (count === 0) continue
    const asked = new Map([[link.id, rules.fields]])
    const planned = planLink(link, local, remote, { ...context, asked })
    if (planned.kind !== 'change') return null
    const reasons = [{ kind: 'losesOccurrences', side, count } as const, ...planned.change.reasons]
    return { ...planned.change, reasons }
  }
  return change
}

/** How many changed occurrences of the series have no place on that side once the change is carried out, and nowhere else to go. */
async function lostOn(
  side: Side,
  kind: SyncKind,
  rules: SeriesRules<Value>,
  { change, changes }: Planned,
): Promise<number> {
  const write = change[side]
  if (!isEdit(write)) return 0
  const own =
    side === 'local' ? await ofSeriesHere(kind, change.localId) : await ofSeriesThere(kind, change.remoteId)
  const changed = own.filter(({ value, deleted }) => !deleted && !rules.isCanceled(value))
  const displaced = changed.filter(({ slot }) => {
    if (!slot) return false
    return side === 'local'
      ? rules.slotAfter(slot, write.from, write.to) === null
      : !rules.has(write.to, slot)
  })
  if (displaced.length === 0) return 0
  const pairs = await loadPairs(
    kind,
    displaced.map(({ id }) => ({ id, localId: null, remoteId: null, [END[side]]: id })),
  )
  const inTail = side === 'local' ? await slotsOfTails(kind, rules, write, changes) : () => false
  return displaced.filter((one) => !isSettled(kind, rules, side, one, pairs.get(one.id)) && !inTail(one))
    .length
}

/** Whether a series that is added here, because this one was split in the account, brings its own version of an occurrence. */
async function slotsOfTails(
  kind: SyncKind,
  rules: SeriesRules<Value>,
  { from, to }: Edit,
  changes: readonly Change[],
): Promise<(occurrence: Item) => boolean> {
  const tails = changes.flatMap(({ kind: added, remoteId, local }) =>
    added === 'createLocal' && remoteId && local?.to && rules.isTail(from, to, local.to)
      ? [{ id: remoteId, value: local.to }]
      : [],
  )
  const own = await Promise.all(
    tails.map(async ({ id, value }) => {
      const slots = new Set((await ofSeriesThere(kind, id)).map(({ slot }) => slot))
      return (slot: string) => slots.has(rules.slotAfter(slot, from, value))
    }),
  )
  return ({ slot }) => own.some((has) => has(slot ?? ''))
}

const END = { local: 'localId', remote: 'remoteId' } as const

/** Whether the other side has what becomes of the occurrence: it keeps it, canceled it, or gave it up in the version that is here. */
function isSettled(
  { domain }: SyncKind,
  rules: SeriesRules<Value>,
  side: Side,
  occurrence: Item,
  pair: Pair | undefined,
): boolean {
  const [link, other] = [pair?.link, pair?.former]
  if (!link || !other) return false
  if (side === 'local') return !other.deleted && rules.isCanceled(other.value)
  return !other.deleted || domain.same(link.base.remote, occurrence.value)
}

type Edit = Write<Value> & { readonly from: Value; readonly to: Value }
const isEdit = (write: Write<Value> | null): write is Edit =>
  write !== null && write.from !== null && write.to !== null

async function ofSeriesHere(kind: SyncKind, seriesId: string | null): Promise<readonly Item[]> {
  if (!seriesId || !kind.occurrences) return []
  const by = db(kind.sync.firmId)
  return kind.itemsHere(by, await kind.occurrences.idsHere(by, [seriesId]))
}

async function ofSeriesThere(kind: SyncKind, seriesId: string | null): Promise<readonly Item[]> {
  if (!seriesId) return []
  const where = { syncId: kind.sync.id, parentId: seriesId, deleted: false }
  const rows = await db(kind.sync.firmId).item.findMany({ where, omit: { raw: true } })
  return rows.map((row) => itemFromRow(kind, row))
}
