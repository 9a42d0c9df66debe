// One answer to a class of questions: *Link all that are very likely* and *Keep all apart*, and the way back until they are carried out.
import { AGAINST, VERY_LIKELY } from '@/lib/engine/importance'
import { db, type Tx } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'
import { plannedOf } from './change-row'
import { versionsOf } from './changes'
import { answerInChunks, type DecidedNow, decideOpen, saveDecided, stillShown } from './conflict-answers'
import { type Filter, inScope, type Scope, type Search, selected } from './preview'
import { offerSeparated } from './questions'
import { lockChanges } from './revise'

export type SameAnswer = 'link' | 'separate'

/** Questions that can be answered together, and those that were. */
export interface QuestionClasses {
  /** Open ones that are very likely the same: nothing speaks against it, and there is no other possible match. */
  readonly likely: number
  /** All open ones. */
  readonly open: number
  /** The newest answer to a class that can still be taken back. */
  readonly answered: { readonly batch: string; readonly answer: SameAnswer; readonly count: number } | null
}

const QUESTION = { kind: 'question' } as const

const isOpen = Prisma.sql`(c.state = 'waiting'
  or (c.state = 'planned' and exists (select from "Run" r where r.id = c."runId" and r.state = 'ready')))`

/** The questions of the scope that are open or answered with *Link*, with how many there are about either end. */
const asked = (actor: Actor, scope: Scope): Prisma.Sql => Prisma.sql`
  select c.*, count(*) over (partition by c."localId") as ours, count(*) over (partition by c."remoteId") as theirs
  from "Change" c
  where ${inScope(actor, scope)} and c.kind = 'question' and not c.parted`

const unanswered = Prisma.sql`(c.undecided and c.answers->>'samePerson' is null and ${isOpen})`
/** speaksAgainst of importance.ts, or another possible match. */
const doubtful = [
  ...AGAINST.map((weight) => `@.weight == "${weight}"`),
  '(@.kind == "differs" && !exists(@.weight))',
  '@.kind == "severalCandidates"',
].join(' || ')
/** isVeryLikely of importance.ts, and still no other possible match. */
const likely = Prisma.sql`((c.body->>'probability')::float8 >= ${VERY_LIKELY} and c.ours = 1 and c.theirs = 1
  and not jsonb_path_exists(c.body->'reasons', ${`$[*] ? (${doubtful})`}::jsonpath))`
const isIn = (answer: SameAnswer) => (answer === 'link' ? likely : Prisma.sql`true`)

export async function questionClasses(actor: Actor, scope: Scope, search: Search): Promise<QuestionClasses> {
  const ours = db(actor.firmId)
  const [[counts], [answered]] = await Promise.all([
    ours.$queryRaw<[{ likely: number; open: number }]>`
      select count(*) filter (where ${likely})::int as likely, count(*)::int as open
      from (${asked(actor, scope)}) c where ${unanswered} and ${selected(decide(search))}`,
    ours.$queryRaw<NonNullable<QuestionClasses['answered']>[]>`
      select c.answers->>'batch' as batch, c.answers->>'samePerson' as answer, count(*)::int as count
      from "Change" c
      where ${inScope(actor, scope)} and c.kind = 'question' and c.answers->>'batch' is not null and ${isOpen}
      group by 1, 2 order by max(c."decidedAt") desc, 1 limit 1`,
  ])
  return { ...counts, answered: answered ?? null }
}

const decide = (search: Search): Filter => ({ ...search, view: 'decide' })

/**
 * Gives every open question of the class that matches the search this answer. Each chunk is one transaction. `asOf` is when the page was
 * read (as-of.ts): questions that changed since, or whose items did, stay open. `batch` names the answers, so that they can be taken back.
 * Returns how many questions it answered.
 */
export async function answerAll(
  actor: Actor,
  scope: Scope,
  filter: Filter,
  given: { readonly answer: SameAnswer; readonly batch: string },
  asOf: string,
): Promise<number> {
  const found = await db(actor.firmId).$queryRaw<{ id: string }[]>`
    select c.id from (${asked(actor, scope)}) c
    where ${unanswered} and ${isIn(given.answer)} and ${selected(decide(filter))} order by c.id`
  return answerInChunks(actor, idsOf(found), async (tx, some) => {
    const shown = await stillShown(tx, actor, some, asOf)
    const decision = { samePerson: given.answer, batch: given.batch }
    const { kind, decided } = await decideOpen(tx, actor, scope, shown, { which: QUESTION, decision })
    const valid = decided.filter(isAsCompared)
    if (!kind || valid.length === 0) return 0
    await saveDecided(tx, actor, valid)
    await separate(tx, actor, valid, given.answer)
    await offerSeparated(tx, kind, before(valid))
    return valid.length
  })
}

/** Takes back the answers of one batch that are not carried out yet. Questions that a person answered differently since keep that answer. */
export async function undoAnswers(actor: Actor, scope: Scope, batch: string): Promise<number> {
  const found = await db(actor.firmId).$queryRaw<{ id: string }[]>`
    select c.id from "Change" c
    where ${inScope(actor, scope)} and c.kind = 'question' and c.answers->>'batch' = ${batch} and ${isOpen} order by c.id`
  return answerInChunks(actor, idsOf(found), async (tx, some) => {
    const ofBatch = Prisma.sql`c.id = any(${[...some]}::uuid[]) and c.answers->>'batch' = ${batch}`
    const mine = await lockChanges(tx, actor.firmId, ofBatch)
    const decision = { samePerson: null }
    const { kind, decided } = await decideOpen(tx, actor, scope, mine, { which: QUESTION, decision })
    if (!kind || decided.length === 0) return 0
    await saveDecided(tx, actor, decided)
    await separate(tx, actor, decided, null)
    await offerSeparated(tx, kind, before(decided))
    return decided.length
  })
}

const idsOf = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id)
const before = (decided: readonly DecidedNow[]) => decided.map((one) => one.before)

/** Both items are still what was compared and shown. */
function isAsCompared({ before, pair }: DecidedNow): boolean {
  const { localVersion, remoteVersion } = plannedOf(before)
  const { local, remote } = versionsOf(pair)
  return local === localVersion && remote === remoteVersion
}

/** Remembers pairs that were kept apart beyond this run, and forgets those that no longer are. */
async function separate(
  tx: Tx,
  { firmId, userId }: Actor,
  decided: readonly DecidedNow[],
  answer: SameAnswer | null,
): Promise<void> {
  const pairs = decided.flatMap(({ before: { syncId, localId, remoteId } }) =>
    localId === null || remoteId === null ? [] : [{ syncId, localId, remoteId }],
  )
  if (answer === 'separate')
    await tx.separation.createMany({
      data: pairs.map((pair) => ({ ...pair, firmId, userId })),
      skipDuplicates: true,
    })
  else if (pairs.length > 0) await tx.separation.deleteMany({ where: { firmId, OR: pairs } })
}
