// What has moved since a sync compared. Triggers write a row for each item, in the transaction of the move (migration pending_items). A comparison
// claims the rows before it reads anything, and the run deletes its rows when it is done: a run that breaks off leaves them to the next
// one, and what moves meanwhile is in rows of its own.

import { applyChoice } from '@/lib/store/choice/choices'
import type { Tx } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'
import type { SyncKind } from '@/lib/store/kinds/kind'
import { openStates } from '@/lib/store/runs/run-sql'

type Of = Pick<SyncKind, 'sync' | 'here'>
export type OfSync = Pick<Of['sync'], 'id' | 'firmId'>

/** Ids of items of both sides. */
export interface Ends {
  readonly local: readonly string[]
  readonly remote: readonly string[]
}

/** What a comparison looks at: everything, or what moved or is due. */
export type Scope = 'all' | Ends

/** When open changes of a sync have to be looked at, although nothing moves. */
export interface Due {
  /** The next retry of a failed change. */
  readonly retryAt: Date | null
  /** The oldest create without a reply. */
  readonly sentAt: Date | null
}

/** Whether anything has moved, and what will be due. It reads a row of each index. */
export async function pendingOrDue(
  tx: Tx,
  { id, firmId }: OfSync,
): Promise<Due & { readonly moved: boolean }> {
  const [row] = await tx.$queryRaw<[Due & { moved: boolean }]>`
    select exists (select from "PendingItem" m where m."firmId" = ${firmId}::uuid and m."syncId" = ${id}::uuid) as moved,
      (select h."retryAt" from "Change" h where h."syncId" = ${id}::uuid and h.state = 'failed' and h."retryAt" is not null
        order by h."retryAt" limit 1) as "retryAt",
      (select h."sentAt" from "Change" h where h."syncId" = ${id}::uuid and h.state = 'sent' and h."sentAt" is not null
        order by h."sentAt" limit 1) as "sentAt"`
  return row
}

/** How many links of the sync have no tombstone, without reading them. */
export async function countLinks(tx: Pick<Tx, '$queryRaw'>, { id, firmId }: OfSync): Promise<number> {
  const [row] = await tx.$queryRaw<[{ count: number }]>`
    select coalesce(sum(count), 0)::int as count from "LinkCount" where "firmId" = ${firmId}::uuid and "syncId" = ${id}::uuid`
  return row.count
}

/** Adds up the rows that countLinks reads. */
export async function addUpLinks(tx: Tx, { id, firmId }: OfSync): Promise<void> {
  await tx.$executeRaw`
    with gone as (
      delete from "LinkCount" where "firmId" = ${firmId}::uuid and "syncId" = ${id}::uuid returning count
    )
    insert into "LinkCount" ("firmId", "syncId", count)
    select ${firmId}::uuid, ${id}::uuid, sum(count) from gone having count(*) > 0`
}

/** `unproven`: creates that were sent later need not show yet. */
export const isDue = (
  { retryAt, sentAt }: Due,
  at: { readonly now: Date; readonly unproven: Date },
): boolean => (retryAt !== null && retryAt <= at.now) || (sentAt !== null && sentAt <= at.unproven)

/**
 * If more items moved, everything is read: that costs little more, and its queries need no lists of ids. Only what changed is compared all the
 * same (lib/worker/compare/compared-before.ts).
 */
export const MOST_ALONE = 2_000

interface Claimed {
  readonly side: 'local' | 'remote' | 'all'
  readonly itemId: string | null
}

/** Claims everything that has moved, for a run that then compares everything. */
export async function claimAll(tx: Tx, { id, firmId }: OfSync, runId: string): Promise<void> {
  await tx.$executeRaw`
    update "PendingItem" set "runId" = ${runId}::uuid where id in (${claimable(id, firmId)})`
}

/**
 * Not what another transaction has locked, since it may wait for this one. Such a row stays for the next check; what it stands for is
 * compared all the same, as far as it can be seen.
 */
const claimable = (id: string, firmId: string): Prisma.Sql => Prisma.sql`
  select id from "PendingItem" where "firmId" = ${firmId}::uuid and "syncId" = ${id}::uuid for update skip locked`

/**
 * Claims everything that has moved for the run. Returns it with the ends of changes that are due: retries, and creates without a reply that
 * were sent before `unproven`.
 */
