// Finds the signed-in person. Every page, action and route starts here. The database is asked on each request, so that signing out,
// removal and a change of role take effect at once.

import { forbidden, redirect } from 'next/navigation'
import { cache } from 'react'
import { sessionOfBrowser } from '@/lib/auth/session-cookie'
import { log } from '@/lib/log'
import { recordRefusedPage } from '@/lib/store/audit/record'
import { NotAdministrator } from '@/lib/store/firm/rights'
import { personOf, type SignedIn } from '@/lib/store/firm/sessions'

/** The signed-in person, or null. Queried once per request. */
export const currentUser = cache(() => whoAsks(true))

/** The same for requests that an open page sends by itself: an unattended screen does not extend its session. */
export const watchingUser = () => whoAsks(false)

async function whoAsks(uses: boolean): Promise<SignedIn | null> {
  const session = await sessionOfBrowser()
  return session && personOf(session, new Date(), uses)
}

/** For pages and routes: redirects people who are not signed in to /sign-in, and back to `returnTo` afterwards. */
export async function requireUser(returnTo?: string): Promise<SignedIn> {
  const user = await currentUser()
  if (!user) redirect(returnTo ? `/sign-in?next=${encodeURIComponent(returnTo)}` : '/sign-in')
  return user
}

/** Like requireUser; members get a page that says who can make them an administrator. */
export async function requireAdmin(returnTo: string): Promise<SignedIn> {
  const user = await requireUser(returnTo)
  if (user.role === 'admin') return user
  log.warn('a member requested an administrator page', { userId: user.userId, kind: wordOf(returnTo) })
  await recordRefusedPage(user, returnTo, new Date())
  forbidden()
}

/** Handles the failed promise of an administrator's change: a person who lost the role during the request gets the members' page. */
export function roleLost(error: unknown): never {
  if (error instanceof NotAdministrator) forbidden()
  throw error
}

/** Converts "/settings/users" to "settings-users", as the log accepts it. */
const wordOf = (path: string): string => path.slice(1).replaceAll('/', '-')
