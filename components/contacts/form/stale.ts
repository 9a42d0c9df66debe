// The form's next state if somebody else saved the contact first: lists their changes and takes them over where the form was not edited.
// The next Save then overwrites a version that the person has seen. Pure.
import { rebase } from '@/components/contacts/form/rebase'
import type { SaveState } from '@/components/contacts/form/save-state'
import { typedOf } from '@/components/contacts/form/understand'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { diffContacts } from '@/lib/domains/contacts/value/diff'

interface Stale {
  readonly base: Contact
  readonly now: Contact
  readonly version: number
  readonly author: string | null
  readonly at: Date
}

export function staleState(
  typed: Contact,
  tags: string,
  { base, now, version, author, at }: Stale,
): SaveState {
  const { contact, clashes } = rebase(base, typed, now)
  return {
    kind: 'stale',
    typed: typedOf(contact, tags),
    version,
    changes: diffContacts(base, now),
    clashes,
    author,
    at,
  }
}
