// **Merge contacts** and **Undo merge**. The contacts that were merged go to the bin with the survivor's id; what refers to them follows
// the survivor (references.ts). For 30 days all of it can be taken back.
import { withoutMerge } from '@/lib/domains/contacts/merge/without-merge'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { lockAdditions } from '@/lib/store/address-book/additions'
import { asKept, contactColumns, contactFromRow } from '@/lib/store/address-book/contact-row'
import { deleteContact } from '@/lib/store/address-book/contacts'
import { asContact, toJson } from '@/lib/store/address-book/values'
import { db, type Tx, withTransaction } from '@/lib/store/database/client'
import {
  type ContactMerge,
  type Contact as ContactRow,
  type EditKind,
  Prisma,
} from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'
import { phoneRegionOf } from '@/lib/store/firm/firm'
import { userNames } from '@/lib/store/firm/user-names'
import { restorableSince } from '@/lib/store/retention/rules'
import { closeChanges } from '@/lib/store/review/revise'
import { lockOpenRuns } from '@/lib/store/sync/syncs'
import { forgetGroups, rememberApart } from './groups'
import { followSurvivor, returnFromSurvivor } from './references'

export interface Merging {
  readonly survivorId: string
  /** All contacts, the survivor too, as the page showed them. */
  readonly shown: readonly { readonly id: string; readonly version: number }[]
  /** The result, as the person saw and edited it. */
  readonly contact: Contact
}

/** `changed`: one of the contacts is no longer as it was shown, so nothing was merged. */
export type MergeOutcome = 'merged' | 'changed'

export async function mergeDuplicates(
  actor: Actor,
  { survivorId, shown, contact }: Merging,
): Promise<MergeOutcome> {
  const { firmId, userId } = actor
  const ids = shown.map(({ id }) => id)
  return withTransaction(actor, async (tx) => {
    const rows = await lockedRows(tx, firmId, ids)
    const survivor = rows.find(({ id }) => id === survivorId)
    if (!survivor || rows.length < 2 || !areAsShown(rows, shown)) return 'changed'
    const version = await write(tx, survivor, { kind: 'merge', to: asKept(contact), userId })
    const mergedIds = ids.filter((id) => id !== survivorId)
    const moved: Record<string, unknown> = {}
    for (const from of mergedIds) {
      moved[from] = await followSurvivor(tx, { firmId, userId, from, to: survivorId })
      const deleted = await deleteContact(actor, from, { userId }, tx)
      if (deleted.kind !== 'written') throw new Error(`a merged contact was not deleted: ${deleted.kind}`)
      await tx.contact.update({ where: { id: from }, data: { mergedIntoId: survivorId } })
    }
    await closeChanges(tx, firmId, Prisma.sql`h."localId" = any(${mergedIds}::uuid[])`)
    await forgetGroups(tx, firmId, ids)
    await tx.contactMerge.create({
      data: { id: crypto.randomUUID(), firmId, survivorId, version, mergedIds, moved: toJson(moved), userId },
    })
    return 'merged'
  })
}

/** The contact that a deleted one was merged into; null if it was not merged, or is none of the actor's. */
export async function survivorOf(actor: Actor, id: string): Promise<string | null> {
  const row = await db(actor).contact.findFirst({
    where: { firmId: actor.firmId, id, deletedAt: { not: null }, mergedInto: { deletedAt: null } },
  })
  return row?.mergedIntoId ?? null
}

/** A merge of this contact that can be undone. */
export interface UndoableMerge {
  readonly id: string
  readonly at: Date
  readonly author: string | null
  readonly count: number
}

/** The latest merge into the contact, if it is not undone and not too old. */
export async function undoableMerge(actor: Actor, survivorId: string): Promise<UndoableMerge | null> {
  const { firmId } = actor
  const row = await db(actor).contactMerge.findFirst({
    where: { firmId, survivorId, undoneAt: null, at: { gte: restorableSince(new Date()) } },
    orderBy: [{ at: 'desc' }, { version: 'desc' }],
  })
  if (!row) return null
  const author = (await userNames(firmId, [row.userId])).get(row.userId)
  return { id: row.id, at: row.at, author: author ?? null, count: row.mergedIds.length }
}

