// Plans the undo of a run's changes on what is stored of both sides now. A page shows the result; a worker plans it again and carries it
// out. Nothing is written here.
import type { Mine } from '@/lib/engine/held-addition'
import type { FieldOf } from '@/lib/engine/model'
import { type Kept, planUndo } from '@/lib/engine/undo/plan-undo'
import { settingsInForce } from '@/lib/store/address-book/values'
import { type Db, db, type Tx } from '@/lib/store/database/client'
import { type Change as ChangeRow, Prisma } from '@/lib/store/database/generated/client'
import { jsonRows } from '@/lib/store/database/json-rows'
import type { Change, SyncKind, Value } from '@/lib/store/kinds/kind'
import { mattersOfContacts } from '@/lib/store/matters/of-contacts'
import { parseChange, type StoredChange } from '@/lib/store/review/change-row'
import { mineBeside } from '@/lib/store/review/mine-beside'
import { loadPairs } from '@/lib/store/review/pairs'
import { askedAbout } from './asked'
import type { UndoRequest } from './request'
import { parentsOn, seriesAround, type ToUndo } from './series'
import { occurrencesReturning } from './with-occurrences'

/** The undo of one change. */
export interface PlannedUndo {
  /** The change that is undone. */
  readonly id: string
  readonly name: string
  /** What the run made of it, or deleted; null if that is erased. */
  readonly value: Value | null
  /** What the undo writes; null if nothing. */
  readonly change: Change | null
  readonly kept: readonly Kept<Value>[]
  /** The values before the change are erased, so it cannot be undone. */
  readonly erased: boolean
  /** It is about an occurrence of a series. */
  readonly ofSeries: boolean
  /** An occurrence that the run added with its series: it goes or stays with that. */
  readonly withSeries: boolean
  /** Of a series that is added to the account again: its changed and canceled occurrences. */
  readonly occurrences: readonly Change[]
}

type Row = ChangeRow & { readonly linkedLocal: string | null; readonly linkedRemote: string | null }

/** Changes that wrote something. One that was written here only, because the account refused its half, is undone here only. */
const WROTE = Prisma.sql`((c.state = 'applied' and (c."writesLocal" or c."writesRemote")) or c."writtenVersion" is not null)`

/** The changes of a run, or what added the contacts of an action to the account: the last time, if they were added there again. */
const named = ({ runId, actionId, contactId }: UndoRequest): Prisma.Sql =>
  runId !== null
    ? Prisma.sql`c."runId" = ${runId}::uuid`
    : Prisma.sql`c.kind = 'createRemote' and c."localId" in (select e."contactId" from "ContactEdit" e
        where e."firmId" = c."firmId" and e."actionId" = ${actionId}::uuid and e.kind = 'create'
          and (${contactId}::uuid is null or e."contactId" = ${contactId}::uuid))
      and not exists (select from "Change" n where n."firmId" = c."firmId" and n."localId" = c."localId" and n."syncId" = c."syncId"
        and n.kind = 'createRemote' and n.state = 'applied' and n."createdAt" > c."createdAt")`

/** `hidesMine`: planned for an administrator, as if the person had no contacts that only they see: nothing may tell of them. */
export interface UndoQuery extends UndoRequest {
  readonly hidesMine?: boolean
}

/** A part of the changes, in the order of their names. */
export interface UndoPart {
  /** The id of a change. */
  readonly after: string | null
  readonly most: number
  /** Which of them the viewer sees (lib/store/undo/viewer.ts); all of them, if it is missing. */
  readonly seen?: Prisma.Sql
}

/** The undo of the next changes of a run. `by`: the view of the person, or a worker's. */
export async function nextUndos(
  kind: SyncKind,
  request: UndoQuery,
  { after, most, seen }: UndoPart,
  by: Db | Tx = db(kind.sync.firmId),
): Promise<readonly PlannedUndo[]> {
  const from = after
    ? Prisma.sql`and (c."sortKey", c.id) > (select a."sortKey", a.id from "Change" a where a.id = ${after}::uuid)`
    : Prisma.empty
  const which = Prisma.sql`${only(request)} ${from} ${seen ? Prisma.sql`and ${seen}` : Prisma.empty}`
  const rows = await rowsToUndo(kind, request, which, most, by)
  return planRows(kind, request, rows, by)
}

