'use client'
import { useActionState, useState } from 'react'
import { amount } from '@/components/sync/figures'
import { Button } from '@/components/ui/button'
import { SelectField, TextArea, TextField } from '@/components/ui/form/field'
import { SaveForm } from '@/components/ui/form/save-form'
import { useSave } from '@/components/ui/form/use-save'
import { useUnsaved } from '@/components/ui/form/use-unsaved'
import type { Away } from '@/components/ui/form/who-is-away'
// The form of a matter. With script contacts are chosen from a list; without script their names are typed and looked up on Save.
import { X } from '@/components/ui/icons'
import { announce } from '@/components/ui/live-region'
import { FIELD_WORDS } from '@/lib/domains/matters/diff'
import { type MatterFault, type MatterField, STATUS_WORDS, STATUSES } from '@/lib/domains/matters/matter'
import { ContactCombobox } from './contact-combobox'
import { MatterNotice } from './save-notice'
import type { MatterSaveState } from './save-state'
import { readTypedMatter, type TypedMatter, type TypedRelated } from './typed'

interface Person {
  readonly id: string
  readonly name: string
}

interface MatterFormProps {
  readonly id: string
  /** 0 for a new matter. */
  readonly version: number
  readonly typed: TypedMatter
  /** Who can be responsible. */
  readonly people: readonly Person[]
  readonly cancel: string
  readonly save: (state: MatterSaveState, form: FormData) => Promise<MatterSaveState>
}

export function MatterForm({ id, version, typed, people, cancel, save }: MatterFormProps) {
  const [answered, action] = useActionState(save, { kind: 'untouched' })
  const saving = useSave({ answered, save, unanswered, words })
  const { form, state } = saving
  useUnsaved(form, readTypedMatter)
  const kept = state.kind === 'untouched' ? { typed, version } : state
  return (
    <SaveForm
      saving={saving}
      action={action}
      hidden={{ id, version: kept.version }}
      notice={state.kind !== 'untouched' && <MatterNotice state={state} />}
      cancel={cancel}
    >
      <Fields typed={kept.typed} people={people} faults={state.kind === 'faults' ? state.faults : []} />
    </SaveForm>
  )
}

interface FieldsProps {
  readonly typed: TypedMatter
  readonly people: readonly Person[]
  readonly faults: readonly MatterFault[]
}

function Fields({ typed, people, faults }: FieldsProps) {
  const field = (name: MatterField) => ({
    id: name,
    name,
    label: FIELD_WORDS[name],
    error: errorOf(faults, name),
  })
  return (
    <>
      <fieldset className="grid gap-4 sm:grid-cols-2">
        <legend className="sr-only">Matter</legend>
        <TextField {...field('number')} defaultValue={typed.number} autoComplete="off" />
        <SelectField {...field('status')} defaultValue={typed.status}>
          {STATUSES.map((status) => (
            <option key={status} value={status}>
              {STATUS_WORDS[status]}
            </option>
          ))}
        </SelectField>
        <div className="sm:col-span-2">
          <TextArea
            {...field('description')}
            defaultValue={typed.description}
            autoComplete="off"
            className="min-h-16"
          />
        </div>
        <Client typed={typed} error={errorOf(faults, 'client')} />
        <SelectField {...field('responsible')} defaultValue={typed.responsibleId}>
          <option value="">Nobody</option>
          {people.map((person) => (
            <option key={person.id} value={person.id}>
              {person.name}
            </option>
          ))}
        </SelectField>
      </fieldset>
      <Related typed={typed} error={errorOf(faults, 'related')} />
    </>
  )
}

function Client({ typed, error }: { readonly typed: TypedMatter; readonly error: string | undefined }) {
  const [client, setClient] = useState({ id: typed.clientId, name: typed.clientName, text: typed.client })
  return (
    <>
      <input type="hidden" name="clientId" value={client.id} />
      <input type="hidden" name="clientName" value={client.name} />
      <ContactCombobox
        id="client"
        name="client"
        label={FIELD_WORDS.client}
        hint="A contact; type to search"
        error={error}
        text={client.text}
        onText={(text) => setClient({ ...client, text })}
        onChoose={({ id, name }) => setClient({ id, name, text: name })}
      />
    </>
  )
}

function Related({ typed, error }: { readonly typed: TypedMatter; readonly error: string | undefined }) {
  const [rows, setRows] = useState(typed.related)
  const [text, setText] = useState(typed.another)
  const add = (contactId: string, name: string) => {
    setText('')
    if (rows.every((row) => row.contactId !== contactId)) setRows([...rows, { contactId, name, role: '' }])
  }
  const remove = ({ contactId, name }: TypedRelated) => {
    setRows(rows.filter((row) => row.contactId !== contactId))
    announce(`${name} removed`)
    document.getElementById('related')?.focus()
  }
  return (
    <div className="grid gap-3 border-t border-line pt-5">
      {rows.length > 0 && (
        <ul aria-label="Contacts with a role" className="grid gap-3">
          {rows.map((row) => (
            <li key={row.contactId} className="flex items-end gap-2">
              <input type="hidden" name="related.id" value={row.contactId} />
              <input type="hidden" name="related.name" value={row.name} />
              <div className="grid min-w-0 flex-1 gap-3 sm:grid-cols-2 sm:items-end">
                <a
                  href={`/contacts/${row.contactId}`}
                  target="_blank"
                  rel="noopener"
                  className="prose-link truncate py-1.5 font-medium"
                >
                  {row.name}
                </a>
                <TextField
                  id={`role-${row.contactId}`}
                  name="related.role"
                  label={`Role of ${row.name}`}
                  placeholder="Opposing counsel"
                  defaultValue={row.role}
                  autoComplete="off"
                />
              </div>
              <Button look="quiet" className="w-8 px-0! text-soft" onClick={() => remove(row)}>
                <X className="size-4" />
                <span className="sr-only">Remove {row.name}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      <ContactCombobox
        id="related"
        name="related"
        label={FIELD_WORDS.related}
        hint="Type to search for a contact to add, such as opposing counsel or a judge"
        error={error}
        text={text}
        onText={setText}
        onChoose={({ id, name }) => add(id, name)}
      />
    </div>
  )
}

const errorOf = (faults: readonly MatterFault[], field: MatterField): string | undefined =>
  faults.find((fault) => fault.field === field)?.message

const unanswered = (sent: FormData, away: Away): MatterSaveState => ({
  kind: 'unanswered',
  away,
  typed: readTypedMatter(sent),
  version: Number(sent.get('version')),
})

const words = (state: MatterSaveState): string =>
  state.kind === 'faults' ? `Not saved yet: ${amount(state.faults.length, 'field')} to correct` : ''
