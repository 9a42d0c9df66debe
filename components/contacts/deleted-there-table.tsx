// Contacts deleted in the account: when, what became of them, and what can be done. On a narrow screen each row stacks.

import { OneButton } from '@/components/sync/status/small-forms'
import { ButtonLink } from '@/components/ui/links/button-link'
import { Link } from '@/components/ui/links/link'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { displayName } from '@/lib/domains/contacts/value/contact'
import type { DeletedThere } from '@/lib/store/address-book/deleted-there'
import { ContactAvatar } from './contact-avatar'

interface DeletedThereTableProps {
  readonly rows: readonly DeletedThere[]
  /** Of the provider whose account it is. */
  readonly label: string
  /** **Restore to** the account; null where the sync cannot. */
  readonly restore: ((form: FormData) => Promise<void>) | null
}

const cell = 'px-4 py-2 align-middle'

export const DeletedThereTable = ({ rows, label, restore }: DeletedThereTableProps) => (
  <table className="stack-table w-full border-collapse">
    <thead>
      <tr className="border-b border-line bg-surface text-left text-xs text-soft">
        {['Name', `Deleted in ${label}`, 'In Clio'].map((head) => (
          <th key={head} scope="col" className="px-4 py-2 font-medium">
            {head}
          </th>
        ))}
        <th scope="col" className="px-4 py-2">
          <span className="sr-only">Actions</span>
        </th>
      </tr>
    </thead>
    <tbody className="divide-y divide-line">
      {rows.map((row) => (
        <Row key={row.id} row={row} label={label} restore={restore} />
      ))}
    </tbody>
  </table>
)

type RowProps = Omit<DeletedThereTableProps, 'rows'> & { readonly row: DeletedThere }

function Row({ row: { id, contactId, contact, at, mergedInto }, label, restore }: RowProps) {
  const name = displayName(contact) || 'No name'
  return (
    <tr>
      <th scope="row" className={`${cell} text-left font-medium`}>
        <Link href={`/contacts/${contactId}`} className="flex min-h-7 items-center gap-2.5 hover:underline">
          <ContactAvatar id={contactId} contact={contact} />
          <span>{name}</span>
        </Link>
        <span className="block pl-9.5 font-normal text-soft">{contact.emails[0]?.value}</span>
      </th>
      <td data-label="Deleted" className={`${cell} text-soft`}>
        <RelativeTime at={at} />
      </td>
      <td data-label="In Clio" className={`${cell} text-soft`}>
        {mergedInto ? (
          <>
            Stays; probably merged into{' '}
            <Link href={`/contacts/${mergedInto.id}`} className="prose-link">
              {mergedInto.name || 'another contact'}
            </Link>{' '}
            in {label}
          </>
        ) : (
          'Stays, with later edits'
        )}
      </td>
      <td className={cell}>
        <div className="flex flex-wrap gap-2 sm:justify-end">
          {restore && (
            <OneButton action={restore} fields={{ link: id }} whose={name}>
              {`Restore to ${label}`}
            </OneButton>
          )}
          <ButtonLink
            href={`/contacts/${contactId}/delete`}
            look="quiet"
            aria-label={`Delete in Clio too: ${name}`}
          >
            Delete in Clio too
          </ButtonLink>
        </div>
      </td>
    </tr>
  )
}
