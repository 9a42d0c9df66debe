// Combines a new plan with the open changes of earlier runs: an unanswered question keeps its place and its answers, a failed contact
// waits until its retry, and an open change that the new plan does not contain is over.

import { type ChangeAnswers, isDecided, sameOutcome } from '@/lib/engine/decide'
import { isHeld, mineOf } from '@/lib/engine/held-addition'
import { db } from '@/lib/store/database/client'
import type { Prisma } from '@/lib/store/database/generated/client'
import type { Candidate, Change, Item, SyncKind } from '@/lib/store/kinds/kind'
import type { Ends } from '@/lib/store/pending/pending-items'
import {
  type Beginning,
  parseChange,
  plannedOf,
  type RunOfChange,
  type StoredChange,
} from '@/lib/store/review/change-row'

export type OpenChange = StoredChange

/** States in which a change of an earlier run is still open. */
export const OPEN_STATES = ['waiting', 'failed', 'sent'] as const
/** Final states of a run that may have left answers behind. */
const UNFINISHED = ['discarded', 'stopped', 'failed'] as const

/**
 * Open changes, oldest first. They include answered changes of a run that ended before it carried them out, so that no question is asked
 * twice. `ends`: only those about one of these items.
 */
export async function openChangesOf(
  kind: SyncKind,
  { id, firmId, syncId }: RunOfChange,
  ends: Ends | null = null,
): Promise<readonly OpenChange[]> {
  const among = (where: Prisma.ChangeWhereInput) =>
    ends === null
      ? [where]
      : [
          { ...where, localId: { in: [...ends.local] } },
          { ...where, remoteId: { in: [...ends.remote] } },
        ]
  const before = await db(firmId).run.findFirst({
    where: { syncId, id: { not: id } },
    orderBy: { createdAt: 'desc' },
  })
  const answered = {
    state: 'planned' as const,
    OR: [{ NOT: { answers: { equals: {} } } }, { onlyMine: { not: null } }],
  }
  const rows = await db(firmId).change.findMany({
    where: {
      OR: [
        ...among({ syncId, runId: { not: id }, state: { in: [...OPEN_STATES] } }),
        ...(before && UNFINISHED.some((state) => state === before.state)
          ? among({ syncId, runId: before.id, ...answered })
          : []),
      ],
    },
    orderBy: { createdAt: 'asc' },
  })
  return rows.map((row) => parseChange(kind, row))
}

export interface CarriedForward {
  readonly fresh: readonly { readonly change: Change; readonly begin: Beginning }[]
  /** Ids of earlier changes that the new plan replaces or no longer contains. */
  readonly superseded: readonly string[]
}

interface Options {
  readonly domain: Pick<SyncKind['domain'], 'equal'>
  readonly now: Date
  /** Writes sent after this time may be in the account without appearing yet. */
  readonly unproven: Date
}

/** For a background run. Pure. */
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
 * For a preview, which shows every change, including those that earlier runs left open, with the answers given so far. The open changes
 * stay in their runs until **Start Sync**, so discarding a preview loses nothing. Pure.
 */
export function carryIntoPreview(
  changes: readonly Change[],
  openChanges: readonly OpenChange[],
  { unproven }: Pick<Options, 'unproven'>,
): CarriedForward {
  const byPair = pairs(openChanges)
  const fresh = changes.map((change) => {
    const old = byPair.get(placeOf(change))
    const answers = old ? stillAnswered(old, change) : {}
    return { change, begin: { answers, ...whoDecided(old, answers), ...whoseOf(old) } }
  })
  const superseded = openChanges.filter(
    (change) => change.state === 'sent' && !isUnproven(change, changes, unproven),
  )
  return { fresh, superseded: superseded.map((change) => change.id) }
}

const pairs = (openChanges: readonly OpenChange[]) =>
  new Map(openChanges.map((change) => [placeOf(plannedOf(change)), change]))

/** The questions that are not answered and whose two items are as they were asked about. */
export function openQuestions(
  openChanges: readonly OpenChange[],
  local: readonly Item[],
  remote: readonly Item[],
): readonly Candidate[] {
  const versions = new Map([...local, ...remote].map(({ id, version }) => [id, version]))
  return openChanges.flatMap(
    ({ kind, state, localId, remoteId, localVersion, remoteVersion, answers, body }) =>
      kind === 'question' &&
      state === 'waiting' &&
      answers.samePerson === undefined &&
      localId !== null &&
      remoteId !== null &&
      versions.get(localId) === String(localVersion) &&
      versions.get(remoteId) === remoteVersion
        ? [
            {
              localId: localId,
              remoteId,
              probability: body.probability ?? 0,
              automatic: false,
              reasons: body.reasons,
            },
          ]
        : [],
  )
}

