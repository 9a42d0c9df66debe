// Contacts as a table: name, company, email, phone. On a narrow screen each row stacks, still one row to a screen reader.
import { Building2, User } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Status } from '@/components/ui/status'
import { displayName } from '@/lib/domains/contacts/value/contact'
import { contactFromRow } from '@/lib/store/address-book/contact-row'
import type { Contact as ContactRow } from '@/lib/store/database/generated/client'

interface ContactTableProps {
  readonly rows: readonly ContactRow[]
  /** By id, those that the reader's sync cannot write, or that wait for the reader. */
  readonly troubled?: ReadonlyMap<string, 'failed' | 'waiting'>
  /** A column at the end: what can be done with a row. */
  readonly action?: { readonly title: string; readonly cell: (row: ContactRow) => ReactNode }
}

const cell = 'px-4 py-0.5 align-middle sm:py-2'

export function ContactTable({ rows, troubled, action }: ContactTableProps) {
  return (
    <table className="w-full table-fixed border-collapse max-sm:block">
      <thead className="max-sm:sr-only">
        <tr className="border-b border-line bg-surface text-left text-xs text-soft">
          <th scope="col" className="w-[30%] px-4 py-2 font-medium">
            Name
          </th>
          <th scope="col" className="px-4 py-2 font-medium">
            Company
          </th>
          <th scope="col" className="px-4 py-2 font-medium">
            Email
          </th>
          <th scope="col" className="w-[20%] px-4 py-2 font-medium">
            Phone
          </th>
          {action && (
            <th scope="col" className="px-4 py-2 font-medium">
              {action.title}
            </th>
          )}
        </tr>
      </thead>
      <tbody className="max-sm:block">
        {rows.map((row) => (
          <ContactTableRow
            key={row.id}
            row={row}
            trouble={troubled?.get(row.id)}
            action={action?.cell(row)}
          />
        ))}
      </tbody>
    </table>
  )
}

interface RowProps {
  readonly row: ContactRow
  readonly trouble: 'failed' | 'waiting' | undefined
  readonly action: ReactNode
}

const TROUBLE = {
  failed: { tone: 'bad', words: 'Could not be synced' },
  waiting: { tone: 'warn', words: 'Needs your decision' },
} as const

function ContactTableRow({ row, trouble, action }: RowProps) {
  const contact = contactFromRow(row)
  const Kind = contact.kind === 'company' ? Building2 : User
  return (
    <tr className="border-b border-line last:border-0 hover:bg-surface max-sm:grid max-sm:py-2">
      <th scope="row" className={`${cell} text-left font-medium`}>
        <Link href={`/contacts/${row.id}`} className="flex min-h-6 items-center gap-2 hover:underline">
          <Kind
            aria-label={contact.kind === 'company' ? 'Company' : undefined}
            className="size-4 shrink-0 text-soft"
          />
          <span className="truncate">{displayName(contact) || 'No name'}</span>
        </Link>
        {trouble && (
          <span className="pl-6 text-xs font-normal">
            <Status tone={TROUBLE[trouble].tone}>{TROUBLE[trouble].words}</Status>
          </span>
        )}
      </th>
      <Cell>
        {contact.kind === 'company' ? '' : [contact.title, contact.company].filter(Boolean).join(', ')}
      </Cell>
      <Cell>{contact.emails[0]?.value}</Cell>
      <Cell>{contact.phones[0]?.value}</Cell>
      {action && <td className={cell}>{action}</td>}
    </tr>
  )
}

function Cell({ children }: { readonly children: string | undefined }) {
  return <td className={`${cell} truncate text-soft max-sm:pl-10 max-sm:empty:hidden`}>{children}</td>
}
