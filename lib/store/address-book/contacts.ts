// The firm's address book. Every write is one transaction that also writes the contact's history and raises its version by one; a caller
// with an open transaction passes it as `tx`.

import { isDeepStrictEqual } from 'node:util'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { labelOf } from '@/lib/providers/registry'
import { type Db, db, type Tx, withTransaction } from '@/lib/store/database/client'
import type {
  ContactEdit,
  Contact as ContactRow,
  EditKind,
  Prisma,
} from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'
import { restorableSince } from '@/lib/store/retention/rules'
import { lockAdditions } from './additions'
import { asKept, contactColumns, contactFromRow } from './contact-row'
import { toJson } from './values'

/** Who writes: a person, or a sync with one of its changes. */
export interface By {
  readonly userId: string | null
  readonly changeId?: string | null
  readonly importId?: string | null
}

export type Written =
  | { readonly kind: 'written'; readonly version: number }
  /** The contact already has this value: nothing was written. */
  | { readonly kind: 'same'; readonly version: number }
  /** It has another version now, or was deleted: nothing was written. */
  | { readonly kind: 'stale'; readonly row: ContactRow }
  | { readonly kind: 'missing' }

/** A contact of the firm, even if deleted. */
export async function getContact(
  firmId: string,
  id: string,
  by: Db | Tx = db(firmId),
): Promise<ContactRow | null> {
  return by.contact.findFirst({ where: { firmId, id } })
}

/** The contact if the actor may see it: only administrators see a deleted contact, until its retention ends. */
export async function visibleContact(
  { firmId, role }: Pick<Actor, 'firmId' | 'role'>,
  id: string,
): Promise<ContactRow | null> {
  const row = await getContact(firmId, id)
  if (!row?.deletedAt) return row
  const isKept = row.purgedAt === null && row.deletedAt >= restorableSince(new Date())
  return role === 'admin' && isKept ? row : null
}

/**
 * The caller generates `id`: creating the same id twice creates one contact and returns 'same'. Runs one after the other with syncs that
 * add contacts, so that each sees the other's additions.
 */
export async function createContact(
  firmId: string,
  id: string,
  contact: Contact,
  by: By,
  tx?: Tx,
): Promise<Written> {
  return within(firmId, tx, async (tx) => {
    await lockAdditions(tx, firmId)
    const clean = asKept(contact)
    const made = await tx.contact.createMany({
      data: { id, firmId, ...contactColumns(clean) },
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
  firmId: string,
  id: string,
  expectedVersion: number,
  contact: Contact,
  by: By,
  tx?: Tx,
): Promise<Written> {
  return within(firmId, tx, async (tx) => {
    const row = await lockedContact(tx, firmId, id)
    if (!row) return { kind: 'missing' }
    if (row.version !== expectedVersion || row.deletedAt) return { kind: 'stale', row }
    const from = contactFromRow(row)
    const to = asKept(contact)
    if (isDeepStrictEqual(from, to)) return { kind: 'same', version: row.version }
    return write(tx, row, { kind: 'edit', columns: contactColumns(to), from, to, by })
  })
}

/** Keeps the row, so that its history and links remain and it can be restored. */
export async function deleteContact(firmId: string, id: string, by: By, tx?: Tx): Promise<Written> {
  return within(firmId, tx, async (tx) => {
    const row = await lockedContact(tx, firmId, id)
    if (!row) return { kind: 'missing' }
    if (row.deletedAt) return { kind: 'same', version: row.version }
    const columns = { deletedAt: new Date(), deletedById: by.userId }
    return write(tx, row, { kind: 'delete', columns, from: contactFromRow(row), to: null, by })
  })
}

export async function restoreContact(firmId: string, id: string, by: By, tx?: Tx): Promise<Written> {
  return within(firmId, tx, async (tx) => {
    const row = await lockedContact(tx, firmId, id)
    if (!row) return { kind: 'missing' }
    if (!row.deletedAt) return { kind: 'same', version: row.version }
    if (row.purgedAt || row.deletedAt < restorableSince(new Date())) return { kind: 'missing' }
    const columns = { deletedAt: null, deletedById: null }
    return write(tx, row, { kind: 'restore', columns, from: null, to: contactFromRow(row), by })
  })
}

export type EditWithAuthor = ContactEdit & {
  readonly author: string | null
  /** Label of the provider whose account it came from; null if no sync wrote it, or if the record of its change is erased. */
  readonly label: string | null
}

/** The history of a contact, newest first; `author` is null if a sync wrote it. */
export async function contactHistory(
  firmId: string,
  contactId: string,
  most: number,
): Promise<readonly EditWithAuthor[]> {
  const edits = await db(firmId).contactEdit.findMany({
    where: { firmId, contactId },
    orderBy: { version: 'desc' },
    take: most,
  })
  const ids = [...new Set(edits.flatMap((edit) => edit.userId ?? []))]
  const users = await db(firmId).user.findMany({ where: { firmId, id: { in: ids } } })
  const names = new Map(users.map((user) => [user.id, user.name]))
  const labels = await labelsOfChanges(
    firmId,
    edits.flatMap(({ changeId }) => changeId ?? []),
  )
  return edits.map((edit) => ({
    ...edit,
    author: names.get(edit.userId ?? '') ?? null,
    label: labels.get(edit.changeId ?? '') ?? null,
  }))
}

/** By change id: the label of the provider whose account it read. */
async function labelsOfChanges(firmId: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const changes = await db(firmId).change.findMany({
    where: { firmId, id: { in: [...ids] } },
    select: { id: true, sync: { select: { connection: { select: { provider: true } } } } },
  })
  return new Map(changes.map(({ id, sync }) => [id, labelOf(sync.connection)]))
}

function within<T>(firmId: string, tx: Tx | undefined, work: (tx: Tx) => Promise<T>): Promise<T> {
  return tx ? work(tx) : withTransaction(firmId, work)
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
  const { userId, changeId = null, importId = null } = by
  await tx.contactEdit.create({
    data: {
      id: crypto.randomUUID(),
      ...edit,
      userId,
      changeId,
      importId,
      ...(from && { from: toJson(from) }),
      ...(to && { to: toJson(to) }),
    },
  })
}
