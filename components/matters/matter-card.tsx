// A matter as it reads: only what it says, in the order of the form.

import type { ReactNode } from 'react'
import { Link } from '@/components/ui/links/link'
import { FIELD_WORDS } from '@/lib/domains/matters/diff'
import type { Matter, MatterField } from '@/lib/domains/matters/matter'
import type { NamedContact } from '@/lib/store/matters/names'
import { MatterStatusMark } from './status-mark'

interface MatterCardProps {
  readonly matter: Matter
  /** The contacts that it names, by id; erased ones are missing. */
  readonly contacts: ReadonlyMap<string, NamedContact>
  readonly name: (id: string) => string
}

export function MatterCard({ matter, contacts, name }: MatterCardProps) {
  const { number, description, status, clientId, responsibleId, related } = matter
  const contact = (id: string) => <ContactLink id={id} contact={contacts.get(id)} />
  return (
    <dl className="grid">
      <Line field="number">{number}</Line>
      <Line field="description">{description}</Line>
      <Line field="client">{clientId ? contact(clientId) : 'Someone who was erased'}</Line>
      <Line field="status">
        <MatterStatusMark status={status} />
      </Line>
      <Line field="responsible">{responsibleId ? name(responsibleId) : ''}</Line>
      <Line field="related">
        {related.length > 0 && (
          <ul className="grid gap-1">
            {related.map(({ contactId, role }) => (
              <li key={contactId}>
                {contact(contactId)} {role && <span className="text-soft">{role}</span>}
              </li>
            ))}
          </ul>
        )}
      </Line>
    </dl>
  )
}

function ContactLink({ id, contact }: { readonly id: string; readonly contact: NamedContact | undefined }) {
  if (!contact) return 'Someone who was erased'
  if (contact.deleted) return `${contact.name} (deleted)`
  return (
    <Link href={`/contacts/${id}`} className="prose-link">
      {contact.name}
    </Link>
  )
}

function Line({ field, children }: { readonly field: MatterField; readonly children: ReactNode }) {
  if (!children) return null
  return (
    <div className="grid gap-x-4 border-b border-line px-4 py-2 last:border-0 sm:grid-cols-[9rem_1fr]">
      <dt className="text-soft">{FIELD_WORDS[field]}</dt>
      <dd className="min-w-0 whitespace-pre-wrap break-words">{children}</dd>
    </div>
  )
}
