// GET: one page of a preview's changes, filtered as the query says.
import { loadReview } from '@/app/settings/sync/[provider]/preview/load'
import { scopeFrom } from '@/app/settings/sync/[provider]/preview/scope'
import { placeFrom } from '@/components/sync/review/model'
import { limited } from '@/lib/auth/limits'
import { currentUser } from '@/lib/auth/session'

interface Context {
  readonly params: Promise<{ readonly syncId: string }>
}

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const user = await currentUser()
  if (!user) return Response.json({ error: 'signed out' }, { status: 401 })
  const query = new URL(request.url).searchParams
  const scope = scopeFrom((await params).syncId, query.get('run'))
  if (!scope) return Response.json({ error: 'no such sync' }, { status: 404 })
  const place = placeFrom(query)
  const refused = place.q ? await limited(request, 'search', user.userId) : null
  return refused ?? Response.json(await loadReview(user, scope, place))
}
