'use server'
// What administrators do to the people of their firm. Each action asks for the role first.
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { changeWords, removalWords, type UsersState } from '@/components/users/users-state'
import { domainOf } from '@/lib/ascii'
import { removePerson } from '@/lib/auth/consent/disconnect'
import { secondsToWait } from '@/lib/auth/limits'
import { requireAdmin, roleLost } from '@/lib/auth/session'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { invite, renewInvitation, revokeInvitation } from '@/lib/store/firm/invitations'
import { endSessions } from '@/lib/store/firm/sessions'
import { changeRole, type UserChange } from '@/lib/store/firm/users'
import { INVITATION_DAYS } from '@/lib/store/retention/rules'

const PATH = '/settings/users'
/** Of an address that mail can be sent to (RFC 5321). */
const MOST_LETTERS = 254
const role = z.enum(['admin', 'member'], 'Choose one of the roles.')
const invitation = z.object({
  email: z
    .string()
    .trim()
    .max(MOST_LETTERS, `An email address has at most ${MOST_LETTERS} characters.`)
    .pipe(z.email('Enter an email address like name@example.com.')),
  role,
})
const assignment = z.object({ id: z.uuid(), role })

export async function invitePerson(_: UsersState, form: FormData): Promise<UsersState> {
  const user = await requireAdmin(PATH)
  const typed = String(form.get('email') ?? '')
  const asked = invitation.safeParse(Object.fromEntries(form))
  if (!asked.success) return { kind: 'fault', typed, message: asked.error.issues[0]?.message ?? '' }
  const { email, role } = asked.data
  const { ALLOWED_DOMAINS } = env()
  if (ALLOWED_DOMAINS.length > 0 && !ALLOWED_DOMAINS.includes(domainOf(email)))
    return {
      kind: 'fault',
      typed,
      message: `Only addresses at ${ALLOWED_DOMAINS.join(', ')} can be invited.`,
    }
  if ((await secondsToWait('invitation', user.firmId)) > 0)
    return {
      kind: 'fault',
      typed,
      message: 'Your firm sent many invitations at once. Try again in a minute.',
    }
  if ((await invite(user, email, role).catch(roleLost)) === 'alreadyHere')
    return { kind: 'fault', typed, message: `${email} is already a member of the firm.` }
  revalidatePath(PATH)
  return {
    kind: 'done',
    message: `${email} can now sign in with Google, for ${INVITATION_DAYS} days. Concord doesn’t send email, so let them know.`,
  }
}

export async function revoke(form: FormData): Promise<void> {
  const user = await requireAdmin(PATH)
  await revokeInvitation(user, z.uuid().parse(form.get('id'))).catch(roleLost)
  revalidatePath(PATH)
}

/** From now on the invitation can be accepted as long as a new one. */
export async function renew(form: FormData): Promise<void> {
  const user = await requireAdmin(PATH)
  await renewInvitation(user, z.uuid().parse(form.get('id'))).catch(roleLost)
  revalidatePath(PATH)
}

export async function assignRole(_: UsersState, form: FormData): Promise<UsersState> {
  const user = await requireAdmin(PATH)
  const { id, role } = assignment.parse(Object.fromEntries(form))
  const changed = await changeRole(user, id, role).catch(roleLost)
  if (changed === 'done') log.info('given a role', { userId: id, byUserId: user.userId, kind: role })
  revalidatePath('/', 'layout')
  return changeWords(changed, role === 'admin' ? 'They are an administrator now.' : 'They are a member now.')
}

/** **Sign out everywhere**, asked back once: they stay in the firm and can sign in again. */
export async function signOutEverywhere(_: UsersState, form: FormData): Promise<UsersState> {
  const user = await requireAdmin(PATH)
  const userId = z.uuid().parse(form.get('id'))
  const word = form.get('word')
  if (word === 'cancel') return { kind: 'none' }
  if (word !== 'yes') return { kind: 'ask', message: 'They have to sign in again, and lose unsaved changes.' }
  const count = await endSessions(user, userId, 'all', new Date()).catch(roleLost)
  log.info('signed out by an administrator', { userId, byUserId: user.userId, count })
  return { kind: 'done', message: count > 0 ? 'They are signed out everywhere.' : 'They were not signed in.' }
}

/** Ends their sessions, their syncs and Concord's access to their account. */
export async function remove(_: UsersState, form: FormData): Promise<UsersState> {
  return removalWords(await removed(form))
}

/** The same from a separate confirmation page; the list shows the result. */
export async function removeByPage(form: FormData): Promise<void> {
  redirect(`${PATH}?removed=${await removed(form)}`)
}

async function removed(form: FormData): Promise<UserChange> {
  const user = await requireAdmin(PATH)
  const userId = z.uuid().parse(form.get('id'))
  const change = await removePerson(user, userId).catch(roleLost)
  if (change === 'done') log.info('removed by an administrator', { userId, byUserId: user.userId })
  revalidatePath(PATH)
  return change
}
