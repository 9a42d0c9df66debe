// **Delete** of several contacts, asked back once: whose, and who stays because a matter names them.
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { selectedIds } from '@/app/contacts/selected'
import { ContactAvatar } from '@/components/contacts/contact-avatar'
import { accountLine, DeleteConsequences, deleteManyQuestion } from '@/components/contacts/delete-words'
import { listPathOf } from '@/components/contacts/list/list-params'
import { TiedMatters } from '@/components/matters/tied-matters'
import { amount } from '@/components/sync/figures'
import { SubmitButton } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/links/button-link'
import { Link } from '@/components/ui/links/link'
import { Page, Panel } from '@/components/ui/page'
import { requireUser } from '@/lib/auth/session'
import { displayName } from '@/lib/domains/contacts/value/contact'
import { one, type Query } from '@/lib/http/query'
import { labelOf } from '@/lib/providers/registry'
import { someContacts } from '@/lib/store/address-book/contact-list'
import { contactFromRow } from '@/lib/store/address-book/contact-row'
import type { Contact } from '@/lib/store/database/generated/client'
import { mattersOfContacts } from '@/lib/store/matters/of-contacts'
import { accountsWith } from '@/lib/store/undo/colleagues'
import { deleteSelected } from '../bulk-actions'

export const metadata: Metadata = { title: 'Delete contacts' }

interface DeleteContactsProps {
  readonly searchParams: Promise<Query>
}

export default async function DeleteContacts({ searchParams }: DeleteContactsProps) {
  const user = await requireUser('/contacts')
  const query = await searchParams
  const list = one(query.list) ?? ''
  const back = listPathOf(list)
  const asked = selectedIds.safeParse(one(query.ids)?.split(',')).data ?? []
  const rows: Contact[] = []
  for await (const batch of someContacts(user, asked)) rows.push(...batch)
  if (rows.length === 0) redirect(back)
  const matters = await mattersOfContacts(user.firmId, asked)
  const tied = new Set(matters.map(({ contactId }) => contactId))
  const leaving = rows.filter(({ id }) => !tied.has(id))
  const staying = rows.filter(({ id }) => tied.has(id))
  const many = leaving.length > 1
  const accounts = await accountsWith(
    user,
    leaving.map(({ id }) => id),
  )
  return (
    <Page title={deleteManyQuestion(leaving.length)} width="narrow">
      <Panel>
        <div className="grid gap-4">
          {leaving.length > 0 && (
            <>
              <Rows rows={leaving} label="To be deleted" />
              <DeleteConsequences
                accounts={accounts.map((one) => accountLine(one, labelOf(one), many))}
                many={many}
              />
            </>
          )}
          {staying.length > 0 && (
            <>
              <h2 className="font-semibold">
                {amount(staying.length, 'contact stays', 'contacts stay')}: a matter names{' '}
                {staying.length === 1 ? 'it' : 'them'}
              </h2>
              <Rows rows={staying} label="Not deleted" />
              <div className="panel">
                <TiedMatters matters={matters} names={new Map(staying.map((row) => [row.id, nameOf(row)]))} />
              </div>
            </>
          )}
          <div className="flex flex-wrap gap-2">
            <ButtonLink href={back}>Cancel</ButtonLink>
            {leaving.length > 0 && (
              <form action={deleteSelected}>
                <input type="hidden" name="list" value={list} />
                {leaving.map(({ id }) => (
                  <input key={id} type="hidden" name="id" value={id} />
                ))}
                <SubmitButton look="danger">Delete {amount(leaving.length, 'contact')}</SubmitButton>
              </form>
            )}
          </div>
        </div>
      </Panel>
    </Page>
  )
}

const nameOf = (row: Contact) => displayName(contactFromRow(row)) || 'No name'

function Rows({ rows, label }: { readonly rows: readonly Contact[]; readonly label: string }) {
  return (
    <ul aria-label={label} className="grid max-h-80 gap-1 overflow-y-auto">
      {rows.map((row) => {
        const contact = contactFromRow(row)
        return (
          <li key={row.id} className="flex min-w-0 items-center gap-2.5">
            <ContactAvatar id={row.id} contact={contact} />
            <Link href={`/contacts/${row.id}`} className="min-h-6 hover:underline">
              {nameOf(row)}
            </Link>
            <span className="truncate text-soft">{contact.emails[0]?.value ?? contact.phones[0]?.value}</span>
          </li>
        )
      })}
    </ul>
  )
}
