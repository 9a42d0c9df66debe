// Which pairs are compared: all that share a key, or those that are named; never those that a person marked as different, or that were
// compared before.

import { visitPairs } from '@/lib/domains/contacts/match/blocks'
import type { Traits } from '@/lib/domains/contacts/match/traits'
import type { Region } from '@/lib/domains/contacts/text/phone-key'
import type { Answers } from '@/lib/engine/model'

export interface MatchOptions {
  /**
   * The region of phone numbers without a country code, such as "DE". If it is wrong, phones are still recognized by their last digits.
   */
  readonly region?: Region
  /** Pairs that a person marked as different: they are not offered again and do not compete with other pairs. */
  readonly separate?: Answers['separate']
  /** Ids of items that were compared before and did not change: two of them are not compared again. */
  readonly known?: ReadonlySet<string>
  /** Visits the pairs to compare instead of those that share a key of match/blocks.ts. For two lists only. */
  readonly pairs?: (local: readonly Traits[], remote: readonly Traits[], visit: Visit) => void
  /** Called for every pair that is compared in full. */
  readonly onCompare?: (localId: string, remoteId: string) => void
}

/** `one` and `other` are positions in the lists. */
export type Visit = (one: number, other: number) => void

/** The pairs worth comparing, without those that a person marked as different and those of two known items. */
export function visitAll(
  local: readonly Traits[],
  remote: readonly Traits[] | null,
  options: MatchOptions,
  compare: Visit,
): void {
  const isApart = separator(options, remote === null)
  const { known } = options
  const visit: Visit = (one, other) => {
    const [a, b] = [local[one], (remote ?? local)[other]]
    if (!a || !b || (known?.has(a.id) && known.has(b.id)) || isApart(a, b)) return
    options.onCompare?.(a.id, b.id)
    compare(one, other)
  }
  if (options.pairs && remote) options.pairs(local, remote, visit)
  else visitPairs(local, remote, visit)
}

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
