'use server'
// **Sign out** somewhere else: a person ends their own sessions.
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { requireUser } from '@/lib/auth/session'
import { log } from '@/lib/log'
import { endSessions } from '@/lib/store/firm/sessions'

const PATH = '/settings/profile'

export async function signOutThere(form: FormData): Promise<void> {
  const user = await requireUser(PATH)
  const sessionId = z.guid().parse(form.get('id'))
  const count = await endSessions(user, user.userId, { only: sessionId }, new Date())
  log.info('signed out elsewhere', { userId: user.userId, sessionId, count })
  redirect(`${PATH}?ended=there`)
}

export async function signOutElsewhere(): Promise<void> {
  const user = await requireUser(PATH)
  const count = await endSessions(user, user.userId, { except: user.sessionId }, new Date())
  log.info('signed out everywhere else', { userId: user.userId, count })
  redirect(`${PATH}?ended=elsewhere`)
}
