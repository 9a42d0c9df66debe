// The cookie of a session names it and its firm, sealed by next-auth, and says nothing else: what it is worth is looked up in the
// database at each request (lib/store/firm/sessions.ts).
import { cookies } from 'next/headers'
import { decode, encode } from 'next-auth/jwt'
import { z } from 'zod'
import { cookieName, cookieOptions } from '@/lib/auth/cookies'
import { env } from '@/lib/env'
import type { OfFirm } from '@/lib/store/database/cross-tenant'
import { SESSION_SECONDS } from '@/lib/store/firm/sessions'

declare module 'next-auth/jwt' {
  interface JWT {
    sessionId?: string
    firmId?: string
  }
}

export const SESSION_COOKIE = 'next-auth.session-token'

const named = z.object({ sessionId: z.guid(), firmId: z.guid() })

/** The session that this browser names, if its cookie is one of ours. */
export async function sessionOfBrowser(): Promise<OfFirm | null> {
  return openCookie((await cookies()).get(cookieName(SESSION_COOKIE))?.value)
}

/** What an earlier secret sealed still opens while that secret is given. */
export async function openCookie(token: string | undefined): Promise<OfFirm | null> {
  const { NEXTAUTH_SECRET, NEXTAUTH_SECRET_OLD } = env()
  for (const secret of [NEXTAUTH_SECRET, NEXTAUTH_SECRET_OLD]) {
    if (!token || !secret) continue
    const { data } = named.safeParse(await decode({ token, secret }).catch(() => null))
    if (data) return { id: data.sessionId, firmId: data.firmId }
  }
  return null
}

/** As next-auth does after Google's answer, for who signs in without one. */
export async function setCookie(session: {
  readonly sessionId: string
  readonly firmId: string
}): Promise<void> {
  const { NEXTAUTH_SECRET } = env()
  const token = await encode({ token: session, secret: NEXTAUTH_SECRET, maxAge: SESSION_SECONDS })
  ;(await cookies()).set(cookieName(SESSION_COOKIE), token, { ...cookieOptions(), maxAge: SESSION_SECONDS })
}

/** Every cookie of signing in: also where somebody wanted to go, and what a broken-off sign-in left. Long ones come in numbered pieces. */
export async function forgetCookies(): Promise<void> {
  const jar = await cookies()
  const ours = cookieName('next-auth.')
  for (const { name } of jar.getAll())
    if (name.startsWith(ours)) jar.set(name, '', { ...cookieOptions(), maxAge: 0 })
}
