// A contact as it reads: only what it says, in the order of the form.

import type { ReactNode } from 'react'
import { dateText } from '@/components/contacts/field-text'
import { CopyButton } from '@/components/ui/copy-button'
import { Link } from '@/components/ui/links/link'
import type { Address, Contact, LabelledValue } from '@/lib/domains/contacts/value/contact'
import { FIELDS, type FieldName, TEXT_FIELDS } from '@/lib/domains/contacts/value/fields'
import type { TagOfContact } from '@/lib/store/tags/contact-tags'
import { TagList } from './tag-list'
import { dialled, mailAddress, webAddress } from './value-links'

/** A person's name is the heading. Notes are long, so they come last. */
const NAME_PARTS = ['prefix', 'firstName', 'middleName', 'lastName', 'suffix'] as const
const texts = TEXT_FIELDS.filter((field) => field !== 'notes' && !NAME_PARTS.some((part) => part === field))

interface ContactCardProps {
  readonly contact: Contact
  readonly tags?: readonly TagOfContact[]
  /** The id of the company contact that a person's company means; null if there is none. */
  readonly companyId: string | null
}

export function ContactCard({ contact, tags = [], companyId }: ContactCardProps) {
  const full = NAME_PARTS.map((part) => contact[part])
    .filter(Boolean)
    .join(' ')
  if (tags.length === 0 && hasOnlyName(contact)) return <p className="p-4 text-soft">Only a name so far.</p>
  return (
    <dl className="grid">
      {tags.length > 0 && (
        <Line label="Tags">
          <TagList tags={tags} />
        </Line>
      )}
      {contact.kind === 'company' && <Line label="Contact person">{full}</Line>}
      {texts.map((field) => (
        <Line key={field} label={FIELDS[field].label}>
          {field === 'company' && companyId ? (
            <Link href={`/contacts/${companyId}`} className="prose-link">
              {contact.company}
            </Link>
          ) : (
            contact[field]
          )}
        </Line>
      ))}
      <Values field="emails" entries={contact.emails} link={mailAddress} />
      <Values field="phones" entries={contact.phones} link={dialled} />
      <Values field="websites" entries={contact.websites} link={webAddress} />
      <Several
        label={FIELDS.addresses.label}
        entries={contact.addresses.map((address) => ({ label: address.label, text: postal(address) }))}
      />
      <Line label={FIELDS.birthday.label}>{contact.birthday && dateText(contact.birthday)}</Line>
      <Line label={FIELDS.notes.label}>{contact.notes}</Line>
    </dl>
  )
}

const hasOnlyName = (contact: Contact): boolean => {
  const { kind, emails, phones, websites, addresses, birthday, notes } = contact
  const lists = [emails, phones, websites, addresses]
  const isSilent = !birthday && !notes && texts.every((field) => !contact[field])
  return kind === 'person' && isSilent && lists.every(({ length }) => length === 0)
}

const line =
  'grid gap-x-4 gap-y-1 border-b border-line px-4 py-2.5 last:border-0 sm:grid-cols-[9rem_1fr] sm:items-baseline'

interface LineProps {
  readonly label: string
  readonly children: ReactNode
}

function Line({ label, children }: LineProps) {
  if (!children) return null
  return (
    <div className={line}>
      <dt className="text-soft">{label}</dt>
      <dd className="min-w-0 whitespace-pre-wrap">{children}</dd>
    </div>
  )
}

interface Entry {
  readonly label: string
  /** What is copied. */
  readonly text: string
  readonly shown?: ReactNode
}

/** All values of one field under its name. */
function Several({ label: name, entries }: { readonly label: string; readonly entries: readonly Entry[] }) {
  if (entries.length === 0) return null
  return (
    <div className={line}>
      <dt className="text-soft">{name}</dt>
      {entries.map(({ label, text, shown }, at) => (
        <dd
          // biome-ignore lint/suspicious/noArrayIndexKey: entries have no other identity, and the list is static
          key={at}
          className="flex min-w-0 flex-wrap items-center gap-x-2 whitespace-pre-wrap sm:col-start-2"
        >
          <span className="min-w-0">{shown ?? text}</span>
          {label && <span className="text-xs text-soft">{label}</span>}
          <CopyButton text={text} />
        </dd>
      ))}
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
  const linked = (value: string): ReactNode => {
    const href = link(value)
    return href ? (
      <a href={href} rel="noreferrer" className="prose-link">
        {value}
      </a>
    ) : (
      value
    )
  }
  return (
    <Several
      label={FIELDS[field].label}
      entries={entries.map(({ value, label }) => ({ label, text: value, shown: linked(value) }))}
    />
  )
}

function postal({ street, city, region, postalCode, country }: Address): string {
  const place = [city, [region, postalCode].filter(Boolean).join(' ')].filter(Boolean).join(', ')
  return [street, place, country].filter(Boolean).join('\n')
}
