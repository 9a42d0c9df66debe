// What earlier runs left open, laid beside a new plan: an unanswered question keeps its place and its answers, a contact that
// failed rests until its time, and whatever the new plan no longer knows is over.

import type { ContactDomain } from '@/lib/domains/contacts/domain'
import type { Candidate, Change, Item } from '@/lib/domains/contacts/types'
import { type ChangeAnswers, isDecided, sameOutcome } from '@/lib/engine/decide'
import { db } from '@/lib/store/database/client'
import {
  type Beginning,
  parseChange,
  plannedOf,
  type RunOfChange,
  type StoredChange,
} from '@/lib/store/review/change-row'

export type OpenChange = StoredChange

/** States in which a change of an earlier run is not over. */
export const OPEN_STATES = ['waiting', 'failed', 'sent'] as const
/** Ends of a run that may have left answers behind. */
const UNFINISHED = ['discarded', 'stopped', 'failed'] as const

/** Oldest first. What was answered in a run that ended before it came to it counts as well: nobody is asked twice. */
export async function openChangesOf({ id, firmId, syncId }: RunOfChange): Promise<readonly OpenChange[]> {
  const before = await db(firmId).run.findFirst({
    where: { syncId, id: { not: id } },
    orderBy: { createdAt: 'desc' },
  })
  const answered = { state: 'planned' as const, NOT: { answers: { equals: {} } } }
  const rows = await db(firmId).change.findMany({
    where: {
      OR: [
        { syncId, runId: { not: id }, state: { in: [...OPEN_STATES] } },
        ...(before && UNFINISHED.some((state) => state === before.state)
          ? [{ syncId, runId: before.id, ...answered }]
          : []),
      ],
    },
    orderBy: { createdAt: 'asc' },
  })
  return rows.map(parseChange)
}

export interface CarriedForward {
  readonly fresh: readonly { readonly change: Change; readonly begin: Beginning }[]
  /** Ids of earlier changes that the new plan replaces or no longer knows. */
  readonly superseded: readonly string[]
}

interface Options {
  readonly domain: Pick<ContactDomain, 'equal'>
  readonly now: Date
  /** What was sent after this may be in the account without showing yet. */
  readonly unproven: Date
}

/** Pure. */
export function carryForward(
  changes: readonly Change[],
  openChanges: readonly OpenChange[],
  options: Options,
): CarriedForward {
  const byPair = pairs(openChanges)
  const kept = new Set<string>()
  const fresh = changes.flatMap((change) => {
    const old = byPair.get(placeOf(change))
    if (old && stillRests(old, change, options)) {
      kept.add(old.id)
      return []
    }
    return [{ change, begin: old ? beginningOf(old, change, options) : {} }]
  })
  const superseded = openChanges.filter(
    (change) => !kept.has(change.id) && !isUnproven(change, changes, options.unproven),
  )
  return { fresh, superseded: superseded.map((change) => change.id) }
}

/**
 * A preview shows everything, whatever earlier runs left open, with the answers given so far. What it takes over stays where it
 * is until **Start Sync**: a preview that is discarded has taken nothing away. Pure.
 */
export function carryIntoPreview(
  changes: readonly Change[],
  openChanges: readonly OpenChange[],
  { unproven }: Pick<Options, 'unproven'>,
): CarriedForward {
  const byPair = pairs(openChanges)
  const fresh = changes.map((change) => {
    const old = byPair.get(placeOf(change))
    const { approved: _, ...answers } = old?.answers ?? {}
    return { change, begin: { answers, ...whoDecided(old, answers) } }
  })
  const superseded = openChanges.filter(
    (change) => change.state === 'sent' && !isUnproven(change, changes, unproven),
  )
  return { fresh, superseded: superseded.map((change) => change.id) }
}

const pairs = (openChanges: readonly OpenChange[]) =>
  new Map(openChanges.map((change) => [placeOf(plannedOf(change)), change]))

