// Stored changes: a run plans them, a person decides on them, a worker carries them out, and they remain as the audit record.
import { BODY_VERSION, newer } from '@/lib/engine/change-body'
import type { Decision } from '@/lib/engine/decide'
import { offersAgain } from '@/lib/store/address-book/values'
import { db, type Tx, withTransaction } from '@/lib/store/database/client'
import { type Change as ChangeRow, Prisma } from '@/lib/store/database/generated/client'
import { jsonRows } from '@/lib/store/database/json-rows'
import { type Actor, ownSyncs } from '@/lib/store/firm/actor'
import type { Change, SyncKind } from '@/lib/store/kinds/kind'
import { kindOf, WITH_KIND } from '@/lib/store/kinds/registry'
import { shownIn } from './as-of'
import {
  type Beginning,
  parseChange,
  plannedColumns,
  type RunOfChange,
  type StoredChange,
  stillDecided,
} from './change-row'
import { decideNow, OPEN_CHANGE, saveDecided } from './conflict-answers'
import type { Pair } from './pairs'
import { answerQuestion, beginAnswer, linkedRival } from './questions'

/** Replaces a change's plan with a new one. A new plan with another outcome is not covered by an earlier approval. */
export async function replan(tx: Tx, id: string, change: Change, begin: Beginning = {}): Promise<void> {
  if (begin.outdated)
    await tx.$executeRaw`
      update "Change" c set answers = c.answers - 'approved', ${stillDecided(Prisma.sql`c.answers - 'approved'`)}
      where c.id = ${id}::uuid`
  await tx.change.update({
    where: { id },
    data: {
      ...plannedColumns(change),
      linkId: change.linkId,
      ...(change.localId === null ? {} : { localId: change.localId }),
      ...(begin.state ? { state: begin.state } : {}),
      ...(begin.outdated === undefined ? {} : { outdated: begin.outdated }),
    },
  })
}

/** Changes per step of a worker: many, since only updates of the same fields share a call. */
export const STEP = 1_000

/**
 * The next changes of one kind to carry out, whole series before occurrences. Waiting questions and conflicts are not included. The index
 * Change_planned has them in this order. `kind` is compared here and not in the query: Postgres may not search an index by it for a reader
 * who sees only some rows, since the comparison of an enum is not marked as leakproof.
 */
export async function changesOfRun(
  kind: SyncKind,
  run: RunOfChange,
  most: number,
): Promise<readonly StoredChange[]> {
  const { id: runId, firmId } = run
  const rows = await jsonRows<ChangeRow>(
    db(firmId),
    Prisma.sql`
      select c.* from "Change" c
      where c."firmId" = ${firmId}::uuid and c."runId" = ${runId}::uuid and c.state = 'planned'
      order by c."ofSeries", c.kind, c."sortKey", c.id limit ${most}`,
    ['decidedAt', 'createdAt', 'sentAt', 'appliedAt', 'retryAt', 'erasedAt'],
  )
  const [first] = rows
  const others = rows.findIndex((row) => row.ofSeries !== first?.ofSeries || row.kind !== first.kind)
  return rows.slice(0, others < 0 ? rows.length : others).map((row) => parseChange(kind, row))
}

/** Throws an UnreadableChange if a newer version of Concord planned some of the run's changes. Called before the run writes anything. */
export async function mustBeReadable(tx: Tx, runId: string): Promise<void> {
  const change = await tx.change.findFirst({
    where: { runId, state: { in: ['planned', 'sent'] }, bodyVersion: { not: BODY_VERSION } },
    select: { id: true, bodyVersion: true },
  })
  if (change) throw newer(change.id, change.bodyVersion)
}

/** A person's decision on one change. */
export interface Decided extends Pick<Decision, 'samePerson' | 'conflicts' | 'deletion' | 'approved'> {
  /** Link although another possible match of either contact is already linked: that link is undone. */
  readonly instead?: boolean
}

/** Versions of the two items of a question, or of a deletion that asks, as the page showed them; null if there is none. */
export interface Versions {
  readonly local: string | null
  readonly remote: string | null
}

/** What the page showed: when it was read (as-of.ts), and the two items that it asks about. */
export interface ShownChange {
  readonly asOf: string
  readonly versions: Versions
}

/**
 * 'changed': the change differs from what was shown, so nothing was done. 'over': it is not the actor's, is no longer open, or the answer
 * would undo another link without `instead`.
 */
export type DecidedOutcome = 'decided' | 'changed' | 'over'

/** Stores the answer and plans the pair again with it. */
export async function decideChange(
  actor: Actor,
  changeId: string,
  decided: Decided,
  shown: ShownChange,
): Promise<DecidedOutcome> {
  const about = { id: changeId, sync: ownSyncs(actor) }
  const found = await db(actor).change.findFirst({ where: about, select: { runId: true } })
  if (!found) return 'over'
  return withTransaction(actor, async (tx) => {
    // Another answer or Start Sync runs entirely before or after this one.
    await tx.$executeRaw`select from "Run" where id = ${found.runId}::uuid for update`
    const row = await tx.change.findFirst({
      where: { ...about, ...OPEN_CHANGE },
      include: { sync: { include: WITH_KIND }, run: true },
    })
    if (!row) return 'over'
    if (!(await isAsShown(tx, changeId, shown))) return 'changed'
    const kind = kindOf(row.sync)
    const before = parseChange(kind, row)
    const again = offersAgain(row.run, row.sync)
    const links = decided.samePerson === 'link' && !decided.instead
    if (row.kind === 'question' && links && (await linkedRival(tx, before))) return 'over'
    const [done] = await decideNow(tx, kind, [{ before, decision: decided, again }])
    if (!done) return 'over'
    if (decided.deletion && !sameVersions(versionsOf(done.pair), shown.versions)) return 'changed'
    if (row.kind === 'question') {
      if (decided.samePerson && !sameVersions(versionsOf(done.pair), shown.versions)) return 'changed'
      await beginAnswer(tx, found.runId)
      await answerQuestion(tx, actor, kind, done)
    } else {
      await beginAnswer(tx, found.runId)
      await saveDecided(tx, actor, [done])
    }
    return 'decided'
  })
}

/** True if the change is unmodified since the page was read; locks it until the transaction ends. */
async function isAsShown(tx: Tx, id: string, { asOf }: ShownChange): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    select from "Change" c where c.id = ${id}::uuid and ${shownIn(asOf)} for update`
  return rows.length > 0
}

/** Current versions of both sides. */
export const versionsOf = (pair: Pick<Pair, 'local' | 'remote'> | null): Versions => ({
  local: pair?.local?.version ?? null,
  remote: pair?.remote?.version ?? null,
})

const sameVersions = (a: Versions, b: Versions) => a.local === b.local && a.remote === b.remote
