// Contacts of an account that may be one person: what the last preview found. Only the person of the sync sees them.

import { findDuplicates } from '@/lib/domains/contacts/match/match'
import type { Candidate, Reason } from '@/lib/domains/contacts/types'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { asContact } from '@/lib/store/address-book/values'
import { recordAudit } from '@/lib/store/audit/record'
import { db, type Tx, withTransaction } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'
import { type Actor, ownSyncs } from '@/lib/store/firm/actor'
import { phoneRegionOf } from '@/lib/store/firm/firm'
import { GROUPS_ON_PAGE, groupsFrom, idOf } from './groups'

interface OfSync {
  readonly firmId: string
  readonly syncId: string
}

/** Replaces what an earlier preview found. Groups that a person keeps apart stay so as long as they have the same contacts. */
export async function storeAccountDuplicates(
  tx: Tx,
  { firmId, syncId }: OfSync,
  candidates: readonly Candidate[],
): Promise<void> {
  const rows = groupsFrom(candidates).map(({ ids, probability }) => ({
    ...{ id: idOf([syncId, ...ids]), firmId, syncId },
    ...{ remoteIds: [...ids], probability },
  }))
  await tx.accountDuplicates.deleteMany({
    where: { firmId, syncId, OR: [{ apartAt: null }, { id: { notIn: rows.map(({ id }) => id) } }] },
  })
  await tx.accountDuplicates.createMany({ data: rows, skipDuplicates: true })
}

/** "312 in the account look like 148 people." */
export interface AccountDuplicateCounts {
  readonly contacts: number
  readonly people: number
}

/** Nobody keeps them apart, and they are not being merged. */
const isOpen = ({ firmId }: Pick<Actor, 'firmId'>, syncId: string) =>
  Prisma.sql`g."firmId" = ${firmId}::uuid and g."syncId" = ${syncId}::uuid and g."apartAt" is null
    and not exists (select from "AccountMerge" m where m."firmId" = g."firmId" and m."syncId" = g."syncId"
      and m.state in ('wanted', 'sent', 'updated') and m."survivorId" = any(g."remoteIds"))`

/** How many of the group's contacts are still in the account. */
const present = Prisma.sql`(select count(*)::int from "Item" e
  where e."syncId" = g."syncId" and e."remoteId" = any(g."remoteIds") and not e.deleted)`

/** Nothing if the sync is not the actor's. */
export async function countAccountDuplicates(actor: Actor, syncId: string): Promise<AccountDuplicateCounts> {
  if (!(await isOwnSync(actor, syncId))) return { contacts: 0, people: 0 }
  const [row] = await db(actor).$queryRaw<[AccountDuplicateCounts]>`
    select coalesce(sum(present), 0)::int as contacts, count(*)::int as people
    from (select ${present} as present from "AccountDuplicates" g where ${isOpen(actor, syncId)}) g where present > 1`
  return row
}

export interface AccountContact {
  readonly remoteId: string
  readonly version: string
  readonly contact: Contact
  /** The firm's contact that it is linked with; null if it is not. */
  readonly localId: string | null
}

export interface AccountGroup {
  readonly id: string
  readonly contacts: readonly AccountContact[]
  readonly reasons: readonly Reason[]
}

export interface AccountGroupsPage {
  readonly groups: readonly AccountGroup[]
  /** The id of the last group, if there are more. */
  readonly next: string | null
}

/** A page of groups, most likely first. `after`: the last group of the page before. Nothing if the sync is not the actor's. */
export async function accountDuplicates(
  actor: Actor,
  syncId: string,
  after: string | null,
): Promise<AccountGroupsPage> {
  if (!(await isOwnSync(actor, syncId))) return { groups: [], next: null }
  const from = after
    ? Prisma.sql`and (-g.probability, g.id) > (select -e.probability, e.id from "AccountDuplicates" e where e.id = ${after}::uuid)`
    : Prisma.empty
  const rows = await db(actor).$queryRaw<{ id: string; remoteIds: string[] }[]>`
    select g.id, g."remoteIds" from "AccountDuplicates" g where ${isOpen(actor, syncId)} and ${present} > 1 ${from}
    order by g.probability desc, g.id limit ${GROUPS_ON_PAGE + 1}`
  const shown = rows.slice(0, GROUPS_ON_PAGE)
  const next = rows.length > shown.length ? (shown.at(-1)?.id ?? null) : null
  return { groups: await withContacts(actor, syncId, shown), next }
}

