// **Continue with Google**.
import type { NextRequest } from 'next/server'
import { beginConsent } from '@/lib/auth/begin'
import { limited } from '@/lib/auth/limits'
import { returnAddress, safePath } from '@/lib/auth/return-to'
import { refuseForeign } from '@/lib/auth/same-origin'
import { env } from '@/lib/env'
import { seeOther } from '@/lib/http/see-other'

export async function POST(request: NextRequest): Promise<Response> {
  const foreign = refuseForeign(request.headers)
  if (foreign) return foreign
  const refused = await limited(request, 'signIn')
  if (refused) return refused
  const next = (await request.formData()).get('next')
  const path = safePath(typeof next === 'string' ? next : null)
  return beginConsent('google', env().NEXTAUTH_URL + returnAddress(path))
}

/** The address alone begins nothing; the page with the button does. */
export const GET = () => seeOther('/sign-in')
