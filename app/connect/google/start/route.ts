// **Set Up Sync** and **Reconnect**: sends the person to Google to allow access to their contacts.
import { cookies } from 'next/headers'
import { NextResponse } from 'next/server'
import { beginConnect, FLOW_COOKIE, FLOW_SECONDS } from '@/lib/auth/connect'
import { cookieName, cookieOptions } from '@/lib/auth/cookies'
import { limited } from '@/lib/auth/limits'
import { refuseForeign } from '@/lib/auth/same-origin'
import { requireUser } from '@/lib/auth/session'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { connectionOf } from '@/lib/store/sync/connections'

export async function POST(request: Request): Promise<Response> {
  const foreign = refuseForeign(request.headers)
  if (foreign) return foreign
  const user = await requireUser('/settings/sync/google')
  const refused = await limited(request, 'consent', user.userId)
  if (refused) return refused
  const { NEXTAUTH_URL } = env()
  try {
    // Reconnecting means the same account, unless the person chooses another on Google's page.
    const lost = await connectionOf(user, 'google')
    const { url, cookie } = await beginConnect(user, new Date(), lost?.accountEmail)
    ;(await cookies()).set(cookieName(FLOW_COOKIE), cookie, { ...cookieOptions(), maxAge: FLOW_SECONDS })
    return NextResponse.redirect(url, 303)
  } catch (error) {
    log.error('Google could not be reached to ask for consent', { error })
    return NextResponse.redirect(`${NEXTAUTH_URL}/settings/sync/google?problem=failed`, 303)
  }
}

/** The address alone begins nothing; the page with the button does. */
export const GET = () => NextResponse.redirect(`${env().NEXTAUTH_URL}/settings/sync/google`, 303)
