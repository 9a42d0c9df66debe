// Who of a file is likely here already, though not to the letter. Found once, when the file is read: the page only shows it.
import { setImmediate as breathe } from 'node:timers/promises'
import { type Contact, displayName } from '@/lib/contacts/contact'
import { likelyAmong } from '@/lib/sync/likely'
import type { Entry, Reason } from '@/lib/sync/model'
import { allContacts } from './contact-list'
import { entryFromContact } from './pairs'

export interface LikelyHere {
  /** The place in the file. */
  readonly at: number
  /** The likeliest of the firm's contacts. */
  readonly contactId: string
  readonly name: string
  readonly reasons: readonly Reason[]
}

/** In the order of the file; without those at the places of `known`. Others are served between its steps. */
export async function likelyHere(
  firmId: string,
  contacts: readonly Contact[],
  known: ReadonlySet<number>,
): Promise<readonly LikelyHere[]> {
  const incoming = contacts.map(entryAt).filter((_, at) => !known.has(at))
  if (incoming.length === 0) return []
  const here = new Map<string, Entry>()
  for await (const rows of allContacts(firmId, 1_000))
    for (const row of rows) here.set(row.id, entryFromContact(row))
  const likely = new Map<number, LikelyHere>()
  for (const candidates of likelyAmong([...here.values()], incoming)) {
    for (const { localId, remoteId, reasons } of candidates) {
      const [at, contact] = [Number(localId), here.get(remoteId)?.contact]
      if (contact && !likely.has(at))
        likely.set(at, { at, contactId: remoteId, name: displayName(contact), reasons })
    }
    await breathe()
  }
  return [...likely.values()].sort((a, b) => a.at - b.at)
}

const entryAt = (contact: Contact, at: number): Entry => ({
  id: String(at),
  version: '',
  contact,
  deleted: false,
  key: null,
  changedAt: null,
})