/**
 * Restores the merged contacts with what followed the survivor. The survivor gets its earlier value; what was edited since the merge
 * stays. The contacts are not asked about again. False if the merge cannot be undone any more.
 */
export async function undoMerge(actor: Actor, mergeId: string): Promise<boolean> {
  const { firmId, userId } = actor
  return withTransaction(actor, async (tx) => {
    const found = await tx.contactMerge.findFirst({
      where: { id: mergeId, firmId, undoneAt: null, at: { gte: restorableSince(new Date()) } },
    })
    if (!found) return false
    const { survivorId, mergedIds } = found
    const rows = await lockedRows(tx, firmId, [survivorId, ...mergedIds])
    const survivor = rows.find(({ id }) => id === survivorId)
    const merged = rows.filter(({ id, mergedIntoId, deletedAt, purgedAt }) => {
      return id !== survivorId && mergedIntoId === survivorId && deletedAt !== null && purgedAt === null
    })
    const { count } = await tx.contactMerge.updateMany({
      where: { id: mergeId, undoneAt: null },
      data: { undoneAt: new Date() },
    })
    if (count === 0 || !survivor || survivor.deletedAt || merged.length === 0) return false
    const before = await beforeMerge(tx, found, contactFromRow(survivor))
    await write(tx, survivor, { kind: 'unmerge', to: before, userId })
    const moved = found.moved as Readonly<Record<string, Readonly<Record<string, unknown>>>>
    for (const row of merged.reverse()) {
      await write(tx, row, { kind: 'unmerge', to: contactFromRow(row), userId })
      await returnFromSurvivor(tx, { firmId, userId, from: row.id, to: survivorId }, moved[row.id] ?? {})
    }
    await rememberApart(tx, actor, [survivorId, ...mergedIds])
    return true
  })
}

/** The survivor's value without the merge; later edits stay. */
async function beforeMerge(
  tx: Tx,
  { firmId, survivorId, version }: ContactMerge,
  now: Contact,
): Promise<Contact> {
  const edit = await tx.contactEdit.findFirst({
    where: { firmId, contactId: survivorId, version, kind: 'merge' },
  })
  if (!edit?.from || !edit.to) return now
  const [before, after] = [asContact(edit.from), asContact(edit.to)]
  return withoutMerge({ before, after, now }, await phoneRegionOf(firmId, tx))
}

/** In the order of every transaction of the firm: runs, additions, contacts. */
async function lockedRows(tx: Tx, firmId: string, ids: readonly string[]): Promise<ContactRow[]> {
  await lockOpenRuns(tx, firmId)
  await lockAdditions(tx, firmId)
  await tx.$queryRaw`
    select id from "Contact" where "firmId" = ${firmId}::uuid and id = any(${[...ids]}::uuid[]) order by id for update`
  return tx.contact.findMany({ where: { firmId, id: { in: [...ids] } } })
}

const areAsShown = (rows: readonly ContactRow[], shown: Merging['shown']): boolean =>
  rows.length === new Set(shown.map(({ id }) => id)).size &&
  new Set(rows.map(({ ownerId }) => ownerId)).size === 1 &&
  rows.every(({ id, version, deletedAt }) => {
    return deletedAt === null && shown.some((one) => one.id === id && one.version === version)
  })

interface Written {
  readonly kind: EditKind
  readonly to: Contact
  readonly userId: string
}

/** Writes the contact, restored if it was deleted, with its history. Returns its version. */
async function write(tx: Tx, row: ContactRow, { kind, to, userId }: Written): Promise<number> {
  const { id, firmId } = row
  const version = row.version + 1
  const here = { deletedAt: null, deletedById: null, mergedIntoId: null }
  await tx.contact.update({
    where: { id },
    data: { ...contactColumns(to), ...here, version, updatedAt: new Date() },
  })
  const values = { from: toJson(contactFromRow(row)), to: toJson(to) }
  await tx.contactEdit.create({
    data: { id: crypto.randomUUID(), firmId, contactId: id, version, kind, userId, ...values },
  })
  return version
}
