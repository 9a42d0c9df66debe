// The firm's matters: searched, filtered and paged by the server, with all of it in the address.
import type { Metadata } from 'next'
import { bringBackMatter } from '@/app/matters/actions'
import { type ListParams, listLinks, queryOf, SIZE, startOf } from '@/components/list/list-address'
import { ListLink } from '@/components/list/list-link'
import { SearchBox } from '@/components/list/search-box'
import { MatterTable } from '@/components/matters/matter-table'
import { amount, range } from '@/components/sync/figures'
import { SubmitButton } from '@/components/ui/button'
import { tabClass } from '@/components/ui/button-class'
import { EmptyState } from '@/components/ui/empty-state'
import { ButtonLink } from '@/components/ui/links/button-link'
import { GoButton } from '@/components/ui/links/go-button'
import { Announce } from '@/components/ui/live-region'
import { Notice } from '@/components/ui/notice'
import { Page } from '@/components/ui/page'
import { Pagination } from '@/components/ui/pagination'
import { ShownOnce } from '@/components/ui/shown-once'
import { limitRate } from '@/lib/auth/pace'
import { requireUser } from '@/lib/auth/session'
import { asStatus, STATUS_WORDS, STATUSES } from '@/lib/domains/matters/matter'
import { phoneRegionOf } from '@/lib/store/firm/firm'
import { countMatters, firstMatterOnPage, listMatters } from '@/lib/store/matters/matter-list'
import { matterOf } from '@/lib/store/matters/matters'
import { RESTORE_DAYS } from '@/lib/store/retention/rules'
import { isId, type MatterParams, othersOf } from './params'

export const metadata: Metadata = { title: 'Matters' }

interface MattersProps {
  readonly searchParams: Promise<ListParams & MatterParams & { readonly deleted?: string }>
}

export default async function Matters({ searchParams }: MattersProps) {
  const user = await requireUser('/matters')
  const params = await searchParams
  const query = queryOf(params)
  if (query) await limitRate('search', user)
  const others = othersOf(params)
  const filter = {
    query,
    status: asStatus(others.status ?? ''),
    responsibleId: others.mine ? user.userId : null,
    deleted: false,
    region: query ? await phoneRegionOf(user.firmId) : null,
  }
  const [list, total, deleted] = await Promise.all([
    listMatters(user.firmId, filter, startOf(params), SIZE),
    countMatters(user.firmId, filter),
    isId(params.deleted) ? matterOf(user.firmId, params.deleted) : null,
  ])
  const first = await firstMatterOnPage(user.firmId, filter, list)
  const isFiltered = query !== '' || Object.keys(others).length > 0
  const found = isFiltered ? `${amount(total, 'matter')} found` : amount(total, 'matter')
  return (
    <Page title="Matters" actions={<Actions />}>
      {deleted?.deletedAt && (
        <Notice
          tone="good"
          alert
          actions={
            <form action={bringBackMatter}>
              <input type="hidden" name="id" value={deleted.id} />
              <SubmitButton look="secondary">Undo</SubmitButton>
            </form>
          }
        >
          Matter {deleted.number} was deleted. It can be restored for {RESTORE_DAYS} days.
        </Notice>
      )}
      <ShownOnce names={['deleted']} />
      <div className="grid gap-3">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <SearchBox query={query} path="/matters" label="Search matters" others={others} />
          <div className="flex items-center gap-4 text-soft">
            <p data-number>{found}</p>
            <ButtonLink href="/matters/deleted" look="quiet">
              Deleted
            </ButtonLink>
          </div>
        </div>
        <Filters query={query} others={others} />
        <Announce text={isFiltered ? found : ''} />
        <div className="panel overflow-hidden">
          {list.rows.length > 0 ? <MatterTable rows={list.rows} /> : <Nothing isFiltered={isFiltered} />}
        </div>
        <Pagination label="Matters" {...listLinks('/matters', query, list.rows, list.more, others)}>
          {range(first, list.rows.length, total)}
        </Pagination>
      </div>
    </Page>
  )
}

function Actions() {
  return (
    <>
      <GoButton to="/matters/import">Import</GoButton>
      <GoButton to="/matters/export.csv" file>
        Export
      </GoButton>
      <GoButton to="/matters/new" look="primary">
        New Matter
      </GoButton>
    </>
  )
}

interface FiltersProps {
  readonly query: string
  readonly others: Readonly<Record<string, string>>
}

/** Links, so that each filter has an address and needs no script. */
function Filters({ query, others }: FiltersProps) {
  const to = (change: Readonly<Record<string, string>>) => {
    const wanted = Object.entries({ ...others, q: query, ...change }).filter(([, value]) => value)
    const params = new URLSearchParams(wanted).toString()
    return params ? `/matters?${params}` : '/matters'
  }
  const filter = (set: Readonly<Record<string, string>>, isCurrent: boolean, words: string) => (
    <ListLink
      key={words}
      href={to(set)}
      set={set}
      aria-current={isCurrent ? 'page' : undefined}
      className={tabClass()}
    >
      {words}
    </ListLink>
  )
  const { status, mine } = others
  return (
    <nav aria-label="Filter matters" className="flex flex-wrap gap-x-4 gap-y-1">
      <div className="flex flex-wrap gap-1">
        {filter({ status: '' }, !status, 'All')}
        {STATUSES.map((one) => filter({ status: one }, status === one, STATUS_WORDS[one]))}
      </div>
      {filter({ mine: mine ? '' : '1' }, mine === '1', 'My matters')}
    </nav>
  )
}

function Nothing({ isFiltered }: { readonly isFiltered: boolean }) {
  if (isFiltered)
    return (
      <EmptyState
        title="No matter matches"
        actions={<ButtonLink href="/matters">Show all matters</ButtonLink>}
      >
        Search covers numbers, descriptions, roles and clients.
      </EmptyState>
    )
  return (
    <EmptyState
      title="No matters yet"
      actions={
        <>
          <ButtonLink href="/matters/new" look="primary">
            Add the first matter
          </ButtonLink>
          <ButtonLink href="/matters/import">Import matters</ButtonLink>
        </>
      }
    >
      A matter makes its contact a client. A client’s contact cannot be deleted by mistake.
    </EmptyState>
  )
}
