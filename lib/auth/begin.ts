// Sends a person to Google from a plain form, which works before and without script.
import { cookies } from 'next/headers'
import { NextRequest, NextResponse } from 'next/server'
import NextAuth from 'next-auth'
import { z } from 'zod'
import { CSRF_COOKIE, cookieName, cookieOptions } from '@/lib/auth/cookies'
import { authOptions } from '@/lib/auth/options'
import { env } from '@/lib/env'

/**
 * next-auth's answer to a press of its sign-in button for `provider`: a redirect to Google, with its cookies. The route that
 * calls this has checked that our own page sent the form. `callbackUrl`: where the person goes once signed in. `params`: what
 * else Google is asked.
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
 * next-auth takes a sign-in only with its own token against forged posts, which its `signIn()` fetches by script from
 * `/api/auth/csrf`. Our forms work without script, so the server asks that same address of the library, and puts the cookie
 * that comes with the token where the post that follows will look for it.
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
