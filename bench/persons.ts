// The emulator's people as contacts of ours, and the reverse.
import type { Person } from '@/emulator/people/person'
import type { seedPersons } from '@/emulator/seeds/seed-persons'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { create, toItem } from '@/lib/providers/google/person'
import { lifelikeBooks } from '@/testing/matching/lifelike-book'

const SEED = 2027
/** The share of each side's contacts that the other side has too. */
export const SHARED = 0.4

export function asContact(person: ReturnType<typeof seedPersons>[number]): Contact {
  return toItem({
    ...person,
    resourceName: 'people/c0',
    metadata: { sources: [{ type: 'CONTACT', etag: '' }] },
  } as never).value
}

/** As a person who came into the account without Concord. */
function asPerson(contact: Contact): Person {
  const { clientData: _, ...person } = create(contact, '')
  return person
}

/** Lifelike contacts of a firm and of an account, `size` each. Those that both have come first. */
export function lifelikeSides(size: number) {
  const { left, right } = lifelikeBooks(SEED, { size, shared: SHARED, withoutEmail: 0.01 })
  if (right === null) throw new Error('The books are two.')
  return { here: left.map(({ value }) => value), there: right.map(({ value }) => asPerson(value)) }
}
