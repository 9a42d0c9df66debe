// The emulator's people as contacts of ours, and the reverse.
import type { Person } from '@/emulator/people/person'
import type { seedPersons } from '@/emulator/seeds/seed-persons'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { create, toItem } from '@/lib/providers/google/person'

export function asContact(person: ReturnType<typeof seedPersons>[number]): Contact {
  return toItem({
    ...person,
    resourceName: 'people/c0',
    metadata: { sources: [{ type: 'CONTACT', etag: '' }] },
  } as never).value
}

/** As a person who came into the account without Concord. */
export function asPerson(contact: Contact): Person {
  const { clientData: _, ...person } = create(contact, '')
  return person
}
