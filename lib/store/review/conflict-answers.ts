// Answers conflicts: the change is planned again with each answer. Answers one conflict, or all that match a filter.
import { BODY_VERSION } from '@/lib/engine/change-body'
import { type DecidedChange, type Decision, decide } from '@/lib/engine/decide'
import { offersAgain } from '@/lib/store/address-book/values'
import { type Tx, withTransaction } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'
import { type Actor, ownSyncs } from '@/lib/store/firm/actor'
import type { SyncKind, Value } from '@/lib/store/kinds/kind'
import { kindOf, WITH_KIND } from '@/lib/store/kinds/registry'
import { shownIn } from './as-of'
import { decidedBy, openChangeOf, parseChange, plannedColumns, type StoredChange } from './change-row'
import { loadPairs, type Pair, pairContext } from './pairs'
import { type Filter, openConflicts, type Scope } from './preview'

/** A change that can still be decided: it waits, or it belongs to a preview that has not been started. */
export const OPEN_CHANGE = {
  OR: [{ state: 'waiting' }, { state: 'planned', run: { state: 'ready' } }],
} satisfies Prisma.ChangeWhereInput

/** A decision on a change. `again`: deleted contacts are offered again (values.ts). */
export interface ToDecide {
  readonly before: StoredChange
  readonly decision: Decision
  readonly again: boolean
}

/** Changes per transaction: enough to save round trips, few enough not to lock a run's row for long. */
const CHUNK = 200

/**
 * Lets one side win every unanswered conflict among the changes that match; questions stay open. Each chunk is one transaction, so its
 * answers stay if a later chunk fails. `asOf` is when the page was read (as-of.ts); changes modified since then are not answered. Returns
 * how many changes it answered.
 */
export async function decideConflicts(
  actor: Actor,
  scope: Scope,
  filter: Filter,
  wins: 'local' | 'remote',
  asOf: string,
): Promise<number> {
  const ids = await openConflicts(actor, scope, filter)
  let reached = 0
  for (let at = 0; at < ids.length; at += CHUNK)
    reached += await decideChunk(actor, scope, ids.slice(at, at + CHUNK), wins, asOf)
  return reached
}

function decideChunk(
  actor: Actor,
  { syncId }: Scope,
  among: readonly string[],
  wins: 'local' | 'remote',
  asOf: string,
): Promise<number> {
  return withTransaction(actor.firmId, async (tx) => {
    const ids = await stillShown(tx, actor, among, asOf)
    if (ids.length === 0) return 0
    const sync = await tx.sync.findFirst({
      where: { id: syncId, ...ownSyncs(actor) },
      include: WITH_KIND,
    })
    if (!sync) return 0
    const rows = await tx.change.findMany({
      where: { id: { in: ids }, syncId, undecided: true, kind: { not: 'question' }, ...OPEN_CHANGE },
      include: { run: { select: { kind: true } } },
    })
    const syncKind = kindOf(sync)
    const answered = rows.map(({ run, ...row }) => {
      const before = parseChange(syncKind, row)
      return { before, decision: { wins }, again: offersAgain(run, sync) }
    })
    await saveDecided(tx, actor, await decideNow(tx, syncKind, answered))
    return answered.length
  })
}

/**
 * Returns the changes that are still as they were shown, and locks them until the transaction ends, so that other answers and Start Sync
 * run entirely before or after it. Raises the revision that pages of these runs watch.
 */
async function stillShown(
  tx: Tx,
  { firmId }: Actor,
  among: readonly string[],
  asOf: string,
): Promise<string[]> {
  const which = Prisma.sql`c.id = any(${[...among]}::uuid[]) and ${shownIn(asOf)}`
  await tx.$executeRaw`
    update "Run" set revision = revision + 1 where id in (
      select r.id from "Run" r where r."firmId" = ${firmId}::uuid
        and r.id in (select c."runId" from "Change" c where ${which})
      order by r.id for update)`
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select c.id from "Change" c where c."firmId" = ${firmId}::uuid and ${which} order by c.id for update`
  return rows.map(({ id }) => id)
}

/** A decided change. `pair` is both sides at the time of the decision. */
export interface DecidedNow extends DecidedChange<Value> {
  readonly before: StoredChange
  readonly pair: Pair | null
}

/** Applies each decision and plans the change on the current values of both sides. */
export async function decideNow(
  tx: Tx,
  kind: SyncKind,
  given: readonly ToDecide[],
): Promise<readonly DecidedNow[]> {
  const refs = given.map(({ before }) => before)
  const pairs = await loadPairs(kind, refs, { by: tx })
  return given.map(({ before, decision, again }) => {
    const pair = pairs.get(before.id) ?? null
    return { ...decide(openChangeOf(before), decision, pair, pairContext(kind, again)), before, pair }
  })
}

/** Stores the decisions, who made them and when, and the new plans. Each change stays in the list that shows it. */
export async function saveDecided(tx: Tx, actor: Actor, decided: readonly DecidedNow[]): Promise<void> {
  const rows = decided.map(({ before, change, answers, undecided, outdated }) => ({
    id: before.id,
    body: plannedColumns(change).body,
    bodyVersion: BODY_VERSION,
    ...{ answers, undecided, outdated },
  }))
  await tx.$executeRaw`
    update "Change" c set body = g.body, "bodyVersion" = g."bodyVersion", answers = g.answers, undecided = g.undecided,
      outdated = g.outdated, ${decidedBy(actor, Prisma.sql`g.answers`)}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(
      id uuid, body jsonb, "bodyVersion" int, answers jsonb, undecided boolean, outdated boolean)
    where c.id = g.id and c."firmId" = ${actor.firmId}::uuid`
}
