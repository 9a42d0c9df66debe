// **Disconnect Account**: from that moment no sync of the connection takes a step, its tokens are erased here, and Google is
// asked to forget the grant.
import { revokeToken } from '@/lib/auth/google'
import { openRefreshToken } from '@/lib/auth/tokens'
import { log } from '@/lib/log'
import { dbOfNoFirm } from '@/lib/store/database/client'
import { isAccountInUse, type OfFirm } from '@/lib/store/database/cross-tenant'
import type { Actor } from '@/lib/store/firm/actor'
import type { UserChange } from '@/lib/store/firm/users'
import { removeUser } from '@/lib/store/firm/users'
import { type Closed, closeConnection, closeOfRemoved, connectionsOf } from '@/lib/store/sync/connections'

/** `revoked` false: Google could not be told, and the person should take the access back in their Google account. */
export type Disconnected =
  | { readonly kind: 'disconnected'; readonly revoked: boolean }
  | { readonly kind: 'missing' }

/** The actor's own connection; an administrator's whole firm. */
export async function disconnect(actor: Actor, connectionId: string): Promise<Disconnected> {
  return revoked(await closeConnection(actor, connectionId))
}

/** The connection of a person who was removed from the firm. */
export async function disconnectRemoved(connection: OfFirm): Promise<Disconnected> {
  return revoked(await closeOfRemoved(connection))
}

async function revoked(closed: Closed | null): Promise<Disconnected> {
  if (!closed) return { kind: 'missing' }
  // A grant belongs to the account, not to our connection: as long as a colleague uses the same account, it stays.
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

/** Consent that came for a person who is no longer in the firm: nothing of it is stored, and Google takes it back. */
export async function giveBack({ provider, accountId }: AccountOfGrant, token: string): Promise<void> {
  if (await isAccountInUse(dbOfNoFirm(), provider, accountId)) return
  await revokeToken(token).catch((error: unknown) => log.warn('a grant could not be given back', { error }))
}

type AccountOfGrant = Pick<Closed['connection'], 'provider' | 'accountId'>

/** Takes a person out of the firm, with their grants. What an end of the process leaves of them, the next tick of a worker takes. */
export async function removePerson(actor: Actor, userId: string): Promise<UserChange> {
  const removed = await removeUser(actor, userId)
  if (removed !== 'done') return removed
  const { firmId } = actor
  for (const { id } of await connectionsOf(firmId, userId)) await disconnectRemoved({ id, firmId })
  return removed
}
