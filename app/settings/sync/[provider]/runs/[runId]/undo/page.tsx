// What undoing a run, one contact or event of it, or one field would do, and **Undo**.
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { readerZone } from '@/app/zone'
import { amount } from '@/components/sync/figures'
import { type Terms, termsOf } from '@/components/sync/kinds'
import { triggerWords } from '@/components/sync/runs/run-words'
import { UndoRows } from '@/components/sync/undo/undo-rows'
import { colleagueLines, keptWords, labelLines } from '@/components/sync/undo/undo-words'
import { SubmitButton } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/links/button-link'
import { Notice } from '@/components/ui/notice'
import { Page, Panel } from '@/components/ui/page'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { requireUser } from '@/lib/auth/session'
import { calendarPlace, syncPage, undoPage } from '@/lib/http/sync-paths'
import { labelOf } from '@/lib/providers/registry'
import type { AffectedColleague } from '@/lib/store/undo/colleagues'
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
  field: z.string().max(40).optional(),
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
  const { counts, labels, colleagues, rows, next, run, calendarId } = preview
  const terms = termsOf(preview.kind.sync.kind, await readerZone(), provider.label)
  const { many } = terms.view.words
  const home = syncPage(calendarId === null ? provider.name : calendarPlace(provider.name, calendarId))
  const first = rows[0]
  return (
    <Page
      title={titleOf(scope, first?.name ?? '', terms)}
      up={
        scope.changeId
          ? { href: undoPage(name, runId), label: 'Back to the whole run' }
          : { href: home, label: `Back to ${provider.label} ${many}` }
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
        <form action={undoAction.bind(null, provider.name, calendarId)} className="grid gap-4">
          <input type="hidden" name="runId" value={runId} />
          <input type="hidden" name="changeId" value={scope.changeId ?? ''} />
          <input type="hidden" name="field" value={scope.field ?? ''} />
          <Consequences counts={counts} labels={labels} colleagues={colleagues} terms={terms} />
          <div className="flex flex-wrap gap-2">
            <ButtonLink href={home}>Keep as it is</ButtonLink>
            {!preview.notNow && writes(counts) + labels.undone > 0 && (
              <SubmitButton look="danger">Undo</SubmitButton>
            )}
          </div>
        </form>
      </Panel>
      {rows.length > 0 && (
        <Panel title={`${many.charAt(0).toUpperCase()}${many.slice(1)}`} flush>
          <UndoRows
            rows={rows}
            terms={terms}
            single={scope.changeId !== null}
            only={(id, one) => undoPage(name, runId, { change: id, ...(one && { field: one }) })}
          />
          {next && (
            <div className="border-t border-line p-2">
              <ButtonLink href={undoPage(name, runId, { after: next })} look="quiet">
                Next {many}
              </ButtonLink>
            </div>
          )}
        </Panel>
      )}
    </Page>
  )
}

function titleOf({ changeId, field }: Scope, name: string, { view }: Terms): string {
  if (changeId === null) return 'Undo this run'
  const known = view.fields.find((one) => one.name === field)
  const what = known ? `${known.label} of ` : ''
  return `Undo ${what}${name || `this ${view.words.one}`}`
}

const writes = ({ restores, adds, deletesHere, deletesThere }: UndoCounts) =>
  restores + adds + deletesHere + deletesThere

const NOT_NOW: Readonly<Record<NotNow, string>> = {
  stopped: 'This sync is stopped, so nothing is changed on either side. Set it up again to undo.',
  busy: 'A sync is running or needs your answer. You can undo after it finishes.',
  paused: 'The sync is paused. Resume it first.',
}

function Earlier({ preview: { earlier, provider } }: { readonly preview: UndoPreview }) {
  if (!earlier) return null
  if (earlier.isTakenBack)
    return (
      <Notice>
        <p>
          This run was undone, and the undo was undone <RelativeTime at={earlier.at} />.
        </p>
      </Notice>
    )
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
  readonly colleagues: readonly AffectedColleague[]
  readonly terms: Terms
}

function Consequences({ counts, labels, colleagues, terms: { view, label } }: ConsequencesProps) {
  const { restores, adds, deletesHere, deletesThere } = counts
  const { one, many } = view.words
  return (
    <>
      <ul className="grid list-disc gap-1 pl-5">
        {restores > 0 && (
          <li>
            {amount(restores, `${one} gets`, `${many} get`)} back the values {restores === 1 ? 'it' : 'they'}{' '}
            had before this run
          </li>
        )}
        {adds > 0 && (
          <li>
            {amount(adds, `${one} that this run deleted is`, `${many} that this run deleted are`)} added again
          </li>
        )}
        {deletesHere > 0 && (
          <li>
            {amount(
              deletesHere,
              `${one} that this run added to Clio goes`,
              `${many} that this run added to Clio go`,
            )}{' '}
            to Deleted, where {deletesHere === 1 ? 'it' : 'they'} can be restored for 30 days
          </li>
        )}
        {colleagues
          .flatMap((one) => colleagueLines(one, labelOf(one), view.kind))
          .map((words) => (
            <li key={words}>{words}</li>
          ))}
        {labelLines(labels).map((words) => (
          <li key={words}>{words}</li>
        ))}
        {writes(counts) + labels.undone === 0 && <li>Nothing is left to undo.</li>}
        {keptWords(counts.kept, label, view.kind).map((words) => (
          <li key={words}>{words}</li>
        ))}
        {view.kind === 'events' && writes(counts) > 0 && (
          <li>No guest is notified: Concord asks {label} to send no email</li>
        )}
      </ul>
      {deletesThere > 0 && <DeletesThere {...{ deletesThere, one, label }} />}
    </>
  )
}

interface DeletesThereProps {
  readonly deletesThere: number
  readonly one: string
  readonly label: string
}

function DeletesThere({ deletesThere, one, label }: DeletesThereProps) {
  const it = deletesThere === 1 ? 'it' : 'them'
  return (
    <label className="flex items-start gap-2">
      <input type="checkbox" name="deletesThere" value={deletesThere} className="mt-1 shrink-0" />
      <span>
        Delete {amount(deletesThere, one)} in {label}
        <span className="block text-soft">
          This run added {it} there, and no one has edited {it} since. Without this,{' '}
          {deletesThere === 1 ? 'it stays' : 'they stay'} in {label}.
        </span>
      </span>
    </label>
  )
}
