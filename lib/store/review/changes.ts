// Changes as they are stored: planned by a run, decided on by a person, carried out by a worker, kept as the audit.
import type { Change } from '@/lib/domains/contacts/types'
import type { Choice } from '@/lib/engine/model'
import { type ChangeAnswers, offersAgain } from '@/lib/store/address-book/values'
import { db, type Tx, withTransaction } from '@/lib/store/database/client'
import { type Actor, ownSyncs } from '@/lib/store/firm/actor'
import { shownIn } from './as-of'
import {
  type Beginning,
  parseChange,
  plannedColumns,
  type RunOfChange,
  type StoredChange,
} from './change-row'
import { answerConflicts, OPEN_CHANGE, planAnswered } from './conflict-answers'
import type { Pair } from './pairs'
import { answerQuestion, beginAnswer, linkedRival, withoutAnswer } from './questions'

/** Puts what was planned again in the place of what was planned first. Where it drifts, it is not what was approved before. */
export async function replan(tx: Tx, id: string, change: Change, begin: Beginning = {}): Promise<void> {
  if (begin.outdated)
    await tx.$executeRaw`update "Change" set answers = answers - 'approved' where id = ${id}::uuid`
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

/** A person's word on one change: same person or not, who wins each conflict, or go on although it outdated. */
export interface Decided {
  /** Null takes the answer back. */
  readonly samePerson?: 'link' | 'separate' | null
  /** Link although another possible match of either is linked already: that link is taken back. */
  readonly instead?: boolean
  /** By Conflict.id. Answers to others of the same change stay. */
  readonly conflicts?: Readonly<Record<string, Choice>>
  readonly approved?: boolean
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
    const answers = withAnswer(before.answers, decided)
    const { provider, firm } = row.sync.connection
    const sync = { ...row.sync, provider, region: firm.phoneRegion }
    const again = offersAgain(row.run, row.sync)
    if (row.kind === 'question') {
      const links = decided.samePerson === 'link' && !decided.instead
      if (links && (await linkedRival(tx, before))) return 'over'
      const [answered] = await planAnswered(tx, sync, [{ before, answers, again }])
      if (decided.samePerson && !sameVersions(versionsOf(answered?.pair ?? null), shown.versions))
        return 'changed'
      await beginAnswer(tx, found.runId)
      await answerQuestion(tx, actor, sync, before, answers, answered?.planned ?? null)
    } else {
      await beginAnswer(tx, found.runId)
      await answerConflicts(tx, sync, [{ before, answers, again }])
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

const withAnswer = (before: ChangeAnswers, { samePerson, conflicts, approved }: Decided): ChangeAnswers => ({
  ...(samePerson === undefined ? before : withoutAnswer(before)),
  ...(samePerson ? { samePerson } : {}),
  ...(conflicts ? { conflicts: { ...before.conflicts, ...conflicts } } : {}),
  ...(approved ? { approved } : {}),
})
