// What undo of a run would do, item by item: the values that each side gets back, and what stays because it was edited since.

import { alteredFields } from '@/components/sync/field-diff'
import { amount } from '@/components/sync/figures'
import type { Terms } from '@/components/sync/kinds'
import { sideName } from '@/components/sync/words'
import { FromTo } from '@/components/ui/from-to'
import { Link } from '@/components/ui/links/link'
import type { Side, Write } from '@/lib/engine/model'
import type { PlannedUndo } from '@/lib/store/undo/plan'
import { addedWords, deletedWords, whyKept } from './undo-words'

interface UndoRowsProps {
  readonly rows: readonly PlannedUndo[]
  readonly terms: Terms
  /** The page that undoes only this item, or only this field of it. */
  readonly only: (changeId: string, field?: string) => string
  /** The page is about one item already. */
  readonly single: boolean
}

export const UndoRows = ({ rows, ...rest }: UndoRowsProps) => (
  <ul className="divide-y divide-line">
    {rows.map((row) => (
      <UndoRow key={row.id} row={row} {...rest} />
    ))}
  </ul>
)

function UndoRow({ row, terms, only, single }: Omit<UndoRowsProps, 'rows'> & { readonly row: PlannedUndo }) {
  const { change } = row
  const { view, label } = terms
  return (
    <li className="grid gap-1 p-4">
      <UndoHead row={row} terms={terms} only={!single && change ? only(row.id) : null} />
      {row.erased && <p className="text-soft">Its earlier values were erased, so it stays unchanged.</p>}
      {row.withSeries && <p className="text-soft">Goes or stays with its series.</p>}
      {change &&
        (['local', 'remote'] as const).map((side) => {
          const write = change[side]
          return write && <SideUndo key={side} {...{ write, side, terms }} />
        })}
      <Returning row={row} terms={terms} />
      {!row.erased && !row.withSeries && !change && row.kept.length === 0 && (
        <p className="text-soft">Nothing is left to undo.</p>
      )}
      {row.kept.map((kept) => (
        <p key={`${kept.why} ${kept.side}`} className="text-soft">
          {whyKept(kept, label, view.kind)}
        </p>
      ))}
      {single && change && <OneField fields={fieldsOf(row, terms)} href={(field) => only(row.id, field)} />}
    </li>
  )
}

interface RowProps {
  readonly row: PlannedUndo
  readonly terms: Terms
}

interface SideUndoProps {
  readonly write: Write<unknown>
  readonly side: Side
  readonly terms: Terms
}

function SideUndo({ write: { from, to }, side, terms }: SideUndoProps) {
  const { label } = terms
  if (to === null) return <p>{deletedWords(side, label)}</p>
  if (from === null) return <p>{addedWords(side, label)}</p>
  return (
    <div>
      <p className="text-xs text-soft">In {sideName(side, label)}</p>
      <Changes from={from} to={to} terms={terms} />
    </div>
  )
}

interface ChangesProps {
  readonly from: unknown
  readonly to: unknown
  readonly terms: Terms
}

function Changes({ from, to, terms }: ChangesProps) {
  const { view, zone } = terms
  if (view.isCanceled(from) !== view.isCanceled(to))
    return <FromTo from={view.secondary(from, zone)} to={view.secondary(to, zone)} />
  const altered = new Set(alteredFields({ from, to }, terms))
  return (
    <ul className="grid gap-1">
      {view.fields
        .filter(({ name }) => altered.has(name))
        .map(({ name, label }) => (
          <li key={name} className="min-w-0">
            <span className="text-soft">{label}: </span>
            <FromTo {...lineChanges(view.lines(from, name, zone), view.lines(to, name, zone))} />
          </li>
        ))}
    </ul>
  )
}

/** Of a list only the entries that come and go. */
const lineChanges = (from: readonly string[], to: readonly string[]) => ({
  from: from.filter((line) => !to.includes(line)).join('\n'),
  to: to.filter((line) => !from.includes(line)).join('\n'),
})

/** What comes back with a series, and who is not invited again with an event. */
function Returning({ row: { change, occurrences }, terms: { view, zone } }: RowProps) {
  const added = change?.remote?.from === null ? change.remote.to : null
  return (
    <>
      {occurrences.length > 0 && (
        <p>With {amount(occurrences.length, 'changed or canceled date')} of the series.</p>
      )}
      {added && view.lines(added, 'guests', zone).length > 0 && (
        <p className="text-soft">{view.words.deletion.about.guests?.keep}</p>
      )}
    </>
  )
}

function fieldsOf({ change }: PlannedUndo, terms: Terms) {
  const edits = [change?.local, change?.remote].flatMap((write) => (write?.from && write.to ? [write] : []))
  const changed = new Set(edits.flatMap((write) => alteredFields(write, terms)))
  return terms.view.fields.filter(({ name }) => changed.has(name))
}

interface OneFieldProps<F extends string> {
  readonly fields: readonly { readonly name: F; readonly label: string }[]
  /** The page that undoes only this field. */
  readonly href: (field: F) => string
}

/** With one field left there is nothing to choose. */
export const OneField = <F extends string>({ fields, href }: OneFieldProps<F>) =>
  fields.length > 1 && (
    <p className="flex flex-wrap gap-x-3 text-xs">
      {fields.map(({ name, label }) => (
        <Link key={name} href={href(name)} className="py-1 underline">
          Undo only {label}
        </Link>
      ))}
    </p>
  )

interface UndoHeadProps extends RowProps {
  readonly only: string | null
}

/** Events often share a title, so each says when it is. */
function UndoHead({ row: { name, value }, terms: { view, zone }, only }: UndoHeadProps) {
  const when = view.kind === 'events' && value !== null ? view.secondary(value, zone) : ''
  return (
    <>
      <UndoTitle name={name || view.words.untitled} one={view.words.one} only={only} />
      {when && <p className="text-xs text-soft">{when}</p>}
    </>
  )
}

interface UndoTitleProps {
  readonly name: string
  /** What one item is called: "contact". */
  readonly one: string
  /** The page that undoes only this item, if there is one. */
  readonly only: string | null
}

export const UndoTitle = ({ name, one, only }: UndoTitleProps) => (
  <div className="flex flex-wrap items-baseline justify-between gap-x-4">
    <h3 className="min-w-0 font-medium wrap-anywhere">{name}</h3>
    {only && (
      <Link href={only} className="py-1 text-xs underline" aria-label={`Undo only ${name}`}>
        Undo only this {one}
      </Link>
    )}
  </div>
)