/**
 * A question stays until it is answered or one of its contacts changes. Other changes to the lists never link or duplicate these contacts
 * without an answer. Pure.
 */
export function stillAsked(
  candidates: readonly Candidate[],
  openChanges: readonly OpenChange[],
  local: readonly Item[],
  remote: readonly Item[],
): readonly Candidate[] {
  const asked = openQuestions(openChanges, local, remote)
  const known = new Set(asked.map(({ localId, remoteId }) => pairKey(localId, remoteId)))
  const seen = new Map(candidates.map((one) => [pairKey(one.localId, one.remoteId), one]))
  // If the stored reasons were erased, the current ones replace them.
  const again = asked.map((one) => {
    const now = one.reasons.length === 0 ? seen.get(pairKey(one.localId, one.remoteId)) : undefined
    return now ? { ...now, automatic: false } : one
  })
  return [...again, ...candidates.filter(({ localId, remoteId }) => !known.has(pairKey(localId, remoteId)))]
}

/** A contact that returns here has the id of the deleted contact in its first plan; a later plan knows only the remote id. */
const placeOf = ({ kind, localId, remoteId }: Change) =>
  pairKey(kind === 'createLocal' ? null : localId, remoteId)

/** Keeps who made the decisions that are carried forward, and when. */
const whoDecided = (old: OpenChange | undefined, answers: ChangeAnswers): Pick<Beginning, 'decided'> =>
  old?.decidedAt && isDecided(answers)
    ? { decided: { decidedById: old.decidedById, decidedAt: old.decidedAt } }
    : {}

/** What a person said about the owner of an addition stays with the contact in the account. */
const whoseOf = (old: OpenChange | undefined): Pick<Beginning, 'onlyMine'> =>
  old?.onlyMine == null ? {} : { onlyMine: old.onlyMine }

const pairKey = (local: string | null, remote: string | null) => `${local ?? ''}|${remote ?? ''}`

/** True if the outcome is the same and nothing has happened since that would let the change continue. */
function stillRests(old: OpenChange, change: Change, { domain, now }: Options): boolean {
  if (!sameOutcome(domain, plannedOf(old), change) || !sameConflicts(old, change)) return false
  if (change.kind === 'deletion' && !sameSurvivor(plannedOf(old), change)) return false
  if (change.kind === 'createRemote' && mineOf(old.body) !== mineOf(change)) return false
  if (old.state === 'failed') return old.retryAt === null || old.retryAt > now
  if (old.state !== 'waiting') return false
  if (old.outdated) return !old.answers.approved
  return old.undecided
}

const sameConflicts = (old: OpenChange, change: Change) =>
  old.body.conflicts.map(({ id }) => id).join() === change.conflicts.map(({ id }) => id).join()

/** The item that a person is asked about is the one that they see. */
const sameSurvivor = (old: Change, change: Change) =>
  change.tombstone === 'local'
    ? old.remoteVersion === change.remoteVersion
    : old.localVersion === change.localVersion

/**
 * How the new plan of a waiting or failed contact begins. An approval is valid only for the outcome that was shown: the same outcome uses
 * it up, and another outcome waits for review.
 */
function beginningOf(old: OpenChange, change: Change, { domain }: Options): Beginning {
  const { approved } = old.answers
  const answers = stillAnswered(old, change)
  const isApproved = answers.approved || (approved && sameOutcome(domain, plannedOf(old), change))
  const drifts = old.state === 'waiting' && (old.outdated || approved) && !isApproved
  return {
    answers,
    ...whoDecided(old, answers),
    ...whoseOf(old),
    attempts: old.attempts,
    ...(drifts ? { state: 'waiting', outdated: true } : {}),
  }
}

/**
 * An approval is used up by one plan, except the answer that a contact is added although the person may have it: that stays true of the
 * two contacts.
 */
function stillAnswered(old: OpenChange, change: Change): ChangeAnswers {
  const { approved, ...answers } = old.answers
  const holds = approved && isHeld(plannedOf(old)) && isHeld(change) && mineOf(old.body) === mineOf(change)
  return holds ? { ...answers, approved } : answers
}

/** True for a create without a reply whose result is not known yet: the plan leaves its contact out until it is. */
function isUnproven(old: OpenChange, changes: readonly Change[], unproven: Date): boolean {
  if (old.state !== 'sent' || old.sentAt === null || old.sentAt <= unproven) return false
  return !changes.some((change) => change.localId === old.localId)
}
