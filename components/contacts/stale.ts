// The form's next state when somebody else saved the contact first: their changes told, and taken over where the form was not
// touched. The next Save then writes over a version that was seen. Pure.
import { rebase } from '@/components/contacts/rebase'
import type { SaveState } from '@/components/contacts/save-state'
import { typedOf } from '@/components/contacts/typed'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { diffContacts } from '@/lib/domains/contacts/value/diff'

interface Stale {
  readonly base: Contact
  readonly now: Contact
  readonly version: number
  readonly author: string | null
  readonly at: Date
}

export function staleState(typed: Contact, { base, now, version, author, at }: Stale): SaveState {
  const { contact, clashes } = rebase(base, typed, now)
  return {
    kind: 'stale',
    typed: typedOf(contact),
    version,
    changes: diffContacts(base, now),
    clashes,
    author,
    at,
  }
}
