// Deleted contacts: when, who deleted them, and how long each can still be restored. On a narrow screen each row stacks.

import type { ReactNode } from 'react'
import { ContactAvatar } from '@/components/contacts/contact-avatar'
import { amount } from '@/components/sync/figures'
import { Link } from '@/components/ui/links/link'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { displayName } from '@/lib/domains/contacts/value/contact'
import { contactFromRow } from '@/lib/store/address-book/contact-row'
import type { Contact as ContactRow } from '@/lib/store/database/generated/client'
import { daysLeft } from '@/lib/store/retention/rules'

interface DeletedTableProps {
  readonly rows: readonly ContactRow[]
  /** Names of those who deleted them. */
  readonly names: ReadonlyMap<string | null, string>
  readonly now: Date
  readonly restore: (row: ContactRow) => ReactNode
}

const cell = 'px-4 py-0.5 align-middle sm:py-2'
const HEADS = ['Name', 'Deleted', 'By', 'Can be restored for', 'Restore'] as const

export function DeletedTable({ rows, names, now, restore }: DeletedTableProps) {
  return (
    <table className="w-full border-collapse max-sm:block">
      <thead className="max-sm:sr-only">
        <tr className="border-b border-line bg-surface text-left text-xs text-soft">
          {HEADS.map((head) => (
            <th key={head} scope="col" className="px-4 py-2 font-medium">
              {head === 'Restore' ? <span className="sr-only">{head}</span> : head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-sm:block">
        {rows.map((row) => (
          <DeletedRow key={row.id} row={row} by={names.get(row.deletedById) ?? null} now={now}>
            {restore(row)}
          </DeletedRow>
        ))}
      </tbody>
    </table>
  )
}

interface DeletedRowProps {
  readonly row: ContactRow
  readonly by: string | null
  readonly now: Date
  readonly children: ReactNode
}

function DeletedRow({ row, by, now, children }: DeletedRowProps) {
  const contact = contactFromRow(row)
  const { deletedAt } = row
  return (
    <tr className="relative border-b border-line last:border-0 hover:bg-surface max-sm:grid max-sm:gap-1 max-sm:py-3">
      <th scope="row" className={`${cell} text-left font-medium`}>
        <Link
          href={`/contacts/${row.id}`}
          className="stretched-link flex min-h-7 items-center gap-2.5 hover:underline"
        >
          <ContactAvatar id={row.id} contact={contact} />
          <span>{displayName(contact) || 'No name'}</span>
        </Link>
        <span className="block pl-9.5 font-normal text-soft">{contact.emails[0]?.value}</span>
      </th>
      <td className={`${cell} text-soft max-sm:pl-13.5`}>
        {row.mergedIntoId ? 'Merged ' : <span className="sm:hidden">Deleted </span>}
        {deletedAt && <RelativeTime at={deletedAt} />}
      </td>
      <td className={`${cell} text-soft max-sm:pl-13.5`}>
        <span className="sm:hidden">By </span>
        {by ?? (row.deletedById ? 'A former colleague' : 'The sync')}
      </td>
      <td data-number className={`${cell} text-soft max-sm:pl-13.5`}>
        {deletedAt && (
          <>
            <span className="sm:hidden">Can be restored for </span>
            {amount(daysLeft(deletedAt, now), 'day')}
          </>
        )}
      </td>
      <td className={`${cell} relative z-1 max-sm:pl-13.5 sm:text-right`}>{children}</td>
    </tr>
  )
}
