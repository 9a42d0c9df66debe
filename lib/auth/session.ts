// Who is asking. Every page, action and route starts here; the answer comes from the database on each request,
// so that a person who was removed, or whose role changed, is treated so at once.

import { forbidden, redirect } from 'next/navigation'
import { getServerSession } from 'next-auth'
import { cache } from 'react'
import { authOptions } from '@/lib/auth/options'
import { activeUser } from '@/lib/db/users'

export interface SignedIn {
  readonly userId: string
  readonly firmId: string
  readonly role: 'admin' | 'member'
  readonly name: string
  readonly email: string
}

/** Who is signed in, or null. Asked once per request. */
export const currentUser = cache(async (): Promise<SignedIn | null> => {
  const session = await getServerSession(authOptions())
  return session?.userId ? activeUser(session.userId) : null
})

/** For pages and routes: sends people who are not signed in to /sign-in, and afterwards back to `returnTo`. */
export async function requireUser(returnTo?: string): Promise<SignedIn> {
  const user = await currentUser()
  if (!user) redirect(returnTo ? `/sign-in?next=${encodeURIComponent(returnTo)}` : '/sign-in')
  return user
}

/** As requireUser; members get a page that says who can grant them the role. */
export async function requireAdmin(returnTo?: string): Promise<SignedIn> {
  const user = await requireUser(returnTo)
  if (user.role !== 'admin') forbidden()
  return user
}
