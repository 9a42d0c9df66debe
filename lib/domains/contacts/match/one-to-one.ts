// A person is once on each side. If two items are each other's best match by far, weaker matches of either are no longer asked about.

import type { LikelyPair } from '@/lib/domains/contacts/match/clusters'

/** A match of at least 0.99 stays a question even beside a better one: that side may have the person twice. */
const CERTAIN = 7
/** A thousand times as likely. */
const MARGIN = 10

export function withoutOutdone<P extends LikelyPair>(pairs: readonly P[]): readonly P[] {
  const ours = bestBy(pairs, ({ one }) => one)
  const theirs = bestBy(pairs, ({ other }) => other)
  const isMutual = (pair: P | undefined) =>
    pair !== undefined && ours.get(pair.one) === pair && theirs.get(pair.other) === pair
  const outdoes = (best: P | undefined, pair: P) => isMutual(best) && (best?.bits ?? 0) >= pair.bits + MARGIN
  return pairs.filter(
    (pair) =>
      pair.bits >= CERTAIN || !(outdoes(ours.get(pair.one), pair) || outdoes(theirs.get(pair.other), pair)),
  )
}

/** The first of the best pairs of each item; `pairs` are in an order that does not depend on the sides. */
function bestBy<P extends LikelyPair>(
  pairs: readonly P[],
  itemOf: (pair: P) => number,
): ReadonlyMap<number, P> {
  const best = new Map<number, P>()
  for (const pair of pairs) {
    const before = best.get(itemOf(pair))
    if (!before || pair.bits > before.bits) best.set(itemOf(pair), pair)
  }
  return best
}
