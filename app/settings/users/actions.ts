'use server'
// What administrators do to the people of their firm. Each action asks for the role first.
import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import type { UsersState } from '@/components/users/users-state'
import { removePerson } from '@/lib/auth/disconnect'
import { secondsToWait } from '@/lib/auth/limits'
import { requireAdmin } from '@/lib/auth/session'
import { invite, revokeInvitation } from '@/lib/db/invitations'
import { changeRole, type UserChange } from '@/lib/db/users'

const PATH = '/settings/users'
const role = z.enum(['admin', 'member'])
const invitation = z.object({ email: z.string().trim().pipe(z.email()), role })
const assignment = z.object({ id: z.uuid(), role })

export async function invitePerson(_: UsersState, form: FormData): Promise<UsersState> {
  const user = await requireAdmin(PATH)
  const typed = String(form.get('email') ?? '')
  const asked = invitation.safeParse(Object.fromEntries(form))
  if (!asked.success)
    return { kind: 'fault', typed, message: 'Write an e-mail address like name@example.com.' }
  const { email, role } = asked.data
  if ((await secondsToWait('invitation', user.firmId)) > 0)
    return { kind: 'fault', typed, message: 'Your firm invited many people at once. Try again in a minute.' }
  if ((await invite(user, email, role)) === 'alreadyHere')
    return { kind: 'fault', typed, message: `${email} is a member of the firm already.` }
  revalidatePath(PATH)
  return {
    kind: 'done',
    message: `${email} can now sign in with Google. Tell them; Concord sends no e-mail.`,
  }
}

export async function revoke(form: FormData): Promise<void> {
  const user = await requireAdmin(PATH)
  await revokeInvitation(user, z.uuid().parse(form.get('id')))
  revalidatePath(PATH)
}

export async function assignRole(_: UsersState, form: FormData): Promise<UsersState> {
  const user = await requireAdmin(PATH)
  const { id, role } = assignment.parse(Object.fromEntries(form))
  const changed = await changeRole(user, id, role)
  revalidatePath('/', 'layout')
  return told(changed, role === 'admin' ? 'They are an administrator now.' : 'They are a member now.')
}

/** Ends their session, their syncs and Concord's access to their Google account. */
export async function remove(_: UsersState, form: FormData): Promise<UsersState> {
  const user = await requireAdmin(PATH)
  const removed = await removePerson(user, z.uuid().parse(form.get('id')))
  revalidatePath(PATH)
  return told(removed, 'They were removed and are signed out.')
}

function told(change: UserChange, done: string): UsersState {
  if (change === 'done') return { kind: 'done', message: done }
  const message =
    change === 'lastAdmin'
      ? 'The firm needs an administrator. Give somebody else the role first.'
      : 'They are no longer in the firm.'
  return { kind: 'fault', typed: '', message }
}
