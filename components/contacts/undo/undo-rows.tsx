// What undo would do, contact by contact: the values that each side gets back, and what stays because it was edited since.
import Link from 'next/link'
import { FieldChanges } from '@/components/contacts/field-changes'
import { sideName } from '@/components/sync/words'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { diffContacts } from '@/lib/domains/contacts/value/diff'
import { FIELDS, type FieldName } from '@/lib/domains/contacts/value/fields'
import type { Side, Write } from '@/lib/engine/model'
import type { PlannedUndo } from '@/lib/store/undo/plan'
import { addedWords, deletedWords, whyKept } from './undo-words'

interface UndoRowsProps {
  readonly rows: readonly PlannedUndo[]
  readonly label: string
  /** The page that undoes only this contact, or only this field of it. */
  readonly only: (changeId: string, field?: string) => string
  /** The page is about one contact already. */
  readonly single: boolean
}

export const UndoRows = ({ rows, ...rest }: UndoRowsProps) => (
  <ul className="divide-y divide-line">
    {rows.map((row) => (
      <UndoRow key={row.id} row={row} {...rest} />
    ))}
  </ul>
)

function UndoRow({ row, label, only, single }: Omit<UndoRowsProps, 'rows'> & { readonly row: PlannedUndo }) {
  const { change } = row
  return (
    <li className="grid gap-1 p-4">
      <UndoHead name={row.name} only={!single && change ? only(row.id) : null} />
      {row.erased && <p className="text-soft">Its earlier values are erased, so it stays as it is.</p>}
      {change &&
        (['local', 'remote'] as const).map((side) => {
          const write = change[side] as unknown as Write<Contact> | null
          return write && <SideUndo key={side} {...{ write, side, label }} />
        })}
      {!row.erased && !change && row.kept.length === 0 && (
        <p className="text-soft">Nothing is left to undo.</p>
      )}
      {row.kept.map((kept) => (
        <p key={`${kept.why} ${kept.side}`} className="text-soft">
          {whyKept(kept, label)}
        </p>
      ))}
      {single && change && <OneField fields={fieldsOf(row)} href={(field) => only(row.id, field)} />}
    </li>
  )
}

interface SideUndoProps {
  readonly write: Write<Contact>
  readonly side: Side
  readonly label: string
}

function SideUndo({ write: { from, to }, side, label }: SideUndoProps) {
  if (to === null) return <p>{deletedWords(side, label)}</p>
  if (from === null) return <p>{addedWords(side, label)}</p>
  return (
    <div>
      <p className="text-xs text-soft">In {sideName(side, label)}</p>
      <FieldChanges changes={diffContacts(from, to)} />
    </div>
  )
}

function fieldsOf({ change }: PlannedUndo): readonly FieldName[] {
  const writes = [change?.local, change?.remote] as unknown as readonly (Write<Contact> | null | undefined)[]
  const changed = writes.flatMap((write) =>
    write?.from && write.to ? diffContacts(write.from, write.to).map(({ field }) => field) : [],
  )
  return [...new Set(changed)]
}

interface OneFieldProps {
  readonly fields: readonly FieldName[]
  /** The page that undoes only this field. */
  readonly href: (field: FieldName) => string
}

/** With one field left there is nothing to choose. */
export const OneField = ({ fields, href }: OneFieldProps) =>
  fields.length > 1 && (
    <p className="flex flex-wrap gap-x-3 text-xs">
      {fields.map((field) => (
        <Link key={field} href={href(field)} className="py-1 underline">
          Undo only {FIELDS[field].label}
        </Link>
      ))}
    </p>
  )

interface UndoHeadProps {
  readonly name: string
  /** The page that undoes only this contact, if there is one. */
  readonly only: string | null
}

export function UndoHead({ name, only }: UndoHeadProps) {
  const shown = name || 'No name'
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-4">
      <h3 className="min-w-0 font-medium break-words">{shown}</h3>
      {only && (
        <Link href={only} className="py-1 text-xs underline" aria-label={`Undo only ${shown}`}>
          Undo only this contact
        </Link>
      )}
    </div>
  )
}
