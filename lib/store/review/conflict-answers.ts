// Answers conflicts, and questions about deletions: the change is planned again with each answer. Answers one, or all that match a filter.

import { BODY_VERSION } from '@/lib/engine/change-body'
import { type DecidedChange, type Decision, decide } from '@/lib/engine/decide'
import type { DeletionChoice } from '@/lib/engine/model'
import { offersAgain } from '@/lib/store/address-book/values'
import { recordMany } from '@/lib/store/audit/record'
import { type Tx, withTransaction } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'
import { withRows } from '@/lib/store/database/given-rows'
import { type Actor, ownSyncs } from '@/lib/store/firm/actor'
import type { SyncKind, Value } from '@/lib/store/kinds/kind'
import { kindOf, WITH_KIND } from '@/lib/store/kinds/registry'
import { shownIn } from './as-of'
import {
  decidedBy,
  openChangeOf,
  parseChange,
  plannedColumns,
  plannedOf,
  type StoredChange,
} from './change-row'
import { loadPairs, type Pair, pairContext } from './pairs'
import { type Asked, type Filter, openAsked, type Scope } from './preview'
import { lockChanges } from './revise'

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

/** Each chunk is one transaction, so its answers stay if a later one fails. Returns how many changes were answered. */
export async function answerInChunks(
  actor: Actor,
  ids: readonly string[],
  answer: (tx: Tx, some: readonly string[]) => Promise<number>,
): Promise<number> {
  let reached = 0
  for (let at = 0; at < ids.length; at += CHUNK)
    reached += await withTransaction(actor, (tx) => answer(tx, ids.slice(at, at + CHUNK)))
  return reached
}

/** One answer for many changes: a side that wins every conflict without an answer, or what to do after every deletion without one. */
export type Together = { readonly wins: 'local' | 'remote' } | { readonly deletion: DeletionChoice }

const askedBy = (answer: Together): Asked => ('wins' in answer ? 'conflicts' : 'deletions')
const KINDS = {
  conflicts: { notIn: ['question', 'deletion', 'createRemote'] },
  deletions: 'deletion',
} as const satisfies Record<Asked, Prisma.ChangeWhereInput['kind']>

/**
 * Gives all changes that match, ask this and have no answer the same one; questions about the same item stay open. Each chunk is one
 * transaction, so its answers stay if a later chunk fails. `asOf` is when the page was read (as-of.ts); changes modified since then are
 * not answered. Returns how many changes it answered.
 */
export async function decideTogether(
  actor: Actor,
  scope: Scope,
  filter: Filter,
  answer: Together,
  asOf: string,
): Promise<number> {
  const ids = await openAsked(actor, scope, filter, askedBy(answer))
  return answerInChunks(actor, ids, async (tx, some) => {
    const shown = await stillShown(tx, actor, some, asOf)
    const which = { undecided: true, kind: KINDS[askedBy(answer)] }
    const { decided } = await decideOpen(tx, actor, scope, shown, { which, decision: answer })
    const valid = decided.filter(isAsCompared)
    await saveDecided(tx, actor, valid)
    return valid.length
  })
}

interface OneDecision {
  /** Which of the changes it is for. */
  readonly which: Prisma.ChangeWhereInput
  readonly decision: Decision
}

/** Applies one decision to those of the changes that can still be decided. `kind` is null if the sync is not the actor's. */
export async function decideOpen(
  tx: Tx,
  actor: Actor,
  { syncId }: Scope,
  ids: readonly string[],
  { which, decision }: OneDecision,
): Promise<{ readonly kind: SyncKind | null; readonly decided: readonly DecidedNow[] }> {
  const sync =
    ids.length === 0
      ? null
      : await tx.sync.findFirst({ where: { id: syncId, ...ownSyncs(actor) }, include: WITH_KIND })
  if (!sync) return { kind: null, decided: [] }
  const kind = kindOf(sync)
  const rows = await tx.change.findMany({
    where: { id: { in: [...ids] }, syncId, ...which, ...OPEN_CHANGE },
    include: { run: { select: { kind: true } } },
  })
  const given = rows.map(({ run, ...row }) => ({
    ...{ before: parseChange(kind, row), decision, again: offersAgain(run, sync) },
  }))
  return { kind, decided: await decideNow(tx, kind, given) }
}

/** What was compared is what the page showed of an item that may be deleted: if it changed since, the next check asks about it anew. */
function isAsCompared({ before, pair }: DecidedNow): boolean {
  if (before.kind !== 'deletion') return true
  const { localVersion, remoteVersion } = plannedOf(before)
  const survivor = before.body.tombstone === 'local' ? pair?.remote : pair?.local
  return survivor?.version === (before.body.tombstone === 'local' ? remoteVersion : localVersion)
}

/**
 * Returns the changes that are still as they were shown, and locks them until the transaction ends, so that other answers and Start Sync
 * run entirely before or after it. Raises the revision that pages of these runs watch.
 */
export async function stillShown(
  tx: Tx,
  { firmId }: Actor,
  among: readonly string[],
  asOf: string,
): Promise<string[]> {
  return lockChanges(tx, firmId, Prisma.sql`c.id = any(${[...among]}::uuid[]) and ${shownIn(asOf)}`)
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
    kind: change.kind,
    body: plannedColumns(change).body,
    bodyVersion: BODY_VERSION,
    ...{ answers, undecided, outdated },
  }))
  await withRows(
    rows,
    (given) => tx.$executeRaw`
      update "Change" c set kind = g.kind, body = g.body, "bodyVersion" = g."bodyVersion", answers = g.answers, undecided = g.undecided,
        outdated = g.outdated, ${decidedBy(actor, Prisma.sql`g.answers`)}
      from jsonb_to_recordset(${given}) as g(
        id uuid, kind "ChangeKind", body jsonb, "bodyVersion" int, answers jsonb, undecided boolean, outdated boolean)
      where c.id = g.id and c."firmId" = ${actor.firmId}::uuid`,
  )
  await recordWithdrawn(tx, actor, decided)
}

/** In the audit: answers that were taken back. A change without an answer names nobody, so its trigger cannot record them. */
function recordWithdrawn(tx: Tx, { firmId, userId }: Actor, decided: readonly DecidedNow[]): Promise<void> {
  const back = decided.filter(
    ({ before, answers }) => Object.keys(answers).length === 0 && before.decidedById !== null,
  )
  return recordMany(
    tx,
    firmId,
    back.map(({ before: { id: changeId, syncId, runId } }) => {
      return { kind: 'decision', userId, syncId, runId, changeId, detail: {} } as const
    }),
  )
}
