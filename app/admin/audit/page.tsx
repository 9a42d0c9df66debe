// **Audit**, for administrators: who or what did what, when and where, filtered and paged by the server.
import type { Metadata } from 'next'
import { readerZone } from '@/app/zone'
import { type AuditTyped, auditStart, typedFilter } from '@/components/admin/audit/audit-filter'
import { AuditFilterForm } from '@/components/admin/audit/audit-filter-form'
import { AuditList } from '@/components/admin/audit/audit-list'
import { EmptyState } from '@/components/ui/empty-state'
import { ButtonLink } from '@/components/ui/links/button-link'
import { GoButton } from '@/components/ui/links/go-button'
import { Page, Panel } from '@/components/ui/page'
import { Pagination } from '@/components/ui/pagination'
import { limitRate } from '@/lib/auth/pace'
import { requireAdmin } from '@/lib/auth/session'
import type { Query } from '@/lib/http/query'
import { ANY_PROVIDER } from '@/lib/providers/registry'
import type { AuditEntry } from '@/lib/store/audit/beside'
import { auditPage } from '@/lib/store/audit/entries'
import type { KeysetPage } from '@/lib/store/keyset'
import { readFilter } from './read-filter'

export const metadata: Metadata = { title: 'Audit' }

const HERE = '/admin/audit'
const SIZE = 50
const NOTHING: KeysetPage<AuditEntry> = { rows: [], more: { before: false, after: false } }

export default async function Audit({ searchParams }: { readonly searchParams: Promise<Query> }) {
  const user = await requireAdmin(HERE)
  const query = await searchParams
  if (Object.keys(typedFilter(query)).length > 0) await limitRate('search', user)
  const zone = await readerZone()
  const { typed, people, problems, filter } = await readFilter(user, query, zone)
  const page = filter ? await auditPage(user, filter, auditStart(query), SIZE) : NOTHING
  return (
    <Page
      title="Audit"
      intro="Who did what in this firm. Entries cannot be changed."
      actions={
        filter && (
          <GoButton to="/api/admin/audit.csv" params={typed} file>
            Export CSV
          </GoButton>
        )
      }
    >
      <Panel title="Filters" flush>
        <AuditFilterForm
          key={JSON.stringify(typed)}
          typed={typed}
          problems={problems}
          people={people}
          label={ANY_PROVIDER}
        />
      </Panel>
      <Panel title="Entries" flush>
        {page.rows.length > 0 ? (
          <AuditList entries={page.rows} zone={zone ?? 'UTC'} />
        ) : !filter ? (
          <EmptyState
            title="The filter cannot be read"
            actions={<ButtonLink href={HERE}>Show all entries</ButtonLink>}
          >
            Nothing is shown until it is corrected above.
          </EmptyState>
        ) : (
          <EmptyState
            title="No entry matches"
            actions={<ButtonLink href={HERE}>Show all entries</ButtonLink>}
          >
            The audit starts with the first version of Concord that kept one. Older entries are erased as set
            under Data retention.
          </EmptyState>
        )}
      </Panel>
      <Pagination label="Entries" {...links(typed, page)} />
    </Page>
  )
}

function links(typed: AuditTyped, { rows, more }: KeysetPage<AuditEntry>) {
  const to = (name: 'after' | 'before', entry: AuditEntry | undefined) =>
    entry ? `${HERE}?${new URLSearchParams({ ...typed, [name]: String(entry.seq) })}` : null
  return {
    previous: more.before ? to('before', rows[0]) : null,
    next: more.after ? to('after', rows.at(-1)) : null,
  }
}
