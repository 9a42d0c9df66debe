// **Manage Users**: the people of the firm, and who may become one.
import type { Metadata } from 'next'
import {
  assignRole,
  invitePerson,
  remove,
  renew,
  revoke,
  signOutEverywhere,
} from '@/app/settings/users/actions'
import { SubmitButton } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Page, Panel } from '@/components/ui/page'
import { ShownOnce } from '@/components/ui/shown-once'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { InviteForm } from '@/components/users/invite-form'
import { UserRow } from '@/components/users/user-row'
import { removalWords } from '@/components/users/users-state'
import { requireAdmin } from '@/lib/auth/session'
import { lookUp, one, type Query } from '@/lib/http/query'
import { ANY_PROVIDER } from '@/lib/providers/registry'
import type { Invitation, Role } from '@/lib/store/database/generated/client'
import { pendingInvitations } from '@/lib/store/firm/invitations'
import { listUsers, type UserChange } from '@/lib/store/firm/users'

export const metadata: Metadata = { title: 'Manage Users' }

/** What became of **Remove**, where it was asked on a page of its own. */
const removals: Readonly<Record<string, UserChange>> = {
  done: 'done',
  lastAdmin: 'lastAdmin',
  missing: 'missing',
}

export default async function ManageUsers({ searchParams }: { readonly searchParams: Promise<Query> }) {
  const { firmId, userId } = await requireAdmin('/settings/users')
  const [users, invitations] = await Promise.all([listUsers(firmId), pendingInvitations(firmId)])
  const removal = lookUp(removals, one((await searchParams).removed))
  const outcome = removal && removalWords(removal)
  return (
    <Page
      title="Manage Users"
      intro="Everyone here can see and edit the firm’s contacts. Administrators also manage users and see the state of every sync."
      width="narrow"
    >
      {outcome && (
        <Notice tone={outcome.kind === 'done' ? 'good' : 'bad'} alert>
          {outcome.message}
        </Notice>
      )}
      <ShownOnce names={['removed']} />
      <Panel title="Invite">
        <InviteForm invite={invitePerson} />
      </Panel>
      {invitations.length > 0 && (
        <Panel title="Invited" intro="They have not signed in yet." flush>
          <ul className="divide-y divide-line">
            {invitations.map((invitation) => (
              <InvitationRow key={invitation.id} invitation={invitation} />
            ))}
          </ul>
        </Panel>
      )}
      <Panel title="People" flush>
        <ul className="divide-y divide-line">
          {users.map(({ id, name, email, role }) => (
            <UserRow
              key={id}
              user={{ id, name, email, role, you: id === userId, stays: isOnlyAdmin(role, users) }}
              label={ANY_PROVIDER}
              assignRole={assignRole}
              signOutEverywhere={signOutEverywhere}
              remove={remove}
            />
          ))}
        </ul>
      </Panel>
    </Page>
  )
}

/** The firm needs an administrator: the only one can neither step down nor be removed. */
const isOnlyAdmin = (role: Role, users: readonly { readonly role: Role }[]): boolean =>
  role === 'admin' && users.filter((user) => user.role === 'admin').length === 1

function InvitationRow({ invitation }: { readonly invitation: Invitation }) {
  const { id, email, role, createdAt, expiresAt } = invitation
  const isExpired = expiresAt.getTime() <= Date.now()
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0">
        <p className="font-medium">{email}</p>
        <p className="text-soft">
          {role === 'admin' ? 'Administrator' : 'Member'}, invited <RelativeTime at={createdAt} />,{' '}
          {isExpired ? 'expired' : 'expires'} <RelativeTime at={expiresAt} />
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <form action={renew}>
          <input type="hidden" name="id" value={id} />
          <SubmitButton look="quiet">
            Renew<span className="sr-only"> invitation of {email}</span>
          </SubmitButton>
        </form>
        <form action={revoke}>
          <input type="hidden" name="id" value={id} />
          <SubmitButton look="quiet">
            Revoke<span className="sr-only"> invitation of {email}</span>
          </SubmitButton>
        </form>
      </div>
    </li>
  )
}
