// Two books whose people draw from few names, with addresses made from the names: strangers have one name and one email address. Deterministic.
import { seedPersons } from '@/emulator/seeds/seed-persons'
import type { Item } from '@/lib/domains/contacts/types'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { toItem } from '@/lib/providers/google/person'
import type { LabelledList } from '@/testing/matching/febrl-like'

/** `size`: contacts in each book; two fifths of them are in both. The people are those of the emulator. */
export function fewNames(size: number): LabelledList {
  const common = Math.round(size * 0.4)
  const shared = seedPersons(common, 1)
  const personOf = new Map<string, number>()
  const items = (side: string, first: number, seed: number, from: number): readonly Item[] =>
    [...shared, ...seedPersons(size - common, seed, from)].map((person, at) => {
      personOf.set(`${side}${at}`, at < common ? at : first + at)
      return {
        ...{ id: `${side}${at}`, version: '1', value: asContact(person) },
        ...{ deleted: false, key: null, changedAt: null },
      }
    })
  return { left: items('l', 0, 3, 2 * size), right: items('r', size, 2, common), personOf }
}

const asContact = (person: ReturnType<typeof seedPersons>[number]): Contact =>
  toItem({
    ...person,
    resourceName: 'people/c0',
    metadata: { sources: [{ type: 'CONTACT', etag: '' }] },
  } as never).value
