// One contact: what it says, where its links stand, what was done to it.

import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { removeContact, restoreLink } from '@/app/contacts/actions'
import { ContactCard } from '@/components/contacts/contact-card'
import { ContactHistory, inOrder } from '@/components/contacts/contact-history'
import { ContactLinks } from '@/components/contacts/contact-links'
import { DeleteContact } from '@/components/contacts/delete-contact'
import { ErasePerson } from '@/components/contacts/erase-person'
import { ButtonLink } from '@/components/ui/button'
import { Page, Panel } from '@/components/ui/page'
import { currentUser, requireUser } from '@/lib/auth/session'
import { type Contact, displayName } from '@/lib/domains/contacts/value/contact'
import { ANY_PROVIDER } from '@/lib/providers/registry'
import { linksOfContact, restoresOfContact } from '@/lib/store/address-book/contact-links'
import { contactFromRow } from '@/lib/store/address-book/contact-row'
import { contactHistory } from '@/lib/store/address-book/contacts'
import { replacementOf } from '@/lib/store/address-book/replacements'
import { contactOf } from '../load'
import { Deleted } from './deleted'

/** Steps of history that a page shows at first, and at most. */
const RECENT = 10
const MOST = 500

interface ContactPageProps {
  readonly params: Promise<{ readonly id: string }>
  readonly searchParams: Promise<{ readonly history?: string }>
}

export async function generateMetadata({ params }: ContactPageProps): Promise<Metadata> {
  const [{ id }, user] = await Promise.all([params, currentUser()])
  const row = user && z.uuid().safeParse(id).success ? await contactOf(user, id) : null
  return { title: (row && displayName(contactFromRow(row))) || 'Contact' }
}

export default async function ContactPage({ params, searchParams }: ContactPageProps) {
  const { id } = await params
  if (!z.uuid().safeParse(id).success) notFound()
  const user = await requireUser(`/contacts/${id}`)
  const all = (await searchParams).history === 'all'
  const [row, links, edits, restores] = await Promise.all([
    contactOf(user, id),
    linksOfContact(user.firmId, id),
    contactHistory(user.firmId, id, all ? MOST : RECENT + 1),
    restoresOfContact(user.firmId, id, all ? MOST : RECENT + 1),
  ])
  if (!row) notFound()
  const contact = contactFromRow(row)
  const history = inOrder(edits, restores)
  const replacement = row.deletedAt && user.role === 'admin' ? await replacementOf(user.firmId, id) : null
  return (
    <Page
      title={displayName(contact) || 'No name'}
      intro={subtitle(contact)}
      actions={!row.deletedAt && <Actions id={id} name={displayName(contact)} />}
    >
      {row.deletedAt && <Deleted row={row} replacement={replacement} />}
      <div className="grid items-start gap-6 lg:grid-cols-[3fr_2fr]">
        <Panel title="Details" flush>
          <ContactCard contact={contact} />
        </Panel>
        <div className="grid min-w-0 gap-6">
          <Panel title={ANY_PROVIDER} flush>
            <ContactLinks
              localId={id}
              name={displayName(contact)}
              links={links}
              userId={user.userId}
              labels={ANY_PROVIDER}
              restore={restoreLink}
            />
          </Panel>
          <Panel title="History" flush>
            <ContactHistory steps={all ? history : history.slice(0, RECENT)} labels={ANY_PROVIDER} />
            {!all && history.length > RECENT && (
              <div className="border-t border-line p-2">
                <ButtonLink href={`/contacts/${id}?history=all`} look="quiet">
                  Show the whole history
                </ButtonLink>
              </div>
            )}
          </Panel>
          {user.role === 'admin' && <ErasePerson id={id} />}
        </div>
      </div>
    </Page>
  )
}

function subtitle(contact: Contact): string {
  if (contact.kind === 'company') return 'Company'
  return [contact.title, contact.company].filter(Boolean).join(', ')
}

function Actions({ id, name }: { readonly id: string; readonly name: string }) {
  return (
    <>
      <DeleteContact id={id} name={name} label={ANY_PROVIDER} remove={removeContact} />
      <ButtonLink href={`/contacts/${id}/edit`} look="primary">
        Edit
      </ButtonLink>
    </>
  )
}
