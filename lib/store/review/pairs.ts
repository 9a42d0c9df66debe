// Loads both sides of a contact as stored now: for a change whose contact was modified since it was planned, and for a person's decision.
// The engine plans the pair (plan-pair.ts, decide.ts).

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
  /** The provider's JSON of the remote item, if requested: only writing needs it. */
  readonly raw: unknown
}

/** The ids that identify a pair, for example a stored change. */
export interface PairRef {
  readonly id: string
  readonly localId: string | null
  readonly remoteId: string | null
}

export type SyncOfPair = Pick<Sync, 'id' | 'firmId' | 'settings' | 'restoredAt'> & {
  readonly provider: string
  readonly region: Region
}

/** Adds the known change times of the item's values. */
export const withTimes = (item: Item, times: ReadonlyMap<string, ChangeTimes>): Item => {
  const own = times.get(item.id)
  return own ? { ...item, times: own } : item
}

/**
 * The pairs of these changes, by change id. Three queries for any number of changes, and two more if a link has another end than its
 * change. `by`: the caller's open transaction, if any.
 */
export async function loadPairs(
  sync: Pick<Sync, 'id' | 'firmId' | 'settings' | 'restoredAt'>,
  refs: readonly PairRef[],
  { raw = false, by: ours = db(sync.firmId) }: { readonly raw?: boolean; readonly by?: Db | Tx } = {},
): Promise<ReadonlyMap<string, Pair>> {
  const contactIds = refs.flatMap((ref) => ref.localId ?? [])
  const remoteIds = refs.flatMap((ref) => ref.remoteId ?? [])
  const [contacts, items, links] = await Promise.all([
    ours.contact.findMany({ where: { firmId: sync.firmId, id: { in: contactIds } } }),
    ours.item.findMany({ where: { syncId: sync.id, remoteId: { in: remoteIds } }, omit: { raw: !raw } }),
    ours.link.findMany({
      where: { syncId: sync.id, OR: [{ localId: { in: contactIds } }, { remoteId: { in: remoteIds } }] },
    }),
  ])
  const contactById = new Map(contacts.map((row) => [row.id, row]))
  const entryById = new Map(items.map((row) => [row.remoteId, row]))
  const linkByEnd = new Map(
    links.flatMap((row) => [[row.localId, row] as const, [row.remoteId, row] as const]),
  )
  const times = await timesHere(ours, sync, pairedContacts(refs))
  const formerOf = await formerEnds(ours, sync, links, contactById, entryById)
  return new Map(
    refs.map((ref) => {
      const contact = ref.localId === null ? undefined : contactById.get(ref.localId)
      const item = ref.remoteId === null ? undefined : entryById.get(ref.remoteId)
      const link = linkByEnd.get(ref.localId ?? '') ?? linkByEnd.get(ref.remoteId ?? '')
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
  refs.flatMap(({ localId, remoteId }) => (localId === null || remoteId === null ? [] : [localId]))

type Ends = Pick<LinkRow, 'localId' | 'remoteId'>

/** The link ends that are not among the loaded items: the loaded item was planned to replace them. */
async function formerEnds(
  ours: Db | Tx,
  { id: syncId, firmId }: { readonly id: string; readonly firmId: string },
  links: readonly Ends[],
  contacts: ReadonlyMap<string, unknown>,
  items: ReadonlyMap<string, unknown>,
) {
  const [contactIds, remoteIds] = [
    links.flatMap(({ localId }) => (contacts.has(localId) ? [] : [localId])),
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
  return ({ localId, remoteId }: Ends) => former.get(localId) ?? former.get(remoteId)
}

/** The context for planning a pair of the sync. `again`: deleted contacts are offered again (values.ts). */
export const pairContext = (sync: SyncOfPair, again: boolean): PairContext<Contact> => ({
  settings: settingsInForce(sync),
  project: contactProjects(sync),
  domain: contactDomain(sync.region),
  again,
})
