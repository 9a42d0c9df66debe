// One screen, one status: what the person's sync with one provider does, since when, and what they can do about it. While it runs, its
// state comes first and the account last.
import type { Metadata } from 'next'
import { lookLike } from '@/components/contacts/account-duplicates'
import { LivePulse } from '@/components/sync/status/live-progress'
import { ButtonLink } from '@/components/ui/links/button-link'
import { Link } from '@/components/ui/links/link'
import { Notice } from '@/components/ui/notice'
import { Page } from '@/components/ui/page'
import { isGranted, purposeSchema } from '@/lib/auth/consent/purpose'
import { requireUser } from '@/lib/auth/session'
import { one, type Query } from '@/lib/http/query'
import { duplicatesPage, syncPage } from '@/lib/http/sync-paths'
import { countAccountDuplicates } from '@/lib/store/duplicates/in-accounts'
import { unreadNotices } from '@/lib/store/steering/notices'
import { accountOwnerOf } from '@/lib/store/sync/account-owner'
import { calendarSyncsOf } from '@/lib/store/sync/calendar-sync-views'
import { type Overview, overviewOf } from '@/lib/store/sync/overview'
import { othersSyncing } from '@/lib/store/sync/syncs'
import { AccountPanel } from './account-panel'
import { CalendarsPanel } from './calendars-panel'
import { DoneForYou } from './done-for-you'
import { KIND } from './kind'
import { NotConnected } from './not-connected'
import { Notes } from './notes'
import { type ProviderParams, providerIn } from './provider'
import { FirstSettings, RestOfSync } from './rest-of-sync'
import { pulseFrom, statusFrom } from './status'
import { SyncPanel } from './sync-panel'

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
  const [overview, query, notices] = await Promise.all([
    overviewOf(user, provider.name),
    searchParams,
    unreadNotices(user, provider.name),
  ])
  const isAllowed = overview !== null && isGranted(overview.connection, 'contacts')
  const status = statusFrom(overview && withContacts(overview, isAllowed), now)
  const calendars = overview ? await calendarSyncsOf(user, overview.connection.id) : []
  const sync = overview?.sync ?? null
  const twice = sync ? await countAccountDuplicates(user, sync.id) : { contacts: 0, people: 0 }
  const accountOwner =
    overview && sync?.state !== 'active' ? await accountOwnerOf(user, overview.connection) : null
  const others =
    status.kind === 'connected' ? await othersSyncing(user.firmId, user.userId, sync?.id ?? null) : []
  const account = overview && (
    <AccountPanel
      provider={provider}
      connection={overview.connection}
      kinds={[
        ...(isAllowed || sync ? [KIND] : []),
        ...(calendars.some((one) => one.sync) ? (['events'] as const) : []),
      ]}
    />
  )
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
        purpose={purposeSchema.safeParse(one(query.for)).data}
        note={one(query.note)}
        connected={overview !== null}
        excluded={sync?.counts.excluded ?? 0}
      />
      <DoneForYou notices={notices} />
      {sync?.state !== 'active' && account}
      {overview && (isAllowed || sync) ? (
        <>
          <SyncPanel
            title="Clio Contacts"
            place={provider.name}
            kind={KIND}
            provider={provider}
            status={status}
            sync={sync}
            others={others}
            connection={overview.connection}
            accountOwner={accountOwner}
            progress={
              isAllowed && (
                <LivePulse
                  place={provider.name}
                  label={provider.label}
                  kind={KIND}
                  first={pulseFrom(overview, now)}
                />
              )
            }
          />
          {twice.people > 0 && (
            <Notice
              tone="info"
              title={lookLike(twice, provider.label)}
              actions={<ButtonLink href={duplicatesPage(provider.name)}>See duplicates</ButtonLink>}
            />
          )}
          {!sync && !accountOwner && (
            <FirstSettings place={provider.name} label={provider.label} kind={KIND} user={user} />
          )}
          {sync && (
            <RestOfSync
              place={provider.name}
              provider={provider}
              user={user}
              status={status}
              sync={sync}
              kind={KIND}
            />
          )}
        </>
      ) : (
        <NotConnected provider={provider} />
      )}
      <CalendarsPanel
        provider={provider}
        connection={overview?.connection ?? null}
        calendars={calendars}
        hasContacts={sync?.state === 'active'}
        now={now}
      />
      {sync?.state === 'active' && account}
    </Page>
  )
}

/** An account that does not allow contacts, such as one connected for calendars, has no access for them to lose. */
const withContacts = (overview: Overview, isAllowed: boolean): Overview =>
  isAllowed || overview.connection.consentLostAt
    ? overview
    : {
        ...overview,
        connection: { ...overview.connection, consentLostAt: overview.connection.connectedAt },
      }
