// The firm's contacts: searched and paged by the server, with the query and the place in the address.
import type { Metadata } from 'next'
import { z } from 'zod'
import { bringBack } from '@/app/contacts/actions'
import { needOfPerson } from '@/app/needs'
import { BulkBar } from '@/components/contacts/bulk-bar'
import { ContactTable } from '@/components/contacts/contact-table'
import { ExportButtons } from '@/components/contacts/export-buttons'
import { TagFilter } from '@/components/contacts/tag-filter'
import { type ListParams, listLinks, queryOf, SIZE, startOf, tagIdOf } from '@/components/list/list-address'
import { SearchBox } from '@/components/list/search-box'
import { amount, count, range } from '@/components/sync/figures'
import { SyncNeed } from '@/components/sync/sync-need'
import { ButtonLink, SubmitButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { GoButton } from '@/components/ui/go-button'
import { Announce } from '@/components/ui/live-region'
import { Notice } from '@/components/ui/notice'
import { Page } from '@/components/ui/page'
import { Pagination } from '@/components/ui/pagination'
import { ShownOnce } from '@/components/ui/shown-once'
import { limitRate } from '@/lib/auth/pace'
import { requireUser } from '@/lib/auth/session'
import { displayName } from '@/lib/domains/contacts/value/contact'
import { ANY_CONTACTS, ANY_PROVIDER } from '@/lib/providers/registry'
import { troubledContacts } from '@/lib/store/address-book/contact-links'
import { countContacts, firstOnPage, listContacts } from '@/lib/store/address-book/contact-list'
import { contactFromRow } from '@/lib/store/address-book/contact-row'
import { visibleContact } from '@/lib/store/address-book/contacts'
import { countDuplicates } from '@/lib/store/duplicates/groups'
import { phoneRegionOf } from '@/lib/store/firm/firm'
import { RESTORE_DAYS } from '@/lib/store/retention/rules'
import { syncsContacts } from '@/lib/store/sync/hand'
import { tagsOfContacts } from '@/lib/store/tags/contact-tags'
import { tagsOf } from '@/lib/store/tags/tags'

import { bulkAction } from './bulk-actions'

export const metadata: Metadata = { title: 'Contacts' }

interface ContactsProps {
  readonly searchParams: Promise<
    ListParams & {
      readonly clients?: string
      readonly deleted?: string
      readonly imported?: string
      readonly erased?: string
    }
  >
}

export default async function Contacts({ searchParams }: ContactsProps) {
  const user = await requireUser('/contacts')
  const params = await searchParams
  const query = queryOf(params)
  if (query) await limitRate('search', user)
  const clients = params.clients === '1'
  const tagId = tagIdOf(params)
  const deletedId = z.uuid().safeParse(params.deleted).data
  const [region, known, gone] = await Promise.all([
    query ? phoneRegionOf(user.firmId) : null,
    tagId ? tagsOf(user) : null,
    deletedId ? visibleContact(user, deletedId) : null,
  ])
  const tag = known?.find(({ id }) => id === tagId) ?? null
  const others = { ...(clients && { clients: '1' }), ...(tag && { tag: tag.id }) }
  const filter = { query, deleted: false, clients, region, tagId: tag?.id ?? null }
  const [list, total, duplicates, tags, need, syncs] = await Promise.all([
    listContacts(user, filter, startOf(params), SIZE),
    countContacts(user, filter),
    countDuplicates(user),
    known ?? tagsOf(user),
    needOfPerson(user),
    syncsContacts(user),
  ])
  const { rows, more } = list
  const [first, troubled, tagged] = await Promise.all([
    firstOnPage(user, filter, list),
    need ? troubledContacts(user, ids(rows)) : undefined,
    tagsOfContacts(user, ids(rows)),
  ])
  const all = amount(total, clients ? 'client' : 'contact')
  const found = filter.query || tag ? `${all} found` : all
  return (
    <Page title="Contacts" actions={<Actions />}>
      {gone?.deletedAt && (
        <Notice tone="good" alert actions={<UndoDelete id={gone.id} />}>
          {displayName(contactFromRow(gone)) || 'The contact'} was deleted.{' '}
          {gone.ownerId ? 'You' : 'An administrator'} can restore it for {RESTORE_DAYS} days.
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
          <SearchBox query={filter.query} others={others} />
          <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-soft">
            <p data-number>{found}</p>
            <ButtonLink
              href={listAddress(query, clients ? {} : { clients: '1' })}
              look="quiet"
              current={clients}
            >
              Clients
            </ButtonLink>
            <ButtonLink href="/contacts/duplicates" look="quiet">
              {duplicates > 0 ? `Duplicates (${count(duplicates)})` : 'Duplicates'}
            </ButtonLink>
            <ButtonLink href="/contacts/companies" look="quiet">
              Companies people name
            </ButtonLink>
            {user.role === 'admin' && (
              <ButtonLink href="/contacts/deleted" look="quiet">
                Deleted
              </ButtonLink>
            )}
          </div>
        </div>
        {tags.length > 0 && <TagFilter tags={tags} chosen={tag} query={filter.query} />}
        <Announce text={filter.query || clients || tag ? found : ''} />
        <div className="panel group/list overflow-hidden">
          {rows.length > 0 ? (
            <>
              <BulkBar tags={tags.map(({ name }) => name)} syncs={syncs} action={bulkAction} />
              <ContactTable rows={rows} tags={tagged} selectable {...(troubled && { troubled })} />
            </>
          ) : (
            <Nothing query={filter.query} clients={clients} tag={tag?.name ?? null} />
          )}
        </div>
        <Pagination label="Contacts" {...listLinks('/contacts', filter.query, rows, more, others)}>
          {range(first, rows.length, total)}
        </Pagination>
      </div>
    </Page>
  )
}

function listAddress(query: string, others: Readonly<Record<string, string>>): string {
  const params = new URLSearchParams({ ...others, ...(query && { q: query }) }).toString()
  return params ? `/contacts?${params}` : '/contacts'
}

const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id)

const UndoDelete = ({ id }: { readonly id: string }) => (
  <form action={bringBack}>
    <input type="hidden" name="id" value={id} />
    <SubmitButton look="secondary">Undo</SubmitButton>
  </form>
)

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

interface NothingProps {
  readonly query: string
  readonly clients: boolean
  readonly tag: string | null
}

function Nothing({ query, clients, tag }: NothingProps) {
  if (tag)
    return (
      <EmptyState
        title={
          query ? `No contact with the tag “${tag}” matches “${query}”` : `No contact has the tag “${tag}”`
        }
        actions={<ButtonLink href="/contacts">Show all contacts</ButtonLink>}
      />
    )
  if (clients && !query)
    return (
      <EmptyState
        title="No clients yet"
        actions={<ButtonLink href="/contacts">Show all contacts</ButtonLink>}
      >
        A contact is a client when a matter names it as its client.
      </EmptyState>
    )
  if (query)
    return (
      <EmptyState
        title={`No ${clients ? 'client' : 'contact'} matches “${query}”`}
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
