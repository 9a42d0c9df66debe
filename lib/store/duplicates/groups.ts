// Contacts of a firm that may be one person: what the last look of a worker found. The page only reads it, so that 25,000 contacts never
// make a page wait.

import { createHash } from 'node:crypto'
import { groupsOf } from '@/lib/domains/contacts/match/clusters'
import type { Candidate, Reason } from '@/lib/domains/contacts/types'
import { recordMany } from '@/lib/store/audit/record'
import { asEveryone, db, type Tx, withTransaction } from '@/lib/store/database/client'
import { type Contact as ContactRow, Prisma } from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'

/** After an edit, so long no look begins: people edit several contacts in a row. Milliseconds. */
const REST_MS = 30_000
/** And so many times as long as the last look took: a look compares the whole book, and may take a twentieth of a core. */
const REST_TIMES = 20
/** A worker that looks longer than this has died. Milliseconds. */
const MOST_MS = 10 * 60_000
/** More contacts than this are no person's; such groups come from shared values. */
const MOST_CONTACTS = 12
export const GROUPS_ON_PAGE = 20

/** Something changed in the firm's contacts: a worker looks again soon. Not inside a transaction. */
export async function askForScan(firmId: string, now = new Date()): Promise<void> {
  const dueAt = Prisma.sql`${now}::timestamptz + greatest(${REST_MS}::int, ${REST_TIMES}::int * "DuplicateScan"."tookMs") * interval '1 millisecond'`
  await db(firmId).$executeRaw`
    insert into "DuplicateScan" ("firmId", "dueAt") values (${firmId}::uuid, ${new Date(now.getTime() + REST_MS)})
    on conflict ("firmId") do update set "dueAt" = ${dueAt}
    where "DuplicateScan"."dueAt" is null or "DuplicateScan"."dueAt" > ${dueAt}`
}

/** The moment until which only the caller looks; null if no look is due. */
export async function claimScan(firmId: string, now: Date): Promise<Date | null> {
  const until = new Date(now.getTime() + MOST_MS)
  const { count } = await db(firmId).duplicateScan.updateMany({
    where: { firmId, dueAt: { lte: now } },
    data: { dueAt: until },
  })
  return count === 1 ? until : null
}

/** Pairs that a person has said are not the same: here, or in a sync with **Keep separate**, once both are contacts here. */
export async function notDuplicates(firmId: string): Promise<ReadonlySet<string>> {
  const rows = await db(asEveryone(firmId)).$queryRaw<{ oneId: string; otherId: string }[]>`
    select "oneId", "otherId" from "NotDuplicate" where "firmId" = ${firmId}::uuid
    union all
    select s."localId", l."localId" from "Separation" s
    join "Link" l on l."syncId" = s."syncId" and l."remoteId" = s."remoteId" and l.tombstone is null
    where s."firmId" = ${firmId}::uuid`
  return new Set(rows.map(({ oneId, otherId }) => unorderedKey(oneId, otherId)))
}

const unorderedKey = (a: string, b: string) => (a < b ? `${a} ${b}` : `${b} ${a}`)

/** Contacts that were compared with each other: those of the firm, or the private ones of one person. */
export interface ComparedContacts {
  readonly ownerId: string | null
  readonly candidates: readonly Candidate[]
}

interface Look {
  /** From claimScan. */
  readonly until: Date
  readonly now: Date
  readonly tookMs: number
}

/** Stores what a look found. It stays due if somebody asked for another one meanwhile. */
export async function storeGroups(
  firmId: string,
  found: readonly ComparedContacts[],
  { until, now, tookMs }: Look,
): Promise<void> {
  const apart = await notDuplicates(firmId)
  const rows = found.flatMap(({ ownerId, candidates }) => groupRows(candidates, apart, { firmId, ownerId }))
  await withTransaction(asEveryone(firmId), async (tx) => {
    await tx.duplicateGroup.deleteMany({ where: { firmId } })
    await tx.duplicateGroup.createMany({ data: rows })
    await tx.duplicateScan.updateMany({ where: { firmId }, data: { endedAt: now, tookMs } })
    await tx.duplicateScan.updateMany({ where: { firmId, dueAt: until }, data: { dueAt: null } })
  })
}

