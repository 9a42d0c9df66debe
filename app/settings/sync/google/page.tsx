// One screen, one status: what the sync of the person's Google contacts does, since when, and what they can do about it.
import type { Metadata } from 'next'
import Link from 'next/link'
import { LivePulse } from '@/components/sync/status/live-progress'
import { Page, Panel } from '@/components/ui/page'
import { requireUser } from '@/lib/auth/session'
import { one, type Query } from '@/lib/http/query'
import { accountOwnerOf } from '@/lib/store/sync/account-owner'
import { overviewOf } from '@/lib/store/sync/overview'
import { othersSyncing } from '@/lib/store/sync/syncs'
import { AccountPanel } from './account-panel'
import { ContactsPanel } from './contacts-panel'
import { NotConnected } from './not-connected'
import { Notes } from './notes'
import { RestOfSync } from './rest-of-sync'
import { pulseFrom, statusFrom } from './status'

export const metadata: Metadata = { title: 'Google contacts and calendars' }

interface GoogleSyncProps {
  readonly searchParams: Promise<Query>
}

export default async function GoogleSync({ searchParams }: GoogleSyncProps) {
  const user = await requireUser('/settings/sync/google')
  const now = new Date()
  const [overview, query] = await Promise.all([overviewOf(user, 'google'), searchParams])
  const status = statusFrom(overview, now)
  const sync = overview?.sync ?? null
  const accountOwner =
    overview && sync?.state !== 'active' ? await accountOwnerOf(user, overview.connection) : null
  const others =
    status.kind === 'connected' ? await othersSyncing(user.firmId, user.userId, sync?.id ?? null) : []
  return (
    <Page
      title="Google contacts and calendars"
      intro={
        <Link href="/settings/sync" className="prose-link">
          Contact and Calendar Sync
        </Link>
      }
      width="narrow"
    >
      <Notes
        problem={one(query.problem)}
        note={one(query.note)}
        connected={overview !== null}
        excluded={sync?.counts.excluded ?? 0}
      />
      {overview ? (
        <>
          <AccountPanel connection={overview.connection} />
          <ContactsPanel
            status={status}
            sync={sync}
            others={others}
            connection={overview.connection}
            accountOwner={accountOwner}
            progress={<LivePulse first={pulseFrom(overview, now)} />}
          />
          {sync && <RestOfSync user={user} status={status} sync={sync} />}
          <Panel title="Clio Calendars">
            <p className="text-soft">Calendar sync is not available yet. Concord syncs contacts only.</p>
          </Panel>
        </>
      ) : (
        <NotConnected />
      )}
    </Page>
  )
}
