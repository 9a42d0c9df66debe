// **Set Up Sync** and **Reconnect**: sends the person to Google to allow access to their contacts.
import { cookies } from 'next/headers'
import { NextResponse } from 'next/server'
import { beginConsent } from '@/lib/auth/begin'
import { CONTACTS_CONSENT, consentParams, FLOW_COOKIE, FLOW_SECONDS, sealFlow } from '@/lib/auth/connect'
import { CONSENT_PAGE, consentPage } from '@/lib/auth/consent-page'
import { cookieName, cookieOptions } from '@/lib/auth/cookies'
import { limited } from '@/lib/auth/limits'
import { refuseForeign } from '@/lib/auth/same-origin'
import { requireUser } from '@/lib/auth/session'
import { connectionOf } from '@/lib/store/sync/connections'

export async function POST(request: Request): Promise<Response> {
  const foreign = refuseForeign(request.headers)
  if (foreign) return foreign
  const user = await requireUser(CONSENT_PAGE)
  const refused = await limited(request, 'consent', user.userId)
  if (refused) return refused
  // Reconnecting means the same account, unless the person chooses another on Google's page.
  const lost = await connectionOf(user, 'google')
  const begun = await beginConsent(CONTACTS_CONSENT, consentPage(), consentParams(lost?.accountEmail))
  const state = new URL(begun.headers.get('location') ?? consentPage()).searchParams.get('state')
  // Google could not be reached; next-auth has logged it.
  if (!state) return NextResponse.redirect(consentPage('failed'), 303)
  const jar = await cookies()
  jar.set(cookieName(FLOW_COOKIE), sealFlow(user, state, new Date()), {
    ...cookieOptions(),
    maxAge: FLOW_SECONDS,
  })
  return begun
}

/** The address alone begins nothing; the page with the button does. */
export const GET = () => NextResponse.redirect(consentPage(), 303)
