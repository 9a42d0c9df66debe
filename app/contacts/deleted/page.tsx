// Contacts that were deleted in the last 30 days, for administrators to restore.
import type { Metadata } from 'next'
import { bringBack } from '@/app/contacts/actions'
import { ContactTable } from '@/components/contacts/contact-table'
import { type ListParams, listLinks, queryOf, SIZE, startOf } from '@/components/contacts/list-address'
import { SearchBox } from '@/components/contacts/search-box'
import { amount, range } from '@/components/sync/figures'
import { ButtonLink, SubmitButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Page } from '@/components/ui/page'
import { Pagination } from '@/components/ui/pagination'
import { limitRate } from '@/lib/auth/pace'
import { requireAdmin } from '@/lib/auth/session'
import { countContacts, firstOnPage, listContacts } from '@/lib/store/address-book/contact-list'
import { phoneRegionOf } from '@/lib/store/firm/firm'
import { RESTORE_DAYS } from '@/lib/store/retention/rules'

export const metadata: Metadata = { title: 'Deleted contacts' }

export default async function DeletedContacts({
  searchParams,
}: {
  readonly searchParams: Promise<ListParams>
}) {
  const user = await requireAdmin('/contacts/deleted')
  const params = await searchParams
  const query = queryOf(params)
  if (query) await limitRate('search', user)
  const region = query ? await phoneRegionOf(user.firmId) : null
  const filter = { query, deleted: true, region }
  const [list, total] = await Promise.all([
    listContacts(user.firmId, filter, startOf(params), SIZE),
    countContacts(user.firmId, filter),
  ])
  const { rows, more } = list
  const first = await firstOnPage(user.firmId, filter, list)
  return (
    <Page
      title="Deleted contacts"
      intro={`A deleted contact can be restored for ${RESTORE_DAYS} days, with its history.`}
      actions={<ButtonLink href="/contacts">All contacts</ButtonLink>}
    >
      <div className="grid gap-3">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <SearchBox query={filter.query} path="/contacts/deleted" />
          <p data-number className="text-soft">
            {amount(total, 'deleted contact')}
          </p>
        </div>
        <div className="panel overflow-hidden">
          {rows.length > 0 ? (
            <ContactTable rows={rows} action={{ title: 'Restore', cell: ({ id }) => <Restore id={id} /> }} />
          ) : (
            <EmptyState
              title={filter.query ? `No deleted contact matches “${filter.query}”` : 'No deleted contacts'}
            />
          )}
        </div>
        <Pagination label="Deleted contacts" {...listLinks('/contacts/deleted', filter.query, rows, more)}>
          {range(first, rows.length, total)}
        </Pagination>
      </div>
    </Page>
  )
}

function Restore({ id }: { readonly id: string }) {
  return (
    <form action={bringBack}>
      <input type="hidden" name="id" value={id} />
      <SubmitButton look="secondary">Restore</SubmitButton>
    </form>
  )
}
