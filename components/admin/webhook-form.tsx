'use client'
// The address of the firm's webhook.
import { useActionState } from 'react'
import { SubmitButton } from '@/components/ui/button'
import { TextField } from '@/components/ui/form/field'

export interface WebhookState {
  readonly typed: string
  readonly fault: string | null
}

interface WebhookFormProps {
  readonly url: string
  readonly save: (state: WebhookState, form: FormData) => Promise<WebhookState>
}

export function WebhookForm({ url, save }: WebhookFormProps) {
  const [state, action] = useActionState(save, { typed: url, fault: null })
  return (
    <form action={action} noValidate className="grid gap-4">
      <TextField
        key={state.typed}
        id="url"
        name="url"
        type="url"
        label="Address"
        hint="A public https:// address that answers with a status from 200 to 299."
        autoComplete="off"
        defaultValue={state.typed}
        error={state.fault ?? undefined}
        required
      />
      <SubmitButton className="justify-self-start">Save</SubmitButton>
    </form>
  )
}
