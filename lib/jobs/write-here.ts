// The local half of a batch of changes: contacts are created and updated in one transaction. Those that need nothing of the account
// are agreed on in it as well; of the others the link remembers how far the two agree now.

import type { Tx } from '@/lib/db/client'
import { createManyContacts, updateManyContacts } from '@/lib/db/contact-bulk'
import { agree, type NewLink } from '@/lib/db/links'
import { holdsOf } from '@/lib/providers/holds'
import { halfwayBase } from '@/lib/sync/halfway'
import { linkOf } from './new-link'
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
      else if (isUpdateHere(item)) left.push(halfDone(work, item, version))
      else left.push(item)
    }
    await agree(
      tx,
      work.sync,
      done.flatMap(({ link }) => link ?? []),
      work.now(),
    )
    await settle(tx, work, done)
    return rememberHalves(tx, work, left)
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
function updateHere(tx: Tx, { sync }: Work, updates: readonly Current[]): Promise<ReadonlySet<string>> {
  return updateManyContacts(
    sync.firmId,
    updates.flatMap(({ change: { id: changeId, contactId: id, contactVersion: version, body } }) => {
      const { from, to } = body.local ?? {}
      if (!id || version === null || !to) return []
      return [{ id, version, from: from ?? null, to, by: { userId: null, changeId } }]
    }),
    tx,
  )
}

type Half = Current & {
  /** What the link remembers of it until the account has its part, too; null where none is to be remembered now. */
  readonly halfway?: NewLink | null
}

/** Our half is written. The link keeps the versions of before, so that every plan looks at it until the other half is. */
function halfDone(work: Work, item: Current, writtenVersion: number): Half {
  const { change, pair } = item
  const written = { ...item, change: { ...change, writtenVersion } }
  const { base, local, conflicts } = change.body
  if (!base || !local?.to || !pair.remote) return { ...written, halfway: null }
  const { remote } = holdsOf(work.connection.provider)
  const halfway = halfwayBase(
    { local: local.to, base, conflicts },
    pair.remote.contact,
    { remote },
    work.region,
  )
  return { ...written, halfway: linkOf(work, item, null, change.contactVersion ?? 0, pair.remote, halfway) }
}

/** From now on these changes belong to the links that their halves made, or moved. */
async function rememberHalves(tx: Tx, work: Work, items: readonly Half[]): Promise<readonly Current[]> {
  const links = items.flatMap(({ halfway }) => halfway ?? [])
  await agree(tx, work.sync, links, work.now())
  const halves = items.flatMap(({ change, halfway }) => (halfway === undefined ? [] : [change.id]))
  if (halves.length === 0) return items
  const rows = await tx.$queryRaw<readonly { id: string; linkId: string | null }[]>`
    update "Change" h set "writtenVersion" = h."contactVersion" + 1, "linkId" = coalesce(
      (select l.id from "Link" l where l."syncId" = h."syncId" and l."contactId" = h."contactId"), h."linkId")
    where h.id = any(${halves}::uuid[])
    returning h.id, h."linkId"`
  const linkIds = new Map(rows.map(({ id, linkId }) => [id, linkId]))
  return items.map(({ change, pair }) => ({
    change: { ...change, linkId: linkIds.get(change.id) ?? change.linkId },
    pair,
  }))
}
