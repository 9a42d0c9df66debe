// GET: how far the signed-in person's sync is. Open pages ask each second: one query beside the session's.
import { pulseFrom } from '@/app/settings/sync/google/status'
import { watchingUser } from '@/lib/auth/session'
import { statusFactsOf } from '@/lib/store/sync/pulse'

export async function GET(): Promise<Response> {
  const user = await watchingUser()
  if (!user) return Response.json({ error: 'signed out' }, { status: 401 })
  return Response.json(pulseFrom(await statusFactsOf(user, 'google'), new Date()))
}
