// The question that **Remove** asks back, as a page: for those who come without script, or before it is there.
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { removeByPage } from '@/app/settings/users/actions'
import { SubmitButton } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/links/button-link'
import { Page, Panel } from '@/components/ui/page'
import { RemoveConsequences, removeQuestion } from '@/components/users/remove-words'
import { requireAdmin } from '@/lib/auth/session'
import { ANY_PROVIDER } from '@/lib/providers/registry'
import { listUsers } from '@/lib/store/firm/users'

export const metadata: Metadata = { title: 'Remove a person' }

interface RemovePageProps {
  readonly params: Promise<{ readonly id: string }>
}

export default async function RemovePage({ params }: RemovePageProps) {
  const { id } = await params
  if (!z.uuid().safeParse(id).success) notFound()
  const { firmId } = await requireAdmin(`/settings/users/${id}/remove`)
  const person = (await listUsers(firmId)).find((user) => user.id === id)
  if (!person) notFound()
  return (
    <Page title={removeQuestion(person.name)} width="narrow">
      <Panel>
        <div className="grid gap-4">
          <RemoveConsequences label={ANY_PROVIDER} />
          <div className="flex flex-wrap gap-2">
            <ButtonLink href="/settings/users">Cancel</ButtonLink>
            <form action={removeByPage}>
              <input type="hidden" name="id" value={id} />
              <SubmitButton look="danger">Remove</SubmitButton>
            </form>
          </div>
        </div>
      </Panel>
    </Page>
  )
}
