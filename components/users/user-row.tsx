'use client'
// One person of the firm: their role, **Sign out everywhere**, and **Remove** asked back once: before the page is alive, or without
// script, on a page of its own.
import { useActionState, useState } from 'react'
import { Button, SubmitButton } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { SelectField } from '@/components/ui/form/field'
import { RemoveConsequences, removeQuestion } from '@/components/users/remove-words'
import type { UsersAction, UsersState } from '@/components/users/users-state'

export interface ShownUser {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: 'admin' | 'member'
  /** The user who views the page. */
  readonly you: boolean
  /** The firm's only administrator: neither the role nor the membership can be taken away. */
  readonly stays: boolean
}

interface UserRowProps {
  readonly user: ShownUser
  /** Of the providers whose accounts they may have connected. */
  readonly label: string
  readonly assignRole: UsersAction
  readonly signOutEverywhere: UsersAction
  readonly remove: UsersAction
}

export function UserRow({ user, label, assignRole, signOutEverywhere, remove }: UserRowProps) {
  const [assigned, assign] = useActionState(assignRole, { kind: 'none' })
  const [signedOut, signOut] = useActionState(signOutEverywhere, { kind: 'none' })
  return (
    <li className="grid gap-2 px-4 py-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <p className="font-medium">
            {user.name} {user.you && <span className="font-normal text-soft">(you)</span>}
          </p>
          <p className="text-soft">{user.email}</p>
        </div>
        <div className="flex flex-wrap gap-2">
          {user.stays && <p className="text-soft">The only administrator</p>}
          {!user.stays && (
            <form action={assign} className="flex gap-2">
              <input type="hidden" name="id" value={user.id} />
              <SelectField
                // A new key for the current role, also after a change that was refused.
                key={`${user.role}${assigned.kind}`}
                id={`role-${user.id}`}
                name="role"
                label={`Role of ${user.name}`}
                labelHidden
                defaultValue={user.role}
              >
                <option value="member">Member</option>
                <option value="admin">Administrator</option>
              </SelectField>
              <SubmitButton look="secondary">Change role</SubmitButton>
            </form>
          )}
          {/* One's own sessions are on one's profile. */}
          {!user.you && signedOut.kind !== 'ask' && (
            <form action={signOut}>
              <input type="hidden" name="id" value={user.id} />
              <SubmitButton look="secondary">
                Sign out everywhere<span className="sr-only"> {user.name}</span>
              </SubmitButton>
            </form>
          )}
          {!user.stays && <Remove user={user} label={label} remove={remove} />}
        </div>
      </div>
      <Answer state={assigned} />
      {signedOut.kind === 'ask' ? (
        <SignOutQuestion user={user} says={signedOut.message} signOut={signOut} />
      ) : (
        <Answer state={signedOut} />
      )}
    </li>
  )
}

/** Asked on the row itself, so that it works without script. */
function SignOutQuestion({
  user,
  says,
  signOut,
}: {
  readonly user: ShownUser
  readonly says: string
  readonly signOut: (form: FormData) => void
}) {
  return (
    <form action={signOut} aria-label={`Sign out ${user.name} everywhere`} className="grid gap-2">
      <input type="hidden" name="id" value={user.id} />
      <p role="alert">
        <span className="font-medium">Sign out {user.name} everywhere?</span> {says}
      </p>
      <div className="flex flex-wrap gap-2">
        <SubmitButton look="secondary" name="word" value="cancel" autoFocus>
          Cancel
        </SubmitButton>
        <SubmitButton look="danger" name="word" value="yes">
          Sign out everywhere
        </SubmitButton>
      </div>
    </form>
  )
}

function Remove({ user, label, remove }: Pick<UserRowProps, 'user' | 'label' | 'remove'>) {
  const [open, setOpen] = useState(false)
  const [removed, action] = useActionState(remove, { kind: 'none' })
  return (
    <>
      <form
        method="get"
        action={`/settings/users/${user.id}/remove`}
        onSubmit={(event) => {
          event.preventDefault()
          setOpen(true)
        }}
      >
        <Button type="submit">
          Remove<span className="sr-only"> {user.name}</span>
        </Button>
      </form>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={removeQuestion(user.name)}
        actions={
          <>
            <Button onClick={() => setOpen(false)}>Cancel</Button>
            <form action={action}>
              <input type="hidden" name="id" value={user.id} />
              <SubmitButton look="danger">Remove</SubmitButton>
            </form>
          </>
        }
      >
        <RemoveConsequences label={label} />
        <Answer state={removed} />
      </Dialog>
    </>
  )
}

function Answer({ state }: { readonly state: UsersState }) {
  if (state.kind === 'none' || state.kind === 'ask') return null
  return (
    <p role="alert" className={state.kind === 'fault' ? 'font-medium text-bad' : 'text-good'}>
      {state.message}
    </p>
  )
}