/**
 * A question that was asked stays one until it is answered or one of its contacts changes: whatever else the book has
 * lost or gained since, nobody is joined or doubled behind the person's back. Pure.
 */
export function stillAsked(
  candidates: readonly Candidate[],
  openChanges: readonly OpenChange[],
  local: readonly Item[],
  remote: readonly Item[],
): readonly Candidate[] {
  const versions = new Map([...local, ...remote].map(({ id, version }) => [id, version]))
  const asked = openChanges.flatMap(
    ({ kind, state, contactId, remoteId, contactVersion, remoteVersion, answers, body }) =>
      kind === 'question' &&
      state === 'waiting' &&
      answers.samePerson === undefined &&
      contactId !== null &&
      remoteId !== null &&
      versions.get(contactId) === String(contactVersion) &&
      versions.get(remoteId) === remoteVersion
        ? [
            {
              localId: contactId,
              remoteId,
              probability: body.probability ?? 0,
              automatic: false,
              reasons: body.reasons,
            },
          ]
        : [],
  )
  const known = new Set(asked.map(({ localId, remoteId }) => pairKey(localId, remoteId)))
  const seen = new Map(candidates.map((one) => [pairKey(one.localId, one.remoteId), one]))
  // Where the reasons were erased, those count that are seen now.
  const again = asked.map((one) => {
    const now = one.reasons.length === 0 ? seen.get(pairKey(one.localId, one.remoteId)) : undefined
    return now ? { ...now, automatic: false } : one
  })
  return [...again, ...candidates.filter(({ localId, remoteId }) => !known.has(pairKey(localId, remoteId)))]
}

/** What returns here names the contact that it was; a later plan of it knows only who is to come. */
const placeOf = ({ kind, localId, remoteId }: Change) =>
  pairKey(kind === 'createLocal' ? null : localId, remoteId)

/** Decisions that are carried forward keep who made them, and when. */
const whoDecided = (old: OpenChange | undefined, answers: ChangeAnswers): Pick<Beginning, 'decided'> =>
  old?.decidedAt && isDecided(answers)
    ? { decided: { decidedById: old.decidedById, decidedAt: old.decidedAt } }
    : {}

const pairKey = (local: string | null, remote: string | null) => `${local ?? ''}|${remote ?? ''}`

/** The same as before, and nothing has happened that would let it go on. */
function stillRests(old: OpenChange, change: Change, { domain, now }: Options): boolean {
  if (!sameOutcome(domain, plannedOf(old), change) || !sameConflicts(old, change)) return false
  if (old.state === 'failed') return old.retryAt === null || old.retryAt > now
  if (old.state !== 'waiting') return false
  if (old.outdated) return !old.answers.approved
  return old.undecided
}

const sameConflicts = (old: OpenChange, change: Change) =>
  old.body.conflicts.map(({ id }) => id).join() === change.conflicts.map(({ id }) => id).join()

/**
 * A new plan of a contact that waits or failed goes on with what is known of it. An approval holds for the outcome that was
 * shown: another one waits to be looked at, and the same one uses it up.
 */
function beginningOf(old: OpenChange, change: Change, { domain }: Options): Beginning {
  const { approved, ...answers } = old.answers
  const isApproved = approved && sameOutcome(domain, plannedOf(old), change)
  const drifts = old.state === 'waiting' && (old.outdated || approved) && !isApproved
  return {
    answers,
    ...whoDecided(old, answers),
    attempts: old.attempts,
    ...(drifts ? { state: 'waiting', outdated: true } : {}),
  }
}

/** A create whose reply never came, and of which nothing is known yet: the plan leaves its contact out until it is. */
function isUnproven(old: OpenChange, changes: readonly Change[], unproven: Date): boolean {
  if (old.state !== 'sent' || old.sentAt === null || old.sentAt <= unproven) return false
  return !changes.some((change) => change.localId === old.contactId)
}
