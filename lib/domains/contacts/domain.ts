// Contacts as the engine syncs them: the first domain.

import { keyProof } from '@/lib/domains/contacts/match/key-proof'
import { findCandidates } from '@/lib/domains/contacts/match/match'
import { matchKeys } from '@/lib/domains/contacts/match/match-keys'
import { namesakes } from '@/lib/domains/contacts/match/namesakes'
import { toldApart } from '@/lib/domains/contacts/match/told-apart'
import { halfwayBase, shownOf } from '@/lib/domains/contacts/merge/halfway'
import { mergeContacts } from '@/lib/domains/contacts/merge/merge-contacts'
import type { Region } from '@/lib/domains/contacts/text/phone-key'
import { type Contact, displayName, EMPTY_CONTACT, storedContact } from '@/lib/domains/contacts/value/contact'
import { sameContact, sameValue } from '@/lib/domains/contacts/value/diff'
import { FIELD_NAMES } from '@/lib/domains/contacts/value/fields'
import { searchText, sortKey } from '@/lib/domains/contacts/value/find'
import { isPartOf, parseContact } from '@/lib/domains/contacts/value/stored-contact'
import { folded } from '@/lib/domains/text/folded'
import type { Domain } from '@/lib/engine/domain'
import { THRESHOLDS } from '@/lib/engine/guard/guard'

/** A deletion in the account never deletes a contact here. */
export type ContactDomain = Domain<Contact, 'never'>

/** `region`: the region of the firm's phone numbers without a country code. */
export const contactDomain = (region: Region): ContactDomain => ({
  kind: 'contacts',
  empty: EMPTY_CONTACT,
  fields: FIELD_NAMES,
  stored: (json) => storedContact(json as Partial<Contact>),
  parse: parseContact,
  isPart: isPartOf,
  same: (a, b) => sameContact(a, b),
  equal: (a, b) => a.kind === b.kind && sameContact(a, b),
  sameField: (field, a, b) => sameValue(field, a, b),
  merge: (input) => mergeContacts(input, region),
  halfway: (half, remote, project) => halfwayBase(half, remote, project, region),
  shown: (write, seen) => shownOf(write, seen, region),
  sentByCreate: (contact) => contact,
  proofOfKey: (sent, remote) => keyProof(sent, remote, region),
  fullName,
  toldApart,
  match: (local, remote, options) => findCandidates(local, remote, { ...options, region }),
  matchKeys: matchKeys(region),
  namesakes,
  deletions: { local: 'never', edited: 'keep', asks: () => null },
  thresholds: THRESHOLDS,
  series: null,
  summary: (contact) => ({
    name: displayName(contact),
    sortKey: sortKey(contact),
    search: searchText(contact),
  }),
})

/** A first name alone is not a full name: many people are called Ana. */
function fullName({ kind, company, firstName, lastName }: Contact): string {
  const parts = (kind === 'company' ? [company] : [firstName, lastName]).map(folded)
  return parts.includes('') ? '' : JSON.stringify([kind, ...parts])
}