/** One group; null if fewer than two of its contacts are left, or if it is not the actor's. */
export async function accountGroup(actor: Actor, syncId: string, id: string): Promise<AccountGroup | null> {
  if (!(await isOwnSync(actor, syncId))) return null
  const row = await db(actor).accountDuplicates.findFirst({ where: { id, syncId, firmId: actor.firmId } })
  const [group] = row ? await withContacts(actor, syncId, [row]) : []
  return group && group.contacts.length > 1 ? group : null
}

async function withContacts(
  actor: Actor,
  syncId: string,
  rows: readonly { readonly id: string; readonly remoteIds: readonly string[] }[],
): Promise<readonly AccountGroup[]> {
  const { firmId } = actor
  const ids = rows.flatMap(({ remoteIds }) => remoteIds)
  const of = { firmId, syncId, remoteId: { in: ids } }
  const [items, links, region] = await Promise.all([
    db(actor).item.findMany({
      where: { ...of, deleted: false },
      select: { remoteId: true, version: true, value: true },
    }),
    db(actor).link.findMany({ where: { ...of, tombstone: null }, select: { remoteId: true, localId: true } }),
    phoneRegionOf(firmId),
  ])
  const localIds = new Map(links.map(({ remoteId, localId }) => [remoteId, localId]))
  const known = new Map(items.map((item) => [item.remoteId, item]))
  return rows.map(({ id, remoteIds }) => {
    const contacts = remoteIds.flatMap((remoteId): AccountContact[] => {
      const item = known.get(remoteId)
      if (!item) return []
      const contact = asContact(item.value)
      return [{ remoteId, version: item.version, contact, localId: localIds.get(remoteId) ?? null }]
    })
    return { id, contacts: linkedFirst(contacts), reasons: reasonsOf(contacts, region) }
  })
}

/** A contact that Clio has too stays, if they are merged. */
const linkedFirst = (contacts: readonly AccountContact[]) => [
  ...contacts.filter(({ localId }) => localId !== null),
  ...contacts.filter(({ localId }) => localId === null),
]

/** Why they are a group: found again among these few, since no value of an account is stored beside its contacts. */
function reasonsOf(
  contacts: readonly AccountContact[],
  region: Awaited<ReturnType<typeof phoneRegionOf>>,
): readonly Reason[] {
  const items = contacts.map(({ remoteId: id, contact: value }) => ({
    ...{ id, version: '', value, deleted: false, key: null, changedAt: null },
  }))
  const [best] = [...findDuplicates(items, { region })].sort((a, b) => b.probability - a.probability)
  return best?.reasons ?? []
}

/** **Not duplicates**: they are not shown again as long as they are the same contacts. */
export async function keepAccountGroupApart(actor: Actor, syncId: string, id: string): Promise<void> {
  if (!(await isOwnSync(actor, syncId))) return
  const where = { id, syncId, firmId: actor.firmId, apartAt: null }
  await withTransaction(actor, async (tx) => {
    const { count } = await tx.accountDuplicates.updateMany({ where, data: { apartAt: new Date() } })
    const decision = { kind: 'decision', userId: actor.userId, syncId, detail: { duplicates: 'no' } } as const
    if (count > 0) await recordAudit(tx, actor.firmId, decision)
  })
}

export const isOwnSync = async (actor: Actor, id: string): Promise<boolean> =>
  (await db(actor).sync.count({ where: { id, kind: 'contacts', ...ownSyncs(actor) } })) > 0
