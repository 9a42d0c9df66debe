// **Sign out**: forgets the session in this browser.
import { cookies } from 'next/headers'
import { isSameOrigin } from '@/lib/auth/same-origin'
import { env } from '@/lib/env'

export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request.headers))
    return new Response('This form was not sent from here.', { status: 403 })
  const jar = await cookies()
  for (const { name } of jar.getAll()) if (name.includes('next-auth.session-token')) expire(jar, name)
  return new Response(null, { status: 303, headers: { location: `${env().NEXTAUTH_URL}/sign-in` } })
}

/** A cookie with the `__Secure-` prefix is only replaced by one that says so too. */
function expire(jar: Awaited<ReturnType<typeof cookies>>, name: string): void {
  jar.set(name, '', { maxAge: 0, path: '/', httpOnly: true, secure: name.startsWith('__') })
}
