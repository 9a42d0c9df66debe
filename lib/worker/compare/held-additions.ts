// Holds what would give a person the same contact twice: one that colleagues share, while the person has a contact of their own that may be
// the same person. The person is asked first.
import { holdAdditions, mayAdd } from '@/lib/engine/held-addition'
import type { Change, Item } from '@/lib/store/kinds/kind'
import { mineBeside } from '@/lib/store/review/mine-beside'
import type { StepContext } from '../step-context'
import { matchApart } from './unlinked'

/** The plan, with the reason to ask in each addition and question that it concerns. */
export async function withHeldAdditions(
  { kind }: StepContext,
  changes: readonly Change[],
): Promise<readonly Change[]> {
  const adding = changes.flatMap((one) => (mayAdd(one) && one.localId ? [one.localId] : []))
  const match = async (shared: readonly Item[], own: readonly Item[]) => matchApart(kind)(shared, own, {})
  return holdAdditions(changes, await mineBeside(kind, adding, { match }))
}
