// Plans the items without a link, together with links that lost an end: one of those items may be the lost one.

import { setImmediate as yieldToEventLoop } from 'node:timers/promises'
import type { Side } from '@/lib/engine/model'
import { plan } from '@/lib/engine/plan'
import { type Parents, parentsOf } from '@/lib/engine/series'
import { type Db, db, type Tx } from '@/lib/store/database/client'
import type { Prisma } from '@/lib/store/database/generated/client'
import type { Change, Item, PlanContext, SyncKind, Value } from '@/lib/store/kinds/kind'
import { loadPairs, type PairRef, withTimes } from '@/lib/store/review/pairs'
import { timesHere } from '@/lib/store/sync/change-times'
import { itemFromRow } from '@/lib/store/sync/items'
import type { PendingComparison } from '@/lib/store/sync/links'
import type { StepContext } from '../step-context'
import { CHUNK } from './linked'
import { type OpenChange, stillAsked } from './open-changes'
import { withRestoredKeys } from './restored-keys'
import { asReturns } from './returns'

/**
 * Links with one deleted end, if that side also has contacts without a link. One of those may be the same contact: a person typed it
 * again, or a database that has since been restored created it to bring the contact back. They are planned together.
 */
export async function danglingLinks({ sync, here }: SyncKind, { local, remote }: PendingComparison) {
  if (local.length + remote.length === 0) return []
  return db(sync.firmId).$queryRaw<readonly PairRef[]>`
    select l.id, l."localId", l."remoteId" from "Link" l
    join ${here.table} on c.id = l."localId"
    join "Item" e on e."syncId" = l."syncId" and e."remoteId" = l."remoteId"
    where l."firmId" = ${sync.firmId}::uuid and l."syncId" = ${sync.id}::uuid
      and ((${remote.length > 0} and e.deleted and ${here.live})
        or (${local.length > 0} and not e.deleted and not ${here.live}))
      and not exists (select from "Exclusion" x where x."syncId" = l."syncId" and x."localId" = l."localId")
      and not exists (select from "Exclusion" x where x."syncId" = l."syncId" and x."remoteId" = l."remoteId")
    order by l.id`
}

export interface UnlinkedPlan {
  readonly changes: readonly Change[]
  readonly between: Between
  readonly parents: Parents
  /** Series of these occurrences that are linked, on each side. */
  readonly linkedSeries: Readonly<Record<Side, ReadonlySet<string>>>
}

export async function planUnlinkedSides(
  context: StepContext,
  open: PendingComparison,
  dangling: readonly PairRef[],
  planContext: PlanContext,
  openChanges: readonly OpenChange[],
): Promise<UnlinkedPlan> {
  const { sync, run, kind } = context
  const ours = db(sync.firmId)
  const { local, remote: seen } = await itemsOf(context, open)
  const pairs = await inChunks(dangling, async (refs) => [...(await loadPairs(kind, refs)).values()])
  const linked = {
    local: pairs.flatMap((pair) => pair.local ?? []),
    remote: pairs.flatMap((pair) => pair.remote ?? []),
  }
  await yieldToEventLoop()
  const series = await linkedSeries(ours, sync, local, seen)
  const { remote, candidates: likely } = await candidatesBetween(ours, context, local, seen, planContext, {
    ...linked,
    series,
  })
  const times = await timesHere(
    ours,
    kind,
    likely.map(({ localId }) => localId),
  )
  const [here, there] = [
    [...local.map((item) => withTimes(item, times)), ...linked.local],
    [...remote, ...linked.remote],
  ]
  const candidates = stillAsked(likely, openChanges, here, there)
  await yieldToEventLoop()
  const { changes } = plan({
    ...planContext,
    links: pairs.flatMap(({ link }) => link ?? []),
    local: here,
    remote: there,
    candidates,
  })
  await ours.run.updateMany({
    where: { id: run.id, state: run.state },
    data: { done: { increment: local.length + remote.length } },
  })
  return {
    changes: await asReturns(ours, kind, changes),
    between: valuesBetween(here, there),
    parents: parentsOf({ local: here, remote: there }),
    linkedSeries: {
      local: new Set(series.map(({ localId }) => localId)),
      remote: new Set(series.map(({ remoteId }) => remoteId)),
    },
  }
}

/** The items without a link that the sync considers. */
async function itemsOf(
  { sync, kind, now }: StepContext,
  open: PendingComparison,
): Promise<Readonly<Record<Side, readonly Item[]>>> {
  const ours = db(sync.firmId)
  const inScope = (items: readonly Item[]) => items.filter((item) => kind.inScope(item, now()))
  return {
    local: await inChunks(open.local, async (ids) => inScope(await kind.itemsHere(ours, ids))),
    remote: await inChunks(open.remote, async (ids) => {
      const where = { syncId: sync.id, remoteId: { in: [...ids] } }
      const rows = await ours.item.findMany({ where, omit: { raw: true } })
      return inScope(rows.map((row) => itemFromRow(kind, row)))
    }),
  }
}

async function inChunks<T, R>(
  all: readonly T[],
  read: (some: readonly T[]) => Promise<readonly R[]>,
): Promise<readonly R[]> {
  const found: R[] = []
  for (let at = 0; at < all.length; at += CHUNK) found.push(...(await read(all.slice(at, at + CHUNK))))
  return found
}

interface Ends {
  readonly localId: string
  readonly remoteId: string
}

/** Links of the series that these occurrences belong to. */
async function linkedSeries(
  ours: Db,
  { id: syncId }: StepContext['sync'],
  local: readonly Item[],
  remote: readonly Item[],
): Promise<readonly Ends[]> {
  const ids = (items: readonly Item[]) => [...new Set(items.flatMap(({ parentId }) => parentId ?? []))]
  const [here, there] = [ids(local), ids(remote)]
  if (here.length + there.length === 0) return []
  const linked = (where: Prisma.LinkWhereInput) =>
    ours.link.findMany({
      where: { syncId, tombstone: null, ...where },
      select: { localId: true, remoteId: true },
    })
  return [
    ...(await inChunks(here, (some) => linked({ localId: { in: [...some] } }))),
    ...(await inChunks(there, (some) => linked({ remoteId: { in: [...some] } }))),
  ]
}

/** The possible matches, and the items with the keys of their contacts here. `linked` are the ends of dangling links. */
export async function candidatesBetween(
  by: Pick<Tx, '$queryRaw'>,
  { sync, kind: { domain } }: StepContext,
  local: readonly Item[],
  seen: readonly Item[],
  { answers: { separate } }: Pick<PlanContext, 'answers'>,
  linked: Readonly<Record<Side, readonly Item[]>> & { readonly series?: readonly Ends[] } = {
    local: [],
    remote: [],
  },
) {
  const since = sync.restoredAt
  const remote = since ? await withRestoredKeys(by, sync, local, seen) : seen
  const known = since
    ? domain.namesakes(
        local.filter(({ changedAt }) => changedAt !== null && changedAt >= since),
        remote,
      )
    : []
  return {
    remote,
    candidates: [
      ...known,
      ...domain.match([...local, ...linked.local], [...remote, ...linked.remote], {
        separate,
        linked: linked.series ?? [],
      }),
    ],
  }
}

/** Returns the values of both ends of a change. */
export type Between = (change: Change) => readonly Value[]

function valuesBetween(local: readonly Item[], remote: readonly Item[]): Between {
  const values = new Map([...local, ...remote].map(({ id, value }) => [id, value]))
  return ({ localId, remoteId }) => [localId, remoteId].flatMap((id) => values.get(id ?? '') ?? [])
}
