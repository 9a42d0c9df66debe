// One contact: what it says, where its links stand, what was done to it.

import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { z } from 'zod'
import { removeContact, restoreLink } from '@/app/contacts/actions'
import { syncContact } from '@/app/contacts/bulk-actions'
import { ByHand } from '@/components/contacts/by-hand'
import { CompanyPeople } from '@/components/contacts/company-people'
import { ContactAvatar } from '@/components/contacts/contact-avatar'
import { ContactCard } from '@/components/contacts/contact-card'
import { ContactHistory, inOrder } from '@/components/contacts/contact-history'
import { ContactLinks } from '@/components/contacts/contact-links'
import { DeleteContact } from '@/components/contacts/delete-contact'
import { accountLine } from '@/components/contacts/delete-words'
import { ErasePerson } from '@/components/contacts/erase-person'
import { ContactMatters } from '@/components/matters/contact-matters'
import { ButtonLink } from '@/components/ui/links/button-link'
import { Page, Panel } from '@/components/ui/page'
import { Saved } from '@/components/ui/saved'
import { currentUser, requireUser } from '@/lib/auth/session'
import { type Contact, displayName } from '@/lib/domains/contacts/value/contact'
import { lookUp, one, type QueryValue } from '@/lib/http/query'
import { ANY_PROVIDER, labelOf } from '@/lib/providers/registry'
import { contactHistory } from '@/lib/store/address-book/contact-history'
import { linksOfContact, restoresOfContact } from '@/lib/store/address-book/contact-links'
import { contactFromRow } from '@/lib/store/address-book/contact-row'
import { replacementOf } from '@/lib/store/address-book/replacements'
import { companyOf, employeesOf } from '@/lib/store/companies/companies'
import { survivorOf, undoableMerge } from '@/lib/store/duplicates/merging'
import { mattersOfContacts, type TiedMatter } from '@/lib/store/matters/of-contacts'
import { byHandOf } from '@/lib/store/sync/hand'
import { tagHistory, tagsOfContacts } from '@/lib/store/tags/contact-tags'
import { accountsWith } from '@/lib/store/undo/colleagues'
import { contactOf } from '../load'
import { Deleted } from './deleted'
import { Merged } from './merged'

const SAVED: Readonly<Record<string, string>> = {
  new: 'The contact was added.',
  edited: 'Your changes were saved.',
  restored: 'The contact was restored.',
  separate:
    'The two contacts are separate now. If they are the same person after all, wait for the next check and merge them under Duplicates.',
}

/** Steps of history that a page shows at first, and at most. */
const RECENT = 10
const MOST = 500
/** People of a company that its page names. */
const MOST_PEOPLE = 50

interface ContactPageProps {
  readonly params: Promise<{ readonly id: string }>
  readonly searchParams: Promise<{ readonly history?: QueryValue; readonly saved?: QueryValue }>
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
  const query = await searchParams
  const all = query.history === 'all'
  const [row, links, edits, restores, matters, tagSteps, tags, byHand, accounts] = await Promise.all([
    contactOf(user, id),
    linksOfContact(user, id),
    contactHistory(user, id, all ? MOST : RECENT + 1),
    restoresOfContact(user.firmId, id, all ? MOST : RECENT + 1),
    mattersOfContacts(user.firmId, [id]),
    tagHistory(user, id, all ? MOST : RECENT + 1),
    tagsOfContacts(user, [id]),
    byHandOf(user, id),
    accountsWith(user, [id]),
  ])
  if (!row) {
    const survivorId = await survivorOf(user, id)
    if (survivorId) redirect(`/contacts/${survivorId}`)
    notFound()
  }
  const contact = contactFromRow(row)
  const [company, employees] = await Promise.all([
    companyOf(user, contact),
    employeesOf(user, id, contact, MOST_PEOPLE),
  ])
  const history = inOrder(edits, restores, tagSteps)
  const merge = row.deletedAt ? null : await undoableMerge(user, id)
  const replacement = row.deletedAt ? await replacementOf(user, id) : null
  return (
    <Page
      title={displayName(contact) || 'No name'}
      up={{
        href: row.deletedAt && user.role === 'admin' ? '/contacts/deleted' : '/contacts',
        label: 'Back to the list',
      }}
      picture={<ContactAvatar id={id} contact={contact} size="large" />}
      intro={[row.ownerId && 'Only mine', subtitle(contact, matters)].filter(Boolean).join(' · ')}
      actions={
        !row.deletedAt && (
          <Actions
            id={id}
            name={displayName(contact)}
            accounts={accounts.map((one) => accountLine(one, labelOf(one)))}
            matters={matters}
          />
        )
      }
    >
      <Saved words={lookUp(SAVED, one(query.saved))} answer={query} names={['saved']} />
      {merge && <Merged id={id} merge={merge} />}
      {row.deletedAt && <Deleted row={row} replacement={replacement} />}
      <div className="grid items-start gap-6 lg:grid-cols-[3fr_2fr]">
        <Panel title="Details" flush>
          <ContactCard contact={contact} companyId={company?.id ?? null} tags={tags.get(id) ?? []} />
        </Panel>
        <div className="grid min-w-0 gap-6">
          <CompanyPeople contact={contact} employees={employees} />
          <ContactMatters id={id} matters={matters} isDeleted={row.deletedAt !== null} />
          <Panel title={ANY_PROVIDER} flush>
            <ContactLinks
              localId={id}
              name={displayName(contact)}
              links={links}
              userId={user.userId}
              labels={ANY_PROVIDER}
              isDeleted={row.deletedAt !== null}
              restore={restoreLink}
            />
            {!row.deletedAt && <ByHand id={id} state={byHand} act={syncContact} />}
          </Panel>
          <Panel
            title="History"
            flush
            actions={
              user.role === 'admin' && (
                <ButtonLink href={`/admin/audit?contact=${id}`} look="quiet" className="-mr-3">
                  Show in the audit
                </ButtonLink>
              )
            }
          >
            <ContactHistory
              steps={all ? history : history.slice(0, RECENT)}
              labels={ANY_PROVIDER}
              undo={row.deletedAt ? null : (editId) => `/contacts/${id}/undo/${editId}`}
            />
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

function subtitle(contact: Contact, matters: readonly TiedMatter[]): string {
  const { kind, title, company } = contact
  const what = kind === 'company' ? 'Company' : [title, company].filter(Boolean).join(', ')
  const isClient = matters.some(({ role }) => role === null)
  return [...(isClient ? ['Client'] : []), what].filter(Boolean).join(' · ')
}

interface ActionsProps {
  readonly id: string
  readonly name: string
  /** Of each account that has it: what becomes of its copy if it is deleted. */
  readonly accounts: readonly string[]
  readonly matters: readonly TiedMatter[]
}

function Actions({ id, name, accounts, matters }: ActionsProps) {
  return (
    <>
      <DeleteContact id={id} name={name} accounts={accounts} matters={matters} remove={removeContact} />
      <ButtonLink href={`/contacts/${id}/edit`} look="primary">
        Edit
      </ButtonLink>
    </>
  )
}
