// Of next-auth's own routes those that lead back from a provider. The others would prolong a cookie or take it away without asking
// whether its session is still good.
import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { answerConsent } from '@/lib/auth/consent/consent-answer'
import { providerOfConsent } from '@/lib/auth/consent/consents'
import { limited } from '@/lib/auth/limits'
import { authOptions } from '@/lib/auth/options'

interface Context {
  readonly params: Promise<{ nextauth: string[] }>
}

const OURS = new Set(['callback', 'signin', 'error'])

export async function GET(request: NextRequest, context: Context): Promise<Response> {
  const [action = '', provider] = (await context.params).nextauth
  const consent = action === 'callback' ? providerOfConsent(provider) : null
  if (consent) return answerConsent(consent, request, context)
  const refused = await limited(request, 'signInAnswer')
  if (refused) return refused
  if (!OURS.has(action)) return Response.json({ error: 'no such address' }, { status: 404 })
  return NextAuth(request, context, authOptions())
}
