// Who is signed in, as the firm knows them, and where. Who they are comes from the Google account, so there is nothing to edit.
import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { signOutElsewhere, signOutThere } from '@/app/settings/profile/actions'
import { SubmitButton } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Page, Panel } from '@/components/ui/page'
import { Day } from '@/components/ui/relative-time'
import { SessionList } from '@/components/users/session-list'
import { requireUser } from '@/lib/auth/session'
import { lookUp, one, type Query } from '@/lib/http/query'
import { IDLE_HOURS, openSessions } from '@/lib/store/firm/sessions'
import { getFirmMembership } from '@/lib/store/firm/users'

export const metadata: Metadata = { title: 'Profile' }

const ended: Readonly<Record<string, string>> = {
  there: 'That browser is signed out.',
  elsewhere: 'You are signed out everywhere except here.',
}

interface ProfileProps {
  readonly searchParams: Promise<Query>
}

export default async function Profile({ searchParams }: ProfileProps) {
  const user = await requireUser('/settings/profile')
  const [{ firm, since }, sessions, params] = await Promise.all([
    getFirmMembership(user),
    openSessions(user, new Date()),
    searchParams,
  ])
  const done = lookUp(ended, one(params.ended))
  return (
    <Page
      title="Profile"
      intro="Your name and email address come from the Google account you sign in with. They are updated each time you sign in."
      width="narrow"
    >
      {done && (
        <Notice tone="good" alert>
          {done}
        </Notice>
      )}
      <Panel flush>
        <dl>
          <Line name="Name">{user.name}</Line>
          <Line name="Signed in as">{user.email}</Line>
          <Line name="Role">{user.role === 'admin' ? 'Administrator' : 'Member'}</Line>
          <Line name="Firm">{firm}</Line>
          <Line name="Joined">
            <Day at={since} />
          </Line>
        </dl>
      </Panel>
      <Panel
        title="Where you are signed in"
        intro={`You are signed out after ${IDLE_HOURS} hours without use, and after 7 days at most.`}
        actions={sessions.length > 1 && <Elsewhere />}
        flush
      >
        <SessionList sessions={sessions} current={user.sessionId} signOutThere={signOutThere} />
      </Panel>
    </Page>
  )
}

const Elsewhere = () => (
  <form action={signOutElsewhere}>
    <SubmitButton look="secondary">Sign out everywhere else</SubmitButton>
  </form>
)

function Line({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="grid gap-x-4 border-b border-line px-4 py-3 last:border-0 sm:grid-cols-[9rem_1fr]">
      <dt className="text-soft">{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
