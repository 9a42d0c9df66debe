// **Data retention**, for administrators: how long what is kept, what may be changed, and what the last clean-up removed.
import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { RetentionForm } from '@/components/admin/retention-form'
import { removedWords } from '@/components/admin/retention-words'
import { amount } from '@/components/sync/figures'
import { Page, Panel } from '@/components/ui/page'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { requireAdmin } from '@/lib/auth/session'
import { ANY_PROVIDER } from '@/lib/providers/registry'
import { countErasures } from '@/lib/store/retention/erase-person'
import { IMPORT_DAYS, RESTORE_DAYS, SESSION_DAYS } from '@/lib/store/retention/rules'
import { type RetentionState, retentionOf } from '@/lib/store/retention/settings'
import { saveRetentionAction } from './actions'

export const metadata: Metadata = { title: 'Data retention' }

export default async function DataRetention() {
  const user = await requireAdmin('/admin/retention')
  const [state, erased] = await Promise.all([retentionOf(user), countErasures(user.firmId)])
  const { historyDays, auditDays, emptyRunDays, invitationDays } = state.settings
  return (
    <Page
      title="Data retention"
      intro="How long Concord keeps data that the firm no longer needs. A clean-up erases expired data about once an hour."
      width="narrow"
    >
      <Panel title="Last clean-up">
        <LastCleanUp last={state.last} />
      </Panel>
      <Panel title="Your choice">
        <RetentionForm
          days={{
            historyDays: String(historyDays),
            auditDays: String(auditDays),
            emptyRunDays: String(emptyRunDays),
            invitationDays: String(invitationDays),
          }}
          save={saveRetentionAction}
        />
      </Panel>
      <Panel title="Fixed rules" flush>
        <dl className="divide-y divide-line">
          <Rule name="Deleted contacts">
            Members no longer see them. Administrators can see and restore them for {RESTORE_DAYS} days. Then
            their values, their history and their search entries are erased. Their ids stay, so that a sync
            does not bring them back from {ANY_PROVIDER}.
          </Rule>
          <Rule name="Disconnect Account">
            Data read from the {ANY_PROVIDER} account is erased at once: its contacts, {ANY_PROVIDER}’s data
            about them, and the changes that were never made. Ids of links stay, with digests in place of
            values, so that setting up again creates no duplicates. Contacts in Clio and in {ANY_PROVIDER}{' '}
            stay.
          </Rule>
          <Rule name="Stop Sync">
            Data read from the account stays while it is connected, so that setting up again continues from
            there. Disconnect the account to erase it.
          </Rule>
          <Rule name="Discard of a preview">
            Its changes are erased at once. If the account was never synced, all data read from it is erased
            too. The list of excluded contacts keeps their names until you include them again or disconnect
            the account.
          </Rule>
          <Rule name="Imported files">
            The contacts read from a file, and the list of its problems, are erased when the import is
            confirmed. A file that is not confirmed is erased after {amount(IMPORT_DAYS, 'day')}.
          </Rule>
          <Rule name="Ended sessions">Erased {amount(SESSION_DAYS, 'day')} after they ended.</Rule>
          <Rule name="Erase this person">
            On a contact’s page.{' '}
            {erased === 0 ? 'No one has been erased so far.' : `So far: ${amount(erased, 'contact')}.`} Only
            their ids are kept, so that a sync does not bring them back.
          </Rule>
          <Rule name="Backups">
            A backup contains what existed when it was made, and these rules do not apply to it. Delete old
            backups yourself. Restoring a backup brings back data erased since then.
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
  if (!last) return <p>No clean-up has run yet. The first one runs within a minute after a worker starts.</p>
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
