// What undo has to know of series and occurrences around the changes of a run, on what is stored of both sides now.
import type { Side } from '@/lib/engine/model'
import type { Around, OccurrencesNow } from '@/lib/engine/undo/undo-series'
import { type Db, db, type Tx } from '@/lib/store/database/client'
import type { Change, Item, SyncKind, Value } from '@/lib/store/kinds/kind'
import { parseChange, type StoredChange } from '@/lib/store/review/change-row'
import type { Pair } from '@/lib/store/review/pairs'
import { itemFromRow, itemsThere } from '@/lib/store/sync/items'

/** A change of a run, with both of its items as they are now. */
export interface ToUndo {
  readonly change: StoredChange
  readonly pair: Pair
}

export interface SeriesAround {
  /** By change id. */
  readonly around: ReadonlyMap<string, Around<Value>>
  /** Ids of the additions of occurrences whose series the same run added: undo takes them back with it. */
  readonly withSeries: ReadonlySet<string>
}

const NOTHING: SeriesAround = { around: new Map(), withSeries: new Set() }

/** `after`: the undo of the series of these occurrences, as far as it is planned with them. */
export async function seriesAround(
  kind: SyncKind,
  rows: readonly ToUndo[],
  after: readonly Change[],
  by: Db | Tx = db(kind.sync.firmId),
): Promise<SeriesAround> {
  if (!kind.occurrences) return NOTHING
  const occurrences = rows.filter(isOfSeries)
  const series = rows.filter((row) => !isOfSeries(row) && isSeries(kind, row))
  const [ofOccurrences, withSeries, ofSeries] = [
    await aroundOccurrences(kind, occurrences, after, by),
    await addedWithSeries(kind, occurrences, by),
    await aroundSeries(kind, series, by),
  ]
  return { around: new Map([...ofOccurrences, ...ofSeries]), withSeries }
}

const isOfSeries = ({ change, pair }: ToUndo): boolean =>
  change.ofSeries || Boolean(pair.local?.parentId ?? pair.remote?.parentId)

function isSeries({ domain: { series: rules } }: SyncKind, { change: { body } }: ToUndo): boolean {
  const values = [body.local?.from, body.local?.to, body.remote?.from, body.remote?.to]
  return rules !== null && values.some((value) => value && rules.isSeries(value))
}

const parentOf = ({ pair }: ToUndo, side: Side): string | null => pair[side]?.parentId ?? null

export const parentsOn = (rows: readonly ToUndo[], side: Side): readonly string[] => [
  ...new Set(rows.flatMap((row) => parentOf(row, side) ?? [])),
]

async function aroundOccurrences(
  kind: SyncKind,
  rows: readonly ToUndo[],
  after: readonly Change[],
  by: Db | Tx,
) {
  const here = await kind.itemsHere(by, parentsOn(rows, 'local'))
  const there = (await itemsThere(by, kind, parentsOn(rows, 'remote'))).map(({ item }) => item)
  const valueIn = (items: readonly Item[]) => {
    const values = new Map(items.flatMap((item) => (item.deleted ? [] : [[item.id, item.value] as const])))
    return (id: string | null) => values.get(id ?? '') ?? null
  }
  const known = { local: valueIn(here), remote: valueIn(there) }
  const next = {
    local: new Map(after.map(({ localId, local }) => [localId, local?.to ?? null])),
    remote: new Map(after.map(({ remoteId, remote }) => [remoteId, remote?.to ?? null])),
  }
  return rows.map((row): [string, Around<Value>] => {
    const of = (side: Side) => {
      const now = known[side](parentOf(row, side))
      return now === null ? null : { now, after: next[side].get(parentOf(row, side)) ?? now }
    }
    return [row.change.id, { kind: 'occurrence', series: { local: of('local'), remote: of('remote') } }]
  })
}

async function addedWithSeries(
  kind: SyncKind,
  rows: readonly ToUndo[],
  by: Db | Tx,
): Promise<ReadonlySet<string>> {
  const { id: syncId, firmId } = kind.sync
  const added = rows.filter(({ change }) => change.kind === 'createLocal' || change.kind === 'createRemote')
  if (added.length === 0) return new Set()
  const series = await by.change.findMany({
    where: {
      ...{ firmId, syncId, ofSeries: false, state: 'applied' },
      runId: { in: [...new Set(added.map(({ change }) => change.runId))] },
      OR: [
        { kind: 'createLocal', remoteId: { in: [...parentsOn(added, 'remote')] } },
        { kind: 'createRemote', localId: { in: [...parentsOn(added, 'local')] } },
      ],
    },
    select: { runId: true, kind: true, localId: true, remoteId: true },
  })
  const known = new Set(
    series.map(({ runId, kind: what, localId, remoteId }) =>
      [runId, what, what === 'createLocal' ? remoteId : localId].join(' '),
    ),
  )
  const isKnown = (row: ToUndo) => {
    const { runId, kind: what } = row.change
    return known.has([runId, what, parentOf(row, what === 'createLocal' ? 'remote' : 'local')].join(' '))
  }
  return new Set(added.filter(isKnown).map(({ change }) => change.id))
}

