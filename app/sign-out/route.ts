// **Sign out**: ends the session, so that a copy of its cookie is worth nothing, and forgets it in this browser.
import { refuseForeign } from '@/lib/auth/same-origin'
import { forgetCookies, sessionOfBrowser } from '@/lib/auth/session-cookie'
import { seeOther } from '@/lib/http/see-other'
import { log } from '@/lib/log'
import { endSession } from '@/lib/store/firm/sessions'

export async function POST(request: Request): Promise<Response> {
  const refused = refuseForeign(request.headers)
  if (refused) return refused
  await end()
  await forgetCookies()
  // What the browser may have kept of us goes too.
  return seeOther('/sign-in', { 'Clear-Site-Data': '"cache", "storage"' })
}

/** Opening the address does not sign out: another site could link here. The page has the button. */
export const GET = () => seeOther('/settings/profile')

async function end(): Promise<void> {
  const session = await sessionOfBrowser()
  if (!session) return
  try {
    const userId = await endSession(session, new Date())
    if (userId) log.info('signed out', { userId, sessionId: session.id })
  } catch (error) {
    // The browser forgets it all the same; the row is over by itself when it is not used.
    log.error('a session could not be ended', { sessionId: session.id, error })
  }
}
