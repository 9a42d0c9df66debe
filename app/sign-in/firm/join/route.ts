// **Join** a firm: the invitation is accepted and the person is signed in.
import { beginSession } from '@/lib/auth/begin-session'
import { accountThatChooses, forgetAccount } from '@/lib/auth/choice'
import { limited } from '@/lib/auth/limits'
import { refuseForeign } from '@/lib/auth/same-origin'
import { setCookie } from '@/lib/auth/session-cookie'
import { seeOther } from '@/lib/http/see-other'
import { admit } from '@/lib/store/firm/users'

export async function POST(request: Request): Promise<Response> {
  const refused = refuseForeign(request.headers) ?? (await limited(request, 'signIn'))
  if (refused) return refused
  const account = await accountThatChooses(new Date())
  if (!account) return seeOther('/sign-in?problem=choiceExpired')
  const firm = (await request.formData()).get('firm')
  const admission = await admit(account, typeof firm === 'string' ? firm : undefined)
  if (admission.kind === 'choose') return seeOther('/sign-in/firm')
  await forgetAccount()
  if (admission.kind === 'refused') return seeOther(`/sign-in?problem=${admission.reason}`)
  const session = await beginSession(account)
  if (!session) return seeOther('/sign-in?problem=removed')
  await setCookie(session)
  return seeOther('/contacts')
}

/** The address alone joins nothing; the page with the buttons does. */
export const GET = () => seeOther('/sign-in/firm')
