// GET: one change of a preview, field by field.

import { detailIn } from '@/app/settings/sync/[provider]/preview/load'
import { scopeFrom } from '@/app/settings/sync/[provider]/preview/scope'
import { readerZone } from '@/app/zone'
import { currentUser } from '@/lib/auth/session'
import { changeSides } from '@/lib/store/review/change-sides'

interface Context {
  readonly params: Promise<{ readonly syncId: string; readonly changeId: string }>
}

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const user = await currentUser()
  if (!user) return Response.json({ error: 'signed out' }, { status: 401 })
  const { syncId, changeId } = await params
  const scope = scopeFrom(syncId, new URL(request.url).searchParams.get('run'))
  const found = scope && scopeFrom(changeId, null) && (await changeSides(user, scope, changeId))
  if (!found) return Response.json({ error: 'no such change' }, { status: 404 })
  return Response.json(detailIn(found, await readerZone()))
}
