// One page of the preview as texts, with its counts, for the first rendering and for every update.
import { readerZone } from '@/app/zone'
import { type Detail, detailOf } from '@/components/sync/detail'
import { termsOf } from '@/components/sync/kinds'
import { labelWords } from '@/components/sync/kinds/label-words'
import { opensAtOnce, type Place, type ReviewPage } from '@/components/sync/review/model'
import { rowOf } from '@/components/sync/row'
import type { Zone } from '@/components/ui/time/moment'
import { labelOf } from '@/lib/providers/registry'
import type { Actor } from '@/lib/store/firm/actor'
import { labelPreview } from '@/lib/store/labels/label-preview'
import { questionClasses } from '@/lib/store/review/answer-all'
import { asOfNow } from '@/lib/store/review/as-of'
import { askedOf, NOTHING_ASKED } from '@/lib/store/review/asked'
import { type ChangeSides, changeSides } from '@/lib/store/review/change-sides'
import { addedLabels } from '@/lib/store/review/only-mine'
import {
  type Counts,
  countChanges,
  openingViewOf,
  pageOfChanges,
  type Scope,
  type Search,
  type View,
} from '@/lib/store/review/preview'
import { totalsOf } from '@/lib/store/runs/totals'
import { providerOfSync } from '@/lib/store/sync/connections'
import { dialled } from './search'

/** Where no view was chosen: what needs a decision, or everything where nothing of the run does. */
export async function openingView(actor: Actor, scope: Scope): Promise<View> {
  if (scope.runId === null) return 'decide'
  return openingViewOf(actor, scope)
}

/** Of the rows that are open at once. */
export async function loadDetails(
  actor: Actor,
  scope: Scope,
  { rows }: ReviewPage,
  place: Place,
): Promise<Readonly<Record<string, Detail>>> {
  if (!opensAtOnce(rows, place)) return {}
  const zone = await readerZone()
  const found = await Promise.all(rows.map(({ id }) => changeSides(actor, scope, id)))
  return Object.fromEntries(found.flatMap((sides) => (sides ? [[sides.row.id, detailIn(sides, zone)]] : [])))
}

export const detailIn = (sides: ChangeSides, zone: Zone): Detail =>
  detailOf(sides, termsOf(sides.row.of, zone, labelOf(sides)))

/** Of the whole plan: `found` where nothing is searched for. */
export const wholeCounts = async (
  actor: Actor,
  scope: Scope,
  { q }: Search,
  found: Counts,
): Promise<Counts> => (q.trim() === '' ? found : countChanges(actor, scope, { q: '' }))

export async function loadReview(actor: Actor, scope: Scope, place: Place): Promise<ReviewPage> {
  const from = place.after ? { after: place.after } : place.before ? { before: place.before } : null
  const zone = await readerZone()
  // Read first: what is decided while the rest is read shows in a later revision, never in none.
  const asOf = await asOfNow(actor)
  const asked = (await askedOf(actor, scope)) ?? NOTHING_ASKED
  const search = await dialled(actor, { view: place.view, q: place.q })
  const counts = await countChanges(actor, scope, search)
  const [provider, page, classes, totals, labels, kept, whole] = await Promise.all([
    providerOfSync(actor, scope.syncId),
    pageOfChanges(actor, scope, search, from, counts[place.view]),
    questionClasses(actor, scope, search),
    totalsOf(actor, scope),
    place.view === 'addLocal' && scope.runId !== null ? addedLabels(actor, scope) : [],
    labelPreview(actor, scope),
    wholeCounts(actor, scope, search, counts),
  ])
  // Without a provider the sync does not exist or is another person's, and there are no rows.
  const label = provider ? labelOf({ provider }) : ''
  return {
    ...page,
    rows: page.rows.map((row) => rowOf(row, termsOf(row.of, zone, label))),
    counts,
    whole,
    classes,
    totals,
    labels,
    labelWords: kept && labelWords(kept, label),
    asked,
    asOf,
  }
}
