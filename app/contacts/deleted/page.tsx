// Contacts that were deleted in the last 30 days, for administrators to restore.
import type { Metadata } from 'next'
import { bringBack } from '@/app/contacts/actions'
import { ContactTable } from '@/components/contacts/contact-table'
import { DeletedList, Restore } from '@/components/list/deleted-list'
import { type ListParams, queryOf, SIZE, startOf } from '@/components/list/list-address'
import { limitRate } from '@/lib/auth/pace'
import { requireAdmin } from '@/lib/auth/session'
import { countContacts, firstOnPage, listContacts } from '@/lib/store/address-book/contact-list'
import { phoneRegionOf } from '@/lib/store/firm/firm'

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
    listContacts(user, filter, startOf(params), SIZE),
    countContacts(user, filter),
  ])
  const first = await firstOnPage(user, filter, list)
  return (
    <DeletedList what="contact" query={query} list={list} first={first} total={total}>
      <ContactTable
        rows={list.rows}
        action={{ title: 'Restore', cell: ({ id }) => <Restore id={id} action={bringBack} /> }}
      />
    </DeletedList>
  )
}
