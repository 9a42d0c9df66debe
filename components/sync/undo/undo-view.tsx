// What undoing a run, one contact or event of it, or one field would do, and **Undo**: for the person of the sync, and for an administrator
// who undoes it on their behalf.
import { amount } from '@/components/sync/figures'
import { type Terms, termsOf } from '@/components/sync/kinds'
import { triggerWords } from '@/components/sync/runs/run-words'
import { SubmitButton } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/links/button-link'
import { Notice } from '@/components/ui/notice'
import { Page, Panel } from '@/components/ui/page'
import type { Zone } from '@/components/ui/time/moment'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { undoOf } from '@/lib/http/sync-paths'
import type { AffectedColleague } from '@/lib/store/undo/colleagues'
import type { Scope, UndoCounts, UndoneLabels, UndoPreview } from '@/lib/store/undo/undo'
import { UndoRows } from './undo-rows'
import { colleagueLines, keptWords, labelLines, notNowWords, unseenWords } from './undo-words'

interface UndoViewProps {
  readonly preview: UndoPreview
  readonly scope: Scope
  readonly zone: Zone
  /** Where the viewer came from. */
  readonly up: { readonly href: string; readonly label: string }
  /** The page of a run of the sync. */
  readonly pageOf: (runId: string) => string
  readonly action: (form: FormData) => Promise<void>
  readonly labelOf: LabelOf
}

type LabelOf = (connection: { readonly provider: string }) => string

export function UndoView({ preview, scope, zone, up, pageOf, action, labelOf }: UndoViewProps) {
  const { counts, labels, colleagues, rows, next, run, person, notNow, unseen } = preview
  const label = labelOf(preview)
  const terms = termsOf(preview.kind.sync.kind, zone, label)
  const { many } = terms.view.words
  const here = pageOf(run.id)
  const mayUndo = !notNow && writes(counts) + labels.undone > 0
  return (
    <Page
      title={titleOf(scope, rows[0]?.name ?? '', terms)}
      up={scope.changeId ? { href: undoOf(here), label: 'Back to the whole run' } : up}
      intro={
        <>
          {person && `${person}’s sync: `}
          {triggerWords({ kind: run.kind, by: null })}, <RelativeTime at={run.createdAt} />
        </>
      }
      width="narrow"
    >
      <Earlier earlier={preview.earlier} pageOf={pageOf} />
      {notNow && <Notice tone="warn">{notNowWords(notNow, label, person)}</Notice>}
      <Panel title="What Undo does">
        <form action={action} className="grid gap-4">
          <input type="hidden" name="runId" value={run.id} />
          <input type="hidden" name="changeId" value={scope.changeId ?? ''} />
          <input type="hidden" name="field" value={scope.field ?? ''} />
          <Consequences {...{ counts, labels, colleagues, unseen, person, terms, labelOf }} />
          {person && mayUndo && <p className="text-soft">{person} is told that you undid this.</p>}
          <div className="flex flex-wrap gap-2">
            <ButtonLink href={up.href}>Keep as it is</ButtonLink>
            {mayUndo && <SubmitButton look="danger">Undo</SubmitButton>}
          </div>
        </form>
      </Panel>
      {rows.length > 0 && (
        <Panel title={`${many.charAt(0).toUpperCase()}${many.slice(1)}`} flush>
          <UndoRows
            rows={rows}
            terms={terms}
            single={scope.changeId !== null}
            only={(id, one) => undoOf(here, { change: id, ...(one && { field: one }) })}
          />
          {next && (
            <div className="border-t border-line p-2">
              <ButtonLink href={undoOf(here, { after: next })} look="quiet">
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

interface EarlierProps extends Pick<UndoPreview, 'earlier'> {
  readonly pageOf: UndoViewProps['pageOf']
}

function Earlier({ earlier, pageOf }: EarlierProps) {
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
    <Notice actions={<ButtonLink href={undoOf(pageOf(earlier.id))}>Undo the undo</ButtonLink>}>
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
  readonly unseen: number
  /** Whose sync it is; null if it is the viewer's own. */
  readonly person: string | null
  readonly terms: Terms
  readonly labelOf: LabelOf
}

function Consequences({ counts, labels, colleagues, unseen, person, terms, labelOf }: ConsequencesProps) {
  const { view, label } = terms
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
        {deletesThere > 0 && writes(counts) + labels.undone === deletesThere && (
          <li>Nothing changes unless you check the box</li>
        )}
        {keptWords(counts.kept, label, view.kind).map((words) => (
          <li key={words}>{words}</li>
        ))}
        {unseen > 0 && <li>{unseenWords(unseen, view.kind)}</li>}
        {view.kind === 'events' && writes(counts) > 0 && (
          <li>No guest is notified: Concord asks {label} to send no email</li>
        )}
      </ul>
      {deletesThere > 0 && <DeletesThere {...{ deletesThere, one, label, person }} />}
    </>
  )
}

interface DeletesThereProps {
  readonly deletesThere: number
  readonly one: string
  readonly label: string
  readonly person: string | null
}

function DeletesThere({ deletesThere, one, label, person }: DeletesThereProps) {
  const it = deletesThere === 1 ? 'it' : 'them'
  return (
    <label className="flex items-start gap-2">
      <input type="checkbox" name="deletesThere" value={deletesThere} className="mt-1 shrink-0" />
      <span>
        Delete {amount(deletesThere, one)} in {label}
        <span className="block text-soft">
          This run added {it} {person ? `to ${person}’s account` : 'there'}, and no one has edited {it} since.
          Without this, {deletesThere === 1 ? 'it stays' : 'they stay'} in {label}.
        </span>
      </span>
    </label>
  )
}
