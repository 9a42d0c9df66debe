// Turns a contact into what its form shows, and what was typed there into a contact, on the server: the browser does not load the rules.
// Pure.
import { birthdayText, parseBirthday } from '@/lib/domains/contacts/text/birthday-text'
import type { Contact, PartialDate } from '@/lib/domains/contacts/value/contact'
import { checkContact, type Fault } from '@/lib/domains/contacts/value/limits'
import { tagFault, tagsIn } from '@/lib/domains/contacts/value/tags'
import type { FormFault, Typed } from './typed'

export function typedOf(contact: Contact, tags = ''): Typed {
  return { ...contact, birthday: contact.birthday ? birthdayText(contact.birthday) : '', tags }
}

export type Understood =
  | { readonly kind: 'contact'; readonly contact: Contact }
  | { readonly kind: 'faults'; readonly faults: readonly FormFault[] }

export function understand({ tags, ...typed }: Typed): Understood {
  const typedBirthday = typed.birthday.trim()
  const birthday: PartialDate | null = typedBirthday ? parseBirthday(typedBirthday) : null
  const contact: Contact = { ...typed, birthday }
  const unread: readonly Fault[] =
    typedBirthday && !birthday ? [{ field: 'birthday', entry: null, message: UNREAD_BIRTHDAY }] : []
  const wrongTags = tagFault(tagsIn(tags))
  const faults: readonly FormFault[] = [
    ...checkContact(contact),
    ...unread,
    ...(wrongTags === null ? [] : [{ field: 'tags' as const, entry: null, message: wrongTags }]),
  ]
  return faults.length > 0 ? { kind: 'faults', faults } : { kind: 'contact', contact }
}

const UNREAD_BIRTHDAY =
  'Birthday is not a valid date. Enter it like 1980-03-12 or 12 March 1980; the year is optional.'