export async function claimPending(
  tx: Tx,
  { id, firmId }: OfSync,
  runId: string,
  { now, unproven }: { readonly now: Date; readonly unproven: Date },
): Promise<Scope> {
  const rows = await tx.$queryRaw<Claimed[]>`
    update "PendingItem" set "runId" = ${runId}::uuid where id in (${claimable(id, firmId)}) returning side, "itemId"`
  const locked = await tx.$queryRaw<unknown[]>`
    select id from "PendingItem" where "firmId" = ${firmId}::uuid and "syncId" = ${id}::uuid
      and "runId" is distinct from ${runId}::uuid limit 1`
  if (locked.length > 0 || rows.some(({ side }) => side === 'all')) return 'all'
  const due = await tx.$queryRaw<{ localId: string | null; remoteId: string | null }[]>`
    (select "localId", "remoteId" from "Change" where "firmId" = ${firmId}::uuid and "syncId" = ${id}::uuid
      and state = 'failed' and "retryAt" <= ${now} limit ${MOST_ALONE + 1})
    union all (select "localId", "remoteId" from "Change" where "firmId" = ${firmId}::uuid and "syncId" = ${id}::uuid
      and state = 'sent' and "sentAt" <= ${unproven} limit ${MOST_ALONE + 1})`
  const idsOf = (wanted: Claimed['side']) =>
    rows.flatMap(({ side, itemId }) => (side === wanted && itemId ? [itemId] : []))
  const local = new Set([...idsOf('local'), ...due.flatMap(({ localId }) => localId ?? [])])
  const remote = new Set([...idsOf('remote'), ...due.flatMap(({ remoteId }) => remoteId ?? [])])
  return local.size + remote.size > MOST_ALONE ? 'all' : { local: [...local], remote: [...remote] }
}

/**
 * At the end of a run: deletes what it claimed, and what it moved itself, as far as both ends of a link are as its base has them and no
 * open change is about them. Not of events: an occurrence may have waited for its series. The choice of the sync is applied to all of it
 * first, since a tag or a label may have moved after the comparison. `userId`: the person whose sync it is.
 */
export async function clearPending(tx: Tx, kind: Of, runId: string, userId: string): Promise<void> {
  const { id, firmId } = kind.sync
  await tx.$executeRaw`
    delete from "PendingItem" where "firmId" = ${firmId}::uuid and "syncId" = ${id}::uuid and "runId" = ${runId}::uuid`
  if (kind.sync.kind === 'events') return
  // Read before the links: what moves after this has a row that is not among these.
  const left = await tx.$queryRaw<readonly Left[]>`
    select id, side, "itemId" from "PendingItem"
    where "firmId" = ${firmId}::uuid and "syncId" = ${id}::uuid and "runId" is null and side <> 'all'`
  await applyChoice(tx, kind.sync, userId)
  for (let at = 0; at < left.length; at += PER_QUERY)
    await clearSettled(tx, kind, left.slice(at, at + PER_QUERY))
}

/** Items per query, so that each of them is found by an index. */
const PER_QUERY = 5_000

interface Left {
  readonly id: string
  readonly side: 'local' | 'remote'
  readonly itemId: string
}

async function clearSettled(tx: Tx, { sync, here }: Of, left: readonly Left[]): Promise<void> {
  const of = (wanted: Left['side']) => [
    ...new Set(left.flatMap(({ side, itemId }) => (side === wanted ? [itemId] : []))),
  ]
  const settled = (end: Prisma.Sql) => Prisma.sql`
    select l."localId", l."remoteId" from "Link" l
    join ${here.table} on c.id = l."localId"
    join "Item" e on e."syncId" = l."syncId" and e."remoteId" = l."remoteId"
    where l."syncId" = ${sync.id}::uuid and l.tombstone is null and ${end}
      and ${here.live} and c.version = l."localVersion" and not e.deleted and e.version = l."remoteVersion"
      and not exists (select from "Change" h where h."syncId" = ${sync.id}::uuid and h.state in ('waiting', 'failed', 'sent')
        and h."localId" = l."localId")
      and not exists (select from "Change" h where h."syncId" = ${sync.id}::uuid and h.state in ('waiting', 'failed', 'sent')
        and h."remoteId" = l."remoteId")`
  const rows = await tx.$queryRaw<{ localId: string; remoteId: string }[]>`
    ${settled(Prisma.sql`l."localId" = any(${of('local')}::uuid[])`)}
    union ${settled(Prisma.sql`l."remoteId" = any(${of('remote')}::text[])`)}`
  const ends = { local: new Set<string>(), remote: new Set<string>() }
  for (const { localId, remoteId } of rows) {
    ends.local.add(localId)
    ends.remote.add(remoteId)
  }
  const over = left.flatMap(({ id, side, itemId }) => (ends[side].has(itemId) ? [id] : []))
  if (over.length > 0) await tx.$executeRaw`delete from "PendingItem" where id = any(${over}::uuid[])`
}

/**
 * Deletes the items of syncs that are not active: setting up again compares everything. A sync with an open run keeps its rows, since its
 * preview may have compared before they were written.
 */
export async function forgetPending(tx: Tx, firmId: string): Promise<void> {
  await tx.$executeRaw`
    delete from "PendingItem" m using "Sync" s
    where m."firmId" = ${firmId}::uuid and s.id = m."syncId" and m.side <> 'all' and s.state <> 'active'
      and not exists (select from "Run" r where r."syncId" = s.id and r.state in (${openStates}))`
}
