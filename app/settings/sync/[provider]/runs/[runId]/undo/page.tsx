// What undoing a run, one contact of it or one field would do, and **Undo**.
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { UndoRows } from '@/components/contacts/undo/undo-rows'
import { keptWords, labelLines } from '@/components/contacts/undo/undo-words'
import { amount } from '@/components/sync/figures'
import { triggerWords } from '@/components/sync/runs/run-words'
import { ButtonLink, SubmitButton } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Page, Panel } from '@/components/ui/page'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { requireUser } from '@/lib/auth/session'
import { FIELDS } from '@/lib/domains/contacts/value/fields'
import { syncPage, undoPage } from '@/lib/http/sync-paths'
import {
  type NotNow,
  type Scope,
  type UndoCounts,
  type UndoneLabels,
  type UndoPreview,
  undoPreview,
} from '@/lib/store/undo/undo'
import { providerNamed } from '../../../provider'
import { undoAction } from './actions'

export const metadata: Metadata = { title: 'Undo this run' }

const MOST = 50

interface UndoPageProps {
  readonly params: Promise<{ readonly provider: string; readonly runId: string }>
  readonly searchParams: Promise<{ readonly [name: string]: string | string[] | undefined }>
}

const query = z.object({
  change: z.uuid().optional(),
  field: z.enum(Object.keys(FIELDS)).optional(),
  after: z.uuid().optional(),
})

export default async function Undo({ params, searchParams }: UndoPageProps) {
  const { provider: name, runId } = await params
  const provider = providerNamed(name)
  const asked = query.safeParse(await searchParams)
  if (!z.uuid().safeParse(runId).success || !asked.success) notFound()
  const user = await requireUser(undoPage(name, runId))
  const { change, field, after } = asked.data
  const scope: Scope = { runId, changeId: change ?? null, field: (change && field) ?? null }
  const preview = await undoPreview(user, scope, after ?? null, MOST)
  if (!preview || preview.provider !== provider.name) notFound()
  const { counts, labels, rows, next, run } = preview
  const home = syncPage(provider.name)
  const first = rows[0]
  return (
    <Page
      title={titleOf(scope, first?.name ?? '')}
      up={
        scope.changeId
          ? { href: undoPage(name, runId), label: 'Back to the whole run' }
          : { href: home, label: `Back to ${provider.label}` }
      }
      intro={
        <>
          {triggerWords({ kind: run.kind, by: null })}, <RelativeTime at={run.createdAt} />
        </>
      }
      width="narrow"
    >
      <Earlier preview={preview} />
      {preview.notNow && <Notice tone="warn">{NOT_NOW[preview.notNow]}</Notice>}
      <Panel title="What Undo does">
        <form action={undoAction.bind(null, provider.name)} className="grid gap-4">
          <input type="hidden" name="runId" value={runId} />
          <input type="hidden" name="changeId" value={scope.changeId ?? ''} />
          <input type="hidden" name="field" value={scope.field ?? ''} />
          <Consequences counts={counts} labels={labels} label={provider.label} />
          <div className="flex flex-wrap gap-2">
            <ButtonLink href={home}>Keep as it is</ButtonLink>
            {!preview.notNow && writes(counts) + labels.undone > 0 && (
              <SubmitButton look="danger">Undo</SubmitButton>
            )}
          </div>
        </form>
      </Panel>
      {rows.length > 0 && (
        <Panel title="Contacts" flush>
          <UndoRows
            rows={rows}
            label={provider.label}
            single={scope.changeId !== null}
            only={(id, one) => undoPage(name, runId, { change: id, ...(one && { field: one }) })}
          />
          {next && (
            <div className="border-t border-line p-2">
              <ButtonLink href={undoPage(name, runId, { after: next })} look="quiet">
                Next contacts
              </ButtonLink>
            </div>
          )}
        </Panel>
      )}
    </Page>
  )
}

function titleOf({ changeId, field }: Scope, name: string): string {
  if (changeId === null) return 'Undo this run'
  const what = field === null ? '' : `${FIELDS[field as keyof typeof FIELDS].label} of `
  return `Undo ${what}${name || 'this contact'}`
}

const writes = ({ restores, deletesHere, deletesThere }: UndoCounts) => restores + deletesHere + deletesThere

const NOT_NOW: Readonly<Record<NotNow, string>> = {
  stopped: 'This sync is stopped, so nothing is changed on either side. Set it up again to undo.',
  busy: 'A sync is running or needs your answer. You can undo after it finishes.',
  paused: 'The sync is paused. Resume it first.',
  calendar: 'A run of a calendar cannot be undone. Deleted events can be restored from Deleted for 30 days.',
}

function Earlier({ preview: { earlier, provider } }: { readonly preview: UndoPreview }) {
  if (!earlier) return null
  return (
    <Notice actions={<ButtonLink href={undoPage(provider, earlier.id)}>Undo the undo</ButtonLink>}>
      <p>
        This run was undone <RelativeTime at={earlier.at} />.
      </p>
    </Notice>
  )
}

interface ConsequencesProps {
  readonly counts: UndoCounts
  readonly labels: UndoneLabels
  readonly label: string
}

function Consequences({ counts, labels, label }: ConsequencesProps) {
  const { restores, deletesHere, deletesThere } = counts
  return (
    <>
      <ul className="grid list-disc gap-1 pl-5">
        {restores > 0 && <li>{amount(restores, 'contact')}: earlier values return where this run wrote</li>}
        {deletesHere > 0 && (
          <li>
            {amount(deletesHere, 'contact')} that this run added to Clio: to Deleted, where they can be
            restored for 30 days
          </li>
        )}
        {labelLines(labels).map((words) => (
          <li key={words}>{words}</li>
        ))}
        {writes(counts) + labels.undone === 0 && <li>Nothing is left to undo.</li>}
        {keptWords(counts.kept, label).map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      {deletesThere > 0 && (
        <label className="flex gap-2">
          <input type="checkbox" name="deletesThere" value={deletesThere} className="mt-1" />
          <span>
            Delete {amount(deletesThere, 'contact')} in {label}
            <span className="block text-soft">
              This run added {deletesThere === 1 ? 'it' : 'them'} there, and no one has edited{' '}
              {deletesThere === 1 ? 'it' : 'them'} since. Without this,{' '}
              {deletesThere === 1 ? 'it stays' : 'they stay'} in {label}.
            </span>
          </span>
        </label>
      )}
    </>
  )
}
