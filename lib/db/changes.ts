// Changes as they are stored: planned by a run, decided on by a person, carried out by a worker, kept as the audit.
import { type Contact, displayName } from '@/lib/contacts/contact'
import { searchText, sortKey } from '@/lib/contacts/find'
import { groupOf, undecided } from '@/lib/sync/decide'
import type { Change, Choice } from '@/lib/sync/model'
import { type Actor, ownSyncs } from './actor'
import { db, type Tx, withTransaction } from './client'
import type { Change as ChangeRow, ChangeState, Prisma, Run } from './generated/client'
import { loadPairs, planPair, type SyncOfPair } from './pairs'
import { asAnswers, asBody, type ChangeAnswers, type ChangeBody, toJson } from './values'

export interface StoredChange extends Omit<ChangeRow, 'body' | 'answers'> {
  readonly body: ChangeBody
  readonly answers: ChangeAnswers
}

export const parseChange = (row: ChangeRow): StoredChange => ({
  ...row,
  body: asBody(row.body),
  answers: asAnswers(row.answers),
})

type RunOfChange = Pick<Run, 'id' | 'firmId' | 'syncId'>

/** How a planned change begins its stored life, if not simply as planned. */
export interface Beginning {
  readonly state?: ChangeState
  readonly drifted?: boolean
  readonly answers?: ChangeAnswers
  readonly attempts?: number
}

/** The row of a planned change. `between`: the contacts that a question is about, since it writes neither. */
export function changeRow(
  run: RunOfChange,
  change: Change,
  id: string,
  begin: Beginning = {},
  between: readonly Contact[] = [],
) {
  const shown = between[0] ?? shownContact(change)
  return {
    id,
    firmId: run.firmId,
    syncId: run.syncId,
    runId: run.id,
    state: begin.state ?? ('planned' as const),
    linkId: change.linkId,
    contactId: change.localId,
    remoteId: change.remoteId,
    drifted: begin.drifted ?? false,
    answers: toJson(begin.answers ?? {}),
    attempts: begin.attempts ?? 0,
    name: shown ? displayName(shown) : '',
    sortKey: shown ? sortKey(shown) : '',
    search: (between.length > 0 ? between : shown ? [shown] : []).map(searchText).join('\n'),
    ...planned(change),
  } satisfies Prisma.ChangeCreateManyInput
}

/** The columns that planning again may change. */
function planned(change: Change) {
  const { local, remote, base, tombstone, conflicts, reasons, probability } = change
  return {
    kind: change.kind,
    contactVersion: change.localVersion === null ? null : Number(change.localVersion),
    remoteVersion: change.remoteVersion,
    body: toJson({ local, remote, base, tombstone, conflicts, reasons, probability }),
    group: groupOf(change),
    undecided: undecided(change),
  }
}

/** What the person on the page calls it by: what it will be, else what it was. */
function shownContact(change: Change): Contact | null {
  const { local, remote, base } = change
  return local?.to ?? local?.from ?? remote?.to ?? remote?.from ?? base?.local ?? base?.remote ?? null
}

/** One statement, however many: a first sync plans tens of thousands. */
export async function insertChanges(tx: Tx, rows: readonly ReturnType<typeof changeRow>[]): Promise<void> {
  if (rows.length === 0) return
  await tx.$executeRaw`
    insert into "Change" (id, "firmId", "syncId", "runId", kind, state, "linkId", "contactId", "contactVersion", "remoteId",
      "remoteVersion", body, answers, "group", undecided, drifted, name, "sortKey", search, attempts)
    select id, "firmId", "syncId", "runId", kind, state, "linkId", "contactId", "contactVersion", "remoteId",
      "remoteVersion", body, answers, "group", undecided, drifted, name, "sortKey", search, attempts
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given(
      id uuid, "firmId" uuid, "syncId" uuid, "runId" uuid, kind "ChangeKind", state "ChangeState", "linkId" uuid,
      "contactId" uuid, "contactVersion" int, "remoteId" text, "remoteVersion" text, body jsonb, answers jsonb,
      "group" text, undecided boolean, drifted boolean, name text, "sortKey" text, search text, attempts int)`
}

/** Puts what was planned again in the place of what was planned first. */
export async function replan(tx: Tx, id: string, change: Change, begin: Beginning = {}): Promise<void> {
  await tx.change.update({
    where: { id },
    data: {
      ...planned(change),
      linkId: change.linkId,
      ...(begin.state ? { state: begin.state } : {}),
      ...(begin.drifted === undefined ? {} : { drifted: begin.drifted }),
    },
  })
}

/** The changes that a worker carries out next, of one kind. Questions and conflicts that wait are not among them. */
export async function changesOfRun(runId: string, most: number): Promise<readonly StoredChange[]> {
  const first = await db().change.findFirst({
    where: { runId, state: 'planned' },
    orderBy: [{ kind: 'asc' }, { sortKey: 'asc' }, { id: 'asc' }],
    select: { kind: true },
  })
  if (!first) return []
  const rows = await db().change.findMany({
    where: { runId, state: 'planned', kind: first.kind },
    orderBy: [{ sortKey: 'asc' }, { id: 'asc' }],
    take: most,
  })
  return rows.map(parseChange)
}

/** A person's word on one change: same person or not, who wins each conflict, or go on although it drifted. */
export interface Decided {
  readonly samePerson?: 'link' | 'separate'
  /** By Conflict.id. Answers to others of the same change stay. */
  readonly conflicts?: Readonly<Record<string, Choice>>
  readonly approved?: boolean
}

