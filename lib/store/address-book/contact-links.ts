// The state of a contact in the firm's syncs: the accounts that have it, where it was deleted, exclusions, and problems.
import { contactDomain } from '@/lib/domains/contacts/domain'
import { displayName } from '@/lib/domains/contacts/value/contact'
import { parseBody } from '@/lib/engine/change-body'
import { mayWrite } from '@/lib/engine/direction'
import { findProvider, labelOf } from '@/lib/providers/registry'
import { db } from '@/lib/store/database/client'
import { firmOf, type View } from '@/lib/store/database/firm-pool'
import type { Change, Link, Prisma, TombstoneSide } from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'
import { userNames } from '@/lib/store/firm/user-names'
import { contactFromRow } from './contact-row'
import { asAnswers, asError, asSettings, type ChangeError } from './values'

/** The problem of a contact in an account; the most serious one if there are several. */
export type Trouble =
  /** No change reaches the account: its owner has to grant access again. */
  | { readonly kind: 'access'; readonly since: Date }
  | { readonly kind: 'failed'; readonly error: ChangeError | null }
  /** Both sides changed these fields. */
  | { readonly kind: 'conflict'; readonly fields: readonly string[] }
  | { readonly kind: 'question' }
  /** Not added to the account yet: the reader, whose sync it is, may have the person as a contact of their own. */
  | { readonly kind: 'held' }
  /** Its outcome differs from what was shown. */
  | { readonly kind: 'review' }

export interface LinkStanding {
  readonly id: string
  /** `unchosen`: the sync does not take it. `unlinked`: not in the account, but with a problem or a pending request. */
  readonly kind: 'linked' | 'excluded' | 'unchosen' | 'unlinked'
  /** The owner of the sync. */
  readonly userId: string
  readonly userName: string
  readonly accountEmail: string
  /** The provider's name in URLs, and its label. */
  readonly provider: { readonly name: string; readonly label: string }
  /** When it was linked, excluded or requested to be restored; for a problem without a link, when that began. */
  readonly since: Date
  readonly tombstone: {
    readonly side: TombstoneSide
    readonly at: Date
    /** The firm's contact that it was probably merged into in the account, if that contact is still linked there. */
    readonly mergedInto: { readonly id: string; readonly name: string } | null
  } | null
  /** False once the sync is stopped: no change passes any more. */
  readonly active: boolean
  /** Whether the sync writes to the account. */
  readonly writesThere: boolean
  readonly trouble: Trouble | null
  /** When the sync last looked at the account without a failure. */
  readonly checkedAt: Date | null
  /** The contact's page at the provider; null where there is none. */
  readonly url: string | null
}

const withOwner = { sync: { include: { connection: { include: { user: true } } } } } as const
type OfFirm = { sync: Prisma.SyncGetPayload<(typeof withOwner)['sync']> }

export async function linksOfContact(view: View, contactId: string): Promise<readonly LinkStanding[]> {
  const [firmId, ours] = [firmOf(view), db(view)]
  const about = { where: { firmId, localId: contactId }, include: withOwner }
  const [links, exclusions, found, restores] = await Promise.all([
    ours.link.findMany({ ...about, orderBy: { createdAt: 'asc' } }),
    ours.exclusion.findMany({ ...about, orderBy: { at: 'asc' } }),
    ours.change.findMany({
      where: { firmId, localId: contactId, state: { in: ['waiting', 'failed'] }, sync: { state: 'active' } },
      include: withOwner,
      orderBy: { createdAt: 'asc' },
    }),
    ours.remoteRestore.findMany({
      where: { firmId, localId: contactId, sync: { state: 'active' } },
      include: withOwner,
      orderBy: { at: 'desc' },
    }),
  ])
  // That an addition is held says that its person has such a contact of their own: only they may know.
  const changes = found.filter((change) => !isHeldRow(change) || isOwn(view, change))
  const survivors = await survivorsOf(view, links)
  const excluded = new Set(exclusions.map((exclusion) => exclusion.syncId))
  const linked = links.filter((link) => !excluded.has(link.syncId))
  const known = new Set([...excluded, ...linked.map((link) => link.syncId)])
  // For a contact without a link: its problem, otherwise a pending request to restore it.
  const others = [
    ...changes.map((change) => ({ ...change, since: change.createdAt })),
    ...restores.map((restore) => ({ ...restore, since: restore.at })),
  ].filter(({ syncId }) => !known.has(syncId) && known.add(syncId))
  const troubleOf = ({ sync }: OfFirm) =>
    gravest(
      sync,
      changes.filter((change) => change.syncId === sync.id),
    )
  return [
    ...linked.map((link) => ({
      id: link.id,
      kind: 'linked' as const,
      ...owner(link),
      since: link.createdAt,
      tombstone:
        link.tombstone && link.tombstoneAt
          ? {
              side: link.tombstone,
              at: link.tombstoneAt,
              mergedInto: survivors.get(placeOf(link)) ?? null,
            }
          : null,
      trouble: troubleOf(link),
      url: link.tombstone ? null : pageOf(link),
    })),
    ...others.map((other) => ({
      id: other.id,
      kind: 'unlinked' as const,
      ...owner(other),
      since: other.since,
      tombstone: null,
      trouble: troubleOf(other),
      url: null,
    })),
    ...exclusions.map((exclusion) => ({
      id: exclusion.id,
      kind: exclusion.byChoice ? ('unchosen' as const) : ('excluded' as const),
      ...owner(exclusion),
      since: exclusion.at,
      tombstone: null,
      trouble: null,
      url: null,
    })),
  ]
}

