// Merges of contacts in an account: what a person asks for, what became of it, and what Undo needs. A worker carries them out
// (lib/worker/merge-there.ts), so that a page never writes to an account.
import { z } from 'zod'
import { type Contact, displayName } from '@/lib/domains/contacts/value/contact'
import { asKept } from '@/lib/store/address-book/contact-row'
import { toJson } from '@/lib/store/address-book/values'
import { recordAudit } from '@/lib/store/audit/record'
import { db, type Tx, withTransaction } from '@/lib/store/database/client'
import type { OfFirm } from '@/lib/store/database/cross-tenant'
import type { AccountMerge, AccountMergeState, Prisma } from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'
import { restorableSince } from '@/lib/store/retention/rules'
import { isOwnSync } from './in-accounts'

/** A contact of the merge as it was, and what became of it. */
const part = z.object({
  remoteId: z.string(),
  version: z.string(),
  /** A Contact. */
  value: z.unknown(),
  /** Ids of its labels; null until the worker has read them. */
  labels: z.array(z.string()).nullable(),
  /** The firm's contact that it was linked with. */
  localId: z.string().nullable(),
  /** It was deleted in the account. */
  deleted: z.boolean(),
  /** For Undo: by which the new contact is found again, when its create was sent, and the id that it got. */
  key: z.string(),
  sentAt: z.string().nullable(),
  newId: z.string().nullable(),
  /** What the person had said about its owner here, which holds for the new contact too; null: nothing. */
  onlyMine: z.boolean().nullable().default(null),
})
export type MergePart = z.infer<typeof part>

const parts = z.array(part)
export const partsOf = (row: Pick<AccountMerge, 'parts'>): readonly MergePart[] => parts.parse(row.parts)

/** A worker has something to do. */
const DUE: readonly AccountMergeState[] = ['wanted', 'sent', 'updated', 'undoing']
const due = { state: { in: [...DUE] } }

/** Contacts of one merge at most; as many as a group of duplicates has. */
const MOST = 12

export interface AccountMerging {
  readonly survivorId: string
  /** All contacts, the survivor too, as the page showed them. */
  readonly shown: readonly { readonly remoteId: string; readonly version: string }[]
  /** The result, as the person saw and edited it. */
  readonly contact: Contact
}

/** `changed`: one of the contacts is no longer as it was shown, or is being merged already; nothing was asked for. */
export async function askForMerge(
  actor: Actor,
  syncId: string,
  { survivorId, shown, contact }: AccountMerging,
): Promise<'asked' | 'changed'> {
  const { firmId, userId } = actor
  if (!(await isOwnSync(actor, syncId))) return 'changed'
  const ids = [...new Set(shown.map(({ remoteId }) => remoteId))]
  if (ids.length < 2 || ids.length > MOST || !ids.includes(survivorId)) return 'changed'
  return withTransaction(actor, async (tx) => {
    // One request after the other: none is asked for twice.
    await tx.$queryRaw`select id from "Sync" where id = ${syncId}::uuid and "firmId" = ${firmId}::uuid for update`
    const of = { firmId, syncId }
    const items = await tx.item.findMany({ where: { ...of, remoteId: { in: ids }, deleted: false } })
    const versions = new Map(items.map(({ remoteId, version }) => [remoteId, version]))
    if (!shown.every(({ remoteId, version }) => versions.get(remoteId) === version)) return 'changed'
    const open = await tx.accountMerge.findMany({ where: { ...of, ...due } })
    const taken = new Set(open.flatMap((row) => partsOf(row).map(({ remoteId }) => remoteId)))
    if (ids.some((id) => taken.has(id))) return 'changed'
    const links = await tx.link.findMany({ where: { ...of, remoteId: { in: ids }, tombstone: null } })
    const localIds = new Map(links.map(({ remoteId, localId }) => [remoteId, localId]))
    const owners = await chosenOwners(tx, of, ids)
    const merged = items.map(({ remoteId, version, value }): MergePart => {
      const blank = { labels: null, deleted: false, sentAt: null, newId: null, key: crypto.randomUUID() }
      const onlyMine = owners.get(remoteId) ?? null
      return { ...blank, remoteId, version, value, localId: localIds.get(remoteId) ?? null, onlyMine }
    })
    const what = { survivorId, to: toJson(asKept(contact)), parts: toJson(merged) }
    const id = crypto.randomUUID()
    await tx.accountMerge.create({ data: { id, ...of, userId, name: displayName(contact), ...what } })
    await recordDecision(tx, actor, { id, syncId }, 'asked')
    return 'asked'
  })
}

interface OfSync {
  readonly firmId: string
  readonly syncId: string
}

/** By contact of the account: what its person last said about the owner of its addition. */
async function chosenOwners(
  tx: Tx,
  of: OfSync,
  remoteIds: readonly string[],
): Promise<ReadonlyMap<string, boolean>> {
  const chosen = await tx.change.findMany({
    where: { ...of, remoteId: { in: [...remoteIds] }, onlyMine: { not: null } },
    orderBy: { createdAt: 'asc' },
    select: { remoteId: true, onlyMine: true },
  })
  return new Map(
    chosen.flatMap(({ remoteId, onlyMine }) =>
      remoteId === null || onlyMine === null ? [] : [[remoteId, onlyMine] as const],
    ),
  )
}

/** The same of contacts that an undone merge created again. */
export async function ownersAfterUndo({ firmId, syncId }: OfSync): Promise<ReadonlyMap<string, boolean>> {
  const rows = await db(firmId).accountMerge.findMany({
    where: { firmId, syncId, state: { in: ['undoing', 'undone', 'changed'] } },
    orderBy: { at: 'asc' },
    select: { parts: true },
  })
  return new Map(
    rows
      .flatMap(partsOf)
      .flatMap(({ newId, onlyMine }) =>
        newId === null || onlyMine === null ? [] : [[newId, onlyMine] as const],
      ),
  )
}

