// GET: whether a preview still waits for its person, or what happened to it, and whether something was decided meanwhile.
// The response is small, since open pages request it now and then.
import { scopeFrom } from '@/app/settings/sync/[provider]/preview/scope'
import { watchingUser } from '@/lib/auth/session'
import { watchRun } from '@/lib/store/review/preview'

interface Context {
  readonly params: Promise<{ readonly syncId: string; readonly runId: string }>
}

export async function GET(_: Request, { params }: Context): Promise<Response> {
  const user = await watchingUser()
  if (!user) return Response.json({ error: 'signed out' }, { status: 401 })
  const { syncId, runId } = await params
  const scope = scopeFrom(syncId, runId)
  const watched = scope && (await watchRun(user, scope))
  if (!watched) return Response.json({ error: 'no such run' }, { status: 404 })
  return Response.json(watched)
}
