// **Undo** of what people did here: what it would do in numbers, the button, and below it contact by contact.
import { amount } from '@/components/sync/figures'
import { colleagueLines, keptWords } from '@/components/sync/undo/undo-words'
import { SubmitButton } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/links/button-link'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/page'
import type { FieldName } from '@/lib/domains/contacts/value/fields'
import { RESTORE_DAYS } from '@/lib/store/retention/rules'
import type { HereCounts, HerePreview } from '@/lib/store/undo/here'
import type { HereScope } from '@/lib/store/undo/here-plan'
import type { AddedThere } from '@/lib/store/undo/there'
import { HereRows } from './here-rows'

interface HereUndoPanelsProps {
  readonly scope: HereScope
  readonly preview: HerePreview
  /** What can be deleted in the person's accounts with it. */
  readonly there: readonly AddedThere[]
  readonly label: string
  /** Of a colleague's provider. */
  readonly labelOf: (of: { readonly provider: string }) => string
  /** The page with only this contact or field, or from this contact on. */
  readonly page: (query: {
    readonly contact?: string
    readonly field?: FieldName
    readonly after?: string
  }) => string
  /** Where **Keep as it is** leads. */
  readonly back: string
  readonly undo: (form: FormData) => Promise<void>
}

export function HereUndoPanels(props: HereUndoPanelsProps) {
  const { scope, preview, there, label, labelOf, page, back, undo } = props
  const { counts, colleagues, rows, next, isTheirs } = preview
  const single = scope.contactId !== null || scope.editId !== null
  const deletes = there.filter(({ notNow }) => notNow === null)
  const does = !isTheirs && (writes(counts) > 0 || deletes.length > 0)
  return (
    <>
      {isTheirs && (
        <Notice tone="warn">Only the person who did this can undo it: it is about their own sync.</Notice>
      )}
      <Panel title="What Undo does">
        <form action={undo} className="grid gap-4">
          {(['actionId', 'editId', 'contactId', 'field'] as const).map((name) => (
            <input key={name} type="hidden" name={name} value={scope[name] ?? ''} />
          ))}
          <ul className="grid list-disc gap-1 pl-5">
            {lines(counts).map((words) => (
              <li key={words}>{words}</li>
            ))}
            {colleagues
              .flatMap((one) => colleagueLines(one, labelOf(one)))
              .map((words) => (
                <li key={words}>{words}</li>
              ))}
            {keptWords(counts.kept, label).map((words) => (
              <li key={words}>{words}</li>
            ))}
            {there.flatMap(({ syncId, account, deletes, label, notNow }) =>
              notNow === null ? (
                []
              ) : (
                <li key={syncId}>
                  {amount(deletes, 'contact')}: can be deleted in {label} ({account}){' '}
                  {notNow === 'lost' ? 'after you connect again' : 'when its sync is done'}
                </li>
              ),
            )}
          </ul>
          {deletes.map((one) => (
            <DeleteThere key={one.syncId} {...one} />
          ))}
          <div className="flex flex-wrap gap-2">
            <ButtonLink href={back}>Keep as it is</ButtonLink>
            {does && <SubmitButton look="danger">Undo</SubmitButton>}
          </div>
        </form>
      </Panel>
      {rows.length > 0 && (
        <Panel title="Contacts" flush>
          <HereRows
            rows={rows}
            label={label}
            single={single}
            only={(contact, field) => page({ contact, ...(field && { field }) })}
          />
          {next && (
            <div className="border-t border-line p-2">
              <ButtonLink href={page({ after: next })} look="quiet">
                Next contacts
              </ButtonLink>
            </div>
          )}
        </Panel>
      )}
    </>
  )
}

const writes = ({ restores, deletes, returns, tags, syncs }: HereCounts) =>
  restores + deletes + returns + tags + syncs

function lines(counts: HereCounts): readonly string[] {
  const { restores, deletes, returns, tags, syncs } = counts
  const of = (n: number, words: string) => (n > 0 ? [`${amount(n, 'contact')}: ${words}`] : [])
  const all = [
    ...of(restores, 'earlier values return'),
    ...of(returns, returns === 1 ? 'comes back from Deleted' : 'come back from Deleted'),
    ...of(
      deletes,
      `${deletes === 1 ? 'goes' : 'go'} to Deleted, where ${deletes === 1 ? 'it' : 'they'} can be restored for ${RESTORE_DAYS} days`,
    ),
    ...of(tags, 'tags change back'),
    ...of(syncs, 'syncing changes back'),
  ]
  return all.length > 0 ? all : ['Nothing is left to undo.']
}

const DeleteThere = ({ syncId, label, account, deletes }: AddedThere) => (
  <label className="flex items-start gap-2">
    <input type="checkbox" name={`there:${syncId}`} value={deletes} className="mt-1 shrink-0" />
    <span>
      Delete {amount(deletes, 'contact')} in {label} ({account})
      <span className="block text-soft">
        Your sync added {deletes === 1 ? 'it' : 'them'} there, and no one has edited{' '}
        {deletes === 1 ? 'it' : 'them'} since. Without this, {deletes === 1 ? 'it stays' : 'they stay'} in{' '}
        {label}.
      </span>
    </span>
  </label>
)
