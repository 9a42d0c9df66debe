// The emulator's people as contacts of ours.
import type { seedPersons } from '@/emulator/seeds/seed-persons'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { toItem } from '@/lib/providers/google/person'

export function asContact(person: ReturnType<typeof seedPersons>[number]): Contact {
  return toItem({
    ...person,
    resourceName: 'people/c0',
    metadata: { sources: [{ type: 'CONTACT', etag: '' }] },
  } as never).value
}
