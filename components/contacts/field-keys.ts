// The lines of a field by what they are about, so that two sides can be shown beside each other. On the server: the keys of phone
// numbers need their rules. Pure.
import { fieldLines, valueText } from '@/components/contacts/field-text'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { isListField } from '@/lib/domains/contacts/value/diff'
import type { FieldName } from '@/lib/domains/contacts/value/fields'
import type { KeyOf } from '@/lib/domains/contacts/value/normalise'
import { folded } from '@/lib/domains/text/folded'

/** By line: what it is about, however it is spelled or labelled. */
export function fieldKeys(
  contact: Contact | null,
  field: FieldName,
  keyOf: KeyOf,
): ReadonlyMap<string, string> {
  if (contact === null) return new Map()
  if (!isListField(field)) return new Map(fieldLines(contact, field).map((text) => [text, folded(text)]))
  return new Map(contact[field].map((entry) => [valueText(entry), keyOf(field, entry)]))
}
