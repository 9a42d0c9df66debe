'use client'
// One change as a table row: who, what will happen, why. Opening it shows the fields below. Kept lean: a page has a hundred.
import { memo, type ReactNode } from 'react'
import type { Row } from '../row'

const tones: Readonly<Record<Row['what']['tone'], string>> = {
  add: 'text-good',
  update: 'text-accent',
  delete: 'text-bad',
  ask: 'text-warn',
  quiet: 'text-soft',
}

// On a narrow screen who and the button share a line, and what will happen stands below.
const stacked = 'max-md:relative max-md:grid max-md:grid-cols-[2.5rem_minmax(0,1fr)]'

// Signs are drawn by CSS with an empty alternative: the words beside them say it all, and a row stays at eight elements. For the same reason
// the line below the name is text of its cell, and the last button has no cell of its own: it is laid over the end of the line.
const chevron =
  "-ml-4 block min-h-8 py-1.5 pl-4 -indent-4 max-md:pr-21 text-left font-medium before:mr-2 before:indent-0 before:inline-block before:w-2 before:text-soft before:transition-transform before:content-[attr(data-mark)_/_''] aria-expanded:before:rotate-90"
const sign =
  "relative py-2.5 pr-6 pl-5 font-medium before:absolute before:left-0 before:font-mono before:content-[attr(data-sign)_/_''] max-md:col-start-2 max-md:pt-0 max-md:pr-3 max-md:pb-0"
const last = 'max-md:col-start-2 max-md:pt-0 max-md:pr-3 md:relative md:pr-28'

interface ChangeRowProps {
  readonly row: Row
  readonly opened: boolean
  readonly selected: boolean
  readonly onOpen: (id: string) => void
  readonly onSelect: (id: string, range: boolean) => void
  readonly onExclude: (row: Row) => void
  /** Below the row when it is open. */
  readonly children?: ReactNode
}

export const ChangeRow = memo(function ChangeRow(props: ChangeRowProps) {
  const { row, opened, selected, onOpen, onSelect, onExclude, children } = props
  const { id, name, line, avatar, what, why, excluded } = row
  return (
    <>
      <tr
        data-row={id}
        className={`${stacked} border-t border-line align-top ${selected ? 'bg-accent-soft' : ''}`}
      >
        <td className="w-10 py-1 pl-3">
          <input
            type="checkbox"
            checked={selected}
            aria-label={`Select ${name}`}
            onChange={(event) => onSelect(id, (event.nativeEvent as MouseEvent).shiftKey)}
            className="my-1.5 block size-5 accent-accent"
          />
        </td>
        <th
          scope="row"
          data-hue={avatar?.hue}
          data-initials={avatar?.initials}
          data-shape={avatar?.isCompany ? 'square' : undefined}
          className={`pt-1 pr-4 pb-2 text-left font-normal break-words text-soft max-md:pr-3 max-md:wrap-anywhere ${avatar ? 'avatar-before pl-16' : 'pl-4'}`}
        >
          <button
            type="button"
            data-open={id}
            data-mark="›"
            aria-expanded={opened}
            onClick={() => onOpen(id)}
            className={`${chevron} ${excluded ? 'line-through' : 'text-ink'}`}
          >
            {name}
          </button>
          {line}
        </th>
        <td
          data-sign={excluded ? '·' : what.sign}
          className={`${sign} ${excluded ? 'text-soft' : tones[what.tone]}`}
        >
          {excluded ? 'Excluded' : what.text}
        </td>
        <td className={`py-2.5 ${last} ${row.failed ? 'text-bad' : 'text-soft'}`}>
          {why}
          <button
            type="button"
            aria-label={`${excluded ? 'Include' : 'Exclude'} ${name}`}
            onClick={() => onExclude(row)}
            className="absolute top-1 right-3 min-h-8 rounded-md px-2 text-soft hover:bg-sunken hover:text-ink"
          >
            {excluded ? 'Include' : 'Exclude'}
          </button>
        </td>
      </tr>
      {opened && (
        <tr className={`max-md:block ${selected ? 'bg-accent-soft' : ''}`}>
          <td colSpan={4} className="px-3 pt-1 pb-4 max-md:block md:pl-10">
            {children}
          </td>
        </tr>
      )}
    </>
  )
})
