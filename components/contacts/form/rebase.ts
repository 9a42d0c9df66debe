// Somebody else changed a contact while its form was open: their changes and what was typed, field by field. Pure.
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { sameValue } from '@/lib/domains/contacts/value/diff'
import { FIELD_NAMES, type FieldName } from '@/lib/domains/contacts/value/fields'

export interface Rebased {
  /** What was typed wins where it was touched; elsewhere the contact as it is now. */
  readonly contact: Contact
  /** Fields that both changed differently: the typed value stays, and the person should check it. */
  readonly clashes: readonly FieldName[]
}

export function rebase(base: Contact, typed: Contact, now: Contact): Rebased {
  const touched = (field: FieldName) => !sameValue(field, base, typed)
  const theirs = FIELD_NAMES.filter((field) => !touched(field))
  const contact = { ...typed, ...Object.fromEntries(theirs.map((field) => [field, now[field]])) }
  const clashes = FIELD_NAMES.filter(
    (field) => touched(field) && !sameValue(field, base, now) && !sameValue(field, typed, now),
  )
  return { contact, clashes }
}
