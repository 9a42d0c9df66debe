// **Set Up Sync** and **Reconnect**: sends the person to the provider, to allow access to an account of theirs.
import { cookies } from 'next/headers'
import { NextResponse } from 'next/server'
import { beginConsent } from '@/lib/auth/begin'
import { FLOW_COOKIE, FLOW_SECONDS, sealFlow } from '@/lib/auth/consent/connect'
import { consentPage } from '@/lib/auth/consent/consent-page'
import { CONSENTS } from '@/lib/auth/consent/consents'
import { cookieName, cookieOptions } from '@/lib/auth/cookies'
import { limited } from '@/lib/auth/limits'
import { refuseForeign } from '@/lib/auth/same-origin'
import { requireUser } from '@/lib/auth/session'
import { syncPage } from '@/lib/http/sync-paths'
import { findProvider } from '@/lib/providers/registry'
import { connectionOf } from '@/lib/store/sync/connections'

interface Context {
  readonly params: Promise<{ readonly provider: string }>
}

const unknown = () => new Response('There is no such provider.', { status: 404 })

export async function POST(request: Request, { params }: Context): Promise<Response> {
  const foreign = refuseForeign(request.headers)
  if (foreign) return foreign
  const provider = findProvider((await params).provider)?.name
  if (!provider) return unknown()
  const user = await requireUser(syncPage(provider))
  const refused = await limited(request, 'consent', user.userId)
  if (refused) return refused
  // Reconnecting means the same account, unless the person chooses another on the provider's page.
  const lost = await connectionOf(user, provider)
  const { id, params: asked } = CONSENTS[provider]
  const begun = await beginConsent(id, consentPage(provider), asked(lost?.accountEmail))
  const state = new URL(begun.headers.get('location') ?? consentPage(provider)).searchParams.get('state')
  // The provider could not be reached; next-auth has logged it.
  if (!state) return NextResponse.redirect(consentPage(provider, 'failed'), 303)
  const jar = await cookies()
  jar.set(cookieName(FLOW_COOKIE), sealFlow(user, state, new Date()), {
    ...cookieOptions(),
    maxAge: FLOW_SECONDS,
  })
  return begun
}

/** The address alone begins nothing; the page with the button does. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const provider = findProvider((await params).provider)?.name
  return provider ? NextResponse.redirect(consentPage(provider), 303) : unknown()
}
