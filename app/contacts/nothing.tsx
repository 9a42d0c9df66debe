// The list of contacts without a contact: why, and what to do.

import type { Show } from '@/components/contacts/list/list-params'
import { EmptyState } from '@/components/ui/empty-state'
import { ButtonLink } from '@/components/ui/links/button-link'
import { ANY_CONTACTS, ANY_PROVIDER } from '@/lib/providers/registry'

interface NothingProps {
  readonly query: string
  readonly show: Show | null
  /** The name of the tag that the list is limited to. */
  readonly tag: string | null
}

const ONE: Readonly<Record<Show, string>> = {
  people: 'person',
  companies: 'company',
  clients: 'client',
  synced: 'synced contact',
  'not-synced': 'contact that is not synced',
  attention: 'contact that needs attention',
}

const NONE: Readonly<Record<Show, { readonly title: string; readonly words: string }>> = {
  people: { title: 'No people yet', words: 'Every contact with a personal name is a person.' },
  companies: {
    title: 'No companies yet',
    words: 'A contact with a company name and no personal name is a company.',
  },
  clients: { title: 'No clients yet', words: 'A contact is a client when a matter names it as its client.' },
  synced: {
    title: 'No synced contacts',
    words: `Your ${ANY_PROVIDER} sync does not include any of the firm’s contacts yet.`,
  },
  'not-synced': { title: 'Every contact is synced', words: `All of them are in your ${ANY_CONTACTS}.` },
  attention: {
    title: 'No contact needs attention',
    words: 'No contact needs your decision, and every contact could be synced.',
  },
}

const all = <ButtonLink href="/contacts">Show all contacts</ButtonLink>

export function Nothing({ query, show, tag }: NothingProps) {
  const one = show ? ONE[show] : 'contact'
  if (tag)
    return (
      <EmptyState
        title={
          query ? `No ${one} with the tag “${tag}” matches “${query}”` : `No ${one} has the tag “${tag}”`
        }
        actions={all}
      />
    )
  if (query)
    return (
      <EmptyState title={`No ${one} matches “${query}”`} actions={all}>
        Search covers names, companies, email addresses, phone numbers and postal addresses.
      </EmptyState>
    )
  if (show)
    return (
      <EmptyState title={NONE[show].title} actions={all}>
        {NONE[show].words}
      </EmptyState>
    )
  return (
    <EmptyState
      title="No contacts yet"
      actions={
        <>
          <ButtonLink href="/settings/sync" look="primary">
            Sync with {ANY_PROVIDER}
          </ButtonLink>
          <ButtonLink href="/contacts/import">Import a file</ButtonLink>
          <ButtonLink href="/contacts/new?kind=person">Add the first person</ButtonLink>
        </>
      }
    >
      Sync them from {ANY_CONTACTS}, import a vCard or Google CSV file, or type them in.
    </EmptyState>
  )
}
