// A field of a contact as lines of text, the way the preview prints it. Pure.
import type { FieldValue } from '@/lib/domains/contacts/types'
import type { Address, Contact, LabelledValue, PartialDate } from '@/lib/domains/contacts/value/contact'
import type { FieldName } from '@/lib/domains/contacts/value/fields'

const MONTHS = Array.from({ length: 12 }, (_, month) =>
  new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(
    new Date(Date.UTC(2000, month, 1)),
  ),
)

/** "12 March 1980", "12 March", "March 1980", "1980": only what is known. */
export function dateText({ year, month, day }: PartialDate): string {
  const name = month === null ? null : (MONTHS[month - 1] ?? null)
  return [day, name, year].filter((part) => part !== null).join(' ')
}

const withLabel = (text: string, label: string) => (label ? `${text} (${label})` : text)

const addressText = (at: Address): string =>
  withLabel(
    [at.street, at.city, [at.region, at.postalCode].filter(Boolean).join(' '), at.country]
      .filter(Boolean)
      .join(', ')
      .replace(/\s*\n\s*/g, ', '),
    at.label,
  )

/** One value: a text, a date, or an entry of a list with its label. '' for nothing. */
export function valueText(value: FieldValue): string {
  if (value === null) return ''
  if (typeof value === 'string') return value
  if ('street' in value) return addressText(value)
  if ('value' in value) return withLabel(value.value, value.label)
  return dateText(value)
}

/** What a field says: no lines for nothing, one for a single value, one for each entry of a list. */
export function fieldLines(contact: Contact | null, field: FieldName): readonly string[] {
  if (contact === null) return []
  const value: FieldValue | readonly (LabelledValue | Address)[] = contact[field]
  const values = Array.isArray(value) ? (value as readonly FieldValue[]) : [value as FieldValue]
  return values.map(valueText).filter(Boolean)
}
