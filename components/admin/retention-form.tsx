'use client'
// How long things are kept: the days that a firm may choose. A shorter time that would erase more asks first, in numbers.
import { useActionState } from 'react'
import { removedWords } from '@/components/admin/retention-words'
import { SubmitButton } from '@/components/ui/button'
import { buttonClass } from '@/components/ui/button-class'
import { TextField } from '@/components/ui/form/field'
import { Notice } from '@/components/ui/notice'
import { Saved } from '@/components/ui/saved'
import {
  DEFAULT_RETENTION,
  INVITATION_DAYS,
  LIMITS,
  type Removed,
  SETTING_NAMES,
  type SettingName,
} from '@/lib/store/retention/rules'

export type TypedDays = Readonly<Record<SettingName, string>>

export type RetentionFormState =
  | { readonly kind: 'none' }
  | { readonly kind: 'saved'; readonly typed: TypedDays }
  | {
      readonly kind: 'fault'
      readonly typed: TypedDays
      readonly field: SettingName
      readonly message: string
    }
  | { readonly kind: 'ask'; readonly typed: TypedDays; readonly rows: Removed; readonly agreement: string }

interface RetentionFormProps {
  readonly days: TypedDays
  readonly save: (state: RetentionFormState, form: FormData) => Promise<RetentionFormState>
}

const FIELDS: Readonly<Record<SettingName, { readonly label: string; readonly hint: string }>> = {
  historyDays: {
    label: 'Days that history keeps its values',
    hint: 'The values of a contact before each edit, and the values that each sync changed. Afterward the history still shows who did what and when, and counts stay as they are.',
  },
  auditDays: {
    label: 'Days that the audit is kept',
    hint: 'Who did what and when, without values of people: those end with the history.',
  },
  emptyRunDays: {
    label: 'Days that sync runs without any change are kept',
    hint: 'The last run of each sync is always kept.',
  },
  invitationDays: {
    label: 'Days that invitations are kept',
    hint: `An invitation expires after ${INVITATION_DAYS} days unless it is renewed. Accepted and expired ones are kept this long, counted from the day of the invitation. To let the person in later, invite them again.`,
  },
}

export function RetentionForm({ days, save }: RetentionFormProps) {
  const [state, action] = useActionState(save, { kind: 'none' })
  const typed = state.kind === 'none' ? days : state.typed
  return (
    <form action={action} noValidate className="grid gap-4">
      {SETTING_NAMES.map((name) => (
        <TextField
          key={`${name} ${typed[name]}`}
          id={name}
          name={name}
          label={FIELDS[name].label}
          hint={`${FIELDS[name].hint} Default ${DEFAULT_RETENTION[name]}, at least ${LIMITS[name].least}.`}
          inputMode="numeric"
          autoComplete="off"
          defaultValue={typed[name]}
          error={state.kind === 'fault' && state.field === name ? state.message : undefined}
          className="max-w-28"
          required
        />
      ))}
      {/* First among the buttons, so that Enter in a field never agrees to anything. */}
      <SubmitButton className="justify-self-start">Save</SubmitButton>
      {state.kind === 'ask' && <Ask state={state} />}
      {state.kind === 'saved' && <Saved words="Saved." answer={state} />}
    </form>
  )
}

/** Agreed to are exactly these days: a person who changes one afterwards is asked again. */
function Ask({ state }: { readonly state: RetentionFormState & { readonly kind: 'ask' } }) {
  return (
    <Notice
      tone="warn"
      title="The next clean-up would erase more"
      alert
      actions={
        <>
          <SubmitButton look="danger" name="agreed" value={state.agreement}>
            Save and erase
          </SubmitButton>
          {/* Loaded anew, so that the fields say again what is in force. */}
          <a href="/admin/retention" className={buttonClass('secondary')}>
            Keep as it was
          </a>
        </>
      }
    >
      <p>These settings would also erase:</p>
      <ul className="list-disc pl-5">
        {removedWords(state.rows).map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      <p>This cannot be undone. Nothing has been saved yet.</p>
    </Notice>
  )
}
