// Compares the values of both sides: linked pairs, and contacts without a link.

import { setImmediate as yieldToEventLoop } from 'node:timers/promises'
import type { Side } from '@/lib/engine/model'
import { plan, planLink } from '@/lib/engine/plan'
import { type Parents, parentsOf } from '@/lib/engine/series'
import { type Db, db, type Tx } from '@/lib/store/database/client'
import type { Change, Item, Link, PlanContext, SyncKind, Value } from '@/lib/store/kinds/kind'
import { loadPairs, type Pair, type PairRef, withTimes } from '@/lib/store/review/pairs'
import { timesHere } from '@/lib/store/sync/change-times'
import { itemFromRow } from '@/lib/store/sync/items'
import { type NewLink, type PendingComparison, recordBases } from '@/lib/store/sync/links'
import { basesOfUnheard } from '../replies'
import { inStep } from '../step'
import type { StepContext } from '../step-context'
import { type OpenChange, stillAsked } from './open-changes'
import { withRestoredKeys } from './restored-keys'
import { asReturns } from './returns'

/** Items per query. */
export const CHUNK = 500

/** Plans linked pairs in chunks. If only the versions changed, the base is recorded at once. */
export async function planLinked(context: StepContext, ids: readonly string[], planContext: PlanContext) {
  const changes: Change[] = []
  const parents = { local: new Map<string, string>(), remote: new Map<string, string>() }
  let same = 0
  for (let at = 0; at < ids.length; at += CHUNK) {
    const rows = await db(context.sync.firmId).link.findMany({
      where: { id: { in: ids.slice(at, at + CHUNK) } },
      select: { id: true, localId: true, remoteId: true },
    })
    const pairs = [...(await loadPairs(context.kind, rows)).values()]
    const bases = await basesOfUnheard(context, pairs)
    const agreed: NewLink[] = []
    for (const { link: known, local, remote } of pairs) {
      if (!known || !local || !remote) continue
      if (local.parentId) parents.local.set(local.id, local.parentId)
      if (remote.parentId) parents.remote.set(remote.id, remote.parentId)
      const heard = bases.get(known.id)
      const link = heard ? { ...known, base: heard } : known
      const planned = planLink(link, local, remote, planContext)
      if (planned.kind === 'change') changes.push(planned.change)
      else same += 1
      if (planned.kind === 'agree') agreed.push(linkWithBase(link, local, remote, planned.base))
      else if (heard) agreed.push(heardLink(link))
    }
    await inStep(context, async (tx) => {
      await recordBases(tx, context.kind, agreed, context.now())
      await tx.run.update({ where: { id: context.run.id }, data: { done: { increment: rows.length } } })
    })
  }
  return { changes, same, parents }
}

function linkWithBase(
  link: NonNullable<Pair['link']>,
  local: NonNullable<Pair['local']>,
  remote: NonNullable<Pair['remote']>,
  base: NewLink['base'],
): NewLink {
  return {
    id: link.id,
    localId: local.id,
    remoteId: remote.id,
    base,
    localVersion: Number(local.version),
    remoteVersion: remote.version,
  }
}

/** Keeps the link's versions, so that later changes are still carried over. */
const heardLink = ({ id, localId, remoteId, base, localVersion, remoteVersion }: Link): NewLink => ({
  id,
  localId: localId,
  remoteId,
  base,
  localVersion: Number(localVersion),
  remoteVersion,
})

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
  const local: Item[] = []
  for (let at = 0; at < open.local.length; at += CHUNK) {
    const ids = open.local.slice(at, at + CHUNK)
    local.push(...(await kind.itemsHere(ours, ids)).filter((item) => kind.inScope(item, context.now())))
  }
  const seen: Item[] = []
  for (let at = 0; at < open.remote.length; at += CHUNK) {
    const ids = open.remote.slice(at, at + CHUNK)
    const where = { syncId: sync.id, remoteId: { in: ids } }
    const rows = await ours.item.findMany({ where, omit: { raw: true } })
    const items = rows.map((row) => itemFromRow(kind, row))
    seen.push(...items.filter((item) => kind.inScope(item, context.now())))
  }
  const pairs: Pair[] = []
  for (let at = 0; at < dangling.length; at += CHUNK)
    pairs.push(...(await loadPairs(kind, dangling.slice(at, at + CHUNK))).values())
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
  const links: Ends[] = []
  for (let at = 0; at < Math.max(here.length, there.length); at += CHUNK)
    links.push(
      ...(await ours.link.findMany({
        where: {
          syncId,
          tombstone: null,
          OR: [
            { localId: { in: here.slice(at, at + CHUNK) } },
            { remoteId: { in: there.slice(at, at + CHUNK) } },
          ],
        },
        select: { localId: true, remoteId: true },
      })),
    )
  return links
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
