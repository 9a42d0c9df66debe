// Starts a session in this browser after Google has confirmed who the person is.
import { headers } from 'next/headers'
import { browserOf } from '@/lib/auth/browser'
import { sessionOfBrowser } from '@/lib/auth/session-cookie'
import { log } from '@/lib/log'
import type { Identity } from '@/lib/store/database/cross-tenant'
import { endSession, startSession } from '@/lib/store/firm/sessions'

/** The ids that the cookie names; null if the person was removed meanwhile. */
export async function beginSession(account: Identity): Promise<{ sessionId: string; firmId: string } | null> {
  const now = new Date()
  const former = await sessionOfBrowser()
  if (former) await endSession(former, now)
  const session = await startSession(account, browserOf((await headers()).get('user-agent')), now)
  if (!session) return null
  const { id: sessionId, firmId, userId } = session
  log.info('signed in', { userId, sessionId })
  return { sessionId, firmId }
}
