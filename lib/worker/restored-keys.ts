// After a restore, what was added here since may stand in several accounts. The first of them brings it back, as a contact with an
// id of its own; the others must meet that contact, not double it.
import type { Candidate, Item } from '@/lib/domains/contacts/types'
import { folded } from '@/lib/domains/contacts/value/normalise'
import type { Tx } from '@/lib/store/database/client'
import type { StepContext } from './step-context'

/** Entries that carry the key of a contact that is not here any more, with the key of the one that came back in its place. */
export async function withRestoredKeys(
  by: Pick<Tx, '$queryRaw'>,
  { id, firmId }: StepContext['sync'],
  local: readonly Item[],
  remote: readonly Item[],
): Promise<readonly Item[]> {
  const keys = remote.flatMap(({ key }) => key ?? [])
  const rows = await by.$queryRaw<{ key: string; contactId: string }[]>`
    select e.key, l."contactId" from "Item" e
    join "Link" l on l."syncId" = e."syncId" and l."remoteId" = e."remoteId"
    where e."firmId" = ${firmId}::uuid and e."syncId" <> ${id}::uuid and e.key = any(${keys})`
  const free = new Set(local.map((item) => item.id))
  const found = new Map(rows.flatMap(({ key, contactId }) => (free.has(contactId) ? [[key, contactId]] : [])))
  return remote.map((item) =>
    item.key === null || free.has(item.key) ? item : { ...item, key: found.get(item.key) ?? item.key },
  )
}

/** Whoever came back since the restore is asked about already for the same name: no key may lead there, and nothing else. Pure. */
export function namesakes(
  local: readonly Item[],
  remote: readonly Item[],
  since: Date,
): readonly Candidate[] {
  const back = local.filter(({ changedAt }) => changedAt !== null && changedAt >= since)
  const byName = new Map<string, Item[]>()
  for (const item of back) byName.set(nameOf(item), [...(byName.get(nameOf(item)) ?? []), item])
  return remote.flatMap((item) =>
    (byName.get(nameOf(item)) ?? []).flatMap(({ id, value: contact }) => {
      const reasons = NAMES.filter((field) => contact[field] !== '').map((field) => ({
        ...{ kind: 'agrees' as const, field },
        value: contact[field],
      }))
      const pair = { localId: id, remoteId: item.id }
      return reasons.length > 0 ? [{ ...pair, probability: EVEN, automatic: false, reasons }] : []
    }),
  )
}

/** Nothing is known for or against it. */
const EVEN = 0.5
const NAMES = ['firstName', 'lastName', 'company'] as const
const nameOf = ({ value: contact }: Item) => JSON.stringify(NAMES.map((field) => folded(contact[field])))
