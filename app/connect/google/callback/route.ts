// Where Google sends the person back to, whatever they answered.
import { cookies } from 'next/headers'
import { type NextRequest, NextResponse } from 'next/server'
import { FLOW_COOKIE, finishConnect } from '@/lib/auth/connect'
import { cookieName, cookieOptions } from '@/lib/auth/cookies'
import { limited } from '@/lib/auth/limits'
import { requireUser } from '@/lib/auth/session'
import { env } from '@/lib/env'
import { resumeAfterConsent } from '@/lib/store/runs/runs'

export async function GET(request: NextRequest): Promise<Response> {
  const user = await requireUser('/settings/sync/google')
  const refused = await limited(request, 'consent', user.userId)
  if (refused) return refused
  const jar = await cookies()
  const flow = jar.get(cookieName(FLOW_COOKIE))?.value
  const outcome = await finishConnect(user, new Date(), request.nextUrl.searchParams, flow)
  // One flow, one answer: the same address opened again finds no flow.
  jar.set(cookieName(FLOW_COOKIE), '', { ...cookieOptions(), maxAge: 0 })
  if (outcome.kind === 'connected') await resumeAfterConsent(user, outcome.connectionId)
  const problem = outcome.kind === 'problem' ? `?problem=${outcome.problem}` : ''
  return NextResponse.redirect(`${env().NEXTAUTH_URL}/settings/sync/google${problem}`, 303)
}
