// What a contact becomes when its merge is undone. Pure.
import type { Region } from '@/lib/domains/contacts/text/phone-key'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { merge } from './merge'

interface Merged {
  readonly before: Contact
  readonly after: Contact
  readonly now: Contact
}

const AS_IS = { local: (value: Contact) => value, remote: (value: Contact) => value }

/** The value before the merge; edits since the merge stay. */
export const withoutMerge = ({ before, after, now }: Merged, region: Region): Contact =>
  merge({ local: after, remote: after }, now, before, {}, () => 'local', AS_IS, region).local
