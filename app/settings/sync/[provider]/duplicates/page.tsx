// Contacts of the person's account that look like the same person, as the last preview found them, most likely first.
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { AccountGroupPanel, lookLike } from '@/components/contacts/account-duplicates'
import { amount } from '@/components/sync/figures'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { Page } from '@/components/ui/page'
import { Pagination } from '@/components/ui/pagination'
import { ShownOnce } from '@/components/ui/shown-once'
import { requireUser } from '@/lib/auth/session'
import { one, type Query } from '@/lib/http/query'
import { duplicatesPage, syncPage } from '@/lib/http/sync-paths'
import { accountDuplicates, countAccountDuplicates } from '@/lib/store/duplicates/in-accounts'
import { overviewOf } from '@/lib/store/sync/overview'
import { type ProviderParams, providerIn } from '../provider'
import { notDuplicatesThere } from './actions'

export const generateMetadata = async (props: ProviderParams): Promise<Metadata> => ({
  title: `Duplicates in ${(await providerIn(props)).label}`,
})

interface DuplicatesProps extends ProviderParams {
  readonly searchParams: Promise<Query>
}

export default async function DuplicatesThere({ params, searchParams }: DuplicatesProps) {
  const provider = await providerIn({ params })
  const { name, label } = provider
  const here = duplicatesPage(name)
  const user = await requireUser(here)
  const sync = (await overviewOf(user, name))?.sync
  if (!sync) redirect(syncPage(name))
  const query = await searchParams
  const after = z.guid().safeParse(one(query.after))
  const [counts, page] = await Promise.all([
    countAccountDuplicates(user, sync.id),
    accountDuplicates(user, sync.id, after.success ? after.data : null),
  ])
  const { joins, product } = provider.collections.contacts
  return (
    <Page
      title={`Duplicates in ${label}`}
      intro={
        counts.people > 0 && (
          <p data-number>
            {lookLike(counts, label)} The last preview found them. Concord merges nothing in {label} by
            itself.
            {joins && (
              <>
                {' '}
                To join them there, use{' '}
                <a href={joins.url} rel="noreferrer" className="prose-link">
                  {joins.name}
                </a>{' '}
                in {product}, then press Compare again in the preview.
              </>
            )}
          </p>
        )
      }
      actions={<ButtonLink href={syncPage(name)}>Back to the sync</ButtonLink>}
    >
      {one(query.apart) && (
        <Notice tone="good" alert>
          These contacts are not shown as duplicates again.
        </Notice>
      )}
      <ShownOnce names={['apart']} />
      {page.groups.length === 0 ? (
        <EmptyState title="No duplicates found">Each preview looks for them.</EmptyState>
      ) : (
        <div className="grid gap-4">
          {page.groups.map((group) => (
            <AccountGroupPanel key={group.id} group={group} apart={notDuplicatesThere.bind(null, name)} />
          ))}
        </div>
      )}
      <Pagination
        label="Duplicates"
        previous={after.success ? here : null}
        next={page.next && `${here}?after=${page.next}`}
      >
        {amount(counts.people, 'group')}
      </Pagination>
    </Page>
  )
}
