// Answers to "Same person?": the effect of one answer on other questions about the same contacts, and when a contact counts as having no
// match.
import { heldLike } from '@/lib/engine/held-addition'
import { planPair } from '@/lib/engine/plan-pair'
import { asAnswers, offersAgain } from '@/lib/store/address-book/values'
import { db, type Tx, withTransaction } from '@/lib/store/database/client'
import type { View } from '@/lib/store/database/firm-pool'
import type { ChangeState } from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'
import type { SyncKind } from '@/lib/store/kinds/kind'
import { kindOf, WITH_KIND } from '@/lib/store/kinds/registry'
import { changeRow, insertChanges, parseChange, type StoredChange } from './change-row'
import { type DecidedNow, decideNow, saveDecided } from './conflict-answers'
import { loadPairs, type Pair, pairContext } from './pairs'

/** Stores the answer and its effect on the other questions about the two contacts. */
export async function answerQuestion(
  tx: Tx,
  actor: Actor,
  kind: SyncKind,
  decided: DecidedNow,
): Promise<void> {
  const { before, answers } = decided
  const { localId, remoteId } = before
  if (localId === null || remoteId === null) return
  const pair = { syncId: before.syncId, localId, remoteId }
  if (answers.samePerson === 'separate') {
    await tx.separation.upsert({
      where: { syncId_localId_remoteId: pair },
      update: {},
      create: { ...pair, firmId: actor.firmId, userId: actor.userId },
    })
  } else {
    await tx.separation.deleteMany({ where: pair })
  }
  await saveDecided(tx, actor, [decided])
  if (answers.samePerson === 'link') await separateRivals(tx, actor, kind, before)
  else if (before.answers.samePerson === 'link') await reopenAnswered(tx, actor, kind, before)
  await offerSeparated(tx, kind, [before])
}

/**
 * Questions of one run depend on each other, so this locks the run: one answer at a time until the transaction ends. Pages notice the
 * answer by the run's revision.
 */
export async function beginAnswer(tx: Tx, runId: string): Promise<void> {
  await tx.$executeRaw`update "Run" set revision = revision + 1 where id = ${runId}::uuid`
}

const rivalsOf = (tx: Tx, question: StoredChange) =>
  tx.change.findMany({
    where: { ...sameScope(question), kind: 'question', id: { not: question.id }, OR: ends(question) },
    orderBy: { id: 'asc' },
  })

/** True if another question about one of the two contacts was answered with *Link*. */
export async function linkedRival(tx: Tx, question: StoredChange): Promise<boolean> {
  const rivals = await rivalsOf(tx, question)
  return rivals.some(({ answers }) => asAnswers(answers).samePerson === 'link')
}

/** A contact has one link at most: linking a pair answers every other question about its ends, until that answer is withdrawn. */
async function separateRivals(tx: Tx, actor: Actor, kind: SyncKind, linked: StoredChange): Promise<void> {
  const rivals = (await rivalsOf(tx, linked)).map((row) => parseChange(kind, row))
  for (const rival of rivals) {
    const { samePerson, answeredBy } = rival.answers
    // A person answered that these two are not the same; that answer stays.
    if (samePerson === 'separate' && answeredBy === undefined) continue
    const decision = { samePerson: 'separate', answeredBy: linked.id } as const
    await saveDecided(tx, actor, await decideNow(tx, kind, [{ before: rival, decision, again: false }]))
    if (samePerson === 'link') await reopenAnswered(tx, actor, kind, rival)
  }
  await offerSeparated(tx, kind, rivals)
}

/** A *Link* answer was withdrawn: the questions that it answered open again or get their earlier answer. */
async function reopenAnswered(tx: Tx, actor: Actor, kind: SyncKind, was: StoredChange): Promise<void> {
  const answered = await tx.change.findMany({
    where: { ...sameScope(was), kind: 'question', answers: { path: ['answeredBy'], equals: was.id } },
    orderBy: { id: 'asc' },
  })
  const { kind: runKind } = await tx.run.findUniqueOrThrow({
    where: { id: was.runId },
    select: { kind: true },
  })
  for (const row of answered) {
    const before = parseChange(kind, row)
    const decision = { samePerson: before.answers.was ?? null }
    const again = offersAgain({ kind: runKind }, kind.sync)
    const [decided] = await decideNow(tx, kind, [{ before, decision, again }])
    if (decided) await answerQuestion(tx, actor, kind, decided)
  }
}

/** Includes excluded changes, since they can be included again. */
const sameScope = (change: StoredChange) => ({
  runId: change.runId,
  state: { in: ['planned', 'waiting', 'excluded'] satisfies ChangeState[] },
})
const ends = (change: StoredChange) => [{ localId: change.localId }, { remoteId: change.remoteId }]

