// Contacts of an account that may be one person: who they are, why they were taken for the same, and what can be done.
import Link from 'next/link'
import { amount, count } from '@/components/sync/figures'
import { displayName } from '@/lib/domains/contacts/value/contact'
import type { AccountDuplicateCounts, AccountGroup } from '@/lib/store/duplicates/in-accounts'
import { ContactLine, Details, detailsOf, GroupPanel } from './duplicates-group'

/** "312 in Elsewhere look like 148 people." `label`: of the provider whose account it is. */
export const lookLike = ({ contacts, people }: AccountDuplicateCounts, label: string): string =>
  `${count(contacts)} in ${label} look like ${amount(people, 'person', 'people')}.`

interface AccountGroupProps {
  readonly group: AccountGroup
  readonly apart: (form: FormData) => Promise<void>
}

export function AccountGroupPanel({ group, apart }: AccountGroupProps) {
  const [first] = group.contacts
  return (
    <GroupPanel group={group} name={first ? displayName(first.contact) : ''} apart={apart}>
      {group.contacts.map(({ remoteId, contact, localId }) => (
        <ContactLine key={remoteId}>
          <span className="min-h-6">{displayName(contact) || 'No name'}</span>
          <Details>{detailsOf(contact)}</Details>
          {localId && (
            <Link href={`/contacts/${localId}`} className="prose-link min-h-6">
              In Clio<span className="sr-only">: {displayName(contact) || 'No name'}</span>
            </Link>
          )}
        </ContactLine>
      ))}
    </GroupPanel>
  )
}
