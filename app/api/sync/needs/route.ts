// GET: what the signed-in person's sync needs them for, or null. The header asks on each page, since it is drawn once and stays.
import { needOfPerson } from '@/app/needs'
import { watchingUser } from '@/lib/auth/session'

export async function GET(): Promise<Response> {
  const user = await watchingUser()
  if (!user) return Response.json({ error: 'signed out' }, { status: 401 })
  return Response.json(await needOfPerson(user))
}
