// Plans the items without a link, together with links that lost an end: one of those items may be the lost one.

import { setImmediate as yieldToEventLoop } from 'node:timers/promises'
import type { Item as ContactItem } from '@/lib/domains/contacts/types'
import { chosenIn } from '@/lib/engine/choice'
import type { Side } from '@/lib/engine/model'
import { type FullPlan, plan } from '@/lib/engine/plan'
import { type Parents, parentsOf, type Slots, slotsOf } from '@/lib/engine/series/follow-series'
import { matchInThread, WORTH_A_THREAD } from '@/lib/matching/match-in-thread'
import { asSettings } from '@/lib/store/address-book/values'
import { choiceOf, notTaken } from '@/lib/store/choice/choices'
import { type Db, db, type Tx, withTransaction } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'
import { withoutLoops } from '@/lib/store/database/without-loops'
import type { Candidate, Change, Item, PlanContext, SyncKind, Value } from '@/lib/store/kinds/kind'
import { chosenLabels } from '@/lib/store/labels/account-labels'
import type { PendingComparison } from '@/lib/store/pending/comparison'
import { digestOf, type Unlinked } from '@/lib/store/pending/unlinked-items'
import { loadPairs, type Pair, type PairRef, withTimes } from '@/lib/store/review/pairs'
import { leftOutBy } from '@/lib/store/runs/left-out'
import { timesHere } from '@/lib/store/sync/change-times'
import { itemsThere } from '@/lib/store/sync/items'
import type { StepContext } from '../step-context'
import { inChunks } from './chunks'
import { comparedBefore } from './compared-before'
import { type OpenChange, stillAsked } from './open-changes'
import { withRestoredKeys } from './restored-keys'
import { asReturns } from './returns'
import { linksOfSeries, seriesIds, withSlotsHere } from './series-places'

/**
 * Links with one deleted end, if that side also has contacts without a link. One of those may be the same contact: a person typed it
 * again, or a database that has since been restored created it to bring the contact back. They are planned together. `among`: of these
 * links, and those with a tombstone.
 */
export async function danglingLinks(
  { sync, here }: SyncKind,
  { local, remote }: Pick<PendingComparison, Side>,
  among: readonly string[] | null = null,
): Promise<readonly PairRef[]> {
  if (local.length + remote.length === 0) return []
  const some = among
    ? Prisma.sql`and (l.tombstone is not null or l.id = any(${[...among]}::uuid[]))`
    : Prisma.empty
  const query = Prisma.sql`
    select l.id, l."localId", l."remoteId" from "Link" l
    join ${here.table} on c.id = l."localId"
    join "Item" e on e."syncId" = l."syncId" and e."remoteId" = l."remoteId"
    where l."firmId" = ${sync.firmId}::uuid and l."syncId" = ${sync.id}::uuid
      and ((${remote.length > 0} and e.deleted and ${here.live})
        or (${local.length > 0} and not e.deleted and not ${here.live}))
      and not exists (select from "Exclusion" x where x."syncId" = l."syncId" and x."localId" = l."localId")
      and not exists (select from "Exclusion" x where x."syncId" = l."syncId" and x."remoteId" = l."remoteId") ${some}
    order by l.id`
  if (among) return db(sync.firmId).$queryRaw<readonly PairRef[]>(query)
  return withTransaction(sync.firmId, (tx) => withoutLoops<PairRef>(tx, query))
}

export interface UnlinkedPlan {
  readonly changes: readonly Change[]
  readonly between: Between
  /** Of the two items of a question: see lib/engine/importance.ts. */
  readonly editedAt: (change: Change) => Date | null
  readonly parents: Parents
  readonly slots: Slots
  /** Items that get no link; null if every comparison looks at everything. */
  readonly unlinked: Unlinked | null
  /** Series of these occurrences that are linked, on each side. */
  readonly linkedSeries: Readonly<Record<Side, ReadonlySet<string>>>
}

