// For members on an administrator's page: who can grant them the role.
import type { Metadata } from 'next'
import { ButtonLink } from '@/components/ui/links/button-link'
import { Page } from '@/components/ui/page'
import { currentUser } from '@/lib/auth/session'
import { administrators } from '@/lib/store/firm/users'

export const metadata: Metadata = { title: 'Administrators only' }

export default async function Forbidden() {
  const user = await currentUser()
  const names = user ? await administrators(user.firmId) : []
  const list = new Intl.ListFormat('en', { type: 'disjunction' }).format(names)
  return (
    <Page
      title="Administrators only"
      intro={`You need the administrator role. ${list || 'An administrator of your firm'} can grant it.`}
      width="narrow"
    >
      <ButtonLink href="/contacts" className="justify-self-start">
        Go to contacts
      </ButtonLink>
    </Page>
  )
}
