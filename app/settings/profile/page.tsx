// Who is signed in, as the firm knows them, and where. Who they are comes from the Google account, so there is nothing to edit.
import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { chooseTimeZone, signOutElsewhere, signOutThere } from '@/app/settings/profile/actions'
import { browserZone } from '@/app/zone'
import { SubmitButton } from '@/components/ui/button'
import { SelectField } from '@/components/ui/form/field'
import { Notice } from '@/components/ui/notice'
import { Page, Panel } from '@/components/ui/page'
import { Saved } from '@/components/ui/saved'
import { Day } from '@/components/ui/time/relative-time'
import { allZones, zoneName } from '@/components/ui/time/zones'
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

const saved: Readonly<Record<string, string>> = {
  zone: 'Saved. Times are now shown in this zone.',
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
  const done = lookUp(ended, one(params.ended)) ?? lookUp(saved, one(params.saved))
  return (
    <Page
      title="Profile"
      intro="Your name and email address come from the Google account you sign in with. They are updated each time you sign in."
      width="narrow"
    >
      <Saved words={done} answer={params} names={['ended', 'saved']} />
      {params.saved === 'unknown' && (
        <Notice tone="warn" title="Nothing was changed" alert>
          Concord does not know this time zone. Choose another one.
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
        title="Dates and times"
        intro="Times are shown in this zone, in the calendar and everywhere else."
      >
        <TimeZone chosen={user.timeZone} browser={await browserZone()} />
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

interface TimeZoneProps {
  readonly chosen: string | null
  readonly browser: string | null
}

const TimeZone = ({ chosen, browser }: TimeZoneProps) => (
  <form action={chooseTimeZone} className="flex flex-wrap items-end gap-2">
    <SelectField id="zone" name="zone" label="Time zone" defaultValue={chosen ?? ''}>
      <option value="">{browser ? `As my browser (${zoneName(browser)})` : 'As my browser'}</option>
      {allZones(chosen).map((name) => (
        <option key={name} value={name}>
          {zoneName(name)}
        </option>
      ))}
    </SelectField>
    <SubmitButton look="secondary">Save</SubmitButton>
  </form>
)

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