export async function planUnlinkedSides(
  context: StepContext,
  open: PendingComparison,
  dangling: readonly PairRef[],
  planContext: PlanContext,
  openChanges: readonly OpenChange[],
  near: Near | null,
): Promise<UnlinkedPlan> {
  const { sync, run, kind } = context
  const ours = db(sync.firmId)
  const items = await itemsOf(context, open)
  const series = await linksOfSeries(kind, seriesIds(items))
  const { local, remote: seen } = await withSlotsHere(kind, items, series)
  const pairs = await inChunks(dangling, async (refs) => [...(await loadPairs(kind, refs)).values()])
  const linked = {
    local: pairs.flatMap((pair) => pair.local ?? []),
    remote: pairs.flatMap((pair) => pair.remote ?? []),
  }
  await yieldToEventLoop()
  const known = near
    ? unmoved(near, linked)
    : await comparedBefore(context, { local, remote: seen }, openChanges)
  let compared = 0
  const match = matchApart(kind, (pairs) => {
    compared += pairs
  })
  const { remote, candidates } = await candidatesBetween(ours, context, local, seen, planContext, {
    local: [...linked.local, ...(near?.around.local ?? [])],
    remote: [...linked.remote, ...(near?.around.remote ?? [])],
    series,
    // All of them are passed: how common a value is, is counted among all.
    match: (some, others, options) =>
      [...some, ...others].every(({ id }) => known.has(id)) ? [] : match(some, others, { ...options, known }),
  })
  context.log('compared', { syncId: sync.id, runId: run.id, pairs: compared })
  const found = await askedIfMine(ours, kind, candidates, pairs)
  const likely = near ? found.filter(isAboutMoved(near, openChanges)) : found
  const times = await timesHere(
    ours,
    kind,
    likely.map(({ localId }) => localId),
  )
  const [here, there] = [
    [...local.map((item) => withTimes(item, times)), ...linked.local],
    [...remote, ...linked.remote],
  ]
  const asked = stillAsked(likely, openChanges, here, there)
  await yieldToEventLoop()
  const planned = plan({
    ...planContext,
    links: pairs.flatMap(({ link }) => link ?? []),
    local: here,
    remote: there,
    candidates: asked,
  })
  const { changes, stay } = await ofChosen(context, planned)
  const byChoice = { firmId: sync.firmId, syncId: sync.id, byChoice: true }
  // Only a preview shows it, and a preview compares everything.
  const unchosen = choiceOf(sync) && !near ? await ours.exclusion.count({ where: byChoice }) : 0
  await ours.run.updateMany({
    where: { id: run.id, state: run.state },
    data: {
      done: { increment: local.length + remote.length },
      leftOut: leftOutBy(planContext.settings, stay, unchosen),
    },
  })
  return {
    changes: await asReturns(ours, kind, changes),
    unlinked: unlinkedOf(kind, { local, remote: seen }, changes, asked),
    between: valuesBetween(here, there),
    editedAt: lastEdits(here, there),
    parents: parentsOf({ local: here, remote: there }),
    slots: slotsOf({ local: here, remote: there }),
    linkedSeries: {
      local: new Set(series.map(({ localId }) => localId)),
      remote: new Set(series.map(({ remoteId }) => remoteId)),
    },
  }
}

/**
 * The account's contact of a contact that was only its person's is never linked without asking to one that colleagues see: its person is
 * asked, however certain the match.
 */
async function askedIfMine(
  by: Db,
  { sync: { firmId, kind } }: SyncKind,
  candidates: readonly Candidate[],
  dangling: readonly Pair[],
): Promise<readonly Candidate[]> {
  const lost = dangling.flatMap(({ local, remote }) =>
    local?.deleted && remote ? [[local.id, remote.id] as const] : [],
  )
  if (kind !== 'contacts' || lost.length === 0) return candidates
  const ends = new Map(lost)
  const isMine = { firmId, ownerId: { not: null } }
  const mine = await by.contact.findMany({
    where: { ...isMine, id: { in: [...ends.keys()] } },
    select: { id: true },
  })
  const theirs = new Set(mine.map(({ id }) => ends.get(id)))
  const about = candidates.filter(({ automatic, remoteId }) => automatic && theirs.has(remoteId))
  if (about.length === 0) return candidates
  const own = await by.contact.findMany({
    where: { ...isMine, id: { in: about.map(({ localId }) => localId) } },
    select: { id: true },
  })
  const ownIds = new Set(own.map(({ id }) => id))
  const asked = new Set(about.filter(({ localId }) => !ownIds.has(localId)))
  return candidates.map((one) => (asked.has(one) ? { ...one, automatic: false } : one))
}

/** Without what is planned for items that a choice by label does not take, and how many more therefore stay. */
async function ofChosen({ sync, collection }: StepContext, { changes, stay }: FullPlan<Value>) {
  if (chosenIn(choiceOf(sync)) === null) return { changes, stay }
  const added = changes.flatMap(({ remoteId, linkId }) => (remoteId && !linkId ? [remoteId] : []))
  const untaken = await notTaken(db(sync.firmId), sync, added)
  // Without any of its labels the account takes nothing new: it would leave the choice at once.
  const takesNone = chosenLabels({ ...asSettings(sync.settings) }, collection).length === 0
  const stays = ({ kind, remoteId, linkId }: Change) =>
    linkId === null && (remoteId ? untaken.has(remoteId) : takesNone && kind === 'createRemote')
  const left = changes.filter(stays)
  return {
    changes: changes.filter((change) => !stays(change)),
    stay: {
      local: stay.local + left.filter(({ localId }) => localId !== null).length,
      remote: stay.remote + new Set(left.flatMap(({ remoteId }) => remoteId ?? [])).size,
    },
  }
}

/** What a comparison of a part looks at beside the items that it plans. */
export interface Near {
  /** Items that moved, or whose other end did: only their matches can be new. */
  readonly moved: ReadonlySet<string>
  /** Items that share a key with one of them. How common a value is, is counted among these, too. */
  readonly around: Readonly<Record<Side, readonly Item[]>>
}

/** The items beside those that moved. */
function unmoved(
  { moved, around }: Near,
  linked: Readonly<Record<Side, readonly Item[]>>,
): ReadonlySet<string> {
  const beside = [...around.local, ...around.remote, ...linked.local, ...linked.remote]
  return new Set(beside.flatMap(({ id }) => (moved.has(id) ? [] : [id])))
}

