// One screen, one status: what the person's sync with one provider does, since when, and what they can do about it.
import type { Metadata } from 'next'
import Link from 'next/link'
import { LivePulse } from '@/components/sync/status/live-progress'
import { Page, Panel } from '@/components/ui/page'
import { requireUser } from '@/lib/auth/session'
import { one, type Query } from '@/lib/http/query'
import { syncPage } from '@/lib/http/sync-paths'
import { accountOwnerOf } from '@/lib/store/sync/account-owner'
import { overviewOf } from '@/lib/store/sync/overview'
import { othersSyncing } from '@/lib/store/sync/syncs'
import { AccountPanel } from './account-panel'
import { ContactsPanel } from './contacts-panel'
import { KIND } from './kind'
import { NotConnected } from './not-connected'
import { Notes } from './notes'
import { type ProviderParams, providerIn } from './provider'
import { RestOfSync } from './rest-of-sync'
import { pulseFrom, statusFrom } from './status'

export const generateMetadata = async (props: ProviderParams): Promise<Metadata> => ({
  title: `${(await providerIn(props)).label} contacts and calendars`,
})

interface SyncPageProps extends ProviderParams {
  readonly searchParams: Promise<Query>
}

export default async function SyncOfProvider({ params, searchParams }: SyncPageProps) {
  const provider = await providerIn({ params })
  const user = await requireUser(syncPage(provider.name))
  const now = new Date()
  const [overview, query] = await Promise.all([overviewOf(user, provider.name), searchParams])
  const status = statusFrom(overview, now)
  const sync = overview?.sync ?? null
  const accountOwner =
    overview && sync?.state !== 'active' ? await accountOwnerOf(user, overview.connection) : null
  const others =
    status.kind === 'connected' ? await othersSyncing(user.firmId, user.userId, sync?.id ?? null) : []
  return (
    <Page
      title={`${provider.label} contacts and calendars`}
      intro={
        <Link href="/settings/sync" className="prose-link">
          Contact and Calendar Sync
        </Link>
      }
      width="narrow"
    >
      <Notes
        provider={provider}
        problem={one(query.problem)}
        note={one(query.note)}
        connected={overview !== null}
        excluded={sync?.counts.excluded ?? 0}
      />
      {overview ? (
        <>
          <AccountPanel provider={provider} connection={overview.connection} />
          <ContactsPanel
            provider={provider}
            status={status}
            sync={sync}
            others={others}
            connection={overview.connection}
            accountOwner={accountOwner}
            progress={
              <LivePulse
                provider={provider.name}
                label={provider.label}
                kind={KIND}
                first={pulseFrom(overview, now)}
              />
            }
          />
          {sync && <RestOfSync provider={provider} user={user} status={status} sync={sync} kind={KIND} />}
          <Panel title="Clio Calendars">
            <p className="text-soft">Calendar sync is not available yet. Concord syncs contacts only.</p>
          </Panel>
        </>
      ) : (
        <NotConnected provider={provider} />
      )}
    </Page>
  )
}
