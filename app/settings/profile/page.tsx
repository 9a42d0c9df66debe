// Who is signed in, as the firm knows them. It all comes from the Google account, so there is nothing to edit here.
import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { Page, Panel } from '@/components/ui/page'
import { Day } from '@/components/ui/relative-time'
import { requireUser } from '@/lib/auth/session'
import { getFirmMembership } from '@/lib/db/users'

export const metadata: Metadata = { title: 'Profile' }

export default async function Profile() {
  const user = await requireUser('/settings/profile')
  const { firm, since } = await getFirmMembership(user)
  return (
    <Page
      title="Profile"
      intro="Name and e-mail address come from the Google account you sign in with, and follow it at every sign-in."
      width="narrow"
    >
      <Panel flush>
        <dl>
          <Line name="Name">{user.name}</Line>
          <Line name="Signed in as">{user.email}</Line>
          <Line name="Role">{user.role === 'admin' ? 'Administrator' : 'Member'}</Line>
          <Line name="Firm">{firm}</Line>
          <Line name="Here since">
            <Day at={since} />
          </Line>
        </dl>
      </Panel>
    </Page>
  )
}

function Line({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="grid gap-x-4 border-b border-line px-4 py-3 last:border-0 sm:grid-cols-[9rem_1fr]">
      <dt className="text-soft">{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
