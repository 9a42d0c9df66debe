// **Erase this person**: erases a contact and all its data in every table of the firm. Only ids stay, which keep the firm's syncs from
// reading the person in again. Nothing is written to any account.

import { contactDomain } from '@/lib/domains/contacts/domain'
import { findCandidates } from '@/lib/domains/contacts/match/match'
import { displayName } from '@/lib/domains/contacts/value/contact'
import { lockAdditions } from '@/lib/store/address-book/additions'
import { contactFromRow, itemOfContact } from '@/lib/store/address-book/contact-row'
import { recordAudit } from '@/lib/store/audit/record'
import { db, type Tx, withTransaction } from '@/lib/store/database/client'
import { type Contact, Prisma } from '@/lib/store/database/generated/client'
import { containing } from '@/lib/store/database/like'
import { eraseMergesOf } from '@/lib/store/duplicates/account-merges'
import type { Actor } from '@/lib/store/firm/actor'
import { mustBeAdmin, mustStillBeAdmin } from '@/lib/store/firm/rights'
import { mattersOfContacts, type TiedMatter } from '@/lib/store/matters/of-contacts'
import { restorableSince } from '@/lib/store/retention/rules'
import { itemFromRow } from '@/lib/store/sync/items'
import { lockOpenRuns } from '@/lib/store/sync/syncs'
import { eraseChanges, eraseChangesOf } from './deleted-contacts'

/** A contact in a person's account. */
interface Found {
  readonly syncId: string
  readonly account: string
  readonly remoteId: string
}

/** An account that contains the person, as far as is known. */
export interface Holder {
  readonly userName: string
  readonly accountEmail: string
}

export interface ErasePreview {
  readonly name: string
  readonly edits: number
  readonly changes: number
  readonly holders: readonly Holder[]
  /** Its matters: with one it cannot be erased. */
  readonly matters: readonly TiedMatter[]
}

/** What **Erase this person** would erase, for its confirmation. Null if the contact does not exist any more. */
export async function previewErasure(actor: Actor, contactId: string): Promise<ErasePreview | null> {
  mustBeAdmin(actor)
  return withTransaction(actor, async (tx) => {
    const contact = await findContact(tx, actor.firmId, contactId)
    if (!contact) return null
    const found = await findInAccounts(tx, contact)
    const syncs = await tx.sync.findMany({
      where: { id: { in: found.map(({ syncId }) => syncId) } },
      include: { connection: { include: { user: true } } },
      orderBy: { connection: { accountEmail: 'asc' } },
    })
    const { firmId } = actor
    return {
      name: displayName(contactFromRow(contact)),
      edits: await tx.contactEdit.count({ where: { firmId, contactId } }),
      changes: await tx.change.count({ where: { firmId, localId: contactId } }),
      holders: syncs.map(({ connection: { user, accountEmail } }) => ({ userName: user.name, accountEmail })),
      matters: await mattersOfContacts(firmId, [contactId], tx),
    }
  })
}

/** Erases the contact, deleted or not, in one transaction. 'tied': it has a matter, so nothing was erased. */
export async function erasePerson(
  actor: Actor,
  contactId: string,
  now: Date,
): Promise<'erased' | 'missing' | 'tied'> {
  const { firmId, userId } = actor
  return withTransaction(actor, async (tx) => {
    await mustStillBeAdmin(tx, actor)
    // Workers that are reading or writing for the firm come before or after this.
    await lockOpenRuns(tx, firmId)
    await lockAdditions(tx, firmId)
    await tx.$queryRaw`select id from "Contact" where id = ${contactId}::uuid and "firmId" = ${firmId}::uuid for update`
    const contact = await findContact(tx, firmId, contactId)
    if (!contact) return 'missing'
    if ((await mattersOfContacts(firmId, [contactId], tx)).length > 0) return 'tied'
    const found = await findInAccounts(tx, contact)
    const erasure = { firmId, contactId, at: now, userId }
    const barred = found.map(({ account, remoteId }) => ({ ...erasure, account, remoteId }))
    await tx.erasure.createMany({ data: [erasure, ...barred], skipDuplicates: true })
    await eraseChangesOf(tx, firmId, [contactId], now)
    await eraseInAccounts(tx, firmId, found, now)
    const local = { firmId, localId: contactId }
    await tx.exclusion.deleteMany({ where: local })
    await tx.separation.deleteMany({ where: local })
    await tx.remoteRestore.deleteMany({ where: local })
    await tx.link.deleteMany({ where: local })
    await eraseImports(tx, contact)
    // Contacts that were merged into it are the same person.
    const merged = await tx.contact.findMany({ where: { firmId, mergedIntoId: contactId } })
    const mergedIds = merged.map(({ id }) => id)
    const too = mergedIds.map((id) => ({ ...erasure, contactId: id }))
    await tx.erasure.createMany({ data: too, skipDuplicates: true })
    await eraseChangesOf(tx, firmId, mergedIds, now)
    const theirs = { firmId, localId: { in: mergedIds } }
    await tx.exclusion.deleteMany({ where: theirs })
    await tx.separation.deleteMany({ where: theirs })
    await tx.remoteRestore.deleteMany({ where: theirs })
    await tx.link.deleteMany({ where: theirs })
    await tx.duplicateGroup.deleteMany({
      where: { firmId, contactIds: { hasSome: [contactId, ...mergedIds] } },
    })
    // Also deletes their history.
    await tx.contact.deleteMany({ where: { firmId, id: { in: [contactId, ...mergedIds] } } })
    await eraseAuditValues(tx, contact)
    for (const id of [contactId, ...mergedIds])
      await recordAudit(tx, firmId, { kind: 'contact.erase', userId, contactId: id })
    return 'erased'
  })
}

