// Contacts that may be one person: who they are, why they were taken for the same, and what can be done.

import type { ReactNode } from 'react'
import { amount } from '@/components/sync/figures'
import { CONTACTS } from '@/components/sync/kinds/contacts'
import { evidence } from '@/components/sync/words'
import { SubmitButton } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/links/button-link'
import { Link } from '@/components/ui/links/link'
import type { Reason } from '@/lib/domains/contacts/types'
import { type Contact, displayName } from '@/lib/domains/contacts/value/contact'
import { contactFromRow } from '@/lib/store/address-book/contact-row'
import type { Contact as ContactRow } from '@/lib/store/database/generated/client'
import type { DuplicatesGroup } from '@/lib/store/duplicates/groups'

interface GroupPanelProps {
  readonly group: { readonly id: string; readonly reasons: readonly Reason[] }
  /** Of the first of its contacts. */
  readonly name: string
  /** **Not duplicates**. */
  readonly apart: (form: FormData) => Promise<void>
  /** What else can be done with the group. */
  readonly action?: ReactNode
  /** The contacts, each an item of a list. */
  readonly children: ReactNode
}

/** A group of contacts, here or in an account, with the reasons. */
export function GroupPanel({ group, name: given, apart, action, children }: GroupPanelProps) {
  const name = given || 'No name'
  return (
    <section aria-label={name} className="panel grid min-w-0 gap-3 overflow-hidden p-4">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="grid min-w-0 gap-0.5">
          <h2 className="text-sm font-semibold">{name}</h2>
          <p className="text-soft">{evidence(group.reasons, CONTACTS)}</p>
        </div>
        <div className="flex flex-wrap gap-2">
          <form action={apart}>
            <input type="hidden" name="group" value={group.id} />
            <SubmitButton look="secondary" aria-label={`Not duplicates: ${name}`}>
              Not duplicates
            </SubmitButton>
          </form>
          {action}
        </div>
      </div>
      <ul className="grid gap-1">{children}</ul>
    </section>
  )
}

interface DuplicatesProps {
  readonly group: DuplicatesGroup
  readonly apart: (form: FormData) => Promise<void>
}

export function DuplicatesPanel({ group, apart }: DuplicatesProps) {
  const [first] = group.contacts
  const name = first ? nameOf(first) : ''
  return (
    <GroupPanel
      group={group}
      name={name}
      apart={apart}
      action={
        <ButtonLink
          href={`/contacts/duplicates/${group.id}`}
          look="primary"
          aria-label={`Merge ${name || 'No name'}`}
        >
          Merge
        </ButtonLink>
      }
    >
      <Lines contacts={group.contacts} />
    </GroupPanel>
  )
}

interface LinesProps {
  readonly contacts: readonly ContactRow[]
}

export const ContactLines = (props: LinesProps) => (
  <ul className="grid gap-1">
    <Lines {...props} />
  </ul>
)

const Lines = ({ contacts }: LinesProps) =>
  contacts.map((row) => (
    <ContactLine key={row.id}>
      <Link href={`/contacts/${row.id}`} className="prose-link min-h-6">
        {nameOf(row) || 'No name'}
      </Link>
      <Details>
        {[detailsOf(contactFromRow(row)), row.ownerId && 'Only mine'].filter(Boolean).join(' · ')}
      </Details>
    </ContactLine>
  ))

export const ContactLine = ({ children }: { readonly children: ReactNode }) => (
  <li className="flex min-w-0 flex-wrap gap-x-3 break-words">{children}</li>
)

export const Details = ({ children }: { readonly children: string }) => (
  <span className="min-w-0 text-soft">{children}</span>
)

const nameOf = (row: ContactRow) => displayName(contactFromRow(row))

/** What tells contacts of one name apart. */
export function detailsOf({ kind, company, emails, phones }: Contact): string {
  const values = [...emails, ...phones].slice(0, 3).map(({ value }) => value)
  return [kind === 'company' ? '' : company, ...values].filter(Boolean).join(' · ')
}

interface AccountWithSeveral {
  readonly email: string
  /** How many of the contacts it has. */
  readonly count: number
  /** The provider's label. */
  readonly label: string
  /** What the provider offers to join them there, and in which of its products; null: nothing. */
  readonly joins: { readonly name: string; readonly url: string; readonly product: string } | null
}

/** What a merge means for accounts that have the person more than once. */
export const InAccounts = ({ accounts }: { readonly accounts: readonly AccountWithSeveral[] }) =>
  accounts.map(({ email, count, label, joins }) => (
    <p key={`${label} ${email}`}>
      {email} has {amount(count, 'of these contacts', 'of these contacts')} in {label}. One stays in sync with
      the result. The others stay in {label} as they are and are listed as excluded: no sync changes, deletes
      or adds them again.
      {joins && (
        <>
          {' '}
          To join them there, too, use{' '}
          <a href={joins.url} rel="noreferrer" className="prose-link">
            {joins.name}
          </a>{' '}
          in {joins.product}.
        </>
      )}
    </p>
  ))
