// Which items a comparison of everything need not compare: all pairs of two items that were compared before and did not change. What came
// of those pairs is in the open questions.
import type { Side } from '@/lib/engine/model'
import { db } from '@/lib/store/database/client'
import type { Item } from '@/lib/store/kinds/kind'
import { type Compared, comparedItems, digestOf } from '@/lib/store/pending/unlinked-items'
import type { StepContext } from '../step-context'
import { type OpenChange, openQuestions } from './open-changes'

type Items = Readonly<Record<Side, readonly Item[]>>

/** Two of these are not compared again. */
export async function comparedBefore(
  context: StepContext,
  items: Items,
  openChanges: readonly OpenChange[],
): Promise<ReadonlySet<string>> {
  const { sync, kind } = context
  const { matchKeys } = kind.domain
  // After a restore neither side can be trusted to be what it was.
  if (!matchKeys || sync.restoredAt !== null) return new Set()
  const stored = await comparedItems(db(sync.firmId), sync, matchKeys.scheme)
  const questions = openQuestions(openChanges, items.local, items.remote)
  // Without its reasons a question cannot be shown again as it was.
  const asked = new Set(
    questions.flatMap(({ reasons, ...pair }) => (reasons.length > 0 ? [pair.localId, pair.remoteId] : [])),
  )
  const isKnown = (item: Item, row: Compared | undefined) =>
    row !== undefined && row.digest === digestOf(sync, item) && (!row.asked || asked.has(item.id))
  const knownOn = (side: Side) => items[side].filter((item) => isKnown(item, stored[side].get(item.id)))
  return new Set([...knownOn('local'), ...knownOn('remote')].map(({ id }) => id))
}