/** How many people of the firm have been erased. */
export async function countErasures(firmId: string): Promise<number> {
  return db(firmId).erasure.count({ where: { firmId, account: '' } })
}

/** A contact that an administrator can still see. */
function findContact(tx: Tx, firmId: string, id: string): Promise<Contact | null> {
  const seen = {
    OR: [{ deletedAt: null }, { deletedAt: { gte: restorableSince(new Date()) }, purgedAt: null }],
  }
  return tx.contact.findFirst({ where: { firmId, id, ...seen } })
}

/**
 * The person's contacts in the firm's accounts: linked now or before, created by us, asked about as a possible match, or certainly the
 * same without a link.
 */
async function findInAccounts(tx: Tx, contact: Contact): Promise<readonly Found[]> {
  const { id, firmId } = contact
  const known = await tx.$queryRaw<Found[]>`
    with ends as (
      select l."syncId", l."remoteId" from "Link" l where l."firmId" = ${firmId}::uuid and l."localId" = ${id}::uuid
      union
      select x."syncId", x."remoteId" from "Exclusion" x
      where x."firmId" = ${firmId}::uuid and x."localId" = ${id}::uuid and x."remoteId" is not null
      union
      select e."syncId", e."remoteId" from "Item" e join "Sync" s on s.id = e."syncId"
      where s."firmId" = ${firmId}::uuid and e.key = ${id}::text
      union
      select h."syncId", h."remoteId" from "Change" h
      where h."firmId" = ${firmId}::uuid and h."remoteId" is not null and (
        (h."localId" = ${id}::uuid and (h.kind <> 'question' or h.answers->>'samePerson' = 'link' or ${isAskedAlone}))
        or h.id in (select e."changeId" from "ContactEdit" e where e."firmId" = ${firmId}::uuid and e."contactId" = ${id}::uuid))
    )
    select ends."syncId", s.account, ends."remoteId" from ends join "Sync" s on s.id = ends."syncId"
    where not exists (select from "Link" o where o."syncId" = ends."syncId" and o."remoteId" = ends."remoteId"
      and o."localId" <> ${id}::uuid)
      and not exists (select from "Separation" p where p."syncId" = ends."syncId" and p."remoteId" = ends."remoteId"
      and p."localId" = ${id}::uuid)`
  return distinct([...known, ...(await findUnlinked(tx, contact))])
}

const CONTACTS = contactDomain(null)

