// Contacts of the person's account that look like the same person, as the last preview found them, most likely first.
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { Refresh } from '@/components/admin/refresh'
import { AccountGroupPanel, lookLike } from '@/components/contacts/account-duplicates'
import { AccountMerges } from '@/components/contacts/account-merges'
import { doMerges, mergesWait, waitingAmong } from '@/components/contacts/merge-words'
import { amount } from '@/components/sync/figures'
import { OneButton } from '@/components/sync/status/small-forms'
import { EmptyState } from '@/components/ui/empty-state'
import { ButtonLink } from '@/components/ui/links/button-link'
import { Notice } from '@/components/ui/notice'
import { Page } from '@/components/ui/page'
import { Pagination } from '@/components/ui/pagination'
import { ShownOnce } from '@/components/ui/shown-once'
import { requireUser } from '@/lib/auth/session'
import { one, type Query } from '@/lib/http/query'
import { duplicatesPage, syncPage } from '@/lib/http/sync-paths'
import { accountMerges, isMergeDue } from '@/lib/store/duplicates/account-merges'
import { accountDuplicates, countAccountDuplicates } from '@/lib/store/duplicates/in-accounts'
import { overviewOf } from '@/lib/store/sync/overview'
import { type ProviderParams, providerIn } from '../provider'
import { carryOutMerges, dropMergeThere, notDuplicatesThere, undoMergeThere } from './actions'

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
  const [counts, merges, page] = await Promise.all([
    countAccountDuplicates(user, sync.id),
    accountMerges(user, sync.id),
    accountDuplicates(user, sync.id, after.success ? after.data : null),
  ])
  const { joins, product } = provider.collections.contacts
  const due = merges.filter(isMergeDue)
  const waiting = waitingAmong(due)
  // An active sync carries merges out by itself; before it was started a preview does.
  const waits = sync.state !== 'active' && sync.run?.state !== 'reading' && due.length > 0
  return (
    <Page
      title={`Duplicates in ${label}`}
      intro={
        counts.people > 0 && (
          <p data-number>
            {lookLike(counts, label)} The last preview found them. Nothing in {label} is merged until you say
            so, and a merge can be undone for 30 days.
            {joins && (
              <>
                {' '}
                You can also use{' '}
                <a href={joins.url} rel="noreferrer" className="prose-link">
                  {joins.name}
                </a>{' '}
                in {product}.
              </>
            )}
          </p>
        )
      }
      actions={<ButtonLink href={syncPage(name)}>Back to the sync</ButtonLink>}
    >
      {one(query.apart) && (
        <Notice tone="good" alert>
          These contacts will not be suggested as duplicates again.
        </Notice>
      )}
      {one(query.asked) && sync.state === 'active' && (
        <Notice tone="good" alert>
          The sync merges these contacts now.
        </Notice>
      )}
      <ShownOnce names={['apart', 'asked']} />
      {waits && (
        <Notice
          tone="info"
          title={mergesWait(waiting, label)}
          actions={
            <OneButton action={carryOutMerges.bind(null, name)} fields={{}} look="primary">
              {`${doMerges(waiting, label)} and compare again`}
            </OneButton>
          }
        >
          <p>Choose all your merges first. Concord then compares everything again, once.</p>
        </Notice>
      )}
      {due.length > 0 && !waits && <Refresh />}
      {page.groups.length === 0 ? (
        <EmptyState title="No duplicates found">Each preview looks for them.</EmptyState>
      ) : (
        <div className="grid gap-4">
          {page.groups.map((group) => (
            <AccountGroupPanel
              key={group.id}
              group={group}
              apart={notDuplicatesThere.bind(null, name)}
              merge={`${here}/${group.id}`}
            />
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
      <AccountMerges
        merges={merges}
        label={label}
        undo={undoMergeThere.bind(null, name)}
        drop={dropMergeThere.bind(null, name)}
      />
    </Page>
  )
}
