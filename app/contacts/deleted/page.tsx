// Contacts that were deleted in the last 30 days, for administrators to restore.
import type { Metadata } from 'next'
import { bringBack } from '@/app/contacts/actions'
import { DeletedTable } from '@/components/contacts/list/deleted-table'
import { type ContactListParams, withTime } from '@/components/contacts/list/list-params'
import { DeletedList, Restore } from '@/components/list/deleted-list'
import { queryOf, SIZE, startOf } from '@/components/list/list-address'
import { limitRate } from '@/lib/auth/pace'
import { requireAdmin } from '@/lib/auth/session'
import { countContacts, firstOnPage, listContacts } from '@/lib/store/address-book/contact-list'
import { phoneRegionOf } from '@/lib/store/firm/firm'
import { userNames } from '@/lib/store/firm/user-names'

/** Whom one looks for was mostly deleted lately. */
const NEWEST = { by: 'deleted', descending: true } as const

export const metadata: Metadata = { title: 'Deleted contacts' }

export default async function DeletedContacts({
  searchParams,
}: {
  readonly searchParams: Promise<ContactListParams>
}) {
  const user = await requireAdmin('/contacts/deleted')
  const params = await searchParams
  const query = queryOf(params)
  if (query) await limitRate('search', user)
  const region = query ? await phoneRegionOf(user.firmId) : null
  const filter = { query, deleted: true, region }
  const [list, total] = await Promise.all([
    listContacts(user, filter, withTime(startOf(params), params), SIZE, undefined, NEWEST),
    countContacts(user, filter),
  ])
  const [first, names] = await Promise.all([
    firstOnPage(user, filter, list, NEWEST),
    userNames(
      user.firmId,
      list.rows.map(({ deletedById }) => deletedById),
    ),
  ])
  return (
    <DeletedList
      what="contact"
      query={query}
      list={list}
      timeOf={({ deletedAt }) => deletedAt}
      first={first}
      total={total}
    >
      <DeletedTable
        rows={list.rows}
        names={names}
        now={new Date()}
        restore={({ id }) => <Restore id={id} action={bringBack} />}
      />
    </DeletedList>
  )
}
