// The second check of administrators' rights: pages and actions check first, and the functions that write check again.

import type { Tx } from '@/lib/store/database/client'
import type { Actor } from './actor'

/** The actor is not an administrator, or no longer one. Nothing was changed. */
export class NotAdministrator extends Error {
  constructor() {
    super('only an administrator may do this')
  }
}

/** Checks the role that the request began with, which is enough for reading. */
export function mustBeAdmin(actor: Actor): void {
  if (actor.role !== 'admin') throw new NotAdministrator()
}

/**
 * For administrators' changes, as the first statement of the transaction. It locks the firm's row until the end, so that administrators
 * act
 * one after the other, and reads the role again: actions of a person who was just demoted do not count. The lock does not block foreign
 * keys (`no key update`), so people can connect and sign in meanwhile.
 */
export async function mustStillBeAdmin(tx: Tx, { userId, firmId }: Actor): Promise<void> {
  await tx.$queryRaw`select id from "Firm" where id = ${firmId}::uuid for no key update`
  const where = { id: userId, firmId, role: 'admin', removedAt: null } as const
  if ((await tx.user.count({ where })) === 0) throw new NotAdministrator()
}
