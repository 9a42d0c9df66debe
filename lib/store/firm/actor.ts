// The person who asks. Every function that a page can call takes an actor and limits its query to the actor's firm.
import type { Prisma } from '@/lib/store/database/generated/client'

export interface Actor {
  readonly userId: string
  readonly firmId: string
  readonly role: 'admin' | 'member'
}

/** Syncs whose contents the actor may see and decide on: their own. */
export const ownSyncs = (actor: Actor) =>
  ({ firmId: actor.firmId, connection: { userId: actor.userId } }) satisfies Prisma.SyncWhereInput

/** Syncs that the actor may check or stop: their own; for an administrator, all of the firm. */
export const steeredSyncs = (actor: Actor): Prisma.SyncWhereInput =>
  actor.role === 'admin' ? { firmId: actor.firmId } : ownSyncs(actor)
