// Writes many contacts at once, each with its history. One statement writes up to a thousand contacts: one statement per contact would
// take minutes for 25,000. A list must not contain a contact twice.
import type { Contact } from '@/lib/domains/contacts/value/contact'
import type { Tx } from '@/lib/store/database/client'
import { contactColumns } from './contact-row'
import type { By } from './contacts'

/** The row of a contact after it was written. */
export interface WrittenRow {
  readonly id: string
  readonly version: number
  readonly updatedAt: Date
}

/** Values must come from `asKept`. */
export interface NewContact {
  readonly id: string
  readonly contact: Contact
  readonly by: By
}

export interface ContactUpdate {
  readonly id: string
  /** The expected version; a contact with another version is not changed. */
  readonly version: number
  /** Null: the contact was deleted and is restored. */
  readonly from: Contact | null
  readonly to: Contact
  readonly by: By
}

export interface ContactDeletion {
  readonly id: string
  readonly version: number
  readonly by: By
}

/** Contacts per statement: a few megabytes of JSON at most. */
const BATCH = 1_000

async function inBatches<T>(
  all: readonly T[],
  write: (batch: readonly T[]) => Promise<readonly WrittenRow[]>,
): Promise<readonly WrittenRow[]> {
  const written: WrittenRow[] = []
  for (let at = 0; at < all.length; at += BATCH) written.push(...(await write(all.slice(at, at + BATCH))))
  return written
}

const history = ({ userId, changeId = null, importId = null }: By) => ({
  editId: crypto.randomUUID(),
  userId,
  changeId,
  importId,
})

/** Skips ids that exist already and ids of erased contacts. Returns the inserted contacts. */
export const insertContacts = (tx: Tx, firmId: string, contacts: readonly NewContact[]) =>
  inBatches(contacts, (batch) => insertBatch(tx, firmId, batch))

function insertBatch(tx: Tx, firmId: string, batch: readonly NewContact[]): Promise<readonly WrittenRow[]> {
  const rows = batch.map(({ id, contact, by }) => ({ id, ...contactColumns(contact), ...history(by) }))
  return tx.$queryRaw<WrittenRow[]>`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(
        id uuid, value jsonb, "sortKey" text, search text, "editId" uuid, "userId" uuid, "changeId" uuid, "importId" uuid)
    ), made as (
      insert into "Contact" (id, "firmId", value, "sortKey", search)
      select id, ${firmId}::uuid, value, "sortKey", search from given
      where not exists (select from "Erasure" x where x."firmId" = ${firmId}::uuid and x."contactId" = given.id)
      on conflict (id) do nothing
      returning id, version, "updatedAt"
    ), remembered as (
      insert into "ContactEdit" (id, "firmId", "contactId", version, kind, "userId", "changeId", "importId", "to")
      select given."editId", ${firmId}::uuid, made.id, made.version, 'create', given."userId", given."changeId",
        given."importId", given.value
      from made join given on given.id = made.id
    )
    select id, version, "updatedAt" from made`
}

/** Skips contacts with another version, and those whose value already is `to`. Returns the updated contacts. */
export const updateContacts = (tx: Tx, firmId: string, updates: readonly ContactUpdate[]) =>
  inBatches(updates, (batch) => updateBatch(tx, firmId, batch))

function updateBatch(
  tx: Tx,
  firmId: string,
  batch: readonly ContactUpdate[],
): Promise<readonly WrittenRow[]> {
  const rows = batch.map(({ id, version, from, to, by }) => {
    return { id, version, ...contactColumns(to), was: from, ...history(by) }
  })
  return tx.$queryRaw<WrittenRow[]>`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(
        id uuid, version int, value jsonb, "sortKey" text, search text, was jsonb, "editId" uuid, "userId" uuid, "changeId" uuid)
    ), written as (
      update "Contact" c set version = c.version + 1, "updatedAt" = now(), stamp = pg_current_xact_id()::text, "deletedAt" = null, "deletedById" = null, "purgedAt" = null,
        value = given.value, "sortKey" = given."sortKey", search = given.search
      from given
      where c.id = given.id and c."firmId" = ${firmId}::uuid and c.version = given.version
        and (c."deletedAt" is not null) = (given.was is null)
        and (c."deletedAt" is not null or c.value is distinct from given.value)
      returning c.id, c.version, c."updatedAt"
    ), remembered as (
      insert into "ContactEdit" (id, "firmId", "contactId", version, kind, "userId", "changeId", "from", "to")
      select given."editId", ${firmId}::uuid, written.id, written.version,
        (case when given.was is null then 'restore' else 'edit' end)::"EditKind", given."userId", given."changeId",
        given.was, given.value
      from written join given on given.id = written.id
    )
    select id, version, "updatedAt" from written`
}

/** Skips contacts with another version, and those that are already deleted. Returns the deleted contacts. */
export const deleteContacts = (tx: Tx, firmId: string, deletions: readonly ContactDeletion[]) =>
  inBatches(deletions, (batch) => deleteBatch(tx, firmId, batch))

function deleteBatch(
  tx: Tx,
  firmId: string,
  batch: readonly ContactDeletion[],
): Promise<readonly WrittenRow[]> {
  const rows = batch.map(({ id, version, by }) => ({ id, version, ...history(by) }))
  return tx.$queryRaw<WrittenRow[]>`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(
        id uuid, version int, "editId" uuid, "userId" uuid, "changeId" uuid)
    ), written as (
      update "Contact" c set version = c.version + 1, "updatedAt" = now(), stamp = pg_current_xact_id()::text, "deletedAt" = now(), "deletedById" = given."userId"
      from given
      where c.id = given.id and c."firmId" = ${firmId}::uuid and c.version = given.version and c."deletedAt" is null
      returning c.id, c.version, c."updatedAt", c.value
    ), remembered as (
      insert into "ContactEdit" (id, "firmId", "contactId", version, kind, "userId", "changeId", "from")
      select given."editId", ${firmId}::uuid, written.id, written.version, 'delete', given."userId", given."changeId", written.value
      from written join given on given.id = written.id
    )
    select id, version, "updatedAt" from written`
}
