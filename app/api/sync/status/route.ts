// GET: how far the signed-in person's sync is. Small, since open pages ask each second.
import { pulseFrom } from '@/app/settings/sync/google/status'
import { watchingUser } from '@/lib/auth/session'
import { overviewOf } from '@/lib/db/overview'

export async function GET(): Promise<Response> {
  const user = await watchingUser()
  if (!user) return Response.json({ error: 'signed out' }, { status: 401 })
  return Response.json(pulseFrom(await overviewOf(user, 'google'), new Date()))
}
