// **Data retention**, for administrators: how long what is kept, what may be changed, and what the last clean-up removed.
import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { RetentionForm } from '@/components/admin/retention-form'
import { removedWords } from '@/components/admin/retention-words'
import { amount } from '@/components/sync/figures'
import { Page, Panel } from '@/components/ui/page'
import { RelativeTime } from '@/components/ui/relative-time'
import { requireAdmin } from '@/lib/auth/session'
import { countErasures } from '@/lib/store/retention/erase-person'
import { IMPORT_DAYS, RESTORE_DAYS, SESSION_DAYS } from '@/lib/store/retention/rules'
import { type RetentionState, retentionOf } from '@/lib/store/retention/settings'
import { saveRetentionAction } from './actions'

export const metadata: Metadata = { title: 'Data retention' }

export default async function DataRetention() {
  const user = await requireAdmin('/admin/retention')
  const [state, erased] = await Promise.all([retentionOf(user), countErasures(user.firmId)])
  const { historyDays, emptyRunDays, invitationDays } = state.settings
  return (
    <Page
      title="Data retention"
      intro="How long Concord keeps what the firm no longer needs. A clean-up erases what is due, about once an hour."
      width="narrow"
    >
      <Panel title="Last clean-up">
        <LastCleanUp last={state.last} />
      </Panel>
      <Panel title="Your choice">
        <RetentionForm
          days={{
            historyDays: String(historyDays),
            emptyRunDays: String(emptyRunDays),
            invitationDays: String(invitationDays),
          }}
          save={saveRetentionAction}
        />
      </Panel>
      <Panel title="Always so" flush>
        <dl className="divide-y divide-line">
          <Rule name="Deleted contacts">
            Members no longer see them. Administrators can see and restore them for {RESTORE_DAYS} days. Then
            their values, their history and what the search knew of them are gone. Their ids stay, so that a
            sync does not bring them back from Google.
          </Rule>
          <Rule name="Disconnect Account">
            What was read of the Google account is erased at once: its contacts, what Google said of them, and
            the changes that were never made. Ids of links stay, with digests in place of values, so that
            setting up again doubles nothing. Contacts in Clio and in Google stay.
          </Rule>
          <Rule name="Stop Sync">
            What was read of the account stays while it is connected, so that setting up again goes on from
            there. Disconnect the account to erase it.
          </Rule>
          <Rule name="Discard of a preview">
            Its changes are erased at once. So is everything that was read of the account, if it was never
            synced. The list of excluded contacts keeps their names, until they are included again or the
            account is disconnected.
          </Rule>
          <Rule name="Imported files">
            What was read of a file, and the list of its problems, is erased when the import is confirmed. A
            file that nobody confirms is erased after {amount(IMPORT_DAYS, 'day')}.
          </Rule>
          <Rule name="Ended sessions">Erased {amount(SESSION_DAYS, 'day')} after they ended.</Rule>
          <Rule name="Erase this person">
            On a contact’s page.{' '}
            {erased === 0 ? 'Nobody was erased so far.' : `So far: ${amount(erased, 'contact')}.`} Only their
            ids are kept, so that a sync does not bring them back.
          </Rule>
          <Rule name="Backups">
            A backup holds what existed when it was made, and this page does not reach it. Delete old backups
            yourself. Restoring one brings back what was erased since.
          </Rule>
        </dl>
      </Panel>
    </Page>
  )
}

const Rule = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div className="grid gap-1 px-4 py-3 sm:grid-cols-[11rem_1fr] sm:gap-4">
    <dt className="font-medium">{name}</dt>
    <dd className="text-soft">{children}</dd>
  </div>
)

function LastCleanUp({ last }: Pick<RetentionState, 'last'>) {
  if (!last) return <p>No clean-up has run yet. The first one runs within a minute of a worker’s start.</p>
  const removed = removedWords(last.removed)
  return (
    <div className="grid gap-1">
      <p>
        It ran <RelativeTime at={last.at} />
        {removed.length === 0 ? ' and found nothing to erase.' : ' and erased:'}
      </p>
      {removed.length > 0 && (
        <ul className="list-disc pl-5">
          {removed.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
