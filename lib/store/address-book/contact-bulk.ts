// Writing many contacts at once: an import, a first sync. One statement for a batch, since a statement for each of
// 25,000 contacts would take minutes.
import type { Contact } from '@/lib/domains/contacts/value/contact'
import type { Tx } from '@/lib/store/database/client'
import { asKept, contactColumns } from './contact-row'
import type { By } from './contacts'

export interface NewContact {
  readonly id: string
  readonly contact: Contact
  readonly by: By
}

/** Contacts a statement carries: some megabytes of JSON at most. */
const BATCH = 1_000

/** Each with its first line of history. Ids that exist already are left as they are; returns how many were made. */
export async function createManyContacts(
  firmId: string,
  contacts: readonly NewContact[],
  tx: Tx,
): Promise<number> {
  let made = 0
  for (let at = 0; at < contacts.length; at += BATCH)
    made += await createBatch(firmId, contacts.slice(at, at + BATCH), tx)
  return made
}

function createBatch(firmId: string, batch: readonly NewContact[], tx: Tx): Promise<number> {
  const rows = batch.map(({ id, contact, by }) => {
    return {
      id,
      ...contactColumns(asKept(contact)),
      editId: crypto.randomUUID(),
      userId: by.userId,
      changeId: by.changeId ?? null,
      importId: by.importId ?? null,
    }
  })
  return tx.$executeRaw`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(
        id uuid, value jsonb, "sortKey" text, search text, "editId" uuid, "userId" uuid, "changeId" uuid, "importId" uuid)
    ), made as (
      insert into "Contact" (id, "firmId", value, "sortKey", search)
      select id, ${firmId}::uuid, value, "sortKey", search from given on conflict (id) do nothing returning id
    )
    insert into "ContactEdit" (id, "firmId", "contactId", version, kind, "userId", "changeId", "importId", "to")
    select given."editId", ${firmId}::uuid, made.id, 1, 'create', given."userId", given."changeId", given."importId",
      given.value
    from made join given on given.id = made.id`
}

export interface ContactUpdate {
  readonly id: string
  /** The version it is expected to have; another one is left as it is. */
  readonly version: number
  /** Null: it was deleted, and returns. */
  readonly from: Contact | null
  readonly to: Contact
  readonly by: By
}

/** Each with its line of history. Returns the ids that were written: their version is one more now. */
export async function updateManyContacts(
  firmId: string,
  updates: readonly ContactUpdate[],
  tx: Tx,
): Promise<ReadonlySet<string>> {
  if (updates.length === 0) return new Set()
  const rows = updates.map(({ id, version, from, to, by }) => {
    return {
      id,
      version,
      ...contactColumns(asKept(to)),
      was: from,
      editId: crypto.randomUUID(),
      userId: by.userId,
      changeId: by.changeId ?? null,
    }
  })
  const written = await tx.$queryRaw<{ id: string }[]>`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(
        id uuid, version int, value jsonb, "sortKey" text, search text, was jsonb, "editId" uuid, "userId" uuid, "changeId" uuid)
    ), written as (
      update "Contact" c set version = c.version + 1, "updatedAt" = now(), "deletedAt" = null, "deletedById" = null, "purgedAt" = null,
        value = given.value, "sortKey" = given."sortKey", search = given.search
      from given
      where c.id = given.id and c."firmId" = ${firmId}::uuid and c.version = given.version
        and (c."deletedAt" is not null) = (given.was is null)
      returning c.id, c.version
    ), remembered as (
      insert into "ContactEdit" (id, "firmId", "contactId", version, kind, "userId", "changeId", "from", "to")
      select given."editId", ${firmId}::uuid, written.id, written.version,
        (case when given.was is null then 'restore' else 'edit' end)::"EditKind", given."userId", given."changeId",
        given.was, given.value
      from written join given on given.id = written.id
    )
    select id from written`
  return new Set(written.map(({ id }) => id))
}
