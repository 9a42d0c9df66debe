// One contact from both sides, as the database has it now, and what the plan makes of it alone: for a change whose contact
// moved on since it was planned, and for the answer to a question.
import { holdsOf } from '@/lib/providers/holds'
import type { Answers, Change, Entry, Link } from '@/lib/sync/model'
import { plan } from '@/lib/sync/plan'
import { db } from './client'
import { contactFromRow } from './contact-row'
import { entryFromRow } from './entries'
import type { Contact as ContactRow, Sync } from './generated/client'
import { linkFromRow } from './links'
import { settingsInForce } from './values'

export interface Pair {
  readonly link: Link | null
  readonly local: Entry | null
  readonly remote: Entry | null
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
}

export const entryFromContact = (row: ContactRow): Entry => ({
  id: row.id,
  version: String(row.version),
  contact: contactFromRow(row),
  deleted: row.deletedAt !== null,
  key: null,
  changedAt: row.updatedAt,
})

/** The pairs that these changes are about, by the change's id. Three queries, however many. */
export async function loadPairs(
  sync: { readonly id: string; readonly firmId: string },
  refs: readonly PairRef[],
  { raw = false }: { readonly raw?: boolean } = {},
): Promise<ReadonlyMap<string, Pair>> {
  const contactIds = refs.flatMap((ref) => ref.contactId ?? [])
  const remoteIds = refs.flatMap((ref) => ref.remoteId ?? [])
  const ours = db(sync.firmId)
  const [contacts, entries, links] = await Promise.all([
    ours.contact.findMany({ where: { firmId: sync.firmId, id: { in: contactIds } } }),
    ours.entry.findMany({ where: { syncId: sync.id, remoteId: { in: remoteIds } }, omit: { raw: !raw } }),
    ours.link.findMany({
      where: { syncId: sync.id, OR: [{ contactId: { in: contactIds } }, { remoteId: { in: remoteIds } }] },
    }),
  ])
  const contactById = new Map(contacts.map((row) => [row.id, row]))
  const entryById = new Map(entries.map((row) => [row.remoteId, row]))
  const linkByEnd = new Map(
    links.flatMap((row) => [[row.contactId, row] as const, [row.remoteId, row] as const]),
  )
  return new Map(
    refs.map((ref) => {
      const contact = ref.contactId === null ? undefined : contactById.get(ref.contactId)
      const entry = ref.remoteId === null ? undefined : entryById.get(ref.remoteId)
      const link = linkByEnd.get(ref.contactId ?? '') ?? linkByEnd.get(ref.remoteId ?? '')
      const pair: Pair = {
        link: link ? linkFromRow(link) : null,
        local: contact ? entryFromContact(contact) : null,
        remote: entry ? entryFromRow(entry) : null,
        raw: (entry && 'raw' in entry ? entry.raw : null) ?? null,
      }
      return [ref.id, pair]
    }),
  )
}

export interface PairAnswers {
  readonly linked: boolean
  readonly conflicts: Answers['conflicts'][string]
}

/** What is to be done with this pair alone; null when nothing is. Pure but for what it is given. */
export function planPair(sync: SyncOfPair, pair: Pair, answers: PairAnswers, again: boolean): Change | null {
  const ends = pair.local && pair.remote ? { localId: pair.local.id, remoteId: pair.remote.id } : null
  const { changes } = plan({
    links: pair.link ? [pair.link] : [],
    local: pair.local ? [pair.local] : [],
    remote: pair.remote ? [pair.remote] : [],
    candidates: [],
    answers: {
      linked: ends && answers.linked && !pair.link ? [ends] : [],
      separate: [],
      conflicts: ends ? { [`${ends.localId}|${ends.remoteId}`]: answers.conflicts } : {},
    },
    settings: settingsInForce(sync),
    holds: holdsOf(sync.provider),
    again,
  })
  return changes[0] ?? null
}
