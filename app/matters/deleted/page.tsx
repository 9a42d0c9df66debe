// Matters that were deleted in the last 30 days, to restore.
import type { Metadata } from 'next'
import { bringBackMatter } from '@/app/matters/actions'
import { DeletedList, Restore } from '@/components/list/deleted-list'
import { type ListParams, queryOf, SIZE, startOf } from '@/components/list/list-address'
import { MatterTable } from '@/components/matters/matter-table'
import { limitRate } from '@/lib/auth/pace'
import { requireUser } from '@/lib/auth/session'
import { countMatters, firstMatterOnPage, listMatters } from '@/lib/store/matters/matter-list'

export const metadata: Metadata = { title: 'Deleted matters' }

export default async function DeletedMatters({
  searchParams,
}: {
  readonly searchParams: Promise<ListParams>
}) {
  const user = await requireUser('/matters/deleted')
  const params = await searchParams
  const query = queryOf(params)
  if (query) await limitRate('search', user)
  const filter = { query, status: null, responsibleId: null, deleted: true }
  const [list, total] = await Promise.all([
    listMatters(user.firmId, filter, startOf(params), SIZE),
    countMatters(user.firmId, filter),
  ])
  const first = await firstMatterOnPage(user.firmId, filter, list)
  return (
    <DeletedList what="matter" query={query} list={list} first={first} total={total}>
      <MatterTable
        rows={list.rows}
        action={{ title: 'Restore', cell: ({ id }) => <Restore id={id} action={bringBackMatter} /> }}
      />
    </DeletedList>
  )
}