const isHeldRow = ({ kind, group }: Pick<Change, 'kind' | 'group'>): boolean =>
  kind === 'createRemote' && group === 'decide'

const isOwn = (view: View, { sync }: OfFirm): boolean =>
  typeof view !== 'string' && view.userId === sync.connection.userId

type Merged = Pick<Link, 'syncId' | 'mergedInto'>

const placeOf = ({ syncId, mergedInto }: Merged) => `${syncId} ${mergedInto}`

/** The contacts that linked contacts were merged into. */
async function survivorsOf(view: View, links: readonly Merged[]) {
  const merged = links.filter(({ mergedInto }) => mergedInto !== null)
  if (merged.length === 0) return new Map<string, { id: string; name: string }>()
  const firmId = firmOf(view)
  const into = await db(view).link.findMany({
    where: { firmId, OR: merged.map(({ syncId, mergedInto }) => ({ syncId, remoteId: mergedInto ?? '' })) },
  })
  const contacts = await db(view).contact.findMany({
    where: { firmId, deletedAt: null, id: { in: into.map(({ localId }) => localId) } },
  })
  const names = new Map(contacts.map((row) => [row.id, displayName(contactFromRow(row))]))
  return new Map(
    into.flatMap(({ syncId, remoteId, localId: id }) => {
      const name = names.get(id)
      return name === undefined ? [] : [[placeOf({ syncId, mergedInto: remoteId }), { id, name }] as const]
    }),
  )
}

function pageOf({ remoteId, sync: { connection } }: OfFirm & Pick<Link, 'remoteId'>): string | null {
  const provider = findProvider(connection.provider)
  return provider?.collections.contacts.itemUrl(remoteId, connection.accountEmail) ?? null
}

const owner = ({ sync: { state, settings, connection, lastSuccessAt } }: OfFirm) => ({
  userId: connection.userId,
  userName: connection.user.name,
  accountEmail: connection.accountEmail,
  provider: { name: connection.provider, label: labelOf(connection) },
  active: state === 'active',
  checkedAt: lastSuccessAt,
  writesThere: mayWrite('remote', asSettings(settings)),
})

function gravest({ state, connection }: OfFirm['sync'], changes: readonly Change[]): Trouble | null {
  if (state !== 'active') return null
  if (connection.consentLostAt) return { kind: 'access', since: connection.consentLostAt }
  const troubles = changes.flatMap((change) => troubleOf(change) ?? [])
  return ORDER.flatMap((kind) => troubles.find((trouble) => trouble.kind === kind) ?? [])[0] ?? null
}

const ORDER = ['failed', 'conflict', 'question', 'held', 'review'] as const

function troubleOf(change: Change): Trouble | null {
  const { state, kind, undecided, outdated, answers, error } = change
  if (state === 'failed') return { kind: 'failed', error: asError(error) }
  if (undecided && kind === 'question') return { kind: 'question' }
  if (undecided && kind === 'createRemote') return { kind: 'held' }
  if (undecided) {
    const { conflicts: answered = {} } = asAnswers(answers)
    const open = parseBody(contactDomain(null), change).conflicts.filter(({ id }) => !answered[id])
    return { kind: 'conflict', fields: [...new Set(open.map(({ field }) => field))] }
  }
  return outdated ? { kind: 'review' } : null
}

/** Those of the contacts that the actor's own sync cannot write, or that wait for the actor. */
export async function troubledContacts(
  actor: Actor,
  ids: readonly string[],
): Promise<ReadonlyMap<string, 'failed' | 'waiting'>> {
  if (ids.length === 0) return new Map()
  const rows = await db(actor.firmId).$queryRaw<{ id: string; failed: boolean }[]>`
    select c."localId" as id, bool_or(c.state = 'failed') as failed
    from "Change" c join "Sync" s on s.id = c."syncId" and s.state = 'active'
    join "Connection" k on k.id = s."connectionId" and k."userId" = ${actor.userId}::uuid
    where c."firmId" = ${actor.firmId}::uuid and c."localId" = any(${[...ids]}::uuid[])
      and (c.state = 'failed' or (c.state = 'waiting' and (c.undecided or c.outdated)))
    group by c."localId"`
  return new Map(rows.map(({ id, failed }) => [id, failed ? 'failed' : 'waiting']))
}

/** A **Restore to** action in a contact's history. */
export interface RemoteRestored {
  readonly id: string
  readonly at: Date
  /** Null once the person is removed from the database. */
  readonly author: string | null
  readonly accountEmail: string
  /** The provider's label. */
  readonly label: string
}

/** Newest first. */
export async function restoresOfContact(
  firmId: string,
  contactId: string,
  most: number,
): Promise<readonly RemoteRestored[]> {
  const rows = await db(firmId).remoteRestore.findMany({
    where: { firmId, localId: contactId },
    include: { sync: { include: { connection: true } } },
    orderBy: { at: 'desc' },
    take: most,
  })
  if (rows.length === 0) return []
  const names = await userNames(
    firmId,
    rows.map(({ userId }) => userId),
  )
  return rows.map(({ id, at, userId, sync }) => ({
    ...{ id, at, author: names.get(userId) ?? null },
    accountEmail: sync.connection.accountEmail,
    label: labelOf(sync.connection),
  }))
}