/** Contacts in accounts that have no link, such as excluded ones, and are certainly the same person. */
async function findUnlinked(tx: Tx, contact: Contact): Promise<readonly Found[]> {
  const { firmId } = contact
  const local = { ...itemOfContact(contact), deleted: false }
  const emails = local.value.emails.map(({ value }) => value.trim().toLowerCase())
  if (emails.length === 0) return []
  const rows = await tx.$queryRaw<{ syncId: string; account: string; remoteId: string }[]>`
    select e."syncId", s.account, e."remoteId" from "Item" e join "Sync" s on s.id = e."syncId"
    where e."firmId" = ${firmId}::uuid
      and exists (select from jsonb_array_elements(e.value -> 'emails') as address
        where lower(trim(address ->> 'value')) = any(${emails}))
      and not exists (select from "Link" l where l."syncId" = e."syncId" and l."remoteId" = e."remoteId")
      and not exists (select from "Separation" p where p."syncId" = e."syncId" and p."remoteId" = e."remoteId"
        and p."localId" = ${contact.id}::uuid)`
  const found: Found[] = []
  for (const row of rows) {
    const { syncId, remoteId } = row
    const entry = await tx.item.findUnique({ where: { syncId_remoteId: { syncId, remoteId } } })
    const same =
      entry && findCandidates([local], [{ ...itemFromRow({ domain: CONTACTS }, entry), deleted: false }])
    if (same?.some(({ reasons }) => reasons.some(({ kind }) => kind === 'sameNameAndEmail'))) found.push(row)
  }
  return found
}

/** No other contact of the firm is a possible match for this contact of an account, so leaving it out separates it from nobody else. */
const isAskedAlone = Prisma.sql`(h.state in ('planned', 'waiting') and h.answers->>'samePerson' is null and not exists (
  select from "Change" o where o."syncId" = h."syncId" and o."remoteId" = h."remoteId" and o."localId" <> h."localId"
    and o.kind = 'question' and o.state in ('planned', 'waiting')))`

const distinct = (found: readonly Found[]): readonly Found[] => [
  ...new Map(found.map((one) => [`${one.syncId} ${one.remoteId}`, one])).values(),
]

/** In every sync of these accounts. */
async function eraseInAccounts(tx: Tx, firmId: string, found: readonly Found[], now: Date): Promise<void> {
  for (const { account, remoteId } of found) {
    const of = { firmId, remoteId, sync: { account } }
    await eraseChanges(
      tx,
      firmId,
      now,
      Prisma.sql`h."remoteId" = ${remoteId} and h."syncId" in (
        select s.id from "Sync" s where s."firmId" = ${firmId}::uuid and s.account = ${account})`,
    )
    await tx.item.deleteMany({ where: of })
    await eraseMergesOf(tx, firmId, { account, remoteId })
    await tx.exclusion.deleteMany({ where: of })
    await tx.separation.deleteMany({ where: of })
  }
}

/** Texts by which the person is recognized. */
function textsOf(contact: Contact) {
  const { emails, phones, firstName, lastName, company, kind } = contactFromRow(contact)
  const values = [...emails, ...phones]
    .map(({ value }) => value.trim())
    .filter(({ length }) => length >= TELLING)
  const names = (kind === 'company' ? [company] : [firstName, lastName])
    .map((name) => name.trim())
    .filter(Boolean)
  return { values, names }
}

/** Deletes files that mention the person and are not imported yet, and the names of all files that mention the person. */
async function eraseImports(tx: Tx, contact: Contact): Promise<void> {
  const { values, names } = textsOf(contact)
  await tx.$executeRaw`
    delete from "Import" i where i."firmId" = ${contact.firmId}::uuid and i."confirmedAt" is null and (
      i.contacts::text || i.problems::text ilike any(${values.map(containing)}::text[])
      or (${names.length > 0} and i.contacts::text || i.problems::text ilike all(${names.map(containing)}::text[])))`
  // Such a file names many people, and is kept for a day at most: the one who chose it chooses it again.
  await tx.matterImport.deleteMany({ where: { firmId: contact.firmId, confirmedAt: null } })
  await tx.$executeRaw`
    update "Import" i set "fileName" = '' where i."firmId" = ${contact.firmId}::uuid
      and i."fileName" ilike any(${tellingOf(contact)}::text[])`
  await tx.$executeRaw`
    update "Action" a set name = '' where a."firmId" = ${contact.firmId}::uuid and a.kind = 'import'
      and a.name ilike any(${tellingOf(contact)}::text[])`
}

/** What entries of the audit say about the person, such as the name of a file. The entries stay, with ids alone. */
async function eraseAuditValues(tx: Tx, contact: Contact): Promise<void> {
  await tx.$executeRaw`
    update "AuditValue" v set value = null, salt = null
    where v."firmId" = ${contact.firmId}::uuid and v.value::text ilike any(${tellingOf(contact)}::text[])`
}

/** Patterns of what names the person in a short text, such as the name of a file. */
function tellingOf(contact: Contact): string[] {
  const { values, names } = textsOf(contact)
  return [...values, ...names.filter(({ length }) => length > 2)].map(containing)
}

/** Shorter values occur in too many files. */
const TELLING = 5
