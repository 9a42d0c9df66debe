'use client'
// The settings of a sync, saved when the person says so.
import { useActionState } from 'react'
import { SubmitButton } from '@/components/ui/button'
import type { ConflictPolicy, DeletePolicy, SyncSettings } from '@/lib/sync/model'

const CONFLICTS: readonly (readonly [ConflictPolicy, string])[] = [
  ['ask', 'Ask me'],
  ['local', 'Clio wins'],
  ['remote', 'Google wins'],
  ['newest', 'The newest edit wins'],
]
const DELETES: readonly (readonly [DeletePolicy, string])[] = [
  ['keep', 'Keep it in Google'],
  ['delete', 'Delete it in Google'],
]

interface SettingsFormProps {
  readonly syncId: string
  readonly settings: SyncSettings
  readonly action: (was: string | null, form: FormData) => Promise<string | null>
}

export function SettingsForm({ syncId, settings, action }: SettingsFormProps) {
  const [said, save] = useActionState(action, null)
  return (
    <form action={save} className="grid gap-5">
      <input type="hidden" name="syncId" value={syncId} />
      <div className="grid gap-5 sm:grid-cols-2">
        <Choice
          name="onConflict"
          legend="When both sides changed the same field"
          options={CONFLICTS}
          value={settings.onConflict}
        />
        <Choice
          name="onLocalDelete"
          legend="When I delete a contact in Clio"
          options={DELETES}
          value={settings.onLocalDelete}
        />
      </div>
      <p className="text-soft">A contact deleted in Google always stays in Clio.</p>
      <div className="flex items-center gap-3">
        <SubmitButton look="secondary">Save</SubmitButton>
        <p role="status">{said}</p>
      </div>
    </form>
  )
}

interface ChoiceProps {
  readonly name: string
  readonly legend: string
  readonly options: readonly (readonly [string, string])[]
  readonly value: string
}

const Choice = ({ name, legend, options, value }: ChoiceProps) => (
  <fieldset className="grid content-start gap-1">
    <legend className="mb-1 font-medium">{legend}</legend>
    {options.map(([option, label]) => (
      <label key={option} className="flex min-h-8 items-center gap-2">
        <input
          type="radio"
          name={name}
          value={option}
          defaultChecked={option === value}
          className="size-4 accent-accent"
        />
        {label}
      </label>
    ))}
  </fieldset>
)
