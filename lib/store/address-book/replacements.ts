// Finds the contact that has replaced a deleted one: restoring the deleted one would create a duplicate.

import { findCandidates } from '@/lib/domains/contacts/match/match'
import type { Candidate } from '@/lib/domains/contacts/types'
import { plain } from '@/lib/domains/text/searchable'
import { type Db, db, type Tx, withTransaction } from '@/lib/store/database/client'
import { firmOf, type View } from '@/lib/store/database/firm-pool'
import type { Contact } from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'
import { phoneRegionOf } from '@/lib/store/firm/firm'
import { mustStillBeAdmin } from '@/lib/store/firm/rights'
import { lockAdditions } from './additions'
import { contactFromRow, itemOfContact } from './contact-row'
import { getContact, isOwnToRestore, restoreContact } from './contacts'

/** Most contacts of one name that are compared. */
const MOST = 50

/** The contact that is now linked to the deleted contact's item in some account, or that is certainly the same person. */
export async function replacementOf(view: View, id: string, by: Db | Tx = db(view)): Promise<Contact | null> {
  const gone = await getContact(view, id, by)
  if (!gone?.deletedAt) return null
  const survivor = gone.mergedIntoId && (await getContact(view, gone.mergedIntoId, by))
  if (survivor && !survivor.deletedAt) return survivor
  return (await linkedReplacementOf(gone, by)) ?? (await samePersonAs(gone, by))
}

/** Of many deleted contacts, those with a replacement. A few queries for any number of them. */
export async function replacedAmong(
  view: View,
  ids: readonly string[],
  by: Db | Tx = db(view),
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const firmId = firmOf(view)
  const linked = await linkedReplacements(firmId, ids, by)
  const gone = await by.contact.findMany({
    where: { firmId, id: { in: [...ids] }, deletedAt: { not: null }, purgedAt: null },
  })
  const sortKeys = gone.map(({ sortKey }) => sortKey)
  const rows = await by.contact.findMany({
    where: { firmId, deletedAt: null, sortKey: { in: sortKeys } },
  })
  const region = await phoneRegionOf(firmId, by)
  const items = gone.map((row) => ({ ...itemOfContact(row), deleted: false }))
  const same = findCandidates(items, rows.map(itemOfContact), { region }).filter(isSamePerson)
  return new Set([...linked.keys(), ...same.map(({ localId }) => localId)])
}

/**
 * **Restore** by an administrator, and **Undo** by the person who deleted it (see isOwnToRestore). It restores nothing if a replacement
 * exists, unless both are wanted.
 */
export async function restoreBeside(
  actor: Actor,
  id: string,
  wanted: { readonly both: boolean },
): Promise<'restored' | 'standIn' | 'missing'> {
  const { firmId, userId } = actor
  return withTransaction(actor, async (tx) => {
    const row = await getContact(actor, id, tx)
    if (!row || !isOwnToRestore(row, actor, new Date())) await mustStillBeAdmin(tx, actor)
    await lockAdditions(tx, firmId)
    if (!wanted.both && (await replacementOf(firmId, id, tx))) return 'standIn'
    const { kind } = await restoreContact(firmId, id, { userId }, tx)
    return kind === 'missing' ? 'missing' : 'restored'
  })
}

async function linkedReplacementOf({ firmId, id }: Contact, by: Db | Tx): Promise<Contact | null> {
  const replacement = (await linkedReplacements(firmId, [id], by)).get(id)
  return replacement ? getContact(firmId, replacement, by) : null
}

/** By deleted contact, the one here that is linked with what a sync had created in the account for it. */
async function linkedReplacements(
  firmId: string,
  ids: readonly string[],
  by: Db | Tx,
): Promise<ReadonlyMap<string, string>> {
  const rows = await by.$queryRaw<{ id: string; replacement: string }[]>`
    select distinct h."localId" as id, c.id as replacement from "Change" h
    join "Link" l on l."syncId" = h."syncId" and l."remoteId" = h."remoteId"
    join "Contact" c on c.id = l."localId" and c."deletedAt" is null
    where h."firmId" = ${firmId}::uuid and h."localId" = any(${[...ids]}::uuid[]) and c.id <> h."localId"
      and h.state::text = 'applied'`
  return new Map(rows.map(({ id, replacement }) => [id, replacement]))
}

async function samePersonAs(gone: Contact, by: Db | Tx): Promise<Contact | null> {
  const { firmId } = gone
  const { firstName, lastName, kind, company } = contactFromRow(gone)
  const name = plain(kind === 'company' ? company : [lastName, firstName].filter(Boolean).join(' '))
  const rows = await by.contact.findMany({
    where: { firmId, deletedAt: null, sortKey: { startsWith: name } },
    take: MOST,
  })
  const candidates = findCandidates([{ ...itemOfContact(gone), deleted: false }], rows.map(itemOfContact), {
    region: await phoneRegionOf(firmId, by),
  })
  const same = candidates.find(isSamePerson)
  return rows.find((row) => row.id === same?.remoteId) ?? null
}

const isSamePerson = ({ reasons }: Candidate): boolean =>
  reasons.some((reason) => reason.kind === 'sameNameAndEmail')
