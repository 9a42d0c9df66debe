// Same person? What an answer to one question means for the others about its ends, and when an end is nobody's partner.
import { contactDomain } from '@/lib/domains/contacts/domain'
import { planPair } from '@/lib/engine/plan-pair'
import { asAnswers, offersAgain } from '@/lib/store/address-book/values'
import { db, type Tx, withTransaction } from '@/lib/store/database/client'
import type { ChangeState } from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'
import { changeRow, insertChanges, parseChange, type StoredChange } from './change-row'
import { type DecidedNow, decideNow, saveDecided } from './conflict-answers'
import { loadPairs, pairContext, type SyncOfPair } from './pairs'

/** Remembers the answer, and what it means for the other questions about the same two. */
export async function answerQuestion(
  tx: Tx,
  actor: Actor,
  sync: SyncOfPair,
  decided: DecidedNow,
): Promise<void> {
  const { before, answers } = decided
  const { contactId, remoteId } = before
  if (contactId === null || remoteId === null) return
  const pair = { syncId: before.syncId, contactId, remoteId }
  if (answers.samePerson === 'separate') {
    await tx.separation.upsert({
      where: { syncId_contactId_remoteId: pair },
      update: {},
      create: { ...pair, firmId: actor.firmId, userId: actor.userId },
    })
  } else {
    await tx.separation.deleteMany({ where: pair })
  }
  await saveDecided(tx, actor, [decided])
  if (answers.samePerson === 'link') await separateRivals(tx, actor, sync, before)
  else if (before.answers.samePerson === 'link') await reopenAnswered(tx, actor, sync, before)
  await offerSeparated(tx, sync, before)
}

/** Questions of one run hang together: one answer at a time, until the transaction ends. Pages that show the run know of it by its revision. */
export async function beginAnswer(tx: Tx, runId: string): Promise<void> {
  await tx.$executeRaw`update "Run" set revision = revision + 1 where id = ${runId}::uuid`
}

const rivalsOf = (tx: Tx, question: StoredChange) =>
  tx.change.findMany({
    where: { ...sameScope(question), kind: 'question', id: { not: question.id }, OR: ends(question) },
    orderBy: { id: 'asc' },
  })

/** Another question about one of the same two that was answered with *Link*. */
export async function linkedRival(tx: Tx, question: StoredChange): Promise<boolean> {
  const rivals = await rivalsOf(tx, question)
  return rivals.some(({ answers }) => asAnswers(answers).samePerson === 'link')
}

/** One contact cannot be two: linking a pair settles every other question about its ends, until the link is taken back. */
async function separateRivals(tx: Tx, actor: Actor, sync: SyncOfPair, linked: StoredChange): Promise<void> {
  const rivals = (await rivalsOf(tx, linked)).map(parseChange)
  for (const rival of rivals) {
    const { samePerson, answeredBy } = rival.answers
    // A person said that these two are not the same: that answer is theirs.
    if (samePerson === 'separate' && answeredBy === undefined) continue
    const decision = { samePerson: 'separate', answeredBy: linked.id } as const
    await saveDecided(tx, actor, await decideNow(tx, sync, [{ before: rival, decision, again: false }]))
    if (samePerson === 'link') await reopenAnswered(tx, actor, sync, rival)
  }
  for (const rival of rivals) await offerSeparated(tx, sync, rival)
}

/** A link was taken back: what it alone had settled is asked again, or has the answer that it had. */
async function reopenAnswered(tx: Tx, actor: Actor, sync: SyncOfPair, was: StoredChange): Promise<void> {
  const answered = await tx.change.findMany({
    where: { ...sameScope(was), kind: 'question', answers: { path: ['answeredBy'], equals: was.id } },
    orderBy: { id: 'asc' },
  })
  const { kind } = await tx.run.findUniqueOrThrow({ where: { id: was.runId }, select: { kind: true } })
  for (const row of answered) {
    const before = parseChange(row)
    const decision = { samePerson: before.answers.was ?? null }
    const again = offersAgain({ kind }, sync)
    const [decided] = await decideNow(tx, sync, [{ before, decision, again }])
    if (decided) await answerQuestion(tx, actor, sync, decided)
  }
}

/** What was taken out may be brought back, so it counts as well. */
const sameScope = (change: StoredChange) => ({
  runId: change.runId,
  state: { in: ['planned', 'waiting', 'excluded'] satisfies ChangeState[] },
})
const ends = (change: StoredChange) => [{ contactId: change.contactId }, { remoteId: change.remoteId }]

/**
 * An end whose questions are all answered "not the same" is a contact that only its side has, so it is added to the other.
 * As soon as one of its questions is open again, linked or taken out, that addition is taken back.
 */
async function offerSeparated(tx: Tx, sync: SyncOfPair, question: StoredChange): Promise<void> {
  const run = { id: question.runId, firmId: question.firmId, syncId: question.syncId }
  const pair = (await loadPairs(sync, [question], { by: tx })).get(question.id)
  if (!pair) return
  const { kind: runKind } = await tx.run.findUniqueOrThrow({ where: { id: run.id }, select: { kind: true } })
  const again = offersAgain({ kind: runKind }, sync)
  const { link } = pair
  const alone = {
    contactId: { ...pair, remote: null, link: link?.localId === question.contactId ? link : null },
    remoteId: { ...pair, local: null, link: link?.remoteId === question.remoteId ? link : null },
  } as const
  for (const end of ['contactId', 'remoteId'] as const) {
    const about = { ...sameScope(question), [end]: question[end] }
    const questions = await tx.change.findMany({ where: { ...about, kind: 'question' } })
    const separate = questions.every(
      ({ state, answers }) => state !== 'excluded' && asAnswers(answers).samePerson === 'separate',
    )
    const kind = end === 'contactId' ? ('createRemote' as const) : ('createLocal' as const)
    const offered = await tx.change.findFirst({ where: { ...about, kind } })
    if (!separate && offered && offered.state !== 'excluded')
      await tx.change.delete({ where: { id: offered.id } })
    if (separate && !offered) {
      const planned = planPair(alone[end], { linked: false, conflicts: {} }, pairContext(sync, again))
      // Whoever was deleted on the other side comes back there only where that is offered.
      if (planned?.kind === kind)
        await insertChanges(tx, [changeRow(contactDomain(sync.region), run, planned, crypto.randomUUID())])
    }
  }
}

/** Questions of a preview that were taken out, or brought back: what their ends are offered follows. */
export async function offerAgain(firmId: string, questionIds: readonly string[]): Promise<void> {
  const rows = await db(firmId).change.findMany({
    where: { id: { in: [...questionIds] }, kind: 'question', run: { state: 'ready' } },
    include: {
      sync: {
        include: { connection: { select: { provider: true, firm: { select: { phoneRegion: true } } } } },
      },
    },
  })
  for (const { sync, ...row } of rows) {
    const { provider, firm } = sync.connection
    const of = { ...sync, provider, region: firm.phoneRegion }
    await withTransaction(firmId, async (tx) => {
      await beginAnswer(tx, row.runId)
      await offerSeparated(tx, of, parseChange(row))
    })
  }
}