async function aroundSeries(kind: SyncKind, rows: readonly ToUndo[], by: Db | Tx) {
  const here = await occurrencesHere(kind, rows, by)
  const there = await occurrencesThere(kind, rows, by)
  return rows.map(({ change, pair }): [string, Around<Value>] => {
    const occurrences = {
      local: here.known.get(`${change.runId} ${pair.local?.id}`) ?? 'none',
      remote: there.get(`${change.runId} ${pair.remote?.id}`) ?? 'none',
    } as const
    const slotsHere = here.slots.get(pair.local?.id ?? '') ?? []
    return [change.id, { kind: 'series', occurrences, slotsHere }]
  })
}

/** By run and series. */
type Known = ReadonlyMap<string, OccurrencesNow>

interface KnownHere {
  readonly known: Known
  /** By series. */
  readonly slots: ReadonlyMap<string, readonly string[]>
}

async function occurrencesHere(kind: SyncKind, rows: readonly ToUndo[], by: Db | Tx): Promise<KnownHere> {
  const ids = rows.flatMap(({ pair }) => pair.local?.id ?? [])
  const known = new Map<string, OccurrencesNow>()
  const slots = new Map<string, string[]>()
  if (!kind.occurrences || ids.length === 0) return { known, slots }
  const items = await kind.itemsHere(by, await kind.occurrences.idsHere(by, ids))
  for (const { parentId, slot, deleted } of items)
    if (parentId && slot && !deleted) slots.set(parentId, [...(slots.get(parentId) ?? []), slot])
  const present = [...slots.keys()]
  for (const runId of new Set(rows.map(({ change }) => change.runId))) {
    const touched = new Set(await kind.occurrences.touchedHere(by, present, runId))
    for (const id of present) known.set(`${runId} ${id}`, touched.has(id) ? 'touched' : 'untouched')
  }
  return { known, slots }
}

async function occurrencesThere(kind: SyncKind, rows: readonly ToUndo[], by: Db | Tx): Promise<Known> {
  const { id: syncId, firmId } = kind.sync
  const ids = rows.flatMap(({ pair }) => pair.remote?.id ?? [])
  if (ids.length === 0) return new Map()
  const where = { firmId, syncId, parentId: { in: ids }, deleted: false }
  const items = (await by.item.findMany({ where, omit: { raw: true } })).map((row) => itemFromRow(kind, row))
  const written = await writtenThere(kind, rows, items, by)
  const known = new Map<string, OccurrencesNow>()
  for (const runId of new Set(rows.map(({ change }) => change.runId)))
    for (const { id, parentId, value } of items) {
      const to = written.get(`${runId} ${id}`)
      const isUntouched = to !== undefined && isAsSent(kind, to, value)
      const key = `${runId} ${parentId}`
      if (!isUntouched || !known.has(key)) known.set(key, isUntouched ? 'untouched' : 'touched')
    }
  return known
}

const isAsSent = ({ domain }: SyncKind, sent: Value, value: Value): boolean =>
  domain.same(sent, value) || domain.same(domain.sentByCreate(sent), value)

/** By run and item of the account: what the run wrote to it. */
async function writtenThere(
  kind: SyncKind,
  rows: readonly ToUndo[],
  items: readonly Item[],
  by: Db | Tx,
): Promise<ReadonlyMap<string, Value>> {
  const { id: syncId, firmId } = kind.sync
  const links = await by.link.findMany({
    where: { firmId, syncId, remoteId: { in: items.map(({ id }) => id) } },
    select: { localId: true, remoteId: true },
  })
  const remoteIds = new Map(links.map(({ localId, remoteId }) => [localId, remoteId]))
  const changes = await by.change.findMany({
    where: {
      ...{ firmId, syncId, ofSeries: true, state: 'applied', erasedAt: null },
      runId: { in: [...new Set(rows.map(({ change }) => change.runId))] },
      localId: { in: [...remoteIds.keys()] },
    },
  })
  return new Map(
    changes.flatMap((row): [string, Value][] => {
      const to = parseChange(kind, row).body.remote?.to
      return to ? [[`${row.runId} ${remoteIds.get(row.localId ?? '')}`, to]] : []
    }),
  )
}
