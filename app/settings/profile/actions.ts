'use server'
// What people change of themselves: where they are signed in, and the zone in which they read times.
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { requireUser } from '@/lib/auth/session'
import { knownZone } from '@/lib/domains/events/value/zone'
import { log } from '@/lib/log'
import { endSessions } from '@/lib/store/firm/sessions'
import { saveTimeZone } from '@/lib/store/firm/users'

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

/** **Save** of the time zone; '' for the browser's. */
export async function chooseTimeZone(form: FormData): Promise<void> {
  const user = await requireUser(PATH)
  const name = z.string().max(64).parse(form.get('zone'))
  const zone = name === '' ? null : knownZone(name)
  if (name !== '' && zone === null) redirect(`${PATH}?saved=unknown`)
  await saveTimeZone(user, zone)
  revalidatePath('/', 'layout')
  redirect(`${PATH}?saved=zone`)
}
