// Who is asking. Every page, action and route starts here; the answer comes from the database on each request,
// so that a person who signed out or was removed, or whose role changed, is treated so at once.

import { forbidden, redirect } from 'next/navigation'
import { cache } from 'react'
import { sessionOfBrowser } from '@/lib/auth/session-cookie'
import { log } from '@/lib/log'
import { NotAdministrator } from '@/lib/store/firm/rights'
import { personOf, type SignedIn } from '@/lib/store/firm/sessions'

/** Who is signed in, or null. Asked once per request. */
export const currentUser = cache(() => whoAsks(true))

/** The same for what an open page asks by itself: a screen that was left alone does not keep its session. */
export const watchingUser = () => whoAsks(false)

async function whoAsks(uses: boolean): Promise<SignedIn | null> {
  const session = await sessionOfBrowser()
  return session && personOf(session, new Date(), uses)
}

/** For pages and routes: sends people who are not signed in to /sign-in, and afterwards back to `returnTo`. */
export async function requireUser(returnTo?: string): Promise<SignedIn> {
  const user = await currentUser()
  if (!user) redirect(returnTo ? `/sign-in?next=${encodeURIComponent(returnTo)}` : '/sign-in')
  return user
}

/** As requireUser; members get a page that says who can grant them the role. */
export async function requireAdmin(returnTo: string): Promise<SignedIn> {
  const user = await requireUser(returnTo)
  if (user.role === 'admin') return user
  log.warn('a member asked for what administrators do', { userId: user.userId, kind: wordOf(returnTo) })
  forbidden()
}

/** For the promise of an administrator's change: a person who lost the role since the request began gets the members' page. */
export function roleLost(error: unknown): never {
  if (error instanceof NotAdministrator) forbidden()
  throw error
}

/** "/settings/users" as the log takes it: "settings-users". */
const wordOf = (path: string): string => path.slice(1).replaceAll('/', '-')
