// The session cookie contains the ids of the session and its firm, sealed by next-auth, and nothing else. Each request looks the session
// up in the database (lib/store/firm/sessions.ts).
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

/** The session named by this browser's cookie, if the cookie is valid. */
export async function sessionOfBrowser(): Promise<OfFirm | null> {
  return openCookie((await cookies()).get(cookieName(SESSION_COOKIE))?.value)
}

/** A cookie that an earlier secret sealed still opens while that secret is given. */
export async function openCookie(token: string | undefined): Promise<OfFirm | null> {
  const { NEXTAUTH_SECRET, NEXTAUTH_SECRET_OLD } = env()
  for (const secret of [NEXTAUTH_SECRET, NEXTAUTH_SECRET_OLD]) {
    if (!token || !secret) continue
    const { data } = named.safeParse(await decode({ token, secret }).catch(() => null))
    if (data) return { id: data.sessionId, firmId: data.firmId }
  }
  return null
}

/** Sets the cookie as next-auth does after Google's answer, for people who sign in without it. */
export async function setCookie(session: {
  readonly sessionId: string
  readonly firmId: string
}): Promise<void> {
  const { NEXTAUTH_SECRET } = env()
  const token = await encode({ token: session, secret: NEXTAUTH_SECRET, maxAge: SESSION_SECONDS })
  ;(await cookies()).set(cookieName(SESSION_COOKIE), token, { ...cookieOptions(), maxAge: SESSION_SECONDS })
}

/**
 * Deletes all sign-in cookies, including the return address and the rest of an interrupted sign-in. Long cookies come in numbered pieces.
 */
export async function forgetCookies(): Promise<void> {
  const jar = await cookies()
  const ours = cookieName('next-auth.')
  for (const { name } of jar.getAll())
    if (name.startsWith(ours)) jar.set(name, '', { ...cookieOptions(), maxAge: 0 })
}
