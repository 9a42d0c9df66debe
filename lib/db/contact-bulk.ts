// Writing many contacts at once: an import, a first sync. One statement for a batch, since a statement for each of
// 25,000 contacts would take minutes.
import type { Contact } from '@/lib/contacts/contact'
import type { Tx } from './client'
import { contactColumns, storable } from './contact-row'
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
    const clean = storable(contact)
    return {
      id,
      ...contactColumns(clean),
      whole: clean,
      editId: crypto.randomUUID(),
      userId: by.userId,
      changeId: by.changeId ?? null,
      importId: by.importId ?? null,
    }
  })
  return tx.$executeRaw`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(
        id uuid, kind "ContactKind", prefix text, "firstName" text, "middleName" text, "lastName" text, suffix text,
        nickname text, company text, title text, department text, notes text, "birthYear" int, "birthMonth" int,
        "birthDay" int, emails jsonb, phones jsonb, websites jsonb, addresses jsonb, "sortKey" text, search text,
        whole jsonb, "editId" uuid, "userId" uuid, "changeId" uuid, "importId" uuid)
    ), made as (
      insert into "Contact" (id, "firmId", kind, prefix, "firstName", "middleName", "lastName", suffix, nickname, company,
        title, department, notes, "birthYear", "birthMonth", "birthDay", emails, phones, websites, addresses,
        "sortKey", search)
      select id, ${firmId}::uuid, kind, prefix, "firstName", "middleName", "lastName", suffix, nickname, company,
        title, department, notes, "birthYear", "birthMonth", "birthDay", emails, phones, websites, addresses,
        "sortKey", search
      from given on conflict (id) do nothing returning id
    )
    insert into "ContactEdit" (id, "firmId", "contactId", version, kind, "userId", "changeId", "importId", "to")
    select given."editId", ${firmId}::uuid, made.id, 1, 'create', given."userId", given."changeId", given."importId",
      given.whole
    from made join given on given.id = made.id`
}
