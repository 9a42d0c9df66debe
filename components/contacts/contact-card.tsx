// A contact as it reads: only what it says, in the order of the form.
import type { ReactNode } from 'react'
import { dateText } from '@/components/contacts/field-text'
import type { Address, Contact, LabelledValue } from '@/lib/domains/contacts/value/contact'
import { FIELDS, type FieldName, TEXT_FIELDS } from '@/lib/domains/contacts/value/fields'
import { dialled, mailAddress, webAddress } from './value-links'

/** Notes are long, so they come last. */
const texts = TEXT_FIELDS.filter((field) => field !== 'notes')

export function ContactCard({ contact }: { readonly contact: Contact }) {
  return (
    <dl className="grid">
      {texts.map((field) => (
        <Line key={field} field={field}>
          {contact[field]}
        </Line>
      ))}
      <Values field="emails" entries={contact.emails} link={mailAddress} />
      <Values field="phones" entries={contact.phones} link={dialled} />
      <Values field="websites" entries={contact.websites} link={webAddress} />
      {contact.addresses.map((address, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: entries have no other identity, and the list is static
        <Line key={at} field="addresses" label={address.label}>
          <Postal address={address} />
        </Line>
      ))}
      <Line field="birthday">{contact.birthday && dateText(contact.birthday)}</Line>
      <Line field="notes">{contact.notes}</Line>
    </dl>
  )
}

interface LineProps {
  readonly field: FieldName
  readonly label?: string
  readonly children: ReactNode
}

function Line({ field, label, children }: LineProps) {
  if (!children) return null
  return (
    <div className="grid gap-x-4 border-b border-line px-4 py-2 last:border-0 sm:grid-cols-[9rem_1fr]">
      <dt className="text-soft">{FIELDS[field].label}</dt>
      <dd className="flex min-w-0 flex-wrap items-baseline gap-x-2 whitespace-pre-wrap">
        <span className="min-w-0">{children}</span>
        {label && <span className="text-xs text-soft">{label}</span>}
      </dd>
    </div>
  )
}

interface ValuesProps {
  readonly field: FieldName
  readonly entries: readonly LabelledValue[]
  /** Where a click on the value leads; null where the value is no such address. */
  readonly link: (value: string) => string | null
}

function Values({ field, entries, link }: ValuesProps) {
  return entries.map(({ value, label }, at) => {
    const href = link(value)
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: entries have no other identity, and the list is static
      <Line key={at} field={field} label={label}>
        {href ? (
          <a href={href} rel="noreferrer" className="prose-link">
            {value}
          </a>
        ) : (
          value
        )}
      </Line>
    )
  })
}

function Postal({ address }: { readonly address: Address }) {
  const { street, city, region, postalCode, country } = address
  const place = [city, [region, postalCode].filter(Boolean).join(' ')].filter(Boolean).join(', ')
  return [street, place, country].filter(Boolean).join('\n')
}
