// What a comparison looks at. A preview and a full read look at everything, and compare what they have not compared before
// (compared-before.ts). Any other run looks at what moved since the last comparison, at what is linked or asked about together with it, and
// at the unlinked items that may match it. Work follows change.
import type { Side } from '@/lib/engine/model'
import { offersAgain } from '@/lib/store/address-book/values'
import { db } from '@/lib/store/database/client'
import type { Item } from '@/lib/store/kinds/kind'
import { type PendingComparison, pendingAmong, pendingComparison } from '@/lib/store/pending/comparison'
import { claimAll, claimPending, type Ends, MOST_ALONE, type Scope } from '@/lib/store/pending/pending-items'
import { hasOtherKeys, withKeys } from '@/lib/store/pending/unlinked-items'
import { loadPairs, type PairRef } from '@/lib/store/review/pairs'
import { linkCreated } from '../replies'
import { inStep } from '../step'
import { type StepContext, unprovenSince } from '../step-context'
import { inChunks } from './chunks'
import { type OpenChange, openChangesOf } from './open-changes'
import { candidatesBetween, danglingLinks, itemsOf, type Near } from './unlinked'

export interface Looked {
  readonly open: PendingComparison
  readonly openChanges: readonly OpenChange[]
  readonly dangling: readonly PairRef[]
  /** null: everything is compared. */
  readonly part: (Near & { readonly compared: Ends }) | null
}

export async function lookAt(context: StepContext, scope: Scope): Promise<Looked> {
  const { run, sync, kind } = context
  await linkCreated(context)
  const options = { again: offersAgain(run, sync), unproven: unprovenSince(context) }
  const part = scope === 'all' ? null : await partOf(context, scope, options)
  if (part) return part
  const open = await pendingComparison(kind, options)
  const openChanges = await openChangesOf(kind, run)
  return { open, openChanges, dangling: await danglingLinks(kind, open), part: null }
}

/** Call it before anything is read or a choice is applied: what moves later is claimed by the next run. */
export function claim(context: StepContext): Promise<Scope> {
  const { run, sync, now } = context
  const due = { now: now(), unproven: unprovenSince(context) }
  return inStep(context, async (tx) => {
    if (run.kind !== 'first' && !run.full) return claimPending(tx, sync, run.id, due)
    await claimAll(tx, sync, run.id)
    return 'all'
  })
}

type Options = Parameters<typeof pendingComparison>[1]
type Items = Readonly<Record<Side, readonly Item[]>>

/** null if everything has to be compared. */
async function partOf(context: StepContext, moved: Ends, options: Options): Promise<Looked | null> {
  const { sync, kind } = context
  const { matchKeys } = kind.domain
  if (moved.local.length + moved.remote.length > 0) {
    if (!matchKeys || sync.restoredAt !== null) return null
    if (await hasOtherKeys(db(sync.firmId), sync, matchKeys.scheme)) return null
  }
  const start = await connected(
    context,
    bothOf(moved, { local: await heldBy(context, moved.local), remote: [] }),
  )
  if (!start) return null
  const found = await neighbors(context, start, options)
  if (!found) return null
  const group = await connected(context, bothOf(start, found.matched))
  if (!group) return null
  const open = await pendingAmong(kind, group, options)
  const planned = new Set([...open.local, ...open.remote])
  const isOther = ({ id }: Item) => !planned.has(id)
  return {
    open,
    openChanges: group.changes,
    dangling: await danglingLinks(kind, open, group.links),
    part: {
      compared: group,
      moved: found.moved,
      around: {
        local: found.around.local.filter(isOther),
        remote: found.around.remote.filter(isOther),
      },
    },
  }
}

/** The contacts whose addition is held because of one of these contacts of the person: they may be added now. */
async function heldBy({ sync: { id, firmId } }: StepContext, moved: readonly string[]) {
  if (moved.length === 0) return []
  const rows = await db(firmId).$queryRaw<{ id: string }[]>`
    select distinct c."localId" as id from "Change" c cross join jsonb_array_elements(c.body -> 'reasons') as reason
    where c."firmId" = ${firmId}::uuid and c."syncId" = ${id}::uuid and c.state = 'waiting' and c.kind = 'createRemote'
      and reason ->> 'kind' = 'mayBeMine' and reason ->> 'id' = any(${[...moved]}::text[])`
  return rows.map((row) => row.id)
}

const bothOf = (a: Ends, b: Ends): Ends => ({
  local: [...new Set([...a.local, ...b.local])],
  remote: [...new Set([...a.remote, ...b.remote])],
})

interface Group extends Ends {
  readonly links: readonly string[]
  readonly changes: readonly OpenChange[]
}

/** These items with all that links and open changes connect them with; null if that is too much. */
async function connected(context: StepContext, ends: Ends): Promise<Group | null> {
  const { kind, run } = context
  const [local, remote] = [new Set(ends.local), new Set(ends.remote)]
  for (;;) {
    const size = local.size + remote.size
    if (size > 2 * MOST_ALONE) return null
    const known = { local: [...local], remote: [...remote] }
    const links = await linksOf(context, known)
    const changes = size === 0 ? [] : await openChangesOf(kind, run, known)
    for (const { localId, remoteId } of [...links, ...changes]) {
      if (localId) local.add(localId)
      if (remoteId) remote.add(remoteId)
    }
    if (local.size + remote.size === size) return { ...known, links: links.map(({ id }) => id), changes }
  }
}

