// Writes whose reply was lost. What they did is read off the account later: whatever it shows of a write, both sides hold, so it is
// agreed on, and nobody is asked about it when one of them moves on.

import type { Contact } from '@/lib/contacts/contact'
import { sameContact } from '@/lib/contacts/diff'
import { parseChange, type StoredChange } from '@/lib/db/change-row'
import { db, type Tx } from '@/lib/db/client'
import { entryFromRow } from '@/lib/db/entries'
import { agree, type NewLink } from '@/lib/db/links'
import type { Pair } from '@/lib/db/pairs'
import { holdsOf } from '@/lib/providers/holds'
import type { RemoteEntry } from '@/lib/providers/provider'
import { halfwayBase, shownOf } from '@/lib/sync/halfway'
import { keyProof } from '@/lib/sync/key-proof'
import type { Base } from '@/lib/sync/model'
import { linkOf } from './new-link'
import { settle } from './settle'
import { inStep } from './step'
import type { Current, Work } from './work'

/**
 * What both sides hold of an update, as far as the account shows it (`seen`); null where it shows nothing of what was to be written
 * to it. `local`: what our side said when it was sent.
 */
function agreedOf(work: Work, { body }: StoredChange, local: Contact, seen: Contact): Base | null {
  const { base, remote: write, conflicts } = body
  if (!base || !write?.from || !write.to) return null
  const shown = shownOf({ from: write.from, to: write.to }, seen, work.region)
  if (sameContact(shown, write.from)) return null
  return halfwayBase({ local, base, conflicts }, shown, holdsOf(work.connection.provider), work.region)
}

/** After a look at what became of these updates: one that shows as it was sent is done, of another what shows is agreed. */
export async function rememberShown(
  tx: Tx,
  work: Work,
  items: readonly Current[],
  entries: readonly RemoteEntry[],
): Promise<void> {
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  const { sync } = work
  for (const item of items) {
    const { change, pair } = item
    const entry = byId.get(pair.remote?.id ?? '')
    const local = change.body.local?.to ?? pair.local?.contact
    if (!entry || entry.deleted || !local || !pair.remote) continue
    const base = agreedOf(work, change, local, entry.contact)
    if (!base) continue
    const version = change.writtenVersion ?? change.contactVersion ?? 0
    const isDone = change.body.remote?.to ? sameContact(change.body.remote.to, entry.contact) : false
    // Where more has changed there, the link keeps the version of before, so that every plan looks at it.
    const link = linkOf(work, item, null, version, isDone ? entry : pair.remote, base)
    await agree(tx, sync, link ? [link] : [], work.now())
    const isOpen = (await tx.change.count({ where: { id: change.id, state: 'planned' } })) > 0
    if (isDone && isOpen) await settle(tx, work, [{ ...item, link }])
  }
}

/**
 * The bases of links both of whose ends have moved on since an update was under way whose reply nobody heard, by the link's id: its
 * worker ended, or its run was stopped.
 */
export async function basesOfUnheard(work: Work, pairs: readonly Pair[]): Promise<ReadonlyMap<string, Base>> {
  const { firmId, id: syncId } = work.sync
  const moved = pairs.filter(
    ({ link, local, remote }) =>
      link && local && remote && local.version !== link.localVersion && remote.version !== link.remoteVersion,
  )
  if (moved.length === 0) return new Map()
  const rows = await db(firmId).change.findMany({
    where: {
      firmId,
      syncId,
      contactId: { in: moved.flatMap(({ local }) => local?.id ?? []) },
      erasedAt: null,
    },
    orderBy: { createdAt: 'asc' },
  })
  const latest = new Map(rows.map((row) => [`${row.contactId}|${row.remoteId}`, row]))
  return new Map(
    moved.flatMap(({ link, local, remote }): [string, Base][] => {
      const row = latest.get(`${local?.id}|${remote?.id}`)
      if (!link || !local || !remote || !row || row.remoteVersion !== link.remoteVersion) return []
      const change = parseChange(row)
      const said = wasHere(change, local)
      const base = said && agreedOf(work, change, said, remote.contact)
      return base ? [[link.id, base]] : []
    }),
  )
}

/** What our side said when the change was sent; null where it was not, or nobody knows any more. */
function wasHere(
  { state, body, writtenVersion, contactVersion }: StoredChange,
  local: NonNullable<Pair['local']>,
): Contact | null {
  if (state !== 'planned' && state !== 'superseded' && state !== 'failed') return null
  if (body.local) return writtenVersion === null ? null : body.local.to
  if (local.version === String(contactVersion)) return local.contact
  return body.conflicts.length === 0 ? (body.base?.local ?? null) : null
}

/** Contacts that were created in the account and now show there: they are linked, from what was sent. */
export async function linkCreated(work: Work): Promise<void> {
  const { firmId, id: syncId } = work.sync
  const ours = db(firmId)
  const sent = (
    await ours.change.findMany({ where: { syncId, state: 'sent', kind: 'createRemote', erasedAt: null } })
  ).map(parseChange)
  if (sent.length === 0) return
  const keys = sent.flatMap(({ contactId }) => contactId ?? [])
  const entries = await ours.entry.findMany({
    where: { syncId, key: { in: keys }, deleted: false },
    omit: { raw: true },
  })
  const linked = await ours.link.findMany({
    where: {
      syncId,
      OR: [{ contactId: { in: keys } }, { remoteId: { in: entries.map(({ remoteId }) => remoteId) } }],
    },
    select: { contactId: true, remoteId: true },
  })
  const taken = new Set(linked.flatMap(({ contactId, remoteId }) => [contactId, remoteId]))
  const found = sent.flatMap((change) => {
    const [entry, ...others] = entries.filter(({ key }) => key === change.contactId)
    if (!entry || others.length > 0 || taken.has(entry.remoteId) || taken.has(change.contactId ?? ''))
      return []
    const link = linkOfCreated(work, change, entryFromRow(entry))
    return link ? [{ change, link }] : []
  })
  if (found.length === 0) return
  await inStep(work, async (tx) => {
    await agree(
      tx,
      work.sync,
      found.map(({ link }) => link),
      work.now(),
    )
    await tx.change.updateMany({
      where: { id: { in: found.map(({ change }) => change.id) }, state: 'sent' },
      data: { state: 'applied', undecided: false, appliedAt: work.now() },
    })
  })
}

function linkOfCreated(
  work: Work,
  { body, contactId, contactVersion }: StoredChange,
  entry: ReturnType<typeof entryFromRow>,
): NewLink | null {
  const { base, remote } = body
  if (!base || !remote?.to || contactId === null) return null
  const context = { holds: holdsOf(work.connection.provider), region: work.region }
  if (keyProof(base.local, entry.contact, context) !== 'proof') return null
  const isAsSent = sameContact(remote.to, entry.contact)
  return {
    id: work.newId(),
    contactId,
    remoteId: entry.id,
    base: isAsSent ? { ...base, remote: entry.contact } : base,
    localVersion: contactVersion ?? 0,
    // No version that it ever has: the next plan looks at what has changed there since.
    remoteVersion: isAsSent ? entry.version : '',
  }
}