const OPEN = ['planned', 'waiting'] as const

/** Remembers the answer and plans the pair again with it. False when the change is not the actor's or no longer open. */
export async function decideChange(actor: Actor, changeId: string, decided: Decided): Promise<boolean> {
  const row = await db().change.findFirst({
    where: {
      id: changeId,
      sync: ownSyncs(actor),
      OR: [{ state: 'waiting' }, { state: 'planned', run: { state: 'ready' } }],
    },
    include: { sync: { include: { connection: true } }, run: true },
  })
  if (!row) return false
  const before = parseChange(row)
  const answers: ChangeAnswers = {
    ...before.answers,
    ...(decided.samePerson ? { samePerson: decided.samePerson } : {}),
    ...(decided.conflicts ? { conflicts: { ...before.answers.conflicts, ...decided.conflicts } } : {}),
    ...(decided.approved ? { approved: true } : {}),
  }
  const sync = { ...row.sync, provider: row.sync.connection.provider }
  const pair = (await loadPairs(sync, [row])).get(row.id)
  const again = row.run.kind === 'first'
  // A sure match is planned as linked before it has a link.
  const linked = row.kind === 'question' ? answers.samePerson === 'link' : row.linkId === null
  const planned = pair ? planPair(sync, pair, { linked, conflicts: answers.conflicts ?? {} }, again) : null
  await withTransaction(async (tx) => {
    if (row.kind === 'question') await answerQuestion(tx, actor, sync, before, answers, planned)
    else await answerConflicts(tx, before, answers, planned)
  })
  return true
}

async function answerConflicts(tx: Tx, before: StoredChange, answers: ChangeAnswers, change: Change | null) {
  const approved = answers.approved ? { drifted: false } : {}
  const open = change !== null && undecided(change)
  await tx.change.update({
    where: { id: before.id },
    data: {
      answers: toJson(answers),
      ...approved,
      // The list it is shown in stays; only what it will do is new.
      body: bodyOf(change, before),
      undecided: open,
    },
  })
}

/** Answered conflicts stay on the page, so that an answer can be changed. */
function bodyOf(change: Change | null, before: StoredChange): Prisma.InputJsonValue {
  if (change === null) return toJson({ ...before.body, local: null, remote: null })
  const { local, remote, base, tombstone } = change
  return toJson({ ...before.body, local, remote, base, tombstone })
}

async function answerQuestion(
  tx: Tx,
  actor: Actor,
  sync: SyncOfPair,
  before: StoredChange,
  answers: ChangeAnswers,
  merged: Change | null,
): Promise<void> {
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
  const body =
    answers.samePerson === 'link' && merged
      ? toJson({
          ...before.body,
          local: merged.local,
          remote: merged.remote,
          base: merged.base,
          conflicts: merged.conflicts.length > 0 ? merged.conflicts : before.body.conflicts,
        })
      : toJson({ ...before.body, local: null, remote: null, base: null, conflicts: [] })
  await tx.change.update({
    where: { id: before.id },
    data: {
      answers: toJson(answers),
      body,
      undecided: answers.samePerson === 'link' && merged !== null && undecided(merged),
    },
  })
  if (answers.samePerson === 'link') await separateRivals(tx, sync, before)
  await offerSeparated(tx, sync, before)
}

/** One contact cannot be two: linking a pair answers every other question about its ends. */
async function separateRivals(tx: Tx, sync: SyncOfPair, linked: StoredChange): Promise<void> {
  const rivals = await tx.change.findMany({
    where: { ...sameScope(linked), kind: 'question', id: { not: linked.id }, OR: ends(linked) },
  })
  for (const rival of rivals) {
    const { body, answers } = parseChange(rival)
    await tx.change.update({
      where: { id: rival.id },
      data: {
        answers: toJson({ ...answers, samePerson: 'separate' }),
        body: toJson({ ...body, local: null, remote: null, base: null, conflicts: [] }),
        undecided: false,
      },
    })
  }
  for (const rival of rivals) await offerSeparated(tx, sync, parseChange(rival))
}

const sameScope = (change: StoredChange) => ({ runId: change.runId, state: { in: [...OPEN] } })
const ends = (change: StoredChange) => [{ contactId: change.contactId }, { remoteId: change.remoteId }]

/**
 * An end whose questions are all answered "not the same" is a contact that only its side has, so it is added to the other.
 * As soon as one of its questions is open again or linked, that addition is taken back.
 */
async function offerSeparated(tx: Tx, sync: SyncOfPair, question: StoredChange): Promise<void> {
  const run = { id: question.runId, firmId: question.firmId, syncId: question.syncId }
  const pair = (await loadPairs(sync, [question])).get(question.id)
  if (!pair) return
  const alone = { contactId: { ...pair, remote: null }, remoteId: { ...pair, local: null } } as const
  for (const end of ['contactId', 'remoteId'] as const) {
    const about = { ...sameScope(question), [end]: question[end] }
    const questions = await tx.change.findMany({ where: { ...about, kind: 'question' } })
    const separate = questions.every((row) => asAnswers(row.answers).samePerson === 'separate')
    const kind = end === 'contactId' ? ('createRemote' as const) : ('createLocal' as const)
    const offered = await tx.change.findFirst({ where: { ...about, kind } })
    if (!separate && offered) await tx.change.delete({ where: { id: offered.id } })
    if (separate && !offered) {
      const planned = planPair(sync, alone[end], { linked: false, conflicts: {} }, true)
      if (planned) await insertChanges(tx, [changeRow(run, planned, crypto.randomUUID())])
    }
  }
}
