'use client'
// The form of a contact. With script it stays as it is while it is being sent, whatever the answer; without script it is a
// plain form, and the server sends it back with what was typed.
import { useActionState } from 'react'
import { AlikeWhileTyping } from '@/components/contacts/form/alike-while-typing'
import { OnlyMine } from '@/components/contacts/form/only-mine'
import { SaveNotice } from '@/components/contacts/form/save-notice'
import type { SaveState } from '@/components/contacts/form/save-state'
import { errorOf, SingleFields } from '@/components/contacts/form/single-fields'
import { TagsField } from '@/components/contacts/form/tags-field'
import { type FormFault, readTyped, type Typed } from '@/components/contacts/form/typed'
import { AddressRows, ValueRows } from '@/components/contacts/form/value-rows'
import { SaveForm } from '@/components/ui/form/save-form'
import { useSave } from '@/components/ui/form/use-save'
import { useUnsaved } from '@/components/ui/form/use-unsaved'
import type { Away } from '@/components/ui/form/who-is-away'
import { tagsText } from '@/lib/domains/contacts/value/tags'

interface ContactFormProps {
  readonly id: string
  /** 0 for a new contact. */
  readonly version: number
  readonly typed: Typed
  /** Whether only the reader sees it; null if the reader may not make it private. */
  readonly onlyMine: boolean | null
  /** The contact's tags, and all of the firm; null: the form has no tags. */
  readonly tags: readonly string[]
  readonly allTags: readonly string[] | null
  readonly cancel: string
  /** The button; by default **Save**. */
  readonly submit?: string
  /** Further hidden fields. */
  readonly more?: Readonly<Record<string, string>>
  readonly save: (state: SaveState, form: FormData) => Promise<SaveState>
}

export function ContactForm(props: ContactFormProps) {
  const { id, version, typed, onlyMine, tags, allTags, cancel, submit, more, save } = props
  const [answered, action] = useActionState(save, { kind: 'untouched' })
  const saving = useSave({ answered, save, unanswered, words })
  const { form, state } = saving
  useUnsaved(form, readAll)
  const kept = state.kind === 'untouched' ? { typed, version } : state
  return (
    <SaveForm
      saving={saving}
      action={action}
      hidden={{ ...more, id, version: kept.version, kind: typed.kind, tagsBefore: tagsText(tags) }}
      notice={state.kind !== 'untouched' && <SaveNotice state={state} />}
      cancel={cancel}
      {...(submit
        ? { button: submit }
        : { beside: state.kind !== 'alike' && <AlikeWhileTyping form={form} /> })}
    >
      <Fields
        typed={kept.typed}
        begins={version === 0 && state.kind === 'untouched'}
        allTags={allTags}
        faults={state.kind === 'faults' ? state.faults : []}
      />
      {onlyMine !== null && <OnlyMine checked={state.onlyMine ?? onlyMine} />}
    </SaveForm>
  )
}

interface FieldsProps {
  readonly typed: Typed
  /** Nothing was typed yet: the first field has the focus. */
  readonly begins: boolean
  readonly allTags: readonly string[] | null
  readonly faults: readonly FormFault[]
}

function Fields({ typed, begins, allTags, faults }: FieldsProps) {
  return (
    <>
      <SingleFields typed={typed} begins={begins} faults={faults} />
      <ValueRows list="emails" rows={typed.emails} faults={faults} />
      <ValueRows list="phones" rows={typed.phones} faults={faults} />
      <ValueRows list="websites" rows={typed.websites} faults={faults} />
      <AddressRows rows={typed.addresses} faults={faults} />
      {allTags && <TagsField text={typed.tags} all={allTags} error={errorOf(faults, 'tags')} />}
    </>
  )
}

const readAll = (form: FormData) => ({ ...readTyped(form), onlyMine: form.get('onlyMine') })

const unanswered = (sent: FormData, away: Away): SaveState => ({
  kind: 'unanswered',
  away,
  typed: readTyped(sent),
  version: Number(sent.get('version')),
  onlyMine: sent.get('onlyMine') === 'on',
})

const words = (state: SaveState): string =>
  state.kind === 'faults'
    ? `Not saved yet. Fix the highlighted ${state.faults.length === 1 ? 'field' : 'fields'}.`
    : ''
