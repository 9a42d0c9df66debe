// What a person's preview has in common with the firm: how many of their contacts are here already, and how much of their list comes from
// the account of a colleague. Counted by id over links and planned changes, from indexes alone.
import { db } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'
import { type Actor, ownSyncs } from '@/lib/store/firm/actor'
import { inScope, type Scope } from '@/lib/store/review/preview'

export interface SharedLists {
  /** Contacts in the account. */
  readonly items: number
  /** Those of them that are contacts here already, linked before or by this preview. */
  readonly here: number
  /** Colleagues who sync contacts, by name, with how many of `here` are also linked with their account. */
  readonly others: readonly { readonly name: string; readonly contacts: number }[]
}

/** Null if the preview is not the actor's, is not about contacts, or nobody else of the firm syncs. */
export async function sharedLists(actor: Actor, scope: Scope): Promise<SharedLists | null> {
  const { firmId, userId } = actor
  const ours = db(actor)
  const sync = await ours.sync.findFirst({
    where: { id: scope.syncId, kind: 'contacts', ...ownSyncs(actor) },
  })
  if (!sync) return null
  const syncing = await ours.sync.findMany({
    where: { firmId, state: 'active', kind: 'contacts', connection: { userId: { not: userId } } },
    select: { id: true, connection: { select: { user: { select: { name: true } } } } },
    orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
  })
  if (syncing.length === 0) return null
  const [items, here, shared] = await Promise.all([
    ours.item.count({ where: { firmId, syncId: sync.id, deleted: false } }),
    ours.$queryRaw<[{ count: number }]>`select count(*)::int as count from (${contactsHere(actor, scope)}) h`,
    ours.$queryRaw<{ syncId: string; count: number }[]>`
      select l."syncId", count(*)::int as count
      from (${contactsHere(actor, scope)}) h join "Link" l on l."localId" = h."localId"
      where l."firmId" = ${firmId}::uuid and l."syncId" = any(${syncing.map(({ id }) => id)}::uuid[]) and l.tombstone is null
      group by 1`,
  ])
  const counts = new Map(shared.map(({ syncId, count }) => [syncId, count]))
  const others = syncing.map(({ id, connection }) => ({
    name: connection.user.name,
    contacts: counts.get(id) ?? 0,
  }))
  return { items, here: here[0].count, others }
}

/** Ids of the firm's contacts that the account has: linked before, or paired by the preview. An open question counts for neither. */
const contactsHere = (actor: Actor, scope: Scope): Prisma.Sql => Prisma.sql`
  select l."localId" from "Link" l
  where l."firmId" = ${actor.firmId}::uuid and l."syncId" = ${scope.syncId}::uuid and l.tombstone is null
  union
  select c."localId" from "Change" c
  where ${inScope(actor, scope)} and c."localId" is not null and not c.undecided
    and (c.kind in ('link', 'update') or (c.kind = 'question' and not c.parted))`
