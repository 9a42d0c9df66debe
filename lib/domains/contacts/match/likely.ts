// Finds likely matches of an incoming list among existing contacts. It compares like a sync, but only contacts that share an email address,
// the end of a phone number or a full name, and only up to a limit of pairs. Contacts beyond the limit are listed. Pure.

import { identifierKeys } from '@/lib/domains/contacts/match/identifiers'
import { type MatchOptions, newMatcher } from '@/lib/domains/contacts/match/match'
import type { Traits } from '@/lib/domains/contacts/match/traits'
import type { Visit } from '@/lib/domains/contacts/match/visits'
import type { Candidate, Item } from '@/lib/domains/contacts/types'

/** A value that more existing contacts share identifies nobody. */
const MOST = 50
/** The most existing contacts that one item is compared with: those that share the most with it. */
const MOST_EACH = 20
/** Shared values of an item that are counted to find them. */
const MOST_SHARED = 1_000
/** The most pairs for a whole list, at about 20 microseconds each. */
const MOST_PAIRS = 200_000

export interface Likely {
  /** `localId` is the id of an incoming item. */
  readonly candidates: readonly Candidate[]
  /** Ids of incoming items that share something with more contacts than they were compared with. */
  readonly notCompared: readonly string[]
}

interface LikelyOptions extends Pick<MatchOptions, 'onCompare' | 'region'> {
  readonly mostPairs?: number
}

/** Both lists may be given in pieces, which may be forgotten. */
export interface LikelyMatcher {
  /** Adds existing contacts. */
  readonly know: (here: readonly Item[]) => void
  /** Adds incoming contacts. Those with the lowest ids are compared first. */
  readonly take: (incoming: readonly Item[]) => void
  readonly likely: () => Likely
}

export function newLikelyMatcher({ mostPairs = MOST_PAIRS, ...options }: LikelyOptions = {}): LikelyMatcher {
  const notCompared: string[] = []
  const matcher = newMatcher({
    ...options,
    pairs: (incoming, here, visit) => notCompared.push(...visitNear(incoming, here, mostPairs, visit)),
  })
  return {
    know: (here) => matcher.add('remote', here),
    take: (incoming) => matcher.add('local', incoming),
    likely: () => ({ candidates: matcher.candidates(), notCompared }),
  }
}

export function likelyAmong(
  here: readonly Item[],
  incoming: readonly Item[],
  options: LikelyOptions = {},
): Likely {
  const matcher = newLikelyMatcher(options)
  matcher.know(here)
  matcher.take(incoming)
  return matcher.likely()
}

/** Returns the ids of incoming items that were not compared with all that share something with them. */
function visitNear(
  incoming: readonly Traits[],
  here: readonly Traits[],
  mostPairs: number,
  visit: Visit,
): readonly string[] {
  const bearers = bearersOf(here)
  const notCompared: string[] = []
  let room = mostPairs
  for (const [at, traits] of incoming.entries()) {
    const { near, all } = nearOf(identifierKeys(traits), bearers, Math.min(MOST_EACH, room))
    if (!all) notCompared.push(traits.id)
    room -= near.length
    for (const other of near) visit(at, other)
  }
  return notCompared
}

type Bearers = ReadonlyMap<string, readonly number[]>

/** The contacts that share the most, up to the limit; `all` is true if that is every contact that shares something. */
function nearOf(keys: readonly string[], bearers: Bearers, most: number) {
  const shared = new Map<number, number>()
  let counted = 0
  for (const key of new Set(keys)) {
    const found = bearers.get(key) ?? []
    counted += found.length
    if (counted > MOST_SHARED) break
    for (const at of found) shared.set(at, (shared.get(at) ?? 0) + 1)
  }
  // The list is sorted by id.
  const near = [...shared].sort(([a, one], [b, other]) => other - one || a - b)
  return {
    near: near.slice(0, most).map(([at]) => at),
    all: counted <= MOST_SHARED && near.length <= most,
  }
}

function bearersOf(here: readonly Traits[]): Bearers {
  const bearers = new Map<string, number[]>()
  for (const [at, traits] of here.entries()) {
    for (const key of new Set(identifierKeys(traits))) {
      const known = bearers.get(key)
      if (known) known.push(at)
      else bearers.set(key, [at])
    }
  }
  for (const [key, { length }] of bearers) if (length > MOST) bearers.delete(key)
  return bearers
}
