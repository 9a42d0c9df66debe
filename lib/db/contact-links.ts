// Where a contact's links stand, over all syncs of the firm: in whose account it is, where it was deleted, who left it out.
import { db } from './client'
import type { TombstoneSide } from './generated/client'

export interface LinkStanding {
  readonly id: string
  readonly kind: 'linked' | 'excluded'
  /** Whose sync it is. */
  readonly userId: string
  readonly userName: string
  readonly accountEmail: string
  /** Linked, or excluded, since. */
  readonly since: Date
  readonly tombstone: { readonly side: TombstoneSide; readonly at: Date } | null
  /** False once the sync was stopped: nothing passes any more. */
  readonly active: boolean
}

const withOwner = { sync: { include: { connection: { include: { user: true } } } } } as const

export async function linksOfContact(firmId: string, contactId: string): Promise<readonly LinkStanding[]> {
  const ours = db(firmId)
  const [links, exclusions] = await Promise.all([
    ours.link.findMany({ where: { firmId, contactId }, include: withOwner, orderBy: { createdAt: 'asc' } }),
    ours.exclusion.findMany({ where: { firmId, contactId }, include: withOwner, orderBy: { at: 'asc' } }),
  ])
  const excluded = new Set(exclusions.map((exclusion) => exclusion.syncId))
  return [
    ...links
      .filter((link) => !excluded.has(link.syncId))
      .map(({ id, sync, createdAt, tombstone, tombstoneAt }) => ({
        id,
        kind: 'linked' as const,
        ...owner(sync),
        since: createdAt,
        tombstone: tombstone && tombstoneAt ? { side: tombstone, at: tombstoneAt } : null,
      })),
    ...exclusions.map(({ id, sync, at }) => ({
      id,
      kind: 'excluded' as const,
      ...owner(sync),
      since: at,
      tombstone: null,
    })),
  ]
}

interface OwnedSync {
  readonly state: string
  readonly connection: {
    readonly userId: string
    readonly accountEmail: string
    readonly user: { readonly name: string }
  }
}

const owner = ({ state, connection }: OwnedSync) => ({
  userId: connection.userId,
  userName: connection.user.name,
  accountEmail: connection.accountEmail,
  active: state === 'active',
})
