// Contacts that look like the same person, as a worker found them, most likely first.
import type { Metadata } from 'next'
import { z } from 'zod'
import { DuplicatesPanel } from '@/components/contacts/duplicates-group'
import { amount } from '@/components/sync/figures'
import { EmptyState } from '@/components/ui/empty-state'
import { ButtonLink } from '@/components/ui/links/button-link'
import { Notice } from '@/components/ui/notice'
import { Page } from '@/components/ui/page'
import { Pagination } from '@/components/ui/pagination'
import { ShownOnce } from '@/components/ui/shown-once'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { requireUser } from '@/lib/auth/session'
import { duplicateGroups, type GroupsPage } from '@/lib/store/duplicates/groups'
import { notDuplicates } from './actions'

export const metadata: Metadata = { title: 'Duplicates' }

interface DuplicatesProps {
  readonly searchParams: Promise<{ readonly after?: string; readonly apart?: string }>
}

export default async function Duplicates({ searchParams }: DuplicatesProps) {
  const user = await requireUser('/contacts/duplicates')
  const params = await searchParams
  const after = z.uuid().safeParse(params.after)
  const page = await duplicateGroups(user, after.success ? after.data : null)
  return (
    <Page
      title="Duplicates"
      intro={
        <>
          <p>
            Contacts that may be the same person or company. Nothing is merged until you say so, and a merge
            can be undone for 30 days.
          </p>
          <Looked page={page} />
        </>
      }
      actions={<ButtonLink href="/contacts">Contacts</ButtonLink>}
    >
      {params.apart && (
        <Notice tone="good" alert>
          These contacts stay separate. You are not asked about them again.
        </Notice>
      )}
      <ShownOnce names={['apart']} />
      {page.groups.length === 0 ? (
        <EmptyState title={page.lookedAt ? 'No duplicates found' : 'Not checked for duplicates yet'}>
          {page.isDue ? 'A worker looks for duplicates in the background. Reload this page in a minute.' : ''}
        </EmptyState>
      ) : (
        <div className="grid gap-4">
          {page.groups.map((group) => (
            <DuplicatesPanel key={group.id} group={group} apart={notDuplicates} />
          ))}
        </div>
      )}
      <Pagination
        label="Duplicates"
        previous={after.success ? '/contacts/duplicates' : null}
        next={page.next && `/contacts/duplicates?after=${page.next}`}
      >
        {amount(page.total, 'group')}
      </Pagination>
    </Page>
  )
}

const Looked = ({ page: { lookedAt, isDue, total } }: { readonly page: GroupsPage }) =>
  lookedAt && (
    <p data-number>
      {amount(total, 'group')}, found <RelativeTime at={lookedAt} />.
      {isDue && ' We’ll check recent edits soon.'}
    </p>
  )
