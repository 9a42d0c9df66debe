// The sync of the firm's address book with the contacts of an account.
import { contactDomain } from '@/lib/domains/contacts/domain'
import { type BaseDigest, digestOf, recallBase } from '@/lib/domains/contacts/merge/base-digest'
import { afterStep, firstSeen } from '@/lib/domains/contacts/merge/change-times'
import type { Region } from '@/lib/domains/contacts/text/phone-key'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { contactProjects, providerOf } from '@/lib/providers/registry'
import { addressBook } from '@/lib/store/address-book/collection'
import { itemOfContact, type StoredContact } from '@/lib/store/address-book/contact-row'
import type { Db, Tx } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'
import { jsonRows } from '@/lib/store/database/json-rows'
import { mergedThere } from '@/lib/store/sync/merged'
import type { KindOf, SyncOfKind } from './kind'

const storedContacts = (by: Db | Tx, firmId: string, ids: readonly string[]) =>
  jsonRows<StoredContact>(
    by,
    Prisma.sql`
      select c.id, c.version, c.value, c."deletedAt", c."updatedAt" from "Contact" c
      where c."firmId" = ${firmId}::uuid and c.id = any(${[...ids]}::uuid[])`,
    ['deletedAt', 'updatedAt'],
  )

/** The most edits of one contact that are read. */
const MOST_EDITS = 100

export function contactSync(
  sync: SyncOfKind,
  { provider, region }: { readonly provider: string; readonly region: Region },
): KindOf<Contact> {
  const { firmId } = sync
  const kind: KindOf<Contact> = {
    sync,
    domain: contactDomain(region),
    region,
    // Looked up only where needed: what is stored of an account can be erased even if its provider is unknown by now.
    get project() {
      return contactProjects({ provider })
    },
    here: {
      table: Prisma.sql`"Contact" c`,
      own: Prisma.sql`c."firmId" = ${firmId}::uuid`,
      live: Prisma.sql`c."deletedAt" is null`,
    },
    get there() {
      return providerOf({ provider }).collections.contacts
    },
    collection: (options) => addressBook(firmId, options),
    itemsHere: async (by, ids) => (await storedContacts(by, firmId, ids)).map(itemOfContact),
    digest: digestOf,
    recall: (digest, now) => recallBase(digest as BaseDigest, now),
    occurrences: null,
    times: {
      firstSeen,
      afterStep,
      history: (by, ids) => by.$queryRaw`
        select e."contactId" as "itemId", e.at, e."changeId", e."importId", e."from", e."to", h."syncId"
        from "Contact" c
        join "ContactEdit" e on e."firmId" = c."firmId" and e."contactId" = c.id and e.version > c.version - ${MOST_EDITS}::int
        left join "Change" h on h.id = e."changeId"
        where c."firmId" = ${firmId}::uuid and c.id = any(${[...ids]}::uuid[])
        order by e."contactId", e.version`,
    },
    inScope: () => true,
    mergedThere: (again, among) => mergedThere(kind, region, again, among),
  }
  return kind
}
