// The firm's address book. Every write is one transaction that also writes the contact's history and raises its version by one; a caller
// with an open transaction passes it as `tx`. `view`: the firm, or, for its private contacts too, the person who asks.

import { isDeepStrictEqual } from 'node:util'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { type Db, db, type Tx, withTransaction } from '@/lib/store/database/client'
import { firmOf, type View } from '@/lib/store/database/firm-pool'
import type { Contact as ContactRow, EditKind, Prisma } from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'
import { mattersOfContacts, type TiedMatter } from '@/lib/store/matters/of-contacts'
import { restorableSince } from '@/lib/store/retention/rules'
import { lockAdditions } from './additions'
import { asKept, contactColumns, contactFromRow } from './contact-row'
import { toJson } from './values'

/** Who writes: a person, or a sync with one of its changes. */
export interface By {
  readonly userId: string | null
  readonly changeId?: string | null
  readonly importId?: string | null
  /** The action on many contacts that it belongs to (lib/store/undo/actions.ts). */
  readonly actionId?: string | null
  /** It takes back what was done before. */
  readonly isUndo?: boolean
  /** Of a contact that is created: the person whose alone it is; by default it is the firm's. */
  readonly ownerId?: string | null
}

export type Written =
  | { readonly kind: 'written'; readonly version: number }
  /** The contact already has this value: nothing was written. */
  | { readonly kind: 'same'; readonly version: number }
  /** It has another version now, or was deleted: nothing was written. */
  | { readonly kind: 'stale'; readonly row: ContactRow }
  | { readonly kind: 'missing' }

/** The contact has matters, so it is not deleted: nothing was written. */
export interface Tied {
  readonly kind: 'tied'
  readonly matters: readonly TiedMatter[]
}

/** A contact of the firm, even if deleted. */
export async function getContact(view: View, id: string, by: Db | Tx = db(view)): Promise<ContactRow | null> {
  return by.contact.findFirst({ where: { firmId: firmOf(view), id } })
}

/** For so long a person can take back a deletion of their own. */
const UNDO_MS = 3_600_000

/** Whether a deleted contact is the actor's to restore without being an administrator: their private one, or one they have just deleted. */
export function isOwnToRestore(row: ContactRow, { userId }: Pick<Actor, 'userId'>, now: Date): boolean {
  const { ownerId, deletedById, deletedAt } = row
  const isJustDeleted = deletedAt !== null && now.getTime() - deletedAt.getTime() < UNDO_MS
  return ownerId === userId || (ownerId === null && deletedById === userId && isJustDeleted)
}

type Viewer = Pick<Actor, 'firmId' | 'userId' | 'role'>

/** The contact if the actor may see it. Deleted, administrators see it and those who can restore it, until its retention ends. */
export async function visibleContact(actor: Viewer, id: string): Promise<ContactRow | null> {
  const row = await getContact(actor, id)
  return row && sees(actor, row) ? row : null
}

/** Those of several that the actor may see, in no order. */
export async function visibleContacts(actor: Viewer, ids: readonly string[]): Promise<readonly ContactRow[]> {
  if (ids.length === 0) return []
  const rows = await db(actor).contact.findMany({ where: { firmId: actor.firmId, id: { in: [...ids] } } })
  return rows.filter((row) => sees(actor, row))
}

function sees(actor: Viewer, row: ContactRow): boolean {
  if (!row.deletedAt) return true
  const isKept = row.purgedAt === null && row.deletedAt >= restorableSince(new Date())
  return isKept && (actor.role === 'admin' || isOwnToRestore(row, actor, new Date()))
}

/**
 * The caller generates `id`: creating the same id twice creates one contact and returns 'same'. Runs one after the other with syncs that
 * add contacts, so that each sees the other's additions.
 */
export async function createContact(
  view: View,
  id: string,
  contact: Contact,
  by: By,
  tx?: Tx,
): Promise<Written> {
  return within(view, tx, async (tx) => {
    const firmId = firmOf(view)
    await lockAdditions(tx, firmId)
    const clean = asKept(contact)
    const made = await tx.contact.createMany({
      data: { id, firmId, ...contactColumns(clean), ownerId: by.ownerId ?? null },
      skipDuplicates: true,
    })
    if (made.count === 0) {
      const there = await getContact(firmId, id, tx)
      return there ? { kind: 'same', version: there.version } : { kind: 'missing' }
    }
    await remember(tx, { firmId, contactId: id, version: 1, kind: 'create', from: null, to: clean, by })
    return { kind: 'written', version: 1 }
  })
}

