// Contacts with the same name, and no other evidence for or against being the same.
import type { Candidate, Item } from '@/lib/domains/contacts/types'
import { folded } from '@/lib/domains/text/folded'

/** Near-linear. Contacts without a name have no namesake. */
export function namesakes(local: readonly Item[], remote: readonly Item[]): readonly Candidate[] {
  const byName = new Map<string, Item[]>()
  for (const item of local) byName.set(nameOf(item), [...(byName.get(nameOf(item)) ?? []), item])
  return remote.flatMap((item) =>
    (byName.get(nameOf(item)) ?? []).flatMap(({ id, value }) => {
      const reasons = NAMES.filter((field) => value[field] !== '').map((field) => ({
        ...{ kind: 'agrees' as const, field },
        value: value[field],
      }))
      const pair = { localId: id, remoteId: item.id }
      return reasons.length > 0 ? [{ ...pair, probability: EVEN, automatic: false, reasons }] : []
    }),
  )
}

/** No evidence either way. */
const EVEN = 0.5
const NAMES = ['firstName', 'lastName', 'company'] as const
const nameOf = ({ value }: Item) => JSON.stringify(NAMES.map((field) => folded(value[field])))
