// Editing a contact. The form carries the version it shows, so that a change made elsewhere meanwhile is never written over.
import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { z } from 'zod'
import { saveContact } from '@/app/contacts/actions'
import { ContactForm } from '@/components/contacts/form/contact-form'
import { typedOf } from '@/components/contacts/form/understand'
import { Page } from '@/components/ui/page'
import { requireUser } from '@/lib/auth/session'
import { displayName } from '@/lib/domains/contacts/value/contact'
import { tagsText } from '@/lib/domains/contacts/value/tags'
import { contactFromRow } from '@/lib/store/address-book/contact-row'
import { visibleContact } from '@/lib/store/address-book/contacts'
import { onlyMineOf } from '@/lib/store/address-book/privacy'
import { tagsOfContacts } from '@/lib/store/tags/contact-tags'
import { tagsOf } from '@/lib/store/tags/tags'

export const metadata: Metadata = { title: 'Edit contact' }

export default async function EditContact({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  const { id } = await params
  if (!z.uuid().safeParse(id).success) notFound()
  const user = await requireUser(`/contacts/${id}/edit`)
  const row = await visibleContact(user, id)
  if (!row) notFound()
  if (row.deletedAt) redirect(`/contacts/${id}`)
  const contact = contactFromRow(row)
  const [tags, all] = await Promise.all([tagsOfContacts(user, [id]), tagsOf(user)])
  const own = (tags.get(id) ?? []).map(({ name }) => name)
  return (
    <Page title={`Edit ${displayName(contact)}`} width="narrow">
      <ContactForm
        id={id}
        version={row.version}
        typed={typedOf(contact, tagsText(own))}
        onlyMine={await onlyMineOf(user, row)}
        tags={own}
        allTags={all.map(({ name }) => name)}
        cancel={`/contacts/${id}`}
        save={saveContact}
      />
    </Page>
  )
}