function groupRows(
  candidates: readonly Candidate[],
  apart: ReadonlySet<string>,
  of: { readonly firmId: string; readonly ownerId: string | null },
) {
  const pairs = candidates.filter(({ localId, remoteId }) => !apart.has(unorderedKey(localId, remoteId)))
  return groupsFrom(pairs).map(({ ids, probability, reasons }) => ({
    ...{ ...of, id: idOf(ids), contactIds: [...ids], probability },
    reasons: reasons as unknown as Prisma.InputJsonValue,
  }))
}

/** Contacts that are joined by pairs. Groups of too many are left out. Pure. */
export function groupsFrom(pairs: readonly Candidate[]) {
  const ids = [...new Set(pairs.flatMap(({ localId, remoteId }) => [localId, remoteId]))]
  const places = new Map(ids.map((id, at) => [id, at]))
  const place = (id: string) => places.get(id) ?? 0
  const groups = groupsOf(
    ids.length,
    pairs.map(({ localId, remoteId }) => ({ one: place(localId), other: place(remoteId) })),
  )
  const byGroup = new Map<number, { readonly ids: Set<string>; best: Candidate }>()
  // Most likely first, so that the first pair of a group is its best.
  for (const pair of [...pairs].sort((a, b) => b.probability - a.probability)) {
    const group = groups[place(pair.localId)] ?? 0
    const known = byGroup.get(group) ?? { ids: new Set<string>(), best: pair }
    known.ids.add(pair.localId).add(pair.remoteId)
    byGroup.set(group, known)
  }
  return [...byGroup.values()]
    .filter((group) => group.ids.size <= MOST_CONTACTS)
    .map(({ ids, best: { probability, reasons } }) => ({ ids: [...ids].sort(), probability, reasons }))
}

/** The same contacts always have the same id, so that a page stays valid after another look: a UUID of version 8 (RFC 9562, 5.8). */
export function idOf(contactIds: readonly string[]): string {
  const hex = createHash('sha256').update(contactIds.join(' ')).digest('hex')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}

export interface DuplicatesGroup {
  readonly id: string
  readonly contacts: readonly ContactRow[]
  readonly reasons: readonly Reason[]
  /** Of accounts: each that has more than one of the contacts linked. */
  readonly accounts: readonly AccountCount[]
}

interface AccountCount {
  readonly provider: string
  readonly email: string
  readonly count: number
}

export interface GroupsPage {
  readonly groups: readonly DuplicatesGroup[]
  readonly total: number
  /** The id of the last group, if there are more. */
  readonly next: string | null
  /** When a worker last looked; null: not yet. */
  readonly lookedAt: Date | null
  /** A worker will look again. */
  readonly isDue: boolean
}

/** A page of groups, most likely first. `after`: the last group of the page before. */
export async function duplicateGroups(actor: Actor, after: string | null): Promise<GroupsPage> {
  const { firmId } = actor
  const ours = db(actor)
  const from = after
    ? Prisma.sql`and (-probability, id) > (select -g.probability, g.id from "DuplicateGroup" g where g.id = ${after}::uuid)`
    : Prisma.empty
  const found = await ours.$queryRaw<{ id: string }[]>`
    select id from "DuplicateGroup" where "firmId" = ${firmId}::uuid ${from}
    order by probability desc, id limit ${GROUPS_ON_PAGE + 1}`
  const ids = found.slice(0, GROUPS_ON_PAGE).map(({ id }) => id)
  const scan = await ours.duplicateScan.findFirst({ where: { firmId } })
  return {
    groups: await groupsWith(actor, ids),
    total: await ours.duplicateGroup.count({ where: { firmId } }),
    next: found.length > GROUPS_ON_PAGE ? (ids.at(-1) ?? null) : null,
    lookedAt: scan?.endedAt ?? null,
    isDue: !scan || scan.dueAt !== null,
  }
}

export const countDuplicates = (actor: Actor): Promise<number> =>
  db(actor).duplicateGroup.count({ where: { firmId: actor.firmId } })

