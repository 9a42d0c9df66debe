// What changed in a contact, as sentences with the old struck out and the new marked: for its history and for collisions.
import { dateText, valueText } from '@/components/contacts/field-text'
import { FromTo } from '@/components/ui/from-to'
import type { FieldChange, SingleValue } from '@/lib/domains/contacts/value/diff'
import { FIELDS } from '@/lib/domains/contacts/value/fields'

export function FieldChanges({ changes }: { readonly changes: readonly FieldChange[] }) {
  return (
    <ul className="grid gap-1">
      {changes.map((change, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list is made once and never reordered
        <li key={at} className="min-w-0">
          <span className="text-soft">{FIELDS[change.field].label}: </span>
          <Change change={change} />
        </li>
      ))}
    </ul>
  )
}

function Change({ change }: { readonly change: FieldChange }) {
  switch (change.kind) {
    case 'value':
      return <FromTo from={single(change.from)} to={single(change.to)} />
    case 'added':
      return <FromTo from="" to={valueText(change.to)} />
    case 'removed':
      return <FromTo from={valueText(change.from)} to="" />
    case 'edited':
    case 'labelled':
      return <FromTo from={valueText(change.from)} to={valueText(change.to)} />
  }
}

function single(value: SingleValue): string {
  if (value === null) return ''
  return typeof value === 'string' ? value : dateText(value)
}