const only = ({ changeId }: UndoRequest): Prisma.Sql =>
  changeId === null ? Prisma.empty : Prisma.sql`and c.id = ${changeId}::uuid`

/** The changes that the viewer does not see. */
export async function unseenAmong(
  kind: SyncKind,
  request: UndoRequest,
  seen: Prisma.Sql,
  by: Db | Tx,
): Promise<ReadonlySet<string>> {
  const rows = await by.$queryRaw<{ id: string }[]>`
    select c.id ${toUndo(kind, request)} ${only(request)} and not ${seen}`
  return new Set(rows.map(({ id }) => id))
}

/** Each change with the ends of its link as they are now. */
function toUndo({ sync: { id: syncId, firmId } }: SyncKind, request: UndoRequest): Prisma.Sql {
  return Prisma.sql`
    from "Change" c
    left join lateral (select l."localId", l."remoteId" from "Link" l
      where l."syncId" = c."syncId" and (l."localId" = c."localId" or l."remoteId" = c."remoteId")
      order by l."localId" = c."localId" desc nulls last limit 1) l on true
    where c."firmId" = ${firmId}::uuid and c."syncId" = ${syncId}::uuid and ${named(request)} and ${WROTE}`
}

async function rowsToUndo(
  kind: SyncKind,
  request: UndoQuery,
  which: Prisma.Sql,
  most: number,
  by: Db | Tx,
): Promise<readonly Row[]> {
  return jsonRows<Row>(
    by,
    Prisma.sql`
      select c.*, l."localId" as "linkedLocal", l."remoteId" as "linkedRemote" ${toUndo(kind, request)} ${which}
      order by c."sortKey", c.id limit ${most}`,
    ['decidedAt', 'createdAt', 'sentAt', 'appliedAt', 'retryAt', 'erasedAt'],
  )
}

async function planRows(
  kind: SyncKind,
  request: UndoQuery,
  rows: readonly Row[],
  by: Db | Tx,
): Promise<readonly PlannedUndo[]> {
  const { firmId } = kind.sync
  const { changeId, field, deletesThere } = request
  const refs = rows.map((row) => ({
    id: row.id,
    localId: row.linkedLocal ?? row.localId,
    remoteId: row.linkedRemote ?? row.remoteId,
  }))
  const pairs = await loadPairs(kind, refs, { by })
  const added = rows.flatMap(({ kind: what }, at) =>
    what === 'createLocal' ? (refs[at]?.localId ?? []) : [],
  )
  const tied = new Set((await mattersOfContacts(firmId, added, by)).map(({ contactId }) => contactId))
  const asked = await askedAbout(kind, refs, by)
  const settings = settingsInForce(kind.sync)
  const known = rows.flatMap((row) => {
    const pair = pairs.get(row.id)
    return row.erasedAt === null && pair ? [{ change: parseChange(kind, row), pair }] : []
  })
  const mine = request.hidesMine ? NO_ONE : await mineBesideReturning(kind, known, by)
  const after = changeId === null ? await seriesAfter(kind, request, known, by) : []
  const { around, withSeries } = await seriesAround(kind, known, after, by)
  const found = new Map(known.map((one) => [one.change.id, one]))
  const planned = rows.map(({ id, name, ofSeries }, at): PlannedUndo => {
    const one = found.get(id)
    const none = { ...NOT_UNDONE, id, name, ofSeries, value: one ? writtenBy(one.change) : null }
    if (!one) return { ...none, erased: true }
    // Named by itself, an occurrence becomes as its series has it.
    if (changeId === null && withSeries.has(id)) return { ...none, withSeries: true }
    const input = {
      ...{ done: doneBy(one.change), pair: one.pair, deletesThere: deletesThere > 0 },
      only:
        field === null ? null : kind.domain.fields.filter((name): name is FieldOf<Value> => name === field),
      needed: tied.has(refs[at]?.localId ?? ''),
      asked: asked.get(id) ?? null,
      besideMine: mine.has(one.pair.local?.id ?? ''),
      around: around.get(id),
    }
    return { ...none, ...planUndo(input, { domain: kind.domain, settings }) }
  })
  return withOccurrences(
    kind,
    planned,
    refs.map(({ remoteId }) => remoteId),
    by,
  )
}

