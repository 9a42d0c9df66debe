// GET: contacts of the firm that match `q`, for a field that finds one while its name is typed.
import { contactsLike } from '@/app/matters/load'
import { limited } from '@/lib/auth/limits'
import { watchingUser } from '@/lib/auth/session'
import { beginning, storableText } from '@/lib/domains/text/storable'

export async function GET(request: Request): Promise<Response> {
  const user = await watchingUser()
  if (!user) return Response.json({ error: 'signed out' }, { status: 401 })
  const refused = await limited(request, 'search', user.userId)
  if (refused) return refused
  const q = new URL(request.url).searchParams.get('q') ?? ''
  const contacts = await contactsLike(user, beginning(storableText(q), 200))
  return Response.json({ contacts }, { headers: { 'cache-control': 'no-store' } })
}
