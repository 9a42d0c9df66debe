// Finds likely matches of an incoming list among existing contacts. It compares like a sync, but only contacts that share an email
// address,
// the end of a phone number or a full name, and only up to a limit of pairs. Contacts beyond the limit are listed. Pure.

import { identifierKeys } from '@/lib/domains/contacts/match/identifiers'
import { findCandidates, type MatchOptions } from '@/lib/domains/contacts/match/match'
import type { Region } from '@/lib/domains/contacts/text/phone-key'
import type { Candidate, Item } from '@/lib/domains/contacts/types'

/** Items compared in one step. */
const STEP = 1_000
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

export function likelyAmong(
  here: readonly Item[],
  incoming: readonly Item[],
  { mostPairs = MOST_PAIRS, region = null, ...options }: LikelyOptions = {},
): Likely {
  const bearers = bearersOf(here, region)
  const notCompared: string[] = []
  const candidates: Candidate[] = []
  let room = mostPairs
  for (let at = 0; at < incoming.length; at += STEP) {
    const some = incoming.slice(at, at + STEP).flatMap((entry) => {
      const keys = identifierKeys(entry.value, region)
      const { near, all } = nearOf(keys, bearers, Math.min(MOST_EACH, room))
      if (!all) notCompared.push(entry.id)
      room -= near.length
      return near.length > 0 ? [{ entry, near }] : []
    })
    const others = new Set(some.flatMap(({ near }) => near))
    const pairs = some.flatMap(({ entry, near }) => near.map(({ id }) => [entry.id, id] as const))
    const entries = some.map(({ entry }) => entry)
    candidates.push(...findCandidates(entries, [...others], { ...options, region, pairs }))
  }
  return { candidates, notCompared }
}

/** The contacts that share the most, up to the limit; `all` is true if that is every contact that shares something. */
function nearOf(keys: readonly string[], bearers: ReadonlyMap<string, readonly Item[]>, most: number) {
  const shared = new Map<Item, number>()
  let counted = 0
  for (const key of new Set(keys)) {
    const found = bearers.get(key) ?? []
    counted += found.length
    if (counted > MOST_SHARED) break
    for (const entry of found) shared.set(entry, (shared.get(entry) ?? 0) + 1)
  }
  const near = [...shared].sort(([a, one], [b, other]) => other - one || (a.id < b.id ? -1 : 1))
  return {
    near: near.slice(0, most).map(([entry]) => entry),
    all: counted <= MOST_SHARED && near.length <= most,
  }
}

function bearersOf(here: readonly Item[], region: Region): ReadonlyMap<string, readonly Item[]> {
  const bearers = new Map<string, Item[]>()
  for (const entry of here) {
    for (const key of new Set(identifierKeys(entry.value, region))) {
      const known = bearers.get(key)
      if (known) known.push(entry)
      else bearers.set(key, [entry])
    }
  }
  for (const [key, { length }] of bearers) if (length > MOST) bearers.delete(key)
  return bearers
}
