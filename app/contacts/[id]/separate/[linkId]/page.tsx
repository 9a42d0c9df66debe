// What keeping two linked contacts separate does, and **Keep separate**.
import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { z } from 'zod'
import { separateContact } from '@/app/contacts/actions'
import { separateWords } from '@/components/contacts/separate-words'
import { SubmitButton } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/links/button-link'
import { Link } from '@/components/ui/links/link'
import { Notice } from '@/components/ui/notice'
import { Page, Panel } from '@/components/ui/page'
import { requireUser } from '@/lib/auth/session'
import { separatePage } from '@/lib/http/contact-paths'
import { one, type QueryValue } from '@/lib/http/query'
import { runPage } from '@/lib/http/sync-paths'
import { visibleContact } from '@/lib/store/address-book/contacts'
import { linkedPeople } from '@/lib/store/sync/separate-linked'

export const metadata: Metadata = { title: 'Keep separate' }

const path = z.object({ id: z.uuid(), linkId: z.uuid() })

interface SeparatePageProps {
  readonly params: Promise<{ readonly id: string; readonly linkId: string }>
  readonly searchParams: Promise<{ readonly busy?: QueryValue }>
}

export default async function SeparatePage({ params, searchParams }: SeparatePageProps) {
  const of = path.safeParse(await params)
  if (!of.success) notFound()
  const { id, linkId } = of.data
  const user = await requireUser(separatePage(id, linkId))
  if (!(await visibleContact(user, id))) notFound()
  const people = await linkedPeople(user, linkId)
  if (people?.localId !== id) redirect(`/contacts/${id}`)
  const { here, there, provider, accountEmail, linkedBy } = people
  const isBusy = one((await searchParams).busy) === '1'
  return (
    <Page
      title={`Keep ${here || 'this contact'} separate?`}
      up={{ href: `/contacts/${id}`, label: here || 'Back to the contact' }}
      width="narrow"
    >
      {isBusy && (
        <Notice tone="warn" alert>
          The sync is writing this contact right now. Nothing was changed. Try again in a minute.
        </Notice>
      )}
      <Panel>
        <div className="grid gap-4">
          <p>
            {here || 'This contact'} in Clio and {there || 'a contact'} in {provider.label} ({accountEmail})
            are linked as one person. Keep them separate if they are two people.
          </p>
          <ul className="grid list-disc gap-1 pl-5">
            {separateWords(people).map((words) => (
              <li key={words}>{words}</li>
            ))}
            <li>
              Values that the link has copied from one to the other stay.
              {linkedBy && (
                <>
                  {' To take them back, first undo '}
                  <Link href={runPage(provider.name, linkedBy)} className="prose-link">
                    the run that linked them
                  </Link>
                  .
                </>
              )}
            </li>
          </ul>
          <div className="flex flex-wrap gap-2">
            <ButtonLink href={`/contacts/${id}`}>Cancel</ButtonLink>
            <form action={separateContact}>
              <input type="hidden" name="id" value={id} />
              <input type="hidden" name="link" value={linkId} />
              <SubmitButton look="primary">Keep separate</SubmitButton>
            </form>
          </div>
        </div>
      </Panel>
    </Page>
  )
}
