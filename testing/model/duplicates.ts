// The invariant for two people of one firm: a sync does not add a person again that the other sync has just added. The history shows each
// added contact and its time; links show which items were linked by then.

import type { Contact } from '@/lib/domains/contacts/value/contact'
import { asContact } from '@/lib/store/address-book/values'
import { db } from '@/lib/store/database/client'

interface Added {
  readonly localId: string
  readonly syncId: string
  /** The id of the item that it was created from. */
  readonly remoteId: string
  readonly at: Date
  /** Its value after each write. */
  readonly versions: readonly Contact[]
}

export async function duplicates(firmId: string): Promise<readonly string[]> {
  const added = await addedBySyncs(firmId)
  const alike = (one: Added, other: Added) =>
    one.versions.every((a) => other.versions.every((b) => isSurely(a, b)))
  const found: string[] = []
  for (const one of added)
    for (const other of added) {
      if (one.localId >= other.localId || one.syncId === other.syncId || !alike(one, other)) continue
      // A third contact with the same name and address makes all of them ambiguous.
      if (added.some((third) => third !== one && third !== other && alike(one, third))) continue
      if ((await isKnown(firmId, one, other)) || (await isKnown(firmId, other, one))) continue
      found.push(`${one.localId} and ${other.localId} are one person, each added by another sync`)
    }
  return found
}

/** The same first name, last name and an email address, which is linked without asking. */
const isSurely = (a: Contact, b: Contact): boolean =>
  a.firstName === b.firstName &&
  a.lastName === b.lastName &&
  a.emails.some(({ value }) => b.emails.some((other) => other.value === value))

/**
 * Whether the contact was in the other's account already, or on its way there, when the other was added; or whether a person decided that
 * they are different.
 */
async function isKnown(firmId: string, one: Added, other: Added): Promise<boolean> {
  const where = { firmId, syncId: other.syncId, localId: one.localId }
  const before = { lt: other.at }
  return (
    (await db(firmId).link.count({ where: { ...where, createdAt: before } })) > 0 ||
    (await db(firmId).change.count({ where: { ...where, kind: 'createRemote', createdAt: before } })) > 0 ||
    (await db(firmId).separation.count({ where })) > 0 ||
    (await isSomebodyElse(firmId, one, other))
  )
}

/**
 * A person who decides who a contact is in an account separates it from everybody else who is added there: in the run that links it, and
 * possibly before that. Only such a decision counts, not an open question or a later decision.
 */
async function isSomebodyElse(firmId: string, { localId }: Added, other: Added): Promise<boolean> {
  const { syncId, remoteId, at } = other
  const answered = (samePerson: 'link' | 'separate') => ({
    answers: { path: ['samePerson'], equals: samePerson },
  })
  const isNotThisOne = { kind: 'question', remoteId, ...answered('separate') } as const
  const isAnother = { kind: { not: 'question' }, createdAt: { lt: at }, ...answered('link') } as const
  const where = { firmId, syncId, localId, OR: [isNotThisOne, isAnother] }
  return (await db(firmId).change.count({ where })) > 0
}

async function addedBySyncs(firmId: string): Promise<readonly Added[]> {
  const contacts = await db(firmId).contact.findMany({
    where: { firmId, deletedAt: null },
    include: { edits: { orderBy: { version: 'asc' } } },
  })
  const births = contacts.flatMap(({ edits: [birth] }) => birth?.changeId ?? [])
  const changes = await db(firmId).change.findMany({ where: { firmId, id: { in: births } } })
  const origins = new Map(changes.map(({ id, syncId, remoteId }) => [id, { syncId, remoteId }]))
  return contacts.flatMap(({ id, edits }) => {
    const { syncId, remoteId } = origins.get(edits[0]?.changeId ?? '') ?? {}
    const wasDeleted = edits.some(({ kind }) => kind === 'delete')
    const versions = edits.flatMap(({ to }) => (to ? [asContact(to)] : []))
    return syncId && remoteId && edits[0] && !wasDeleted
      ? [{ localId: id, syncId, remoteId, at: edits[0].at, versions }]
      : []
  })
}