export interface AccountMergeView {
  readonly id: string
  readonly at: Date
  readonly state: AccountMergeState
  readonly name: string
  /** Its contacts, and how many of them were deleted in the account. */
  readonly count: number
  readonly deleted: number
  readonly problem: string | null
  readonly canUndo: boolean
}

const SHOWN = 50

/** The merges of the last 30 days, latest first. Nothing if the sync is not the actor's. */
export async function accountMerges(actor: Actor, syncId: string): Promise<readonly AccountMergeView[]> {
  if (!(await isOwnSync(actor, syncId))) return []
  const since = restorableSince(new Date())
  const rows = await db(actor).accountMerge.findMany({
    where: { firmId: actor.firmId, syncId, OR: [{ at: { gte: since } }, due] },
    orderBy: [{ at: 'desc' }, { id: 'asc' }],
    take: SHOWN,
  })
  return rows.map((row) => {
    const all = partsOf(row)
    const deleted = all.filter((one) => one.deleted).length
    const { id, at, state, name, problem } = row
    const canUndo = (state === 'merged' || state === 'changed') && deleted > 0 && at >= since
    return { id, at, state, name, problem, count: all.length, deleted, canUndo }
  })
}

/** Merges and undoings that no worker has begun to carry out. */
export const isMergeDue = ({ state }: Pick<AccountMergeView, 'state'>): boolean => DUE.includes(state)

/** **Undo**: the next run takes the merge back. False if it cannot be undone any more. */
export async function askForUndo(actor: Actor, syncId: string, id: string): Promise<boolean> {
  const row = (await accountMerges(actor, syncId)).find((one) => one.id === id)
  if (!row?.canUndo) return false
  return withTransaction(actor, async (tx) => {
    const { count } = await tx.accountMerge.updateMany({
      where: { id, syncId, firmId: actor.firmId, state: row.state },
      data: { state: 'undoing', problem: null, endedAt: null },
    })
    if (count > 0) await recordDecision(tx, actor, { id, syncId }, 'undo')
    return count > 0
  })
}

/** **Do not merge**: as long as no worker has begun with it. */
export async function dropMerge(actor: Actor, syncId: string, id: string): Promise<boolean> {
  if (!(await isOwnSync(actor, syncId))) return false
  const where = { id, syncId, firmId: actor.firmId, state: 'wanted' } as const
  return withTransaction(actor, async (tx) => {
    const { count } = await tx.accountMerge.deleteMany({ where })
    if (count > 0) await recordDecision(tx, actor, { id, syncId }, 'dropped')
    return count > 0
  })
}

const recordDecision = (
  tx: Tx,
  { firmId, userId }: Actor,
  { id: mergeId, syncId }: { readonly id: string; readonly syncId: string },
  merge: 'asked' | 'undo' | 'dropped',
): Promise<void> => recordAudit(tx, firmId, { kind: 'decision', userId, syncId, detail: { merge, mergeId } })

/** In the audit: what a run wrote in the account for a merge or its undo. `contactId`: the firm's contact, if it is linked with one. */
export function recordWrittenThere(
  tx: Tx,
  { id: mergeId, firmId, syncId, userId }: Pick<AccountMerge, 'id' | 'firmId' | 'syncId' | 'userId'>,
  runId: string,
  what: {
    readonly kind: 'contact.mergeThere' | 'contact.unmergeThere' | 'contact.create' | 'contact.delete'
    readonly contactId: string | null
    readonly from: unknown
    readonly to: unknown
  },
): Promise<void> {
  const { kind, contactId, from, to } = what
  const about = { kind, userId, syncId, runId, contactId, side: 'remote', detail: { mergeId } } as const
  return recordAudit(tx, firmId, { ...about, value: { from, to } })
}

/** What a worker has to do in this account, oldest first. */
export const dueMerges = ({ id: syncId, firmId }: OfFirm): Promise<readonly AccountMerge[]> =>
  db(firmId).accountMerge.findMany({
    where: { firmId, syncId, ...due },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  })

/** How far it is carried out. */
export async function saveMerge(
  tx: Tx,
  { id, firmId }: OfFirm,
  data: Pick<Prisma.AccountMergeUpdateManyMutationInput, 'state' | 'problem' | 'endedAt' | 'to'> & {
    readonly parts?: readonly MergePart[]
  },
): Promise<void> {
  const { parts: changed, ...rest } = data
  await tx.accountMerge.updateMany({
    where: { id, firmId },
    data: { ...rest, ...(changed && { parts: toJson(changed) }) },
  })
}

/** Values of merges that can no longer be undone. */
export async function eraseOldMerges(tx: Tx, firmId: string, before: Date): Promise<number> {
  const { count } = await tx.accountMerge.deleteMany({ where: { firmId, at: { lt: before }, NOT: due } })
  return count
}

/** Merges with one of these contacts: their values are erased, and nothing of them can be undone. */
export async function eraseMergesOf(
  tx: Tx,
  firmId: string,
  { account, remoteId }: { readonly account: string; readonly remoteId: string },
): Promise<void> {
  await tx.$executeRaw`
    delete from "AccountMerge" m using "Sync" s
    where m."firmId" = ${firmId}::uuid and s.id = m."syncId" and s.account = ${account}
      and exists (select from jsonb_array_elements(m.parts) p
        where p ->> 'remoteId' = ${remoteId} or p ->> 'newId' = ${remoteId})`
}
