'use client'
// The form of a contact. With script it stays as it is while it is being sent, whatever the answer; without script it is a
// plain form, and the server sends it back with what was typed.
import { useActionState } from 'react'
import { SaveNotice } from '@/components/contacts/form/save-notice'
import type { SaveState } from '@/components/contacts/form/save-state'
import { SingleFields } from '@/components/contacts/form/single-fields'
import { readTyped, type Typed, typedOf } from '@/components/contacts/form/typed'
import { AddressRows, ValueRows } from '@/components/contacts/form/value-rows'
import { amount } from '@/components/sync/figures'
import { SaveForm } from '@/components/ui/form/save-form'
import { useSave } from '@/components/ui/form/use-save'
import { useUnsaved } from '@/components/ui/form/use-unsaved'
import type { Away } from '@/components/ui/form/who-is-away'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import type { Fault } from '@/lib/domains/contacts/value/limits'

interface ContactFormProps {
  readonly id: string
  /** 0 for a new contact. */
  readonly version: number
  readonly contact: Contact
  readonly cancel: string
  readonly save: (state: SaveState, form: FormData) => Promise<SaveState>
}

export function ContactForm({ id, version, contact, cancel, save }: ContactFormProps) {
  const [answered, action] = useActionState(save, { kind: 'untouched' })
  const saving = useSave({ answered, save, unanswered, words })
  const { form, state } = saving
  useUnsaved(form, readTyped)
  const kept = state.kind === 'untouched' ? { typed: typedOf(contact), version } : state
  return (
    <SaveForm
      saving={saving}
      action={action}
      hidden={{ id, version: kept.version, kind: contact.kind }}
      notice={state.kind !== 'untouched' && <SaveNotice state={state} />}
      cancel={cancel}
    >
      <Fields typed={kept.typed} faults={state.kind === 'faults' ? state.faults : []} />
    </SaveForm>
  )
}

function Fields({ typed, faults }: { readonly typed: Typed; readonly faults: readonly Fault[] }) {
  return (
    <>
      <SingleFields typed={typed} faults={faults} />
      <ValueRows list="emails" rows={typed.emails} faults={faults} />
      <ValueRows list="phones" rows={typed.phones} faults={faults} />
      <ValueRows list="websites" rows={typed.websites} faults={faults} />
      <AddressRows rows={typed.addresses} faults={faults} />
    </>
  )
}

const unanswered = (sent: FormData, away: Away): SaveState => ({
  kind: 'unanswered',
  away,
  typed: readTyped(sent),
  version: Number(sent.get('version')),
})

const words = (state: SaveState): string =>
  state.kind === 'faults' ? `Not saved yet: ${amount(state.faults.length, 'field')} to correct` : ''
