'use client'
// The settings of a sync, saved when the person says so.
import { useActionState } from 'react'
import { SubmitButton } from '@/components/ui/button'
import type { ConflictPolicy, DeletePolicy, SyncSettings } from '@/lib/engine/model'
import { amount } from '../figures'
import type { ItemKind } from '../kinds/kind-words'
import { wordsOf } from '../kinds/words'

const conflicts = (label: string): readonly (readonly [ConflictPolicy, string])[] => [
  ['ask', 'Ask me'],
  ['local', 'Clio wins'],
  ['remote', `${label} wins`],
  ['newest', 'The newest edit wins'],
]
const deletes = (label: string): readonly (readonly [DeletePolicy, string])[] => [
  ['keep', `Keep it in ${label}`],
  ['delete', `Delete it in ${label}`],
]

/** `asks`: nothing was saved yet, since so many decisions that wait would be answered by these settings. */
export type SettingsState =
  | { readonly kind: 'message'; readonly words: string }
  | { readonly kind: 'asks'; readonly waiting: number; readonly settings: SyncSettings }

interface SettingsFormProps {
  readonly syncId: string
  readonly settings: SyncSettings
  /** Of the provider whose account it is. */
  readonly label: string
  readonly kind: ItemKind
  readonly action: (was: SettingsState, form: FormData) => Promise<SettingsState>
}

export function SettingsForm({ syncId, settings, label, kind, action }: SettingsFormProps) {
  const says = wordsOf(kind).settings
  const [state, save] = useActionState(action, { kind: 'message', words: '' })
  const asks = state.kind === 'asks' ? state : null
  const shown = asks?.settings ?? settings
  return (
    // Made anew with what was chosen, while the question about it stands.
    <form key={asks ? 'asks' : 'rests'} action={save} className="grid gap-5">
      <input type="hidden" name="syncId" value={syncId} />
      <div className="grid gap-5 sm:grid-cols-2">
        <Choice
          name="onConflict"
          legend="When both sides changed the same field"
          options={conflicts(label)}
          value={shown.onConflict}
        />
        <Choice
          name="onLocalDelete"
          legend={says.onLocalDelete}
          options={deletes(label)}
          value={shown.onLocalDelete}
        />
      </div>
      {says.fixed(label).map((words) => (
        <p key={words} className="text-soft">
          {words}
        </p>
      ))}
      {asks ? (
        <div className="grid gap-2">
          <input type="hidden" name="confirmed" value={asks.waiting} />
          <p role="alert">
            <span className="font-medium">
              {amount(asks.waiting, 'waiting decision')} will be answered this way. Continue?
            </span>{' '}
            The next check writes the answers on both sides.
          </p>
          <div className="flex flex-wrap gap-2">
            <SubmitButton look="secondary" name="word" value="cancel">
              Cancel
            </SubmitButton>
            <SubmitButton name="word" value="save">
              Continue
            </SubmitButton>
          </div>
        </div>
      ) : (
        <div className="flex items-center gap-3">
          <SubmitButton look="secondary">Save</SubmitButton>
          <p role="status">{state.kind === 'message' && state.words}</p>
        </div>
      )}
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
