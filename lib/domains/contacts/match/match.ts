// Finds unlinked items that are the same person or company, with a probability and reasons. Pure; symmetric in its sides;
// independent of the order of items; near-linear in their number.

import { visitPairs } from '@/lib/domains/contacts/match/blocks'
import type { Evidence } from '@/lib/domains/contacts/match/evidence'
import { ruleUniqueness } from '@/lib/domains/contacts/match/rule'
import { probabilityOf, type Score, score } from '@/lib/domains/contacts/match/score'
import { sharesOf } from '@/lib/domains/contacts/match/shares'
import { type Traits, traitsOf } from '@/lib/domains/contacts/match/traits'
import type { Region } from '@/lib/domains/contacts/text/phone-key'
import type { Candidate, Item, Reason } from '@/lib/domains/contacts/types'
import type { FieldName } from '@/lib/domains/contacts/value/fields'
import { folded } from '@/lib/domains/contacts/value/normalise'
import type { Answers } from '@/lib/engine/model'

export interface MatchOptions {
  /**
   * The region of phone numbers without a country code, such as "DE". If it is wrong, phones are still recognized by their last digits.
   */
  readonly region?: Region
  /** Pairs that a person marked as different: they are not offered again and do not compete with other pairs. */
  readonly separate?: Answers['separate']
  /** Pairs of ids to compare instead of those that share a key of match/blocks.ts. For two lists only. */
  readonly pairs?: readonly (readonly [localId: string, remoteId: string])[]
  /** Called for every pair that is compared in full. */
  readonly onCompare?: (localId: string, remoteId: string) => void
}

/** A less likely pair is not worth a person's time. */
const THRESHOLD = 0.5

/**
 * Pairs that may be the same: above even odds, most likely first. Takes items without a link; deleted ones are left out.
 * `automatic` is only true if first name, last name and one email address agree (for companies: company name and one email
 * address), nothing contradicts, and neither item has another candidate.
 */
export function findCandidates(
  local: readonly Item[],
  remote: readonly Item[],
  options: MatchOptions = {},
): readonly Candidate[] {
  return candidatesOf(prepared(local, options), prepared(remote, options), options)
}

/** The same within one list. In each pair, `localId` is the id that sorts first. */
export function findDuplicates(entries: readonly Item[], options: MatchOptions = {}): readonly Candidate[] {
  return candidatesOf(prepared(entries, options), null, options)
}

/** Sorted by id, so that the result does not depend on the order of the input. */
function prepared(entries: readonly Item[], { region }: MatchOptions): readonly Traits[] {
  const present = entries.filter(({ deleted }) => !deleted)
  return present.sort((a, b) => compare(a.id, b.id)).map((entry) => traitsOf(entry, region ?? null))
}

interface Pair {
  readonly local: Traits
  readonly remote: Traits
  readonly score: Score
}

function candidatesOf(
  local: readonly Traits[],
  remote: readonly Traits[] | null,
  options: MatchOptions,
): readonly Candidate[] {
  const shares = sharesOf(local, remote)
  const separate = new Set(
    options.separate?.flatMap(({ localId, remoteId }) => pairKeys(localId, remoteId, remote === null)),
  )
  const pairs: Pair[] = []
  const visit = (one: number, other: number) => {
    const [a, b] = [local[one], (remote ?? local)[other]]
    if (!a || !b || (separate.size > 0 && separate.has(pairKey(a.id, b.id)))) return
    options.onCompare?.(a.id, b.id)
    const scored = score(a, b, shares)
    if (probabilityOf(scored.bits) >= THRESHOLD) pairs.push({ local: a, remote: b, score: scored })
  }
  if (options.pairs && remote) visitNamed(options.pairs, local, remote, visit)
  else visitPairs(local, remote, visit)
  const rivals = rivalsOf(pairs, remote === null)
  const isUnique = ruleUniqueness(remote ? [local, remote] : [local], shares)
  return pairs.map((pair) => candidateOf(pair, rivals(pair), isUnique)).sort(inOrder)
}

function visitNamed(
  pairs: NonNullable<MatchOptions['pairs']>,
  local: readonly Traits[],
  remote: readonly Traits[],
  visit: (local: number, remote: number) => void,
): void {
  const [ours, theirs] = [local, remote].map((list) => new Map(list.map(({ id }, at) => [id, at])))
  for (const [localId, remoteId] of pairs) {
    const [one, other] = [ours?.get(localId), theirs?.get(remoteId)]
    if (one !== undefined && other !== undefined) visit(one, other)
  }
}

const pairKey = (localId: string, remoteId: string) => `${localId}\n${remoteId}`

function pairKeys(localId: string, remoteId: string, isOneList: boolean): readonly string[] {
  const keys = [pairKey(localId, remoteId)]
  return isOneList ? [...keys, pairKey(remoteId, localId)] : keys
}

/** For each pair, the number of candidates of the item that has more of them. */
function rivalsOf(pairs: readonly Pair[], isOneList: boolean): (pair: Pair) => number {
  const local = new Map<string, number>()
  const remote = isOneList ? local : new Map<string, number>()
  for (const pair of pairs) {
    local.set(pair.local.id, (local.get(pair.local.id) ?? 0) + 1)
    remote.set(pair.remote.id, (remote.get(pair.remote.id) ?? 0) + 1)
  }
  return (pair) => Math.max(local.get(pair.local.id) ?? 0, remote.get(pair.remote.id) ?? 0)
}

function candidateOf(
  pair: Pair,
  count: number,
  isUnique: (local: Traits, remote: Traits) => boolean,
): Candidate {
  const { local, remote, score: scored } = pair
  const reasons: Reason[] = scored.evidence().map(reasonOf)
  if (scored.rule !== null) reasons.unshift({ kind: 'sameNameAndEmail', email: scored.rule })
  if (count > 1) reasons.push({ kind: 'severalCandidates', count })
  return {
    localId: local.id,
    remoteId: remote.id,
    probability: probabilityOf(scored.bits),
    automatic: scored.rule !== null && count === 1 && isUnique(local, remote),
    reasons,
  }
}

function reasonOf({ field, verdict, local, remote }: Evidence): Reason {
  const isRespelt = NAMES.has(field) && folded(local) !== folded(remote) // José and Jose, Acme and Acme GmbH
  if (verdict !== 'agrees' || isRespelt) {
    return { kind: verdict === 'agrees' ? 'resembles' : verdict, field, local, remote }
  }
  return { kind: 'agrees', field, value: local < remote ? local : remote }
}

const NAMES: ReadonlySet<FieldName> = new Set(['firstName', 'middleName', 'lastName', 'company'])

function inOrder(a: Candidate, b: Candidate): number {
  return b.probability - a.probability || compare(a.localId, b.localId) || compare(a.remoteId, b.remoteId)
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