async function linksOf({ sync: { id: syncId, firmId } }: StepContext, { local, remote }: Ends) {
  const select = { id: true, localId: true, remoteId: true } as const
  const { link } = db(firmId)
  const found = [
    ...(await inChunks(local, (some) =>
      link.findMany({ where: { syncId, localId: { in: [...some] } }, select }),
    )),
    ...(await inChunks(remote, (some) =>
      link.findMany({ where: { syncId, remoteId: { in: [...some] } }, select }),
    )),
  ]
  return [...new Map(found.map((one) => [one.id, one])).values()]
}

interface Found {
  readonly moved: ReadonlySet<string>
  readonly around: Items
  /** The ends of the pairs that may match. */
  readonly matched: Ends
}

/** The unlinked items that share a key with one of the group that has no link, or has lost one end of it; null if they are too many. */
async function neighbors(context: StepContext, group: Group, options: Options): Promise<Found | null> {
  const { sync, kind } = context
  const ours = db(sync.firmId)
  const open = await pendingAmong(kind, group, options)
  const items = await itemsOf(context, open)
  const left = await lostEnds(context, group.links)
  const seeking = { local: [...items.local, ...left.local], remote: [...items.remote, ...left.remote] }
  const moved = new Set([...seeking.local, ...seeking.remote].map(({ id }) => id))
  if (moved.size === 0) return { moved, around: NONE, matched: NONE }
  const near = await idsAround(context, seeking)
  if (!near) return null
  const others = await pendingAmong(
    kind,
    { links: [], local: near.local.filter(isNew(moved)), remote: near.remote.filter(isNew(moved)) },
    options,
  )
  const around = await itemsOf(context, others)
  const sides = bothOf(open, others)
  const pairs = await loadPairs(kind, await danglingLinks(kind, sides, group.links))
  const ends = (side: Side) => [...pairs.values()].flatMap((pair) => pair[side] ?? [])
  const unmoved = new Set([...around.local, ...around.remote].map(({ id }) => id))
  const where = {
    syncId: sync.id,
    OR: [{ localId: { in: [...sides.local] } }, { remoteId: { in: [...sides.remote] } }],
  }
  const separate = await ours.separation.findMany({ where })
  const { candidates } = await candidatesBetween(
    ours,
    context,
    [...items.local, ...around.local],
    [...items.remote, ...around.remote],
    { answers: { linked: [], conflicts: {}, deletions: {}, separate } },
    {
      ...{ local: ends('local'), remote: ends('remote') },
      match: (some, others, options) => kind.domain.match(some, others, { ...options, known: unmoved }),
    },
  )
  const matched = candidates.filter(({ localId, remoteId }) => moved.has(localId) || moved.has(remoteId))
  return {
    ...{ moved, around },
    matched: {
      local: matched.map(({ localId }) => localId),
      remote: matched.map(({ remoteId }) => remoteId),
    },
  }
}

const NONE = { local: [], remote: [] } as const
const isNew = (known: ReadonlySet<string>) => (id: string) => !known.has(id)

/** The remaining ends of links whose other end is deleted. */
async function lostEnds({ kind }: StepContext, links: readonly string[]): Promise<Items> {
  const refs = await inChunks(links, (some) =>
    db(kind.sync.firmId).link.findMany({
      where: { id: { in: [...some] } },
      select: { id: true, localId: true, remoteId: true },
    }),
  )
  const pairs = [...(await inChunks(refs, async (some) => [...(await loadPairs(kind, some)).values()]))]
  return {
    local: pairs.flatMap(({ local, remote }) => (local && !local.deleted && remote?.deleted ? [local] : [])),
    remote: pairs.flatMap(({ local, remote }) =>
      remote && !remote.deleted && (local === null || local.deleted) ? [remote] : [],
    ),
  }
}

/**
 * The ids of items that may match: those with a common key, with our key, and those whose addition waits or failed, which have no stored
 * keys. null if they are too many.
 */
async function idsAround({ sync, kind }: StepContext, seeking: Items): Promise<Ends | null> {
  const { id: syncId, firmId } = sync
  const ours = db(firmId)
  const all = [...seeking.local, ...seeking.remote]
  const keys = [...new Set([...(kind.domain.matchKeys?.of(all).values() ?? [])].flat())]
  const near = await withKeys(ours, sync, keys, MOST_ALONE + 1)
  const waiting = await ours.$queryRaw<{ localId: string | null; remoteId: string | null }[]>`
    select "localId", "remoteId" from "Change" where "firmId" = ${firmId}::uuid and "syncId" = ${syncId}::uuid
      and state in ('waiting', 'failed', 'sent') and "linkId" is null and kind <> 'question' limit ${MOST_ALONE + 1}`
  const keyed = await ours.item.findMany({
    where: { syncId, key: { in: seeking.local.map(({ id }) => id) } },
    select: { remoteId: true },
  })
  const local = new Set([
    ...near.local,
    ...waiting.flatMap(({ localId }) => localId ?? []),
    ...seeking.remote.flatMap(({ key }) => (key && UUID.test(key) ? [key] : [])),
  ])
  const remote = new Set([
    ...near.remote,
    ...waiting.flatMap(({ remoteId }) => remoteId ?? []),
    ...keyed.map(({ remoteId }) => remoteId),
  ])
  return local.size + remote.size > MOST_ALONE ? null : { local: [...local], remote: [...remote] }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
