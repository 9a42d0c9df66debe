// One page of the preview in words, with its counts: for the first rendering and for every later look.
import type { Place, ReviewPage } from '@/components/sync/review/model'
import { rowOf } from '@/components/sync/row'
import type { Actor } from '@/lib/db/actor'
import { countChanges, pageOfChanges, type Scope, watchRun } from '@/lib/db/preview'
import { totalsOf } from '@/lib/db/totals'

export async function loadReview(actor: Actor, scope: Scope, place: Place): Promise<ReviewPage> {
  const from = place.after ? { after: place.after } : place.before ? { before: place.before } : null
  // Read first: what is decided while the rest is read shows in a later revision, never in none.
  const revision = (await watchRun(actor, scope))?.revision ?? 0
  const [page, counts, totals] = await Promise.all([
    pageOfChanges(actor, scope, place, from),
    countChanges(actor, scope, place.q),
    totalsOf(actor, scope),
  ])
  return { ...page, rows: page.rows.map(rowOf), counts, totals, revision }
}
