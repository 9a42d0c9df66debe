// Answers to conflicts: the change is planned again with them, one at a time or all that match a filter.
import { type ContactDomain, contactDomain } from '@/lib/domains/contacts/domain'
import type { Change } from '@/lib/domains/contacts/types'
import { sameOutcome, undecided } from '@/lib/engine/decide'
import { type ChangeAnswers, type ChangeBody, offersAgain } from '@/lib/store/address-book/values'
import { type Tx, withTransaction } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'
import { type Actor, ownSyncs } from '@/lib/store/firm/actor'
import { shownIn } from './as-of'
import { parseChange, plannedOf, type StoredChange } from './change-row'
import { answersFor, loadPairs, type Pair, planPair, type SyncOfPair } from './pairs'
import { type Filter, openConflicts, type Scope } from './preview'

/** A change that may still be decided on: it waits, or stands in a preview that nobody started. */
export const OPEN_CHANGE = {
  OR: [{ state: 'waiting' }, { state: 'planned', run: { state: 'ready' } }],
} satisfies Prisma.ChangeWhereInput

/** A change with all that a person has said of it by now. `again`: what was deleted is offered anew (values.ts). */
export interface Answered {
  readonly before: StoredChange
  readonly answers: ChangeAnswers
  readonly again: boolean
}

/** Changes that one transaction answers: enough to save round trips, few enough not to hold a run's row for long. */
const CHUNK = 200

/**
 * One side wins every conflict without an answer among the changes that match; questions stay questions. Each chunk is one
 * transaction, so what was answered stays answered if a later one fails. `asOf`: when the page was read (as-of.ts); what became
 * another since is not answered. Returns how many changes it reached.
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
      include: { connection: { select: { provider: true, firm: { select: { phoneRegion: true } } } } },
    })
    if (!sync) return 0
    const rows = await tx.change.findMany({
      where: { id: { in: ids }, syncId, undecided: true, kind: { not: 'question' }, ...OPEN_CHANGE },
      include: { run: { select: { kind: true } } },
    })
    const answered = rows.map(({ run, ...row }) => {
      const before = parseChange(row)
      return { before, answers: withWinner(before, wins), again: offersAgain(run, sync) }
    })
    const { provider, firm } = sync.connection
    await answerConflicts(tx, { ...sync, provider, region: firm.phoneRegion }, answered)
    return answered.length
  })
}

/** Answers that were given before stay. */
const withWinner = ({ body, answers }: StoredChange, wins: 'local' | 'remote'): ChangeAnswers => ({
  ...answers,
  conflicts: { ...Object.fromEntries(body.conflicts.map(({ id }) => [id, wins])), ...answers.conflicts },
})

/**
 * Those of the changes that are as they were shown, until the transaction ends: another answer, or Start Sync itself, comes before
 * these or after them, and pages that show the runs know of it.
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

/** `pair`: both sides as it was planned on them. */
export interface Planned extends Answered {
  readonly pair: Pair | null
  readonly planned: Change | null
}

/** What becomes of each change with its answers, as both sides are now: null where nothing is left to do. */
export async function planAnswered(
  tx: Tx,
  sync: SyncOfPair,
  answered: readonly Answered[],
): Promise<readonly Planned[]> {
  const refs = answered.map(({ before }) => before)
  const pairs = await loadPairs(sync, refs, { by: tx })
  return answered.map((one) => {
    const pair = pairs.get(one.before.id)
    const planned = pair && planPair(sync, pair, answersFor(one.before, one.answers, pair), one.again)
    return { ...one, pair: pair ?? null, planned: planned ?? null }
  })
}

/** Remembers the answers, and what the changes will do by them. */
export async function answerConflicts(
  tx: Tx,
  sync: SyncOfPair,
  answered: readonly Answered[],
): Promise<void> {
  const rows = (await planAnswered(tx, sync, answered)).map(({ before, answers, planned }) => ({
    id: before.id,
    // The list it is shown in stays; only what it will do is new.
    body: bodyOf(planned, before),
    undecided: planned !== null && undecided(planned),
    ...approval(contactDomain(sync.region), before, answers, planned),
  }))
  await tx.$executeRaw`
    update "Change" c set body = g.body, answers = g.answers, undecided = g.undecided, outdated = g.outdated
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(
      id uuid, body jsonb, answers jsonb, undecided boolean, outdated boolean)
    where c.id = g.id and c."firmId" = ${sync.firmId}::uuid`
}

/** "Do it like this" is said of what the page showed: where the outcome is another by now, that one waits for a look of its own. */
function approval(
  domain: ContactDomain,
  { outdated, ...before }: StoredChange,
  answers: ChangeAnswers,
  planned: Change | null,
) {
  const { approved, ...rest } = answers
  if (!outdated || !approved) return { answers, outdated }
  const isSame = planned !== null && sameOutcome(domain, planned, plannedOf({ outdated, ...before }))
  return isSame || planned === null ? { answers, outdated: false } : { answers: rest, outdated: true }
}

/** Answered conflicts stay on the page, so that an answer can be changed. */
function bodyOf(change: Change | null, before: StoredChange): ChangeBody {
  if (change === null) return { ...before.body, local: null, remote: null }
  const { local, remote, base, tombstone } = change
  return { ...before.body, local, remote, base, tombstone }
}
