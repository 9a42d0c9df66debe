// The confirmation of **Delete** as a page, for browsers without script or before it has loaded.
import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { z } from 'zod'
import { removeContact } from '@/app/contacts/actions'
import {
  accountLine,
  DeleteConsequences,
  deleteQuestion,
  deleteRefused,
} from '@/components/contacts/delete-words'
import { TiedPage } from '@/components/matters/tied-page'
import { SubmitButton } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/links/button-link'
import { Page, Panel } from '@/components/ui/page'
import { requireUser } from '@/lib/auth/session'
import { displayName } from '@/lib/domains/contacts/value/contact'
import { labelOf } from '@/lib/providers/registry'
import { contactFromRow } from '@/lib/store/address-book/contact-row'
import { visibleContact } from '@/lib/store/address-book/contacts'
import { mattersOfContacts } from '@/lib/store/matters/of-contacts'
import { accountsWith } from '@/lib/store/undo/colleagues'

export const metadata: Metadata = { title: 'Delete contact' }

interface DeletePageProps {
  readonly params: Promise<{ readonly id: string }>
}

export default async function DeletePage({ params }: DeletePageProps) {
  const { id } = await params
  if (!z.uuid().safeParse(id).success) notFound()
  const user = await requireUser(`/contacts/${id}/delete`)
  const row = await visibleContact(user, id)
  if (!row) notFound()
  if (row.deletedAt) redirect(`/contacts/${id}`)
  const name = displayName(contactFromRow(row))
  const matters = await mattersOfContacts(user.firmId, [id])
  if (matters.length > 0) return <TiedPage title={deleteRefused(name)} contactId={id} matters={matters} />
  const accounts = await accountsWith(user, [id])
  return (
    <Page title={deleteQuestion(name)} width="narrow">
      <Panel>
        <div className="grid gap-4">
          <DeleteConsequences accounts={accounts.map((one) => accountLine(one, labelOf(one)))} />
          <div className="flex flex-wrap gap-2">
            <ButtonLink href={`/contacts/${id}`}>Cancel</ButtonLink>
            <form action={removeContact}>
              <input type="hidden" name="id" value={id} />
              <SubmitButton look="danger">Delete contact</SubmitButton>
            </form>
          </div>
        </div>
      </Panel>
    </Page>
  )
}
