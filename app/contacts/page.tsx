// The firm's contacts: searched and paged by the server, with the query and the place in the address.
import type { Metadata } from 'next'
import { needOfPerson } from '@/app/needs'
import { ContactTable } from '@/components/contacts/contact-table'
import { ExportButtons } from '@/components/contacts/export-buttons'
import { type ListParams, listLinks, queryOf, SIZE, startOf } from '@/components/contacts/list-address'
import { SearchBox } from '@/components/contacts/search-box'
import { amount, range } from '@/components/sync/figures'
import { SyncNeed } from '@/components/sync/sync-need'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { GoButton } from '@/components/ui/go-button'
import { Announce } from '@/components/ui/live-region'
import { Notice } from '@/components/ui/notice'
import { Page } from '@/components/ui/page'
import { Pagination } from '@/components/ui/pagination'
import { ShownOnce } from '@/components/ui/shown-once'
import { limitRate } from '@/lib/auth/pace'
import { requireUser } from '@/lib/auth/session'
import { ANY_CONTACTS, ANY_PROVIDER } from '@/lib/providers/registry'
import { troubledContacts } from '@/lib/store/address-book/contact-links'
import { countContacts, firstOnPage, listContacts } from '@/lib/store/address-book/contact-list'
import { phoneRegionOf } from '@/lib/store/firm/firm'

export const metadata: Metadata = { title: 'Contacts' }

interface ContactsProps {
  readonly searchParams: Promise<
    ListParams & { readonly deleted?: string; readonly imported?: string; readonly erased?: string }
  >
}

export default async function Contacts({ searchParams }: ContactsProps) {
  const user = await requireUser('/contacts')
  const params = await searchParams
  const query = queryOf(params)
  if (query) await limitRate('search', user)
  const region = query ? await phoneRegionOf(user.firmId) : null
  const filter = { query, deleted: false, region }
  const [list, total] = await Promise.all([
    listContacts(user.firmId, filter, startOf(params), SIZE),
    countContacts(user.firmId, filter),
  ])
  const { rows, more } = list
  const [first, need] = await Promise.all([firstOnPage(user.firmId, filter, list), needOfPerson(user)])
  const troubled = need ? await troubledContacts(user, ids(rows)) : undefined
  const found = filter.query ? `${amount(total, 'contact')} found` : amount(total, 'contact')
  return (
    <Page title="Contacts" actions={<Actions />}>
      {params.deleted && (
        <Notice tone="good" alert>
          The contact was deleted. An administrator can restore it for 30 days.
        </Notice>
      )}
      {params.erased && (
        <Notice tone="good" alert>
          The person was erased. Contacts in people’s {ANY_PROVIDER} accounts, backups and exported files were
          not changed.
        </Notice>
      )}
      {params.imported && (
        <Notice tone="good" alert>
          {amount(Number(params.imported) || 0, 'contact was', 'contacts were')} imported.
        </Notice>
      )}
      <ShownOnce names={['deleted', 'imported', 'erased']} />
      {need && <SyncNeed need={need} />}
      <div className="grid gap-3">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <SearchBox query={filter.query} />
          <div className="flex items-center gap-4 text-soft">
            <p data-number>{found}</p>
            {user.role === 'admin' && (
              <ButtonLink href="/contacts/deleted" look="quiet">
                Deleted
              </ButtonLink>
            )}
          </div>
        </div>
        <Announce text={filter.query ? found : ''} />
        <div className="panel overflow-hidden">
          {rows.length > 0 ? (
            <ContactTable rows={rows} {...(troubled && { troubled })} />
          ) : (
            <Nothing query={filter.query} />
          )}
        </div>
        <Pagination label="Contacts" {...listLinks('/contacts', filter.query, rows, more)}>
          {range(first, rows.length, total)}
        </Pagination>
      </div>
    </Page>
  )
}

const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id)

function Actions() {
  return (
    <>
      <GoButton to="/contacts/import">Import</GoButton>
      <ExportButtons />
      <GoButton to="/contacts/new" params={{ kind: 'company' }}>
        New Company
      </GoButton>
      <GoButton to="/contacts/new" params={{ kind: 'person' }} look="primary">
        New Person
      </GoButton>
    </>
  )
}

function Nothing({ query }: { readonly query: string }) {
  if (query)
    return (
      <EmptyState
        title={`No contact matches “${query}”`}
        actions={<ButtonLink href="/contacts">Show all contacts</ButtonLink>}
      >
        Search covers names, companies, email addresses, phone numbers and postal addresses.
      </EmptyState>
    )
  return (
    <EmptyState
      title="No contacts yet"
      actions={
        <>
          <ButtonLink href="/contacts/new?kind=person" look="primary">
            Add the first person
          </ButtonLink>
          <ButtonLink href="/contacts/import">Import a file</ButtonLink>
          <ButtonLink href="/settings/sync">Sync with {ANY_PROVIDER}</ButtonLink>
        </>
      }
    >
      Type them in, import a vCard or Google CSV file, or sync them from {ANY_CONTACTS}.
    </EmptyState>
  )
}