/**
 * If every question about an end is answered "not the same", only its own side has that contact, so it is added to the other side. The
 * addition is removed as soon as one of these questions is open, linked or excluded. All questions are of one sync. A few queries for any
 * number of questions of one run.
 */
export async function offerSeparated(
  tx: Tx,
  kind: SyncKind,
  questions: readonly StoredChange[],
): Promise<void> {
  const byRun = groupedBy(questions, ({ runId }) => runId)
  for (const some of byRun.values()) await offerInRun(tx, kind, some)
}

const ADDITION = { localId: 'createRemote', remoteId: 'createLocal' } as const
type End = keyof typeof ADDITION

async function offerInRun(tx: Tx, kind: SyncKind, questions: readonly StoredChange[]): Promise<void> {
  const [first] = questions
  if (!first) return
  const run = { id: first.runId, firmId: first.firmId, syncId: first.syncId }
  const { kind: runKind } = await tx.run.findUniqueOrThrow({ where: { id: run.id }, select: { kind: true } })
  const again = offersAgain({ kind: runKind }, kind.sync)
  const pairs = await loadPairs(kind, questions, { by: tx })
  const around = await changesAround(tx, questions)
  const added: Parameters<typeof insertChanges>[1][number][] = []
  const surplus: string[] = []
  const seen = new Set<string>()
  for (const question of questions)
    for (const end of ['localId', 'remoteId'] as const) {
      const [pair, id] = [pairs.get(question.id), question[end]]
      if (!pair || id === null || seen.has(`${end} ${id}`)) continue
      seen.add(`${end} ${id}`)
      const about = around(end, id)
      const asked = about.filter((one) => one.kind === 'question')
      const separate = asked.every(
        ({ state, answers }) => state !== 'excluded' && asAnswers(answers).samePerson === 'separate',
      )
      const offered = about.find((one) => one.kind === ADDITION[end])
      if (!separate && offered && offered.state !== 'excluded') surplus.push(offered.id)
      if (!separate || offered) continue
      const alone = aloneAt(end, id, pair)
      const planned = planPair(alone, { linked: false, conflicts: {} }, pairContext(kind, again))
      // A contact that was deleted on the other side is added there again only if the sync offers that.
      if (planned?.kind !== ADDITION[end]) continue
      const addition = heldLike(planned, question.body)
      added.push(changeRow(kind, run, addition, crypto.randomUUID(), { ofSeries: isOccurrence(alone) }))
    }
  if (surplus.length > 0) await tx.change.deleteMany({ where: { id: { in: surplus } } })
  await insertChanges(tx, added)
}

function groupedBy<T, K>(list: readonly T[], keyOf: (one: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>()
  for (const one of list) {
    const group = groups.get(keyOf(one))
    if (group) group.push(one)
    else groups.set(keyOf(one), [one])
  }
  return groups
}

/** The changes of a run about either end of these questions: by an end, those that have it. */
async function changesAround(tx: Tx, questions: readonly StoredChange[]) {
  const [first] = questions
  const idsOf = (end: End) => questions.flatMap((question) => question[end] ?? [])
  const found = await tx.change.findMany({
    where: {
      ...(first && sameScope(first)),
      kind: { in: ['question', ...Object.values(ADDITION)] },
      OR: [{ localId: { in: idsOf('localId') } }, { remoteId: { in: idsOf('remoteId') } }],
    },
    select: { id: true, kind: true, state: true, answers: true, localId: true, remoteId: true },
  })
  const by = {
    localId: groupedBy(found, ({ localId }) => localId),
    remoteId: groupedBy(found, ({ remoteId }) => remoteId),
  }
  return (end: End, id: string) => by[end].get(id) ?? []
}

/** The pair as if only this end of it existed. */
function aloneAt(end: End, id: string, pair: Pair): Pair {
  const { link } = pair
  const own = link?.[end] === id ? link : null
  return end === 'localId' ? { ...pair, remote: null, link: own } : { ...pair, local: null, link: own }
}

const isOccurrence = ({ local, remote }: Pick<Pair, 'local' | 'remote'>): boolean =>
  Boolean(local?.parentId ?? remote?.parentId)

/** Updates the additions that follow from these questions of a preview after they were excluded or included again. */
export async function offerAgain(view: View, questionIds: readonly string[]): Promise<void> {
  const rows = await db(view).change.findMany({
    where: { id: { in: [...questionIds] }, kind: 'question', run: { state: 'ready' } },
    include: { sync: { include: WITH_KIND } },
  })
  for (const { sync, ...row } of rows) {
    const kind = kindOf(sync)
    await withTransaction(view, async (tx) => {
      await beginAnswer(tx, row.runId)
      await offerSeparated(tx, kind, [parseChange(kind, row)])
    })
  }
}
