// What people did to many contacts at once, newest first, with **Undo** for 30 days: people see their own, administrators all of the firm.
import type { Metadata } from 'next'
import { actionWords } from '@/components/contacts/undo/action-words'
import { listLinks, SIZE, startOf } from '@/components/list/list-address'
import { amount } from '@/components/sync/figures'
import { EmptyState } from '@/components/ui/empty-state'
import { ButtonLink } from '@/components/ui/links/button-link'
import { Notice } from '@/components/ui/notice'
import { Page } from '@/components/ui/page'
import { Pagination } from '@/components/ui/pagination'
import { ShownOnce } from '@/components/ui/shown-once'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { requireUser } from '@/lib/auth/session'
import { one, type Query } from '@/lib/http/query'
import { ANY_PROVIDER } from '@/lib/providers/registry'
import { RESTORE_DAYS } from '@/lib/store/retention/rules'
import { actionsPage, type ListedAction } from '@/lib/store/undo/actions'

export const metadata: Metadata = { title: 'Activity' }

const HERE = '/contacts/activity'

export default async function Activity({ searchParams }: { readonly searchParams: Promise<Query> }) {
  const user = await requireUser(HERE)
  const query = await searchParams
  const { rows, more } = await actionsPage(user, startOf(query), SIZE)
  return (
    <Page
      title="Activity"
      up={{ href: '/contacts', label: 'All contacts' }}
      intro={`Imports and changes of several contacts at once. Each can be undone for ${RESTORE_DAYS} days.`}
      width="narrow"
    >
      <Undone query={query} />
      <div className="panel overflow-hidden">
        {rows.length > 0 ? (
          <ol className="divide-y divide-line">
            {rows.map((row) => (
              <Row key={row.id} row={row} isOwn={row.userId === user.userId} />
            ))}
          </ol>
        ) : (
          <EmptyState title="No activity yet" />
        )}
      </div>
      <Pagination label="Activity" {...listLinks(HERE, '', rows, more)} />
    </Page>
  )
}

function Undone({ query }: { readonly query: Query }) {
  const undone = one(query.undone)
  if (!undone) return null
  const count = Number(undone) || 0
  return (
    <>
      <Notice tone={one(query.busy) ? 'warn' : 'good'} alert>
        <p>{count > 0 ? `Undone for ${amount(count, 'contact')}.` : 'Nothing was left to undo in Clio.'}</p>
        {one(query.busy) && (
          <p>
            Nothing was deleted in {ANY_PROVIDER}, because a sync is running there. Open the undone action
            again when it is done.
          </p>
        )}
      </Notice>
      <ShownOnce names={['undone', 'busy']} />
    </>
  )
}

function Row({ row, isOwn }: { readonly row: ListedAction; readonly isOwn: boolean }) {
  const words = actionWords(row)
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-3">
      <div className="min-w-0">
        <p className="break-words">{words}</p>
        <p className="text-soft">
          {!isOwn && `${row.author ?? 'Someone'}, `}
          <RelativeTime at={row.at} />
          {row.undo && (
            <>
              {' · '}
              {row.undo.isTakenBack ? 'undo taken back' : 'undone'} <RelativeTime at={row.undo.at} />
            </>
          )}
        </p>
      </div>
      <ButtonLink href={`${HERE}/${row.id}`} look="quiet" aria-label={`Undo: ${words}`}>
        Undo
      </ButtonLink>
    </li>
  )
}
