// **Erase this person**: what goes, what stays and what cannot be reached, before it is done. For administrators.
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { z } from 'zod'
import { eraseContact } from '@/app/contacts/actions'
import { TiedPage } from '@/components/matters/tied-page'
import { amount } from '@/components/sync/figures'
import { SubmitButton } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/links/button-link'
import { Page, Panel } from '@/components/ui/page'
import { requireAdmin } from '@/lib/auth/session'
import { ANY_PROVIDER } from '@/lib/providers/registry'
import { type Holder, previewErasure } from '@/lib/store/retention/erase-person'

export const metadata: Metadata = { title: 'Erase this person' }

export default async function ErasePage({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  const { id } = await params
  if (!z.uuid().safeParse(id).success) notFound()
  const user = await requireAdmin(`/contacts/${id}/erase`)
  const erasure = await previewErasure(user, id)
  if (!erasure) notFound()
  const { name, edits, changes, holders, matters } = erasure
  if (matters.length > 0)
    return <TiedPage title={`${name || 'This contact'} cannot be erased`} contactId={id} matters={matters} />
  return (
    <Page title={`Erase ${name || 'this contact'} for good?`} width="narrow">
      <Panel>
        <div className="grid gap-4">
          <Part title="Erased at once">
            <li>the contact, with its {amount(edits, 'entry of history', 'entries of history')}</li>
            <li>
              its values in {amount(changes, 'change')} of syncs, in every preview and in every open question
              about it
            </li>
            <li>its data read from {ANY_PROVIDER}, for everyone at the firm, and its links</li>
            <li>its name in lists of excluded contacts, and files waiting to be imported that mention it</li>
          </Part>
          <Part title="What stays">
            <li>ids without values, so that no sync of the firm brings the person back</li>
            <li>
              <InAccounts holders={holders} />
            </li>
            <li>notes of other contacts that mention this person</li>
          </Part>
          <Part title="What you have to delete elsewhere">
            <li>backups that were made before: delete them yourself</li>
            <li>files that were exported, downloaded or sent to someone</li>
          </Part>
          <p className="font-medium">This cannot be undone.</p>
          <div className="flex flex-wrap gap-2">
            <ButtonLink href={`/contacts/${id}`}>Cancel</ButtonLink>
            <form action={eraseContact}>
              <input type="hidden" name="id" value={id} />
              <SubmitButton look="danger">Erase for good</SubmitButton>
            </form>
          </div>
        </div>
      </Panel>
    </Page>
  )
}

const Part = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section className="grid gap-1">
    <h2 className="font-medium">{title}</h2>
    <ul className="list-disc pl-5 text-soft">{children}</ul>
  </section>
)

function InAccounts({ holders }: { readonly holders: readonly Holder[] }) {
  if (holders.length === 0)
    return `contacts in people’s ${ANY_PROVIDER} accounts, if any: Concord knows of none`
  return (
    <>
      the contact in {ANY_PROVIDER}, which stays as it is. It is in{' '}
      {holders.map(({ userName, accountEmail }) => `${userName}’s account ${accountEmail}`).join(', and in ')}
      : ask them to delete it there
    </>
  )
}
