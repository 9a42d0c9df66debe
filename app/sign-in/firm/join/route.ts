// **Join** a firm: the invitation is accepted and the person is signed in.
import { beginSession } from '@/lib/auth/begin-session'
import { accountThatChooses, forgetAccount } from '@/lib/auth/choice'
import { limited } from '@/lib/auth/limits'
import { refuseForeign } from '@/lib/auth/same-origin'
import { setCookie } from '@/lib/auth/session-cookie'
import { env } from '@/lib/env'
import { admit } from '@/lib/store/firm/users'

export async function POST(request: Request): Promise<Response> {
  const refused = refuseForeign(request.headers) ?? (await limited(request, 'signIn'))
  if (refused) return refused
  const account = await accountThatChooses(new Date())
  if (!account) return to('/sign-in?problem=choiceExpired')
  const firm = (await request.formData()).get('firm')
  const admission = await admit(account, typeof firm === 'string' ? firm : undefined)
  if (admission.kind === 'choose') return to('/sign-in/firm')
  await forgetAccount()
  if (admission.kind === 'refused') return to(`/sign-in?problem=${admission.reason}`)
  const session = await beginSession(account)
  if (!session) return to('/sign-in?problem=removed')
  await setCookie(session)
  return to('/contacts')
}

/** The address alone joins nothing; the page with the buttons does. */
export const GET = () => to('/sign-in/firm')

const to = (path: string) =>
  new Response(null, { status: 303, headers: { location: env().NEXTAUTH_URL + path } })
