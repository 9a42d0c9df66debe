// After a restore, what was added here since may stand in several accounts. The first of them brings it back, as a contact with an
// id of its own; the others must meet that contact, not double it.
import { folded } from '@/lib/contacts/normalise'
import type { Tx } from '@/lib/db/client'
import type { Candidate, Entry } from '@/lib/sync/model'
import type { Work } from './work'

/** Entries that carry the key of a contact that is not here any more, with the key of the one that came back in its place. */
export async function withFoundKeys(
  by: Pick<Tx, '$queryRaw'>,
  { id, firmId }: Work['sync'],
  local: readonly Entry[],
  remote: readonly Entry[],
): Promise<readonly Entry[]> {
  const keys = remote.flatMap(({ key }) => key ?? [])
  const rows = await by.$queryRaw<{ key: string; contactId: string }[]>`
    select e.key, l."contactId" from "Entry" e
    join "Link" l on l."syncId" = e."syncId" and l."remoteId" = e."remoteId"
    where e."firmId" = ${firmId}::uuid and e."syncId" <> ${id}::uuid and e.key = any(${keys})`
  const free = new Set(local.map((entry) => entry.id))
  const found = new Map(rows.flatMap(({ key, contactId }) => (free.has(contactId) ? [[key, contactId]] : [])))
  return remote.map((entry) =>
    entry.key === null || free.has(entry.key) ? entry : { ...entry, key: found.get(entry.key) ?? entry.key },
  )
}

/** Whoever came back since the restore is asked about already for the same name: no key may lead there, and nothing else. Pure. */
export function namesakes(
  local: readonly Entry[],
  remote: readonly Entry[],
  since: Date,
): readonly Candidate[] {
  const back = local.filter(({ changedAt }) => changedAt !== null && changedAt >= since)
  const byName = new Map<string, Entry[]>()
  for (const entry of back) byName.set(nameOf(entry), [...(byName.get(nameOf(entry)) ?? []), entry])
  return remote.flatMap((entry) =>
    (byName.get(nameOf(entry)) ?? []).flatMap(({ id, contact }) => {
      const reasons = NAMES.filter((field) => contact[field] !== '').map((field) => ({
        ...{ kind: 'agrees' as const, field },
        value: contact[field],
      }))
      const pair = { localId: id, remoteId: entry.id }
      return reasons.length > 0 ? [{ ...pair, probability: EVEN, automatic: false, reasons }] : []
    }),
  )
}

/** Nothing is known for or against it. */
const EVEN = 0.5
const NAMES = ['firstName', 'lastName', 'company'] as const
const nameOf = ({ contact }: Entry) => JSON.stringify(NAMES.map((field) => folded(contact[field])))
