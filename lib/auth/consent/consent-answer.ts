// Handles a provider's answer to a consent around next-auth: it first checks that the answer belongs to this person and then shows the
// result.
import { cookies } from 'next/headers'
import { type NextRequest, NextResponse } from 'next/server'
import NextAuth from 'next-auth'
import type { ConnectProblem } from '@/lib/auth/consent/connect'
import { consentPage } from '@/lib/auth/consent/consent-page'
import { aimOf, FLOW_COOKIE, problemOfAnswer } from '@/lib/auth/consent/flow'
import { receiveConsent } from '@/lib/auth/consent/receive-consent'
import { cookieName, cookieOptions } from '@/lib/auth/cookies'
import { limited } from '@/lib/auth/limits'
import { authOptions } from '@/lib/auth/options'
import { requireUser } from '@/lib/auth/session'
import { syncPage } from '@/lib/http/sync-paths'
import type { ProviderName } from '@/lib/providers/registry'
import { recordAlone } from '@/lib/store/audit/record'

type Context = { readonly params: Promise<{ nextauth: string[] }> }

/** `GET /api/auth/callback/google-contacts`, and the same path for other providers' consents. */
export async function answerConsent(
  provider: ProviderName,
  request: NextRequest,
  context: Context,
): Promise<Response> {
  const user = await requireUser(syncPage(provider))
  const refused = await limited(request, 'consent', user.userId)
  if (refused) return refused
  const jar = await cookies()
  const flow = jar.get(cookieName(FLOW_COOKIE))?.value
  // A flow has one answer: opening the same address again finds no flow.
  jar.set(cookieName(FLOW_COOKIE), '', { ...cookieOptions(), maxAge: 0 })
  const aim = aimOf(flow)
  const failed = (problem: ConnectProblem) => NextResponse.redirect(consentPage(provider, problem, aim), 303)
  const problem = problemOfAnswer(user, new Date(), request.nextUrl.searchParams, flow)
  if (problem) {
    const { firmId, userId } = user
    await recordAlone(firmId, { kind: 'account.refuse', userId, detail: { provider, problem } })
    return failed(problem)
  }
  const options = authOptions()
  const answer = await NextAuth(request, context, {
    ...options,
    callbacks: {
      ...options.callbacks,
      signIn: ({ account, profile }) => receiveConsent(provider, aim, account, profile),
    },
  })
  // If the provider's answer is invalid, next-auth would redirect to the sign-in page.
  const isDone = answer.headers.get('location')?.startsWith(consentPage(provider))
  return isDone ? answer : failed('failed')
}
