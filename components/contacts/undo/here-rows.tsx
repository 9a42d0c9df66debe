// What undo of an action would do, contact by contact: the values and tags that return, and what stays because it was edited since.
import { FieldChanges } from '@/components/contacts/field-changes'
import { CONTACT_WORDS } from '@/components/sync/kinds/contact-words'
import { OneField, UndoTitle } from '@/components/sync/undo/undo-rows'
import { addedWords, deletedWords, whyKept } from '@/components/sync/undo/undo-words'
import { diffContacts } from '@/lib/domains/contacts/value/diff'
import type { FieldName } from '@/lib/domains/contacts/value/fields'
import { FIELDS } from '@/lib/domains/contacts/value/fields'
import type { HereUndo } from '@/lib/store/undo/here-plan'

interface HereRowsProps {
  readonly rows: readonly HereUndo[]
  /** Of the providers. */
  readonly label: string
  /** The page that undoes only this contact, or only this field of it; null if the page is about one contact already. */
  readonly only: (id: string, field?: FieldName) => string
  readonly single: boolean
}

export const HereRows = ({ rows, ...rest }: HereRowsProps) => (
  <ul className="divide-y divide-line">
    {rows.map((row) => (
      <HereRow key={row.id} row={row} {...rest} />
    ))}
  </ul>
)

function HereRow({ row, label, only, single }: Omit<HereRowsProps, 'rows'> & { readonly row: HereUndo }) {
  const { id, write, tags, syncs, kept, erased } = row
  const does = write !== null || tags !== null || syncs !== null
  const changes = write?.from && write.to ? diffContacts(write.from, write.to) : []
  return (
    <li className="grid gap-1 p-4">
      <UndoTitle
        name={row.name || CONTACT_WORDS.untitled}
        one={CONTACT_WORDS.one}
        only={!single && does ? only(id) : null}
      />
      {erased && <p className="text-soft">The earlier values were erased, so it stays unchanged.</p>}
      {write?.to === null && <p>{deletedWords('local', label)}</p>}
      {write?.from === null && <p>{addedWords('local', label)}</p>}
      {changes.length > 0 && <FieldChanges changes={changes} />}
      {tags && <p>{tagWords(tags)}</p>}
      {syncs !== null && <p>{syncs ? 'Is synced again' : 'Is not synced any more'}</p>}
      {!does && !erased && !kept && <p className="text-soft">Nothing is left to undo.</p>}
      {kept && <p className="text-soft">{whyKept({ ...kept, side: 'local' }, label)}</p>}
      {single && (
        <OneField
          fields={[...new Set(changes.map(({ field }) => field))].map((name) => ({
            name,
            label: FIELDS[name].label,
          }))}
          href={(field) => only(id, field)}
        />
      )}
    </li>
  )
}

function tagWords({ added, removed }: NonNullable<HereUndo['tags']>): string {
  const quoted = (names: readonly string[]) => names.map((name) => `“${name}”`).join(', ')
  const parts = [
    ...(added.length > 0 ? [`gets ${quoted(added)} back`] : []),
    ...(removed.length > 0 ? [`loses ${quoted(removed)}`] : []),
  ]
  return `Tags: ${parts.join(' and ')}`
}
