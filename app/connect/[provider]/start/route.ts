// **Set Up Sync**, **Reconnect** and **Allow calendar access**: sends the person to the provider, to allow access to an account of theirs.
import { cookies } from 'next/headers'
import { NextResponse } from 'next/server'
import { z } from 'zod'
import { beginConsent } from '@/lib/auth/begin'
import { consentPage } from '@/lib/auth/consent/consent-page'
import { CONSENTS } from '@/lib/auth/consent/consents'
import { FLOW_COOKIE, FLOW_SECONDS, sealFlow } from '@/lib/auth/consent/flow'
import { purposeSchema } from '@/lib/auth/consent/purpose'
import { cookieName, cookieOptions } from '@/lib/auth/cookies'
import { limited } from '@/lib/auth/limits'
import { refuseForeign } from '@/lib/auth/same-origin'
import { requireUser } from '@/lib/auth/session'
import { calendarPage, syncPage } from '@/lib/http/sync-paths'
import { findProvider } from '@/lib/providers/registry'
import { SCOPES } from '@/lib/store/sync/calendar-syncs'
import { connectionOf } from '@/lib/store/sync/connections'

interface Context {
  readonly params: Promise<{ readonly provider: string }>
}

const unknown = () => new Response('There is nothing to connect at this address.', { status: 404 })

const chosen = z.object({
  calendar: z.guid(),
  remote: z.string().max(1_000).optional(),
  from: z.enum(SCOPES).optional(),
})

/** The page of the calendar that access is asked for on, with what was chosen there; null if the form names none. */
function backIn(provider: string, form: FormData): string | null {
  const { data } = chosen.safeParse(Object.fromEntries(form))
  return data ? calendarPage(provider, data.calendar, { remote: data.remote, from: data.from }) : null
}

/** `?for=calendars`; contacts if the address does not say. */
const purposeIn = (url: string) => purposeSchema.safeParse(new URL(url).searchParams.get('for') ?? 'contacts')

export async function POST(request: Request, { params }: Context): Promise<Response> {
  const foreign = refuseForeign(request.headers)
  if (foreign) return foreign
  const provider = findProvider((await params).provider)?.name
  const { data: purpose } = purposeIn(request.url)
  if (!provider || !purpose) return unknown()
  const user = await requireUser(syncPage(provider))
  const refused = await limited(request, 'consent', user.userId)
  if (refused) return refused
  const aim = { purpose, back: backIn(provider, await request.formData()) }
  // Reconnecting means the same account, unless the person chooses another on the provider's page.
  const known = await connectionOf(user, provider)
  const { id, params: asked } = CONSENTS[provider]
  const begun = await beginConsent(id, consentPage(provider), asked(purpose, known))
  const state = new URL(begun.headers.get('location') ?? consentPage(provider)).searchParams.get('state')
  // The provider could not be reached; next-auth has logged it.
  if (!state) return NextResponse.redirect(consentPage(provider, 'failed', aim), 303)
  const jar = await cookies()
  jar.set(cookieName(FLOW_COOKIE), sealFlow(user, state, aim, new Date()), {
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