export async function updateContact(
  view: View,
  id: string,
  expectedVersion: number,
  contact: Contact,
  by: By,
  tx?: Tx,
): Promise<Written> {
  return within(view, tx, async (tx) => {
    const firmId = firmOf(view)
    const row = await lockedContact(tx, firmId, id)
    if (!row) return { kind: 'missing' }
    if (row.version !== expectedVersion || row.deletedAt) return { kind: 'stale', row }
    const from = contactFromRow(row)
    const to = asKept(contact)
    if (isDeepStrictEqual(from, to)) return { kind: 'same', version: row.version }
    return write(tx, row, { kind: 'edit', columns: contactColumns(to), from, to, by })
  })
}

/** Keeps the row, so that its history and links remain and it can be restored. A contact that is tied to a matter stays. */
export async function deleteContact(view: View, id: string, by: By, tx?: Tx): Promise<Written | Tied> {
  return within<Written | Tied>(view, tx, async (tx) => {
    const firmId = firmOf(view)
    const row = await lockedContact(tx, firmId, id)
    if (!row) return { kind: 'missing' }
    if (row.deletedAt) return { kind: 'same', version: row.version }
    const matters = await mattersOfContacts(firmId, [id], tx)
    if (matters.length > 0) return { kind: 'tied', matters }
    const columns = { deletedAt: new Date(), deletedById: by.userId }
    return write(tx, row, { kind: 'delete', columns, from: contactFromRow(row), to: null, by })
  })
}

export async function restoreContact(view: View, id: string, by: By, tx?: Tx): Promise<Written> {
  return within(view, tx, async (tx) => {
    const firmId = firmOf(view)
    const row = await lockedContact(tx, firmId, id)
    if (!row) return { kind: 'missing' }
    if (!row.deletedAt) return { kind: 'same', version: row.version }
    if (row.purgedAt || row.deletedAt < restorableSince(new Date())) return { kind: 'missing' }
    const columns = { deletedAt: null, deletedById: null, mergedIntoId: null }
    return write(tx, row, { kind: 'restore', columns, from: null, to: contactFromRow(row), by })
  })
}

function within<T>(view: View, tx: Tx | undefined, work: (tx: Tx) => Promise<T>): Promise<T> {
  return tx ? work(tx) : withTransaction(view, work)
}

async function lockedContact(tx: Tx, firmId: string, id: string): Promise<ContactRow | null> {
  await tx.$queryRaw`select id from "Contact" where "firmId" = ${firmId}::uuid and id = ${id}::uuid for update`
  return getContact(firmId, id, tx)
}

interface Step {
  readonly kind: EditKind
  readonly columns: Prisma.ContactUncheckedUpdateInput
  readonly from: Contact | null
  readonly to: Contact | null
  readonly by: By
}

async function write(tx: Tx, row: ContactRow, { kind, columns, from, to, by }: Step): Promise<Written> {
  const { firmId, id: contactId } = row
  const version = row.version + 1
  await tx.contact.update({ where: { id: contactId }, data: { ...columns, version, updatedAt: new Date() } })
  await remember(tx, { firmId, contactId, version, kind, from, to, by })
  return { kind: 'written', version }
}

interface Remembered extends Omit<Step, 'columns'> {
  readonly firmId: string
  readonly contactId: string
  readonly version: number
}

async function remember(tx: Tx, { from, to, by, ...edit }: Remembered): Promise<void> {
  const { userId, changeId = null, importId = null, actionId = null, isUndo = false } = by
  await tx.contactEdit.create({
    data: {
      id: crypto.randomUUID(),
      ...edit,
      userId,
      changeId,
      importId,
      actionId,
      isUndo,
      ...(from && { from: toJson(from) }),
      ...(to && { to: toJson(to) }),
    },
  })
}
