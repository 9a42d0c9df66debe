// Contact and Calendar Sync: a row for each provider, with the way to set it up or to configure it.
import type { Metadata } from 'next'
import { ConnectForm, Promises } from '@/components/sync/status/set-up'
import { lookOf } from '@/components/sync/status/status-look'
import { ButtonLink } from '@/components/ui/links/button-link'
import { Page } from '@/components/ui/page'
import { Status } from '@/components/ui/status'
import { requireUser } from '@/lib/auth/session'
import { syncPage } from '@/lib/http/sync-paths'
import { ALL_PROVIDERS, ANY_PROVIDER } from '@/lib/providers/registry'
import { overviewOf } from '@/lib/store/sync/overview'
import { statusFrom } from './[provider]/status'

export const metadata: Metadata = { title: 'Contact and Calendar Sync' }

export default async function SyncSettings() {
  const user = await requireUser('/settings/sync')
  const rows = await Promise.all(
    ALL_PROVIDERS.map(async (provider) => ({ provider, overview: await overviewOf(user, provider.name) })),
  )
  return (
    <Page
      title="Contact and Calendar Sync"
      intro={`Keep your firm’s contacts and calendars in sync with ${ANY_PROVIDER}.`}
      width="narrow"
    >
      {rows.map(({ provider: { name, label, account }, overview }) => {
        const title = `${label} contacts and calendars`
        const look = lookOf(statusFrom(overview, new Date()))
        return (
          <section key={name} aria-label={title} className="panel">
            <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 px-4 py-4">
              <div className="grid gap-1">
                <h2 className="text-sm font-semibold">{title}</h2>
                <div className="flex flex-wrap gap-x-4 text-soft">
                  <Status tone={look.tone}>{look.word}</Status>
                  {overview && <span>{overview.connection.accountEmail}</span>}
                </div>
              </div>
              {overview ? (
                <ButtonLink href={syncPage(name)}>Configure</ButtonLink>
              ) : (
                <ConnectForm provider={name}>Set Up Sync</ConnectForm>
              )}
            </div>
            {!overview && (
              <div className="border-t border-line px-4 py-4">
                <Promises label={label} account={account} kind="contacts" />
              </div>
            )}
          </section>
        )
      })}
    </Page>
  )
}
