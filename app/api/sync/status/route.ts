// GET: how far the signed-in person's sync at `place` is. Open pages ask each second: one query beside the session's.
import { pulseFrom } from '@/app/settings/sync/[provider]/status'
import { watchingUser } from '@/lib/auth/session'
import { findPlace } from '@/lib/http/sync-paths'
import { findProvider } from '@/lib/providers/registry'
import { statusFactsOf } from '@/lib/store/sync/pulse'

export async function GET(request: Request): Promise<Response> {
  const user = await watchingUser()
  if (!user) return Response.json({ error: 'signed out' }, { status: 401 })
  const place = findPlace(new URL(request.url).searchParams.get('place') ?? '')
  const provider = place && findProvider(place.provider)
  if (!provider) return Response.json({ error: 'no such sync' }, { status: 404 })
  return Response.json(pulseFrom(await statusFactsOf(user, provider.name, place.calendarId), new Date()))
}
