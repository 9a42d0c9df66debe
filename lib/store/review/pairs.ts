// One contact from both sides, as the database has it now: for a change whose contact moved on since it was planned, and for what a
// person decides. What the plan makes of it alone is the engine's (plan-pair.ts, decide.ts).

import { contactDomain } from '@/lib/domains/contacts/domain'
import type { Region } from '@/lib/domains/contacts/text/phone-key'
import type { Item } from '@/lib/domains/contacts/types'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import type { ChangeTimes } from '@/lib/engine/model'
import type { PairContext, PairNow } from '@/lib/engine/plan-pair'
import { contactProjects } from '@/lib/providers/registry'
import { itemOfContact } from '@/lib/store/address-book/contact-row'
import { settingsInForce } from '@/lib/store/address-book/values'
import { type Db, db, type Tx } from '@/lib/store/database/client'
import type { Link as LinkRow, Sync } from '@/lib/store/database/generated/client'
import { timesHere } from '@/lib/store/sync/change-times'
import { itemFromRow } from '@/lib/store/sync/items'
import { linkFromRow } from '@/lib/store/sync/links'

export interface Pair extends PairNow<Contact> {
  /** The provider's own JSON of the remote entry, where it was asked for: only writing needs it. */
  readonly raw: unknown
}

/** What names a pair: a stored change does. */
export interface PairRef {
  readonly id: string
  readonly contactId: string | null
  readonly remoteId: string | null
}

export type SyncOfPair = Pick<Sync, 'id' | 'firmId' | 'settings' | 'restoredAt'> & {
  readonly provider: string
  readonly region: Region
}

/** With what is known of the times of its values. */
export const withTimes = (item: Item, times: ReadonlyMap<string, ChangeTimes>): Item => {
  const own = times.get(item.id)
  return own ? { ...item, times: own } : item
}

/**
 * The pairs that these changes are about, by the change's id. Three queries, however many, and two more where an end is another
 * than the link's. `by`: the caller's transaction, where one is open.
 */
export async function loadPairs(
  sync: Pick<Sync, 'id' | 'firmId' | 'settings' | 'restoredAt'>,
  refs: readonly PairRef[],
  { raw = false, by: ours = db(sync.firmId) }: { readonly raw?: boolean; readonly by?: Db | Tx } = {},
): Promise<ReadonlyMap<string, Pair>> {
  const contactIds = refs.flatMap((ref) => ref.contactId ?? [])
  const remoteIds = refs.flatMap((ref) => ref.remoteId ?? [])
  const [contacts, items, links] = await Promise.all([
    ours.contact.findMany({ where: { firmId: sync.firmId, id: { in: contactIds } } }),
    ours.item.findMany({ where: { syncId: sync.id, remoteId: { in: remoteIds } }, omit: { raw: !raw } }),
    ours.link.findMany({
      where: { syncId: sync.id, OR: [{ contactId: { in: contactIds } }, { remoteId: { in: remoteIds } }] },
    }),
  ])
  const contactById = new Map(contacts.map((row) => [row.id, row]))
  const entryById = new Map(items.map((row) => [row.remoteId, row]))
  const linkByEnd = new Map(
    links.flatMap((row) => [[row.contactId, row] as const, [row.remoteId, row] as const]),
  )
  const times = await timesHere(ours, sync, pairedContacts(refs))
  const formerOf = await formerEnds(ours, sync, links, contactById, entryById)
  return new Map(
    refs.map((ref) => {
      const contact = ref.contactId === null ? undefined : contactById.get(ref.contactId)
      const item = ref.remoteId === null ? undefined : entryById.get(ref.remoteId)
      const link = linkByEnd.get(ref.contactId ?? '') ?? linkByEnd.get(ref.remoteId ?? '')
      const local = contact ? itemOfContact(contact) : null
      const remote = item ? itemFromRow(item) : null
      const pair: Pair = {
        link: link ? linkFromRow(link, { local, remote }) : null,
        local: local && withTimes(local, times),
        remote,
        former: (link && formerOf(link)) ?? null,
        raw: (item && 'raw' in item ? item.raw : null) ?? null,
      }
      return [ref.id, pair]
    }),
  )
}

const pairedContacts = (refs: readonly PairRef[]): readonly string[] =>
  refs.flatMap(({ contactId, remoteId }) => (contactId === null || remoteId === null ? [] : [contactId]))

type Ends = Pick<LinkRow, 'contactId' | 'remoteId'>

/** The ends of links that are not among what is loaded: whoever is there instead was planned to take their place. */
async function formerEnds(
  ours: Db | Tx,
  { id: syncId, firmId }: { readonly id: string; readonly firmId: string },
  links: readonly Ends[],
  contacts: ReadonlyMap<string, unknown>,
  items: ReadonlyMap<string, unknown>,
) {
  const [contactIds, remoteIds] = [
    links.flatMap(({ contactId }) => (contacts.has(contactId) ? [] : [contactId])),
    links.flatMap(({ remoteId }) => (items.has(remoteId) ? [] : [remoteId])),
  ]
  const [formerContacts, formerEntries] = await Promise.all([
    contactIds.length === 0 ? [] : ours.contact.findMany({ where: { firmId, id: { in: contactIds } } }),
    remoteIds.length === 0
      ? []
      : ours.item.findMany({ where: { syncId, remoteId: { in: remoteIds } }, omit: { raw: true } }),
  ])
  const former = new Map(
    [...formerContacts.map(itemOfContact), ...formerEntries.map(itemFromRow)].map((one) => [one.id, one]),
  )
  return ({ contactId, remoteId }: Ends) => former.get(contactId) ?? former.get(remoteId)
}

/** What a pair of the sync is planned under. `again`: what was deleted is offered anew (values.ts). */
export const pairContext = (sync: SyncOfPair, again: boolean): PairContext<Contact> => ({
  settings: settingsInForce(sync),
  project: contactProjects(sync),
  domain: contactDomain(sync.region),
  again,
})
