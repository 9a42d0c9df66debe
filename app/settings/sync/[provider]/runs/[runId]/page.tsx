// One run of the person's sync: how it went, and what it did item by item.
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { readerZone } from '@/app/zone'
import { listLinks, SIZE, startOf } from '@/components/list/list-address'
import { amount, count } from '@/components/sync/figures'
import { termsOf } from '@/components/sync/kinds'
import { wordsOf } from '@/components/sync/kinds/words'
import { doneLine } from '@/components/sync/runs/done-line'
import { DoneList } from '@/components/sync/runs/done-list'
import { RunFacts } from '@/components/sync/runs/run-facts'
import { triggerWords } from '@/components/sync/runs/run-words'
import { labelWords } from '@/components/sync/undo/undo-words'
import { ButtonLink } from '@/components/ui/links/button-link'
import { Link } from '@/components/ui/links/link'
import { Page, Panel } from '@/components/ui/page'
import { Pagination } from '@/components/ui/pagination'
import { requireUser } from '@/lib/auth/session'
import { one, type Query } from '@/lib/http/query'
import { calendarPlace, runPage, syncPage, undoPage } from '@/lib/http/sync-paths'
import { type LabelChanges, labelChangesOfRun } from '@/lib/store/labels/label-changes'
import { type Outcome, resultsOfRun } from '@/lib/store/runs/run-results'
import { runOf } from '@/lib/store/sync/overview'
import { providerNamed } from '../../provider'

export const metadata: Metadata = { title: 'Run of a sync' }

interface RunPageProps {
  readonly params: Promise<{ readonly provider: string; readonly runId: string }>
  readonly searchParams: Promise<Query>
}

export default async function RunOfSync({ params, searchParams }: RunPageProps) {
  const { provider: name, runId } = await params
  const provider = providerNamed(name)
  const user = await requireUser(syncPage(name))
  // As a member: what other people's runs did is theirs, for administrators too.
  const run = z.guid().safeParse(runId).success ? await runOf({ ...user, role: 'member' }, runId) : null
  if (!run || run.provider !== provider.name) notFound()
  const query = await searchParams
  const outcome: Outcome = one(query.show) === 'failed' ? 'failed' : 'all'
  const [zone, changes, labels] = await Promise.all([
    readerZone(),
    resultsOfRun(user, runId, outcome, startOf(query), SIZE),
    labelChangesOfRun(user, runId, SIZE),
  ])
  const { counts, rows, more } = changes
  const place = run.calendarId === null ? provider.name : calendarPlace(provider.name, run.calendarId)
  const here = runPage(provider.name, runId)
  const mayUndo = run.endedAt !== null && counts.all - counts.failed + labels.total > 0
  return (
    <Page
      title={triggerWords(run)}
      up={{ href: syncPage(place), label: `${provider.label} contacts and calendars` }}
      actions={mayUndo && <ButtonLink href={undoPage(provider.name, runId)}>Undo this run</ButtonLink>}
      width="narrow"
    >
      <Panel title="Run">
        <RunFacts run={run} label={provider.label} kind={run.of} />
      </Panel>
      <Panel
        title="What it did"
        intro={counts.all === 0 ? undefined : amount(counts.all, wordsOf(run.of).one)}
        actions={
          counts.failed > 0 && (
            <>
              <ButtonLink href={here} look="quiet" current={outcome === 'all'}>
                All {count(counts.all)}
              </ButtonLink>
              <ButtonLink href={`${here}?show=failed`} look="quiet" current={outcome === 'failed'}>
                Failed {count(counts.failed)}
              </ButtonLink>
            </>
          )
        }
        flush
      >
        {rows.length > 0 ? (
          <DoneList
            lines={rows.map((change) => doneLine(change, termsOf(change.of, zone, provider.label)))}
            {...(mayUndo && {
              undoHref: (id: string) => undoPage(provider.name, runId, { change: id }),
            })}
          />
        ) : (
          <p className="p-4 text-soft">Nothing was written or failed in this run.</p>
        )}
      </Panel>
      <LabelPanel changes={labels} label={provider.label} />
      <Pagination
        label="Results"
        {...listLinks(here, '', rows, more, outcome === 'failed' ? { show: 'failed' } : {})}
      >
        {amount(counts[outcome], wordsOf(run.of).one)}
      </Pagination>
    </Page>
  )
}

function LabelPanel({ changes, label }: { readonly changes: LabelChanges; readonly label: string }) {
  const { total, rows } = changes
  if (total === 0) return null
  return (
    <Panel title="Tags and labels" intro={amount(total, 'change')} flush>
      <ul className="divide-y divide-line">
        {rows.map((row) => (
          <li key={row.id} className="px-4 py-2">
            <Link href={`/contacts/${row.localId}`} className="font-medium underline">
              {row.contact || 'No name'}
            </Link>
            : {labelWords(row, label)}
          </li>
        ))}
      </ul>
      {total > rows.length && (
        <p className="border-t border-line px-4 py-2 text-soft">
          The first {count(rows.length)} of {count(total)} are shown.
        </p>
      )}
    </Panel>
  )
}
