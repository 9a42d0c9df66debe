// The second lock on what only administrators may do: pages and actions ask first, the functions that write ask again.

import type { Tx } from '@/lib/store/database/client'
import type { Actor } from './actor'

/** The actor is no administrator, or is none any more. Nothing was changed. */
export class NotAdministrator extends Error {
  constructor() {
    super('only an administrator may do this')
  }
}

/** By the role that the request began with: enough for what is only read. */
export function mustBeAdmin(actor: Actor): void {
  if (actor.role !== 'admin') throw new NotAdministrator()
}

/**
 * For what an administrator changes, first in its transaction. Holds the firm's row until the end, so that administrators act one
 * after the other, and reads the role anew: what somebody does who was demoted a moment ago does not count.
 * The lock leaves foreign keys alone (`no key update`): people may connect and sign in meanwhile.
 */
export async function mustStillBeAdmin(tx: Tx, { userId, firmId }: Actor): Promise<void> {
  await tx.$queryRaw`select id from "Firm" where id = ${firmId}::uuid for no key update`
  const where = { id: userId, firmId, role: 'admin', removedAt: null } as const
  if ((await tx.user.count({ where })) === 0) throw new NotAdministrator()
}
