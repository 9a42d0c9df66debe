// Who is here in the place of a contact that was deleted: restoring that one beside them would make two of one person.
import { plain } from '@/lib/contacts/find'
import { findCandidates } from '@/lib/sync/match'
import type { Actor } from './actor'
import { type Db, db, type Tx, withTransaction } from './client'
import { getContact, restoreContact } from './contacts'
import { phoneRegionOf } from './firm'
import type { Contact } from './generated/client'
import { lockAdditions } from './newcomers'
import { entryFromContact } from './pairs'
import { mustStillBeAdmin } from './rights'

/** Contacts of one name that are looked at. */
const MOST = 50

/** The contact that has the entry of the deleted one in some account by now, or that is surely the same. */
export async function standInOf(
  firmId: string,
  id: string,
  by: Db | Tx = db(firmId),
): Promise<Contact | null> {
  const gone = await getContact(firmId, id, by)
  if (!gone?.deletedAt) return null
  return (await heirOf(gone, by)) ?? (await sameOf(gone, by))
}

/** **Restore**, by an administrator: not while somebody is here in the contact's place, unless both are wanted. */
export async function restoreBeside(
  actor: Actor,
  id: string,
  wanted: { readonly both: boolean },
): Promise<'restored' | 'standIn' | 'missing'> {
  const { firmId, userId } = actor
  return withTransaction(firmId, async (tx) => {
    await mustStillBeAdmin(tx, actor)
    await lockAdditions(tx, firmId)
    if (!wanted.both && (await standInOf(firmId, id, tx))) return 'standIn'
    const { kind } = await restoreContact(firmId, id, { userId }, tx)
    return kind === 'missing' ? 'missing' : 'restored'
  })
}

async function heirOf({ firmId, id }: Contact, by: Db | Tx): Promise<Contact | null> {
  const [heir] = await by.$queryRaw<{ id: string }[]>`
    select c.id from "Change" h
    join "Link" l on l."syncId" = h."syncId" and l."remoteId" = h."remoteId"
    join "Contact" c on c.id = l."contactId" and c."deletedAt" is null
    where h."firmId" = ${firmId}::uuid and h."contactId" = ${id}::uuid and c.id <> ${id}::uuid
      and h.state::text = 'applied' limit 1`
  return heir ? getContact(firmId, heir.id, by) : null
}

async function sameOf(gone: Contact, by: Db | Tx): Promise<Contact | null> {
  const { firmId, firstName, lastName, kind, company } = gone
  const name = plain(kind === 'company' ? company : [lastName, firstName].filter(Boolean).join(' '))
  const rows = await by.contact.findMany({
    where: { firmId, deletedAt: null, sortKey: { startsWith: name } },
    take: MOST,
  })
  const candidates = findCandidates(
    [{ ...entryFromContact(gone), deleted: false }],
    rows.map(entryFromContact),
    { region: await phoneRegionOf(firmId, by) },
  )
  const same = candidates.find(({ reasons }) => reasons.some((reason) => reason.kind === 'sameNameAndEmail'))
  return rows.find((row) => row.id === same?.remoteId) ?? null
}
