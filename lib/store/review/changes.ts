// Changes as they are stored: planned by a run, decided on by a person, carried out by a worker, kept as the audit.
import { BODY_VERSION, newer } from '@/lib/domains/contacts/change-body'
import type { Change } from '@/lib/domains/contacts/types'
import type { Decision } from '@/lib/engine/decide'
import { offersAgain } from '@/lib/store/address-book/values'
import { db, type Tx, withTransaction } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'
import { type Actor, ownSyncs } from '@/lib/store/firm/actor'
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

/** Puts what was planned again in the place of what was planned first. Where it drifts, it is not what was approved before. */
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
      ...(change.localId === null ? {} : { contactId: change.localId }),
      ...(begin.state ? { state: begin.state } : {}),
      ...(begin.outdated === undefined ? {} : { outdated: begin.outdated }),
    },
  })
}

/** Changes that a worker takes up in one step: many, since only updates of the same fields share a call. */
export const STEP = 1_000

/** The changes that a worker carries out next, of one kind. Questions and conflicts that wait are not among them. */
export async function changesOfRun(run: RunOfChange, most: number): Promise<readonly StoredChange[]> {
  const { id: runId, firmId } = run
  const first = await db(firmId).change.findFirst({
    where: { runId, state: 'planned' },
    orderBy: [{ kind: 'asc' }, { sortKey: 'asc' }, { id: 'asc' }],
    select: { kind: true },
  })
  if (!first) return []
  const rows = await db(firmId).change.findMany({
    where: { runId, state: 'planned', kind: first.kind },
    orderBy: [{ sortKey: 'asc' }, { id: 'asc' }],
    take: most,
  })
  return rows.map(parseChange)
}

/** Throws an UnreadableChange where a newer version of Concord planned some of the run: before anything of it is written. */
export async function mustBeReadable(tx: Tx, runId: string): Promise<void> {
  const change = await tx.change.findFirst({
    where: { runId, state: { in: ['planned', 'sent'] }, bodyVersion: { not: BODY_VERSION } },
    select: { id: true, bodyVersion: true },
  })
  if (change) throw newer(change.id, change.bodyVersion)
}

/** What a person decides of one change. */
export interface Decided extends Pick<Decision, 'samePerson' | 'conflicts' | 'approved'> {
  /** Link although another possible match of either is linked already: that link is taken back. */
  readonly instead?: boolean
}

/** The two contacts of a question as the page showed them: their versions, null where there is none. */
export interface Versions {
  readonly local: string | null
  readonly remote: string | null
}

/** What the person had before their eyes: when the page was read (as-of.ts), and the two contacts that "Same person?" was asked about. */
export interface ShownChange {
  readonly asOf: string
  readonly versions: Versions
}

/**
 * 'changed': it is no longer what was shown, so nothing was done. 'over': it is not the actor's or no longer open, or the answer would
 * take another link back that nobody was asked about (`instead`).
 */
export type DecidedOutcome = 'decided' | 'changed' | 'over'

/** Remembers the answer and plans the pair again with it. */
export async function decideChange(
  actor: Actor,
  changeId: string,
  decided: Decided,
  shown: ShownChange,
): Promise<DecidedOutcome> {
  const about = { id: changeId, sync: ownSyncs(actor) }
  const found = await db(actor.firmId).change.findFirst({ where: about, select: { runId: true } })
  if (!found) return 'over'
  return withTransaction(actor.firmId, async (tx) => {
    // Another answer, or Start Sync itself, comes before this one or after it.
    await tx.$executeRaw`select from "Run" where id = ${found.runId}::uuid for update`
    const row = await tx.change.findFirst({
      where: { ...about, ...OPEN_CHANGE },
      include: { sync: { include: { connection: { include: { firm: true } } } }, run: true },
    })
    if (!row) return 'over'
    if (!(await isAsShown(tx, changeId, shown))) return 'changed'
    const before = parseChange(row)
    const { provider, firm } = row.sync.connection
    const sync = { ...row.sync, provider, region: firm.phoneRegion }
    const again = offersAgain(row.run, row.sync)
    const links = decided.samePerson === 'link' && !decided.instead
    if (row.kind === 'question' && links && (await linkedRival(tx, before))) return 'over'
    const [done] = await decideNow(tx, sync, [{ before, decision: decided, again }])
    if (!done) return 'over'
    if (row.kind === 'question') {
      if (decided.samePerson && !sameVersions(versionsOf(done.pair), shown.versions)) return 'changed'
      await beginAnswer(tx, found.runId)
      await answerQuestion(tx, actor, sync, done)
    } else {
      await beginAnswer(tx, found.runId)
      await saveDecided(tx, actor, [done])
    }
    return 'decided'
  })
}

/** Nobody has made it another since the page was read; nobody does until the transaction ends. */
async function isAsShown(tx: Tx, id: string, { asOf }: ShownChange): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    select from "Change" c where c.id = ${id}::uuid and ${shownIn(asOf)} for update`
  return rows.length > 0
}

/** Of both sides as they are now. */
export const versionsOf = (pair: Pick<Pair, 'local' | 'remote'> | null): Versions => ({
  local: pair?.local?.version ?? null,
  remote: pair?.remote?.version ?? null,
})

const sameVersions = (a: Versions, b: Versions) => a.local === b.local && a.remote === b.remote
