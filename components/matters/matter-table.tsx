// Matters as a table: number, description, client, status, who is responsible. On a narrow screen each row stacks.

import type { ReactNode } from 'react'
import { Link } from '@/components/ui/links/link'
import { displayName } from '@/lib/domains/contacts/value/contact'
import { asContact } from '@/lib/store/address-book/values'
import type { ListedMatter } from '@/lib/store/matters/matter-list'
import { MatterStatusMark } from './status-mark'

interface MatterTableProps {
  readonly rows: readonly ListedMatter[]
  /** A column at the end: what can be done with a row. */
  readonly action?: { readonly title: string; readonly cell: (row: ListedMatter) => ReactNode }
}

const cell = 'px-4 py-0.5 align-middle sm:py-2'
const head = 'px-4 py-2 font-medium'

export function MatterTable({ rows, action }: MatterTableProps) {
  return (
    <table className="w-full table-fixed border-collapse max-sm:block">
      <thead className="max-sm:sr-only">
        <tr className="border-b border-line bg-surface text-left text-xs text-soft">
          <th scope="col" className={`w-[18%] ${head}`}>
            Number
          </th>
          <th scope="col" className={head}>
            Description
          </th>
          <th scope="col" className={`w-[22%] ${head}`}>
            Client
          </th>
          <th scope="col" className={`w-[12%] ${head}`}>
            Status
          </th>
          <th scope="col" className={`w-[16%] ${head}`}>
            {action ? action.title : 'Responsible'}
          </th>
        </tr>
      </thead>
      <tbody className="max-sm:block">
        {rows.map((row) => (
          <tr
            key={row.id}
            className="border-b border-line last:border-0 hover:bg-surface max-sm:grid max-sm:py-2"
          >
            <th scope="row" className={`${cell} text-left font-medium`}>
              <Link href={`/matters/${row.id}`} className="flex min-h-6 items-center hover:underline">
                <span className="truncate">{row.number}</span>
              </Link>
            </th>
            <td className={`${cell} truncate text-soft max-sm:empty:hidden`}>{row.description}</td>
            <td className={`${cell} truncate`}>
              <Client row={row} />
            </td>
            <td className={cell}>
              <MatterStatusMark status={row.status} />
            </td>
            <td className={`${cell} truncate text-soft max-sm:empty:hidden`}>
              {action ? action.cell(row) : row.responsible}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Client({ row: { clientId, client } }: { readonly row: ListedMatter }) {
  if (!clientId || client === null) return 'An erased contact'
  return (
    <Link href={`/contacts/${clientId}`} className="hover:underline">
      {displayName(asContact(client)) || 'No name'}
    </Link>
  )
}
