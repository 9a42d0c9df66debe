'use client'
// The firm's settings. Works as a plain form where there is no script.
import { useActionState } from 'react'
import { SubmitButton } from '@/components/ui/button'
import { SelectField, TextField } from '@/components/ui/form/field'
import { Saved } from '@/components/ui/saved'

interface Typed {
  readonly name: string
  /** '' where none is chosen. */
  readonly phoneRegion: string
}

export type FirmState =
  | { readonly kind: 'untouched' }
  | { readonly kind: 'saved'; readonly typed: Typed }
  | {
      readonly kind: 'fault'
      readonly typed: Typed
      readonly field: keyof Typed
      readonly message: string
    }

interface FirmFormProps {
  readonly firm: { readonly name: string; readonly phoneRegion: string | null }
  readonly regions: readonly { readonly code: string; readonly name: string }[]
  readonly save: (state: FirmState, form: FormData) => Promise<FirmState>
}

export function FirmForm({ firm, regions, save }: FirmFormProps) {
  const [state, action] = useActionState(save, { kind: 'untouched' })
  const typed = state.kind === 'untouched' ? { ...firm, phoneRegion: firm.phoneRegion ?? '' } : state.typed
  const faultOf = (field: keyof Typed) =>
    state.kind === 'fault' && state.field === field ? state.message : undefined
  return (
    <form action={action} noValidate className="grid gap-4">
      {state.kind === 'saved' && <Saved words="Saved." answer={state} />}
      <TextField
        id="firm-name"
        name="name"
        label="Firm name"
        defaultValue={typed.name}
        autoComplete="organization"
        error={faultOf('name')}
      />
      <SelectField
        // React empties a select after the action, whatever its default: a new one shows what was chosen.
        key={typed.phoneRegion}
        id="firm-phone-region"
        name="phoneRegion"
        label="Country of phone numbers"
        hint="Numbers without a country code are compared as numbers of this country. Your contacts are not changed."
        defaultValue={typed.phoneRegion}
        error={faultOf('phoneRegion')}
      >
        <option value="">Not set</option>
        {regions.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </SelectField>
      <div>
        <SubmitButton look="primary">Save</SubmitButton>
      </div>
    </form>
  )
}