/** Two items that did not move were compared before: no question about them is new. */
function isAboutMoved({ moved }: Near, openChanges: readonly OpenChange[]): (pair: Ends) => boolean {
  const open = new Set(openChanges.map(({ localId, remoteId }) => `${localId}|${remoteId}`))
  return ({ localId, remoteId }) =>
    moved.has(localId) || moved.has(remoteId) || open.has(`${localId}|${remoteId}`)
}

const LINKS: readonly Change['kind'][] = ['createLocal', 'createRemote', 'update', 'link']

function unlinkedOf(
  { sync, domain: { matchKeys } }: SyncKind,
  items: Readonly<Record<Side, readonly Item[]>>,
  changes: readonly Change[],
  candidates: readonly Candidate[],
): Unlinked | null {
  if (!matchKeys) return null
  const asked = new Set(candidates.flatMap(({ localId, remoteId }) => [localId, remoteId]))
  const linked = new Set(
    changes.flatMap(({ kind, localId, remoteId }) => (LINKS.includes(kind) ? [localId, remoteId] : [])),
  )
  const of = (side: Side) => {
    const left = items[side].filter(({ id }) => !linked.has(id))
    const keysOf = matchKeys.of(left)
    return left.map((item) => {
      const compared = { digest: digestOf(sync, item), asked: asked.has(item.id) }
      return { side, id: item.id, keys: keysOf.get(item.id) ?? [], ...compared }
    })
  }
  return { scheme: matchKeys.scheme, items: [...of('local'), ...of('remote')] }
}

/** The items without a link that the sync considers. */
export async function itemsOf(
  { sync, kind, now }: StepContext,
  open: Pick<PendingComparison, Side>,
): Promise<Readonly<Record<Side, readonly Item[]>>> {
  const ours = db(sync.firmId)
  const inScope = (side: Side, items: readonly Item[]) =>
    items.filter((item) => kind.inScope(side, item, now()))
  return {
    local: await inChunks(open.local, async (ids) => inScope('local', await kind.itemsHere(ours, ids))),
    remote: await inChunks(open.remote, async (ids) => {
      const there = await itemsThere(ours, kind, ids)
      return inScope(
        'remote',
        there.map(({ item }) => item),
      )
    }),
  }
}

interface Ends {
  readonly localId: string
  readonly remoteId: string
}

/** What is compared beside the items without a link, and how. */
interface Beside {
  /** Ends of dangling links. */
  readonly local?: readonly Item[]
  readonly remote?: readonly Item[]
  /** Links of the series of occurrences. */
  readonly series?: readonly Ends[]
  readonly match?: Match
}

/** The possible matches, and the items with the keys of their contacts here. */
export async function candidatesBetween(
  by: Pick<Tx, '$queryRaw'>,
  { sync, kind: { domain } }: StepContext,
  local: readonly Item[],
  seen: readonly Item[],
  { answers: { separate } }: Pick<PlanContext, 'answers'>,
  { local: endsHere = [], remote: endsThere = [], series = [], match = domain.match }: Beside = {},
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
      ...(await match([...local, ...endsHere], [...remote, ...endsThere], { separate, linked: series })),
    ],
  }
}

type Match = (
  ...given: Parameters<SyncKind['domain']['match']>
) => readonly Candidate[] | Promise<readonly Candidate[]>

/**
 * Long lists of contacts are compared in a thread of their own. Only outside a transaction, which waits for nothing. `count` is told how many
 * pairs were compared.
 */
export const matchApart =
  ({ sync, domain, region }: SyncKind, count: (pairs: number) => void = () => undefined): Match =>
  async (local, remote, options) => {
    if (sync.kind !== 'contacts' || local.length + remote.length < WORTH_A_THREAD)
      return domain.match(local, remote, { ...options, onCompare: () => count(1) })
    const lists = { local, remote } as unknown as Readonly<Record<Side, readonly ContactItem[]>>
    const { separate = [], known = new Set() } = options
    const { candidates, compared } = await matchInThread(lists, { region, separate, known })
    count(compared)
    return candidates as unknown as readonly Candidate[]
  }

/** Returns the values of both ends of a change. */
export type Between = (change: Change) => readonly Value[]

function lastEdits(local: readonly Item[], remote: readonly Item[]): UnlinkedPlan['editedAt'] {
  const edits = new Map([...local, ...remote].map(({ id, changedAt }) => [id, changedAt?.getTime() ?? 0]))
  return ({ localId, remoteId }) => {
    const last = Math.max(edits.get(localId ?? '') ?? 0, edits.get(remoteId ?? '') ?? 0)
    return last === 0 ? null : new Date(last)
  }
}

function valuesBetween(local: readonly Item[], remote: readonly Item[]): Between {
  const values = new Map([...local, ...remote].map(({ id, value }) => [id, value]))
  return ({ localId, remoteId }) => [localId, remoteId].flatMap((id) => values.get(id ?? '') ?? [])
}
