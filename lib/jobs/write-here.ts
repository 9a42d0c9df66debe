// The local half of a batch of changes: contacts are created and updated in one transaction, and those that need nothing
// of the account are agreed on in it as well.

import { type Tx, withTransaction } from '@/lib/db/client'
import { createManyContacts } from '@/lib/db/contact-bulk'
import { updateContact } from '@/lib/db/contacts'
import { keepLane } from '@/lib/db/lanes'
import { agree, type NewLink } from '@/lib/db/links'
import type { Base } from '@/lib/sync/model'
import { type Done, settle } from './settle'
import type { Current, Work } from './work'

/** Returns the changes whose other half is still to be written to the account, as they are now. */
export async function writeHere(work: Work, current: readonly Current[]): Promise<readonly Current[]> {
  return withTransaction(async (tx) => {
    await keepLane(tx, work.lane)
    const created = await createHere(tx, work, current)
    const done: Done[] = []
    const left: Current[] = []
    for (const item of current) {
      const version = created.get(item.change.id)?.version ?? (await updateHere(tx, work, item))
      // Edited in this very moment: the next step finds another version and plans it again.
      if (version === null) continue
      if (item.change.body.remote !== null) left.push(await rememberHalf(tx, item, version))
      else done.push({ ...item, link: linkOf(work, item, created.get(item.change.id)?.id ?? null, version) })
    }
    await agree(
      tx,
      work.sync,
      done.flatMap(({ link }) => link ?? []),
      work.now(),
    )
    await settle(tx, work, done)
    return left
  })
}

async function createHere(tx: Tx, work: Work, current: readonly Current[]) {
  const created = current.flatMap(({ change }) => {
    const contact = change.body.local?.from === null ? change.body.local.to : null
    return contact ? [{ changeId: change.id, linkId: change.linkId, id: work.newId(), contact }] : []
  })
  // One that was deleted here and is offered again comes as a contact of its own: its former link goes with the former contact.
  const former = created.flatMap(({ linkId }) => linkId ?? [])
  if (former.length > 0) await tx.link.deleteMany({ where: { id: { in: former } } })
  await createManyContacts(
    work.sync.firmId,
    created.map(({ changeId, id, contact }) => ({ id, contact, by: { userId: null, changeId } })),
    tx,
  )
  return new Map(created.map(({ changeId, id }) => [changeId, { id, version: 1 }]))
}

/** The contact's version once this change has written it; null when it is not the one the change was planned on. */
async function updateHere(tx: Tx, { sync }: Work, { change }: Current): Promise<number | null> {
  const { contactId, contactVersion, writtenVersion, body } = change
  const version = writtenVersion ?? contactVersion ?? 0
  if (contactId === null || writtenVersion !== null || body.local?.to == null) return version
  const written = await updateContact(
    sync.firmId,
    contactId,
    version,
    body.local.to,
    { userId: null, changeId: change.id },
    tx,
  )
  return written.kind === 'written' || written.kind === 'same' ? written.version : null
}

async function rememberHalf(tx: Tx, item: Current, version: number): Promise<Current> {
  const { change } = item
  if (change.body.local === null || change.writtenVersion !== null) return item
  await tx.change.update({ where: { id: change.id }, data: { writtenVersion: version } })
  return { ...item, change: { ...change, writtenVersion: version } }
}

/** What the link will say once both sides have the change; null where none remains. */
export function linkOf(
  work: Pick<Work, 'newId'>,
  { change, pair }: Current,
  createdId: string | null,
  localVersion: number,
  remote: { readonly id: string; readonly version: string } | null = pair.remote,
  base: Base | null = change.body.base,
): NewLink | null {
  const contactId = createdId ?? change.contactId
  if (base === null || contactId === null || remote === null || change.body.tombstone !== null) return null
  return {
    id: work.newId(),
    contactId,
    remoteId: remote.id,
    base,
    localVersion,
    remoteVersion: remote.version,
  }
}
