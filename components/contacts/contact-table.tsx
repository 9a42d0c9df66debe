// Contacts as a table: name, company, email, phone. On a narrow screen each row stacks, still one row to a screen reader.

import { SelectBox } from '@/components/contacts/bulk-bar'
import { ContactAvatar } from '@/components/contacts/contact-avatar'
import { LinkedRows } from '@/components/contacts/list/linked-rows'
import type { Kept } from '@/components/contacts/list/list-params'
import { SortLink, sortState } from '@/components/contacts/list/sort'
import { TagList } from '@/components/contacts/tag-list'
import { Link } from '@/components/ui/links/link'
import { Status } from '@/components/ui/status'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { displayName } from '@/lib/domains/contacts/value/contact'
import { contactFromRow } from '@/lib/store/address-book/contact-row'
import type { Contact as ContactRow } from '@/lib/store/database/generated/client'
import type { TagOfContact } from '@/lib/store/tags/contact-tags'

interface ContactTableProps {
  readonly rows: readonly ContactRow[]
  /** By id. */
  readonly tags?: ReadonlyMap<string, readonly TagOfContact[]>
  /** By id, those that the reader's sync cannot write, or that wait for the reader. */
  readonly troubled?: ReadonlyMap<string, 'failed' | 'waiting'>
  /** Rows can be selected, for the form above the table. */
  readonly selectable?: boolean
  /** How the list is sorted, for the links in its heads; null: it is not sorted by them. */
  readonly kept?: Kept
}

const cell = 'px-4 py-0.5 align-middle sm:py-2'

export function ContactTable({ rows, tags, troubled, selectable = false, kept }: ContactTableProps) {
  return (
    <table className="w-full table-fixed border-collapse max-sm:block">
      <thead className="max-sm:sr-only">
        <tr className="border-b border-line bg-surface text-left text-xs text-soft">
          {selectable && (
            <th scope="col" className="w-12 px-4 py-2">
              <span className="sr-only">Select</span>
            </th>
          )}
          <th
            scope="col"
            aria-sort={kept && sortState('name', kept)}
            className="w-[26%] px-4 py-2 font-medium"
          >
            {kept ? (
              <>
                <span className="lg:hidden">Name</span>
                <span className="max-lg:hidden">
                  <SortLink column="name" kept={kept} />
                </span>
              </>
            ) : (
              'Name'
            )}
          </th>
          <th scope="col" className="px-4 py-2 font-medium">
            Title, company
          </th>
          <th scope="col" className="w-[25%] px-4 py-2 font-medium">
            Email
          </th>
          <th scope="col" className="w-[15%] px-4 py-2 font-medium">
            Phone
          </th>
          {kept && (
            <th
              scope="col"
              aria-sort={sortState('changed', kept)}
              className="w-36 px-4 py-2 font-medium max-lg:hidden"
            >
              <SortLink column="changed" kept={kept} />
            </th>
          )}
        </tr>
      </thead>
      <LinkedRows className="max-sm:block">
        {rows.map((row) => (
          <ContactTableRow
            key={row.id}
            row={row}
            selectable={selectable}
            tags={tags?.get(row.id) ?? []}
            trouble={troubled?.get(row.id)}
            dated={kept !== undefined}
          />
        ))}
      </LinkedRows>
    </table>
  )
}

interface RowProps {
  readonly row: ContactRow
  readonly selectable: boolean
  readonly tags: readonly TagOfContact[]
  readonly trouble: 'failed' | 'waiting' | undefined
  /** It shows when it was last changed. */
  readonly dated: boolean
}

const TROUBLE = {
  failed: { tone: 'bad', words: 'Could not be synced' },
  waiting: { tone: 'warn', words: 'Needs your decision' },
} as const

function ContactTableRow({ row, selectable, tags, trouble, dated }: RowProps) {
  const contact = contactFromRow(row)
  const name = displayName(contact) || 'No name'
  const isCompany = contact.kind === 'company'
  return (
    <tr
      className={`relative border-b border-line last:border-0 hover:bg-surface max-sm:grid max-sm:py-2 ${selectable ? 'max-sm:grid-cols-[3rem_minmax(0,1fr)] max-sm:[&>*]:col-start-2 max-sm:[&>:first-child]:col-start-1 max-sm:[&>:first-child]:row-span-6' : ''}`}
    >
      {selectable && (
        <td className={`${cell} relative z-1`}>
          <SelectBox id={row.id} name={name} />
        </td>
      )}
      <th scope="row" className={`${cell} text-left font-medium`}>
        <Link
          href={`/contacts/${row.id}`}
          data-row
          className="stretched-link flex min-h-7 items-center gap-2.5 hover:underline"
        >
          <ContactAvatar id={row.id} contact={contact} />
          <span className="truncate">{name}</span>
          {isCompany && <span className="sr-only">Company</span>}
        </Link>
        {row.ownerId && <span className="pl-9.5 text-xs font-normal text-soft">Only mine</span>}
        {tags.length > 0 && (
          <div className="relative z-1 w-fit pl-9.5">
            <TagList tags={tags} />
          </div>
        )}
        {trouble && (
          <span className="pl-9.5 text-xs font-normal">
            <Status tone={TROUBLE[trouble].tone}>{TROUBLE[trouble].words}</Status>
          </span>
        )}
      </th>
      <Cell>{isCompany ? '' : [contact.title, contact.company].filter(Boolean).join(', ')}</Cell>
      <Cell>{contact.emails[0]?.value}</Cell>
      <Cell>{contact.phones[0]?.value}</Cell>
      {dated && (
        <td className={`${cell} truncate text-soft max-lg:hidden`}>
          <RelativeTime at={row.updatedAt} />
        </td>
      )}
    </tr>
  )
}

function Cell({ children }: { readonly children: string | undefined }) {
  return (
    <td className={`${cell} truncate text-soft max-sm:pl-13.5 max-sm:empty:hidden`}>
      {children && (
        <span data-row-text className="relative z-1 cursor-pointer">
          {children}
        </span>
      )}
    </td>
  )
}
