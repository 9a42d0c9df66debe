// **Disconnect Account**: from this moment no sync of the connection takes a step. The tokens are erased here, and the grant is revoked
// at
// Google.

import { openRefreshToken } from '@/lib/auth/consent/tokens'
import { revokeToken } from '@/lib/auth/google'
import { log } from '@/lib/log'
import { dbOfNoFirm } from '@/lib/store/database/client'
import { isAccountInUse, type OfFirm } from '@/lib/store/database/cross-tenant'
import type { Actor } from '@/lib/store/firm/actor'
import type { UserChange } from '@/lib/store/firm/users'
import { removeUser } from '@/lib/store/firm/users'
import { type Closed, closeConnection, closeOfRemoved, connectionsOf } from '@/lib/store/sync/connections'

/** `revoked` is false if Google could not be reached; the person should then remove the access in their Google account. */
export type Disconnected =
  | { readonly kind: 'disconnected'; readonly revoked: boolean }
  | { readonly kind: 'missing' }

/** Members may disconnect their own connections; administrators may disconnect any of the firm's. */
export async function disconnect(actor: Actor, connectionId: string): Promise<Disconnected> {
  return revoked(await closeConnection(actor, connectionId))
}

/** Disconnects a person who was removed from the firm. */
export async function disconnectRemoved(connection: OfFirm): Promise<Disconnected> {
  return revoked(await closeOfRemoved(connection))
}

async function revoked(closed: Closed | null): Promise<Disconnected> {
  if (!closed) return { kind: 'missing' }
  // A grant belongs to the account, not to our connection. It stays while a colleague uses the same account.
  if (closed.shared) return { kind: 'disconnected', revoked: true }
  return { kind: 'disconnected', revoked: await revoke(closed.connection) }
}

async function revoke(connection: Closed['connection']): Promise<boolean> {
  try {
    const token = openRefreshToken(connection)
    if (token) await revokeToken(token)
    return true
  } catch (error) {
    log.warn('a grant could not be revoked', { connectionId: connection.id, error })
    return false
  }
}

/** Revokes a consent that arrived for a person who is no longer in the firm. None of it is stored. */
export async function giveBack({ provider, accountId }: AccountOfGrant, token: string): Promise<void> {
  if (await isAccountInUse(dbOfNoFirm(), provider, accountId)) return
  await revokeToken(token).catch((error: unknown) => log.warn('a grant could not be revoked', { error }))
}

type AccountOfGrant = Pick<Closed['connection'], 'provider' | 'accountId'>

/** Removes a person and their grants from the firm. If the process ends before it is done, a worker's next tick does the rest. */
export async function removePerson(actor: Actor, userId: string): Promise<UserChange> {
  const removed = await removeUser(actor, userId)
  if (removed !== 'done') return removed
  const { firmId } = actor
  for (const { id } of await connectionsOf(firmId, userId)) await disconnectRemoved({ id, firmId })
  return removed
}
