// Sends a person to Google from a plain form, which also works without script.
import { cookies } from 'next/headers'
import { NextRequest, NextResponse } from 'next/server'
import NextAuth from 'next-auth'
import { z } from 'zod'
import { CSRF_COOKIE, cookieName, cookieOptions } from '@/lib/auth/cookies'
import { authOptions } from '@/lib/auth/options'
import { env } from '@/lib/env'

/**
 * Does what next-auth's sign-in button for `provider` does: redirects to Google and sets next-auth's cookies. The calling route has
 * checked
 * that our own page sent the form. `callbackUrl` is where the person goes afterwards. `params` are extra parameters for Google.
 */
export async function beginConsent(
  provider: string,
  callbackUrl: string,
  params: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const csrfToken = await askCsrfToken()
  return askNextAuth(['signin', provider], `?${new URLSearchParams(params)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ csrfToken, callbackUrl }),
  })
}

const csrf = z.object({ csrfToken: z.string() })

/**
 * next-auth accepts a sign-in only with its own CSRF token, which its `signIn()` fetches by script from `/api/auth/csrf`. Our forms work
 * without script, so the server calls the same handler and puts the token's cookie where the next request of next-auth finds it.
 */
async function askCsrfToken(): Promise<string> {
  const answer = await askNextAuth(['csrf'])
  const name = cookieName(CSRF_COOKIE)
  const fresh = new NextResponse(null, { headers: answer.headers }).cookies.get(name)
  if (fresh) (await cookies()).set(name, fresh.value, cookieOptions())
  return csrf.parse(await answer.json()).csrfToken
}

function askNextAuth(
  path: string[],
  query = '',
  init: ConstructorParameters<typeof NextRequest>[1] = {},
): Promise<Response> {
  const request = new NextRequest(`${env().NEXTAUTH_URL}/api/auth/${path.join('/')}${query}`, init)
  return NextAuth(request, { params: Promise.resolve({ nextauth: path }) }, authOptions())
}
