// One page of the preview in words, with its counts: for the first rendering and for every later look.
import type { Place, ReviewPage } from '@/components/sync/review/model'
import { rowOf } from '@/components/sync/row'
import type { Actor } from '@/lib/db/actor'
import { askedOf, NOTHING_ASKED } from '@/lib/db/asked'
import { countChanges, pageOfChanges, type Scope, type View } from '@/lib/db/preview'
import { totalsOf } from '@/lib/db/totals'

/** Where no view was chosen: what needs a decision, or everything where nothing of the run does. */
export async function openingView(actor: Actor, scope: Scope): Promise<View> {
  if (scope.runId === null) return 'decide'
  const { decide, all } = await countChanges(actor, scope, '')
  return decide === 0 && all > 0 ? 'all' : 'decide'
}

export async function loadReview(actor: Actor, scope: Scope, place: Place): Promise<ReviewPage> {
  const from = place.after ? { after: place.after } : place.before ? { before: place.before } : null
  // Read first: what is decided while the rest is read shows in a later revision, never in none.
  const asked = (await askedOf(actor, scope)) ?? NOTHING_ASKED
  const [page, counts, totals] = await Promise.all([
    pageOfChanges(actor, scope, place, from),
    countChanges(actor, scope, place.q),
    totalsOf(actor, scope),
  ])
  return { ...page, rows: page.rows.map(rowOf), counts, totals, asked }
}
