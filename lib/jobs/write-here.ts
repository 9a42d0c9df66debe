// The local half of a batch of changes: contacts are created and updated in one transaction, and those that need nothing
// of the account are agreed on in it as well.

import type { Tx } from '@/lib/db/client'
import { createManyContacts, updateManyContacts } from '@/lib/db/contact-bulk'
import { agree, type NewLink } from '@/lib/db/links'
import type { Base } from '@/lib/sync/model'
import { addsHere, meetNewcomers } from './newcomers'
import { type Done, settle } from './settle'
import { inStep } from './step'
import type { Current, Work } from './work'

/** Returns the changes whose other half is still to be written to the account, as they are now. */
export async function writeHere(work: Work, planned: readonly Current[]): Promise<readonly Current[]> {
  return inStep(work, async (tx) => {
    const current = await meetNewcomers(tx, work, await stillPlanned(tx, planned))
    const created = await createHere(tx, work, current.filter(isNewHere))
    const written = await updateHere(tx, work, current.filter(isUpdateHere))
    const done: Done[] = []
    const left: Current[] = []
    for (const item of current) {
      const { change } = item
      // Edited in this very moment: the next step finds another version and plans it again.
      if (isUpdateHere(item) && !written.has(change.contactId ?? '')) continue
      const createdId = created.get(change.id) ?? null
      const version = createdId ? 1 : (change.contactVersion ?? 0) + (wroteHere(item) ? 1 : 0)
      if (change.body.remote === null) done.push({ ...item, link: linkOf(work, item, createdId, version) })
      else left.push(wroteHere(item) ? { ...item, change: { ...change, writtenVersion: version } } : item)
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

/** Without those whose person was erased, or whose time was over, since the step began. */
async function stillPlanned(tx: Tx, items: readonly Current[]): Promise<readonly Current[]> {
  const ids = items.map(({ change }) => change.id)
  const rows = await tx.change.findMany({ where: { id: { in: ids }, erasedAt: null }, select: { id: true } })
  const known = new Set(rows.map(({ id }) => id))
  return items.filter(({ change }) => known.has(change.id))
}

/** Adds a contact of which nothing is left here. What was deleted here and returns is updated. */
const isNewHere = (item: Current): boolean => addsHere(item) && item.pair.local === null

/** Writes a contact that is here already; not once more if an earlier worker did, and died before the other half. */
const isUpdateHere = (item: Current): boolean => item.change.writtenVersion === null && wroteHere(item)

/** By now, or since an earlier worker, our half of it is written. */
const wroteHere = ({ change, pair }: Current) => change.body.local !== null && pair.local !== null

/** The ids of the new contacts, by their change. */
async function createHere(
  tx: Tx,
  work: Work,
  current: readonly Current[],
): Promise<ReadonlyMap<string, string>> {
  const created = current.flatMap(({ change }) => {
    const contact = change.body.local?.to
    return contact ? [{ changeId: change.id, id: work.newId(), contact }] : []
  })
  await createManyContacts(
    work.sync.firmId,
    created.map(({ changeId, id, contact }) => ({ id, contact, by: { userId: null, changeId } })),
    tx,
  )
  return new Map(created.map(({ changeId, id }) => [changeId, id]))
}

/** The ids of the contacts that still had the version their change was planned on, and are written now. */
async function updateHere(tx: Tx, { sync }: Work, updates: readonly Current[]): Promise<ReadonlySet<string>> {
  const written = await updateManyContacts(
    sync.firmId,
    updates.flatMap(({ change: { id: changeId, contactId: id, contactVersion: version, body } }) => {
      const { from, to } = body.local ?? {}
      if (!id || version === null || !to) return []
      return [{ id, version, from: from ?? null, to, by: { userId: null, changeId } }]
    }),
    tx,
  )
  const halves = updates.flatMap(({ change }) =>
    change.body.remote !== null && written.has(change.contactId ?? '') ? [change.id] : [],
  )
  if (halves.length > 0) {
    await tx.$executeRaw`
      update "Change" set "writtenVersion" = "contactVersion" + 1 where id = any(${halves}::uuid[])`
  }
  return written
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
