// Contacts that were deleted in the person's account and stay here: when, what that means, and the two ways to have both sides alike again.
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { DeletedThereTable } from '@/components/contacts/deleted-there-table'
import { listLinks, SIZE, startOf } from '@/components/list/list-address'
import { amount } from '@/components/sync/figures'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { Page } from '@/components/ui/page'
import { Pagination } from '@/components/ui/pagination'
import { ShownOnce } from '@/components/ui/shown-once'
import { requireUser } from '@/lib/auth/session'
import { mayWrite } from '@/lib/engine/direction'
import { one, type Query } from '@/lib/http/query'
import { deletedPage, syncPage } from '@/lib/http/sync-paths'
import { countDeletedThere, deletedThere } from '@/lib/store/address-book/deleted-there'
import { overviewOf } from '@/lib/store/sync/overview'
import { type ProviderParams, providerIn } from '../provider'
import { restoreThere } from './actions'

export const generateMetadata = async (props: ProviderParams): Promise<Metadata> => ({
  title: `Deleted in ${(await providerIn(props)).label}`,
})

interface DeletedProps extends ProviderParams {
  readonly searchParams: Promise<Query>
}

export default async function DeletedInAccount({ params, searchParams }: DeletedProps) {
  const { name, label } = await providerIn({ params })
  const here = deletedPage(name)
  const user = await requireUser(here)
  const sync = (await overviewOf(user, name))?.sync
  if (!sync) redirect(syncPage(name))
  const query = await searchParams
  const [total, list] = await Promise.all([
    countDeletedThere(user, sync.id),
    deletedThere(user, sync.id, startOf(query), SIZE),
  ])
  const writes = mayWrite('remote', sync.settings)
  return (
    <Page
      title={`Deleted in ${label}`}
      up={{ href: syncPage(name), label: `${label} contacts and calendars` }}
      intro={`A contact deleted in ${label} stays in Clio. Later edits stay in Clio, too, and the sync does not add it to ${label} again unless you restore it there.`}
    >
      {one(query.restored) && (
        <Notice tone="good" alert>
          The sync now adds the contact to {label} again.
        </Notice>
      )}
      {one(query.refused) && (
        <Notice tone="warn" alert>
          Nothing was restored: the contact or the sync has changed.
        </Notice>
      )}
      <ShownOnce names={['restored', 'refused']} />
      {sync.state !== 'active' && (
        <Notice>
          The sync is stopped. When you set it up again, its preview offers these contacts again.
        </Notice>
      )}
      {sync.state === 'active' && !writes && (
        <Notice>This sync does not write to {label}, so nothing can be restored there.</Notice>
      )}
      <div className="panel overflow-hidden">
        {list.rows.length > 0 ? (
          <DeletedThereTable
            rows={list.rows}
            label={label}
            restore={sync.state === 'active' && writes ? restoreThere.bind(null, name) : null}
          />
        ) : (
          <EmptyState title={`No contact in Clio was deleted in ${label}`} />
        )}
      </div>
      <Pagination label={`Deleted in ${label}`} {...listLinks(here, '', list.rows, list.more)}>
        {amount(total, 'contact')}
      </Pagination>
    </Page>
  )
}
