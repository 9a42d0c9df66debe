// **Continue with Google**, as a plain form post, so that it works before and without script. next-auth wants a token of its
// own against forged posts; this route checks where the post comes from and then hands next-auth its token.
import { createHash, randomBytes } from 'node:crypto'
import { cookies } from 'next/headers'
import { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { cookieName, cookieOptions } from '@/lib/auth/cookies'
import { limited } from '@/lib/auth/limits'
import { authOptions } from '@/lib/auth/options'
import { returnAddress, safePath } from '@/lib/auth/return-to'
import { refuseForeign } from '@/lib/auth/same-origin'
import { env } from '@/lib/env'

export async function POST(request: NextRequest): Promise<Response> {
  const foreign = refuseForeign(request.headers)
  if (foreign) return foreign
  const refused = await limited(request, 'signIn')
  if (refused) return refused
  const { NEXTAUTH_URL, NEXTAUTH_SECRET } = env()
  const next = (await request.formData()).get('next')
  const csrfToken = randomBytes(32).toString('hex')
  const hash = createHash('sha256').update(`${csrfToken}${NEXTAUTH_SECRET}`).digest('hex')
  ;(await cookies()).set(cookieName('next-auth.csrf-token'), `${csrfToken}|${hash}`, cookieOptions())
  const callbackUrl = NEXTAUTH_URL + returnAddress(safePath(typeof next === 'string' ? next : null))
  const begin = new NextRequest(`${NEXTAUTH_URL}/api/auth/signin/google`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ csrfToken, callbackUrl }),
  })
  return NextAuth(begin, { params: Promise.resolve({ nextauth: ['signin', 'google'] }) }, authOptions())
}

/** The address alone begins nothing; the page with the button does. */
export const GET = () =>
  new Response(null, { status: 303, headers: { location: `${env().NEXTAUTH_URL}/sign-in` } })
