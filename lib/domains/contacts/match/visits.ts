// Which pairs are compared: all that share a key, those that are named, or those around a few items; never those that a person marked as different.

import { pairIndex } from '@/lib/domains/contacts/match/blocks'
import type { Traits } from '@/lib/domains/contacts/match/traits'
import type { Region } from '@/lib/domains/contacts/text/phone-key'
import type { Answers, Side } from '@/lib/engine/model'
import { OTHER } from '@/lib/engine/sides'

export interface MatchOptions {
  /**
   * The region of phone numbers without a country code, such as "DE". If it is wrong, phones are still recognized by their last digits.
   */
  readonly region?: Region
  /** Pairs that a person marked as different: they are not offered again and do not compete with other pairs. */
  readonly separate?: Answers['separate']
  /** Visits the pairs to compare instead of those that share a key of match/blocks.ts. For two lists only. */
  readonly pairs?: (local: readonly Traits[], remote: readonly Traits[], visit: Visit) => void
  /** Called for every pair that is compared in full. */
  readonly onCompare?: (localId: string, remoteId: string) => void
}

/** `one` and `other` are positions in the lists. */
export type Visit = (one: number, other: number) => void

/** The pairs worth comparing, without those that a person marked as different. */
export function visitAll(
  local: readonly Traits[],
  remote: readonly Traits[] | null,
  options: MatchOptions,
  compare: Visit,
): void {
  const isApart = separator(options, remote === null)
  const visit: Visit = (one, other) => {
    const [a, b] = [local[one], (remote ?? local)[other]]
    if (!a || !b || isApart(a, b)) return
    options.onCompare?.(a.id, b.id)
    compare(one, other)
  }
  if (options.pairs && remote) options.pairs(local, remote, visit)
  else pairIndex(local, remote).all(visit)
}

/**
 * Compares the given items with all that share a key with them, then all that may be the same as one of these, and so on: the items that
 * compete for one item decide whether its pairs are questions. Such groups are small. `compare`: whether the two may be one. For two lists only.
 */
export function visitAround(
  of: ReadonlySet<string>,
  local: readonly Traits[],
  remote: readonly Traits[],
  options: MatchOptions,
  compare: (one: number, other: number) => boolean,
): void {
  const index = pairIndex(local, remote)
  const isApart = separator(options, false)
  const done = { local: new Set<number>(), remote: new Set<number>() }
  const next: (readonly [Side, number])[] = [
    ...placesOf('local', local, of),
    ...placesOf('remote', remote, of),
  ]
  for (let item = next.pop(); item; item = next.pop()) {
    const [side, at] = item
    if (done[side].has(at)) continue
    done[side].add(at)
    index.of(side, at, (partner) => {
      const [one, other] = side === 'local' ? [at, partner] : [partner, at]
      const [a, b] = [local[one], remote[other]]
      if (!a || !b || done[OTHER[side]].has(partner) || isApart(a, b)) return
      options.onCompare?.(a.id, b.id)
      if (compare(one, other)) next.push([OTHER[side], partner])
    })
  }
}

const placesOf = (side: Side, list: readonly Traits[], of: ReadonlySet<string>) =>
  list.flatMap(({ id }, at) => (of.has(id) ? [[side, at] as const] : []))

export function separator({ separate }: MatchOptions, isOneList: boolean): (a: Traits, b: Traits) => boolean {
  if (!separate || separate.length === 0) return () => false
  const keys = new Set(separate.flatMap(({ localId, remoteId }) => pairKeys(localId, remoteId, isOneList)))
  return (a, b) => keys.has(pairKey(a.id, b.id))
}

const pairKey = (localId: string, remoteId: string) => `${localId}\n${remoteId}`

function pairKeys(localId: string, remoteId: string, isOneList: boolean): readonly string[] {
  const keys = [pairKey(localId, remoteId)]
  return isOneList ? [...keys, pairKey(remoteId, localId)] : keys
}
