// Finds unlinked items that are the same person or company, with a probability and reasons. Pure; symmetric in its sides;
// independent of the order of items; near-linear in their number.

import { followingPairs, groupsOf } from '@/lib/domains/contacts/match/clusters'
import type { Learned } from '@/lib/domains/contacts/match/estimate'
import { withoutOutdone } from '@/lib/domains/contacts/match/one-to-one'
import { adjustedBits, learnedFrom, newPairs, type Pairs } from '@/lib/domains/contacts/match/pairs'
import { candidateOf, compare, inOrder, type Pair } from '@/lib/domains/contacts/match/reasons'
import { ruleUniqueness } from '@/lib/domains/contacts/match/rule'
import { isLikely, RULE_BITS, score } from '@/lib/domains/contacts/match/score'
import { type Numbers, newNumbers, type Shares, sharesOf } from '@/lib/domains/contacts/match/shares'
import { type Traits, traitsOf } from '@/lib/domains/contacts/match/traits'
import { type MatchOptions, separator, visitAll } from '@/lib/domains/contacts/match/visits'
import type { Candidate, Item } from '@/lib/domains/contacts/types'
import type { Side } from '@/lib/engine/model'

export type { MatchOptions }

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
  return matched(local, remote, options).candidates()
}

/** The same within one list. In each pair, `localId` is the id that sorts first. */
export function findDuplicates(entries: readonly Item[], options: MatchOptions = {}): readonly Candidate[] {
  const matcher = newMatcher(options)
  matcher.add('local', entries)
  return matcher.duplicates()
}

function matched(local: readonly Item[], remote: readonly Item[], options: MatchOptions): Matcher {
  const matcher = newMatcher(options)
  matcher.add('local', local)
  matcher.add('remote', remote)
  return matcher
}

/** Compares two lists that are given in pieces, in any order: items may be forgotten once they were added. */
export interface Matcher {
  readonly add: (side: Side, items: readonly Item[]) => void
  /** See findCandidates. */
  readonly candidates: () => readonly Candidate[]
  /** Of the local items, see findDuplicates. */
  readonly duplicates: () => readonly Candidate[]
}

export function newMatcher(options: MatchOptions = {}): Matcher {
  const numbers = newNumbers()
  const lists: Readonly<Record<Side, Traits[]>> = { local: [], remote: [] }
  return {
    add: (side, items) => addTraits(lists[side], items, options, numbers),
    candidates: () => {
      const [local, remote] = [lists.local.sort(byId), lists.remote.sort(byId)]
      const shares = sharesOf(local, remote, numbers)
      const compared = newPairs(local, remote)
      visitAll(local, remote, options, (one, other) => compared.compare(one, other, shares))
      const learned = learnedFrom(compared, local.length, remote.length)
      return judged({ local, remote, shares }, likelyOf(local, remote, compared, learned))
    },
    duplicates: () => duplicatesIn(lists.local.sort(byId), numbers, options),
  }
}

/** The items of both lists, sorted by id, so that the result does not depend on the order of the input. */
interface Sides {
  readonly local: readonly Traits[]
  readonly remote: readonly Traits[]
  readonly shares: Shares
}

const byId = (a: Traits, b: Traits) => compare(a.id, b.id)

function addTraits(to: Traits[], items: readonly Item[], { region }: MatchOptions, numbers: Numbers): void {
  for (const item of items) if (!item.deleted) to.push(traitsOf(item, region ?? null, numbers))
}

function judged({ local, remote, shares }: Sides, likely: readonly Pair[]): readonly Candidate[] {
  const pairs = withoutOutdone([...likely].sort((a, b) => a.one - b.one || a.other - b.other))
  return inWords(pairs, shares, rivalsOf(pairs, false), ruleUniqueness([local, remote], shares))
}

function duplicatesIn(
  list: readonly Traits[],
  numbers: Numbers,
  options: MatchOptions,
): readonly Candidate[] {
  const shares = sharesOf(list, null, numbers)
  const compared = newPairs(list, list)
  visitAll(list, null, options, (one, other) => compared.compare(one, other, shares))
  const once = withoutDuplicates(list, numbers, compared, shares)
  const found = likelyOf(list, null, once.compared, learnedFrom(once.compared, list.length, null))
  const pairs = [...found, ...following(list, found, once.shares, options)]
  return inWords(pairs, once.shares, rivalsOf(pairs, true), ruleUniqueness([list], shares))
}

function inWords(
  pairs: readonly Pair[],
  shares: Shares,
  rivals: (pair: Pair) => number,
  isUnique: (local: Traits, remote: Traits) => boolean,
): readonly Candidate[] {
  return pairs.map((pair) => candidateOf(pair, shares, rivals(pair), isUnique)).sort(inOrder)
}

/** Judges the pairs of one list again after counting the records of one person once, so that duplicates do not make values look shared. */
function withoutDuplicates(list: readonly Traits[], numbers: Numbers, compared: Pairs, shares: Shares) {
  const learned = learnedFrom(compared, list.length, null)
  const certain = likelyOf(list, null, compared, learned).filter(({ bits }) => bits >= RULE_BITS)
  if (certain.length === 0) return { compared, shares }
  const counted = sharesOf(list, null, numbers, groupsOf(list.length, certain))
  const again = newPairs(list, list)
  for (let at = 0; at < compared.count(); at++)
    again.compare(compared.local(at), compared.remote(at), counted)
  return { compared: again, shares: counted }
}

/** The pairs above even odds, by the weights that fit these lists. */
function likelyOf(
  local: readonly Traits[],
  remote: readonly Traits[] | null,
  compared: Pairs,
  learned: Learned,
): readonly Pair[] {
  const likely: Pair[] = []
  for (let at = 0; at < compared.count(); at++) {
    const bits = adjustedBits(compared, at, learned)
    if (!isLikely(bits)) continue
    const [one, other] = [compared.local(at), compared.remote(at)]
    const [a, b] = [local[one], (remote ?? local)[other]]
    if (a && b) likely.push({ one, other, bits, local: a, remote: b })
  }
  return likely
}

function following(
  list: readonly Traits[],
  found: readonly Pair[],
  shares: Shares,
  options: MatchOptions,
): readonly Pair[] {
  const isApart = separator(options, true)
  const bitsOf = (one: number, other: number) => {
    const [a, b] = [list[one], list[other]]
    if (!a || !b || isApart(a, b)) return Number.NEGATIVE_INFINITY
    options.onCompare?.(a.id, b.id)
    return score(a, b, shares).bits
  }
  return followingPairs(found, bitsOf).flatMap((pair) => {
    const [a, b] = [list[pair.one], list[pair.other]]
    return a && b ? [{ ...pair, local: a, remote: b }] : []
  })
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
