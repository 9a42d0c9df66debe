'use client'
// **Invite**: an email address and a role.
import { useActionState } from 'react'
import { SubmitButton } from '@/components/ui/button'
import { SelectField, TextField } from '@/components/ui/form/field'
import { Notice } from '@/components/ui/notice'
import type { UsersAction } from '@/components/users/users-state'

export function InviteForm({ invite }: { readonly invite: UsersAction }) {
  const [state, action] = useActionState(invite, { kind: 'none' })
  const fault = state.kind === 'fault' ? state : null
  return (
    <form action={action} noValidate className="grid gap-3">
      <div className="grid items-start gap-3 sm:grid-cols-[1fr_10rem_auto]">
        <TextField
          id="invite-email"
          name="email"
          label="Email"
          inputMode="email"
          autoComplete="off"
          defaultValue={fault?.typed ?? ''}
          error={fault?.message}
          required
        />
        <SelectField id="invite-role" name="role" label="Role" defaultValue="member">
          <option value="member">Member</option>
          <option value="admin">Administrator</option>
        </SelectField>
        <SubmitButton className="sm:mt-6">Invite</SubmitButton>
      </div>
      {state.kind === 'done' && (
        <Notice tone="good" alert>
          {state.message}
        </Notice>
      )}
    </form>
  )
}