/** One group with its contacts; null if it is no longer one. */
export async function duplicateGroup(actor: Actor, id: string): Promise<DuplicatesGroup | null> {
  return (await groupsWith(actor, [id]))[0] ?? null
}

/** Contacts that were deleted since the look are left out, and so is a group of which fewer than two are left. */
async function groupsWith(actor: Actor, ids: readonly string[]): Promise<readonly DuplicatesGroup[]> {
  const { firmId } = actor
  const ours = db(actor)
  const rows = await ours.duplicateGroup.findMany({ where: { firmId, id: { in: [...ids] } } })
  const contactIds = rows.flatMap((row) => row.contactIds)
  const contacts = await ours.contact.findMany({ where: { firmId, deletedAt: null, id: { in: contactIds } } })
  const links = await ours.link.findMany({
    where: { firmId, localId: { in: contactIds }, tombstone: null },
    select: {
      localId: true,
      sync: { select: { connection: { select: { provider: true, accountEmail: true } } } },
    },
  })
  const byId = new Map(contacts.map((row) => [row.id, row]))
  const inOrder = ids.flatMap((id) => rows.find((row) => row.id === id) ?? [])
  return inOrder.flatMap(({ id, contactIds: members, reasons }): DuplicatesGroup[] => {
    const present = members.flatMap((member) => byId.get(member) ?? [])
    if (present.length < 2) return []
    const accounts = links
      .filter(({ localId }) => members.includes(localId))
      .map(({ sync }) => sync.connection)
    return [
      {
        id,
        contacts: survivorFirst(present, links),
        reasons: reasons as unknown as readonly Reason[],
        accounts: countAccounts(accounts).filter(({ count }) => count > 1),
      },
    ]
  })
}

function countAccounts(
  all: readonly { readonly provider: string; readonly accountEmail: string }[],
): readonly AccountCount[] {
  const counted = new Map<string, AccountCount>()
  for (const { provider, accountEmail: email } of all) {
    const key = `${provider} ${email}`
    counted.set(key, { provider, email, count: (counted.get(key)?.count ?? 0) + 1 })
  }
  return [...counted.values()]
}

/** The contact in most accounts is the one that stays; of several the oldest. */
function survivorFirst(rows: readonly ContactRow[], links: readonly { readonly localId: string }[]) {
  const linked = (row: ContactRow) => links.filter(({ localId }) => localId === row.id).length
  return [...rows].sort(
    (a, b) =>
      linked(b) - linked(a) || a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1),
  )
}

/** **Not duplicates**: none of these is the same as another one of them. They are not asked about again. */
export async function keepApart(actor: Actor, contactIds: readonly string[]): Promise<void> {
  await withTransaction(actor, async (tx) => {
    const apart = await rememberApart(tx, actor, contactIds)
    await forgetGroups(tx, actor.firmId, contactIds)
    const decision = { kind: 'decision', userId: actor.userId, detail: { duplicates: 'no' } } as const
    await recordMany(
      tx,
      actor.firmId,
      apart.map((contactId) => ({ ...decision, contactId })),
    )
  })
}

/** Within a transaction. Leaves out ids that are none of the actor's contacts, and returns the others. */
export async function rememberApart(
  tx: Tx,
  actor: Actor,
  contactIds: readonly string[],
): Promise<readonly string[]> {
  const { firmId, userId } = actor
  const rows = await tx.contact.findMany({
    where: { firmId, id: { in: [...contactIds] } },
    select: { id: true },
  })
  const ids = rows.map(({ id }) => id).sort()
  const pairs = ids.flatMap((oneId, at) =>
    ids.slice(at + 1).map((otherId) => ({ firmId, oneId, otherId, userId })),
  )
  await tx.notDuplicate.createMany({ data: pairs, skipDuplicates: true })
  return ids
}

/** Groups with one of these contacts are out of date. */
export async function forgetGroups(tx: Tx, firmId: string, contactIds: readonly string[]): Promise<void> {
  await tx.duplicateGroup.deleteMany({ where: { firmId, contactIds: { hasSome: [...contactIds] } } })
}
