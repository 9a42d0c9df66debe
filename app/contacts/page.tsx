// The firm's contacts: searched and paged by the server, with the query and the place in the address.
import type { Metadata } from 'next'
import { needOfPerson } from '@/app/needs'
import { BulkBar } from '@/components/contacts/bulk-bar'
import { ContactTable } from '@/components/contacts/contact-table'
import { ListActions, ListLinks } from '@/components/contacts/list/actions'
import { Filters } from '@/components/contacts/list/filters'
import {
  type ContactListParams,
  filterOf,
  isOfSyncs,
  type Kept,
  keptOf,
  keptParams,
  pageQuery,
  SORTS,
  withTime,
} from '@/components/contacts/list/list-params'
import { SortRow } from '@/components/contacts/list/sort'
import { TagFilter } from '@/components/contacts/tag-filter'
import { listLinks, SIZE, startOf } from '@/components/list/list-address'
import { SearchBox } from '@/components/list/search-box'
import { amount, range } from '@/components/sync/figures'
import { SyncNeed } from '@/components/sync/sync-need'
import { Announce } from '@/components/ui/live-region'
import { Page } from '@/components/ui/page'
import { Pagination } from '@/components/ui/pagination'
import { limitRate } from '@/lib/auth/pace'
import { requireUser } from '@/lib/auth/session'
import { activeContactSyncs } from '@/lib/store/address-book/contact-filter'
import { troubledContacts } from '@/lib/store/address-book/contact-links'
import { countContacts, firstOnPage, listContacts } from '@/lib/store/address-book/contact-list'
import { countDuplicates } from '@/lib/store/duplicates/groups'
import { phoneRegionOf } from '@/lib/store/firm/firm'
import { syncsContacts } from '@/lib/store/sync/hand'
import { tagsOfContacts } from '@/lib/store/tags/contact-tags'
import { tagsOf } from '@/lib/store/tags/tags'
import { bulkAction } from './bulk-actions'
import { DoneNotices, type DoneParams } from './done-notices'
import { Nothing } from './nothing'

export const metadata: Metadata = { title: 'Contacts' }

interface ContactsProps {
  readonly searchParams: Promise<ContactListParams & DoneParams>
}

export default async function Contacts({ searchParams }: ContactsProps) {
  const user = await requireUser('/contacts')
  const params = await searchParams
  const asked = keptOf(params)
  const { query, show } = asked
  if (query) await limitRate('search', user)
  const [region, known, syncIds] = await Promise.all([
    query ? phoneRegionOf(user.firmId) : null,
    asked.tagId ? tagsOf(user) : null,
    show && isOfSyncs(show) ? activeContactSyncs(user) : [],
  ])
  const tag = known?.find(({ id }) => id === asked.tagId) ?? null
  const kept: Kept = { ...asked, tagId: tag?.id ?? null }
  const { q: _, ...others } = keptParams(kept)
  const { tag: __, ...besidesTag } = keptParams(kept)
  const order = SORTS[kept.sort]
  const filter = { query, deleted: false, region, tagId: kept.tagId, ...filterOf(show, syncIds) }
  const [list, total, duplicates, tags, need, syncs] = await Promise.all([
    listContacts(user, filter, withTime(startOf(params), params), SIZE, undefined, order),
    countContacts(user, filter),
    countDuplicates(user),
    known ?? tagsOf(user),
    needOfPerson(user),
    syncsContacts(user),
  ])
  const { rows, more } = list
  const [first, troubled, tagged] = await Promise.all([
    firstOnPage(user, filter, list, order),
    need ? troubledContacts(user, ids(rows)) : undefined,
    tagsOfContacts(user, ids(rows)),
  ])
  const all = amount(total, show === 'clients' ? 'client' : 'contact')
  const found = query || tag || (show && show !== 'clients') ? `${all} found` : all
  const around = { duplicates, isAdmin: user.role === 'admin' }
  return (
    <Page title="Contacts" actions={<ListActions {...around} />}>
      <DoneNotices user={user} params={params} list={pageQuery(params)} />
      {need && <SyncNeed need={need} />}
      <div className="grid gap-3">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <SearchBox query={query} others={others} />
          <ListLinks {...around} found={found} />
        </div>
        <Filters kept={kept} syncs={syncs} />
        {tags.length > 0 && <TagFilter tags={tags} chosen={tag} others={besidesTag} />}
        {rows.length > 1 && <SortRow kept={kept} />}
        <Announce text={query || show || tag ? found : ''} />
        <div data-list className="panel group/list overflow-hidden">
          {rows.length > 0 ? (
            <>
              <BulkBar
                tags={tags.map(({ name }) => name)}
                syncs={syncs}
                list={pageQuery(params)}
                action={bulkAction}
              />
              <ContactTable
                rows={rows}
                tags={tagged}
                selectable
                kept={kept}
                {...(troubled && { troubled })}
              />
            </>
          ) : (
            <Nothing query={query} show={show} tag={tag?.name ?? null} />
          )}
        </div>
        <Pagination
          label="Contacts"
          {...listLinks('/contacts', query, rows, more, others, ({ updatedAt }) =>
            order.by === 'changed' ? updatedAt : null,
          )}
        >
          {range(first, rows.length, total)}
        </Pagination>
      </div>
    </Page>
  )
}

const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id)