const NO_ONE: Mine = new Map()

/** Which of the contacts that the account would get again may be the same as contacts that only the person sees. */
function mineBesideReturning(kind: SyncKind, known: readonly ToUndo[], by: Db | Tx): Promise<Mine> {
  const returning = new Map(
    known.flatMap(({ change: { state, body }, pair: { local } }) => {
      const value = state === 'applied' && body.remote?.to === null ? body.remote.from : null
      return local && value ? [[local.id, { ...local, value, deleted: false }] as const] : []
    }),
  )
  const itemsOf = (ids: readonly string[]) => ids.flatMap((id) => returning.get(id) ?? [])
  return mineBeside(kind, [...returning.keys()], { itemsOf, by })
}

/** The undo of the series of these occurrences, by the same request: an occurrence becomes as its series will be. */
async function seriesAfter(
  kind: SyncKind,
  request: UndoQuery,
  known: readonly ToUndo[],
  by: Db | Tx,
): Promise<readonly Change[]> {
  const [here, there] = [parentsOn(known, 'local'), parentsOn(known, 'remote')]
  if (here.length + there.length === 0) return []
  const which = Prisma.sql`and not c."ofSeries" and (c."localId" = any(${here}::uuid[]) or c."remoteId" = any(${there}::text[]))`
  const rows = await rowsToUndo(kind, request, which, here.length + there.length, by)
  return (await planRows(kind, request, rows, by)).flatMap(({ change }) => change ?? [])
}

const NOT_UNDONE = { change: null, kept: [], erased: false, withSeries: false, occurrences: [] } as const

/** `remoteIds`: of each undo, the item as it was in the account. */
async function withOccurrences(
  kind: SyncKind,
  planned: readonly PlannedUndo[],
  remoteIds: readonly (string | null)[],
  by: Db | Tx,
): Promise<readonly PlannedUndo[]> {
  const series = planned.flatMap(({ change }, at) => {
    const formerId = remoteIds[at]
    const isSeries = change?.remote?.to && kind.domain.series?.isSeries(change.remote.to)
    return change?.kind === 'createRemote' && isSeries && formerId ? [{ change, formerId }] : []
  })
  const returning = await occurrencesReturning(kind, series, by)
  return planned.map((one) => ({ ...one, occurrences: returning.get(one.change?.localId ?? '') ?? [] }))
}

/** Changes that are planned at once. */
const CHUNK = 500

/** The undo of all changes that the request names, some at a time. */
export async function* allUndos(
  kind: SyncKind,
  request: UndoQuery,
  by?: Db,
): AsyncGenerator<readonly PlannedUndo[]> {
  for (let after: string | null = null; ; ) {
    const undos: readonly PlannedUndo[] = await nextUndos(kind, request, { after, most: CHUNK }, by)
    yield undos
    after = undos.at(-1)?.id ?? null
    if (undos.length < CHUNK) return
  }
}

const writtenBy = ({ body: { local, remote } }: StoredChange): Value | null =>
  local?.to ?? remote?.to ?? local?.from ?? remote?.from ?? null

/** What the change wrote. One that failed in the account is done only here. */
const doneBy = ({ state, body }: StoredChange) => ({
  local: body.local,
  remote: state === 'applied' ? body.remote : null,
})
