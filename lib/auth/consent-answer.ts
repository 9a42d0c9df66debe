// A provider's answer to a consent on its way through next-auth: first whether it is an answer to this person, afterwards where
// they read the outcome.
import { cookies } from 'next/headers'
import { type NextRequest, NextResponse } from 'next/server'
import NextAuth from 'next-auth'
import { FLOW_COOKIE, problemOfAnswer } from '@/lib/auth/connect'
import { consentPage } from '@/lib/auth/consent-page'
import { cookieName, cookieOptions } from '@/lib/auth/cookies'
import { limited } from '@/lib/auth/limits'
import { authOptions } from '@/lib/auth/options'
import { requireUser } from '@/lib/auth/session'
import { syncPage } from '@/lib/http/sync-paths'
import type { ProviderName } from '@/lib/providers/registry'

type Context = { readonly params: Promise<{ nextauth: string[] }> }

/** `GET /api/auth/callback/google-contacts`, and its like of every provider. */
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
  const problem = problemOfAnswer(user, new Date(), request.nextUrl.searchParams, flow)
  if (problem) return NextResponse.redirect(consentPage(provider, problem), 303)
  const answer = await NextAuth(request, context, authOptions())
  // Where the provider's answer does not hold, next-auth would lead to the page for signing in.
  const isDone = answer.headers.get('location')?.startsWith(consentPage(provider))
  return isDone ? answer : NextResponse.redirect(consentPage(provider, 'failed'), 303)
}
