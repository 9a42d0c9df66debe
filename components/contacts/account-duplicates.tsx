// Contacts of an account that may be one person: who they are, why they were taken for the same, and what can be done.

import { amount } from '@/components/sync/figures'
import { ButtonLink } from '@/components/ui/links/button-link'
import { Link } from '@/components/ui/links/link'
import { displayName } from '@/lib/domains/contacts/value/contact'
import type { AccountContact, AccountDuplicateCounts, AccountGroup } from '@/lib/store/duplicates/in-accounts'
import { ContactLine, Details, detailsOf, GroupPanel } from './duplicates-group'

/** "312 contacts in Elsewhere look like 148 people." `label`: of the provider whose account it is. */
export const lookLike = ({ contacts, people }: AccountDuplicateCounts, label: string): string =>
  `${amount(contacts, 'contact')} in ${label} look like ${amount(people, 'person', 'people')}.`

interface AccountGroupProps {
  readonly group: AccountGroup
  readonly apart: (form: FormData) => Promise<void>
  /** The page of the merge. */
  readonly merge: string
}

export function AccountGroupPanel({ group, apart, merge }: AccountGroupProps) {
  const [first] = group.contacts
  const name = first ? displayName(first.contact) : ''
  return (
    <GroupPanel
      group={group}
      name={name}
      apart={apart}
      action={
        <ButtonLink href={merge} look="primary" aria-label={`Merge ${name || 'No name'}`}>
          Merge
        </ButtonLink>
      }
    >
      <Lines contacts={group.contacts} />
    </GroupPanel>
  )
}

interface LinesProps {
  readonly contacts: readonly AccountContact[]
}

export const AccountLines = (props: LinesProps) => (
  <ul className="grid gap-1">
    <Lines {...props} />
  </ul>
)

const Lines = ({ contacts }: LinesProps) =>
  contacts.map(({ remoteId, contact, localId }) => (
    <ContactLine key={remoteId}>
      <span className="min-h-6">{displayName(contact) || 'No name'}</span>
      <Details>{detailsOf(contact)}</Details>
      {localId && (
        <Link href={`/contacts/${localId}`} className="prose-link min-h-6">
          In Clio<span className="sr-only">: {displayName(contact) || 'No name'}</span>
        </Link>
      )}
    </ContactLine>
  ))
