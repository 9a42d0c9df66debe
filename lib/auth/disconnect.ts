// **Disconnect Account**: from that moment no sync of the connection takes a step, its tokens are erased here, and Google is
// asked to forget the grant.
import { googleClient } from '@/lib/auth/google'
import { openRefreshToken } from '@/lib/auth/tokens'
import type { Actor } from '@/lib/db/actor'
import { closeConnection, connectionsOf } from '@/lib/db/connections'
import type { UserChange } from '@/lib/db/users'
import { removeUser } from '@/lib/db/users'
import { log } from '@/lib/log'

/** `revoked` false: Google could not be told, and the person should take the access back in their Google account. */
export type Disconnected =
  | { readonly kind: 'disconnected'; readonly revoked: boolean }
  | { readonly kind: 'missing' }

/** The actor's own connection; an administrator's whole firm. */
export async function disconnect(actor: Actor, connectionId: string): Promise<Disconnected> {
  const closed = await closeConnection(actor, connectionId)
  if (!closed) return { kind: 'missing' }
  // A grant belongs to the account, not to our connection: as long as a colleague uses the same account, it stays.
  if (closed.shared) return { kind: 'disconnected', revoked: true }
  return { kind: 'disconnected', revoked: await revoke(closed.connection) }
}

async function revoke(connection: Parameters<typeof openRefreshToken>[0]): Promise<boolean> {
  try {
    const token = openRefreshToken(connection)
    if (token) await (await googleClient()).revoke(token)
    return true
  } catch (error) {
    // A grant that is dead already is refused as an invalid token: that is what was wanted.
    if (error instanceof Error && 'error' in error && error.error === 'invalid_token') return true
    log.warn('a grant could not be revoked', { connectionId: connection.id, error })
    return false
  }
}

/** Takes a person out of the firm, with their grants. */
export async function removePerson(actor: Actor, userId: string): Promise<UserChange> {
  const removed = await removeUser(actor, userId)
  if (removed !== 'done') return removed
  for (const { id } of await connectionsOf(actor.firmId, userId)) await disconnect(actor, id)
  return removed
}
