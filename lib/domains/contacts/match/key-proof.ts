// What our key on a remote entry is worth. A create carries the id of its contact, so that one whose reply was lost is found again.
// But people copy contacts in the account, the key with them, and edit the copy into somebody else: the contents decide.
import type { Region } from '@/lib/domains/contacts/text/phone-key'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { sameContact } from '@/lib/domains/contacts/value/diff'
import { folded, type KeyOf, keysAmong } from '@/lib/domains/contacts/value/normalise'
import type { KeyProof } from '@/lib/engine/domain'

/** By contents alone: it says what we sent, or bears the same name and nothing speaks against it; some of it agrees; nothing does. */
export function keyProof(sent: Contact, remote: Contact, region: Region): KeyProof {
  const keyOf = keysAmong([sent, remote], region)
  if (sameContact(sent, remote, keyOf)) return 'proof'
  const names = { ours: namesOf(sent), theirs: namesOf(remote) }
  const reached = { ours: reachedBy(sent, keyOf), theirs: reachedBy(remote, keyOf) }
  const shares = [...reached.ours].some((key) => reached.theirs.has(key))
  const sameName = JSON.stringify(names.ours) === JSON.stringify(names.theirs)
  const isNamed = names.ours.some(Boolean)
  const silent = reached.ours.size === 0 || reached.theirs.size === 0
  if (sameName && (shares || (isNamed && silent))) return 'proof'
  const namesMeet = names.ours.some((name) => name !== '' && names.theirs.includes(name))
  return shares || namesMeet ? 'hint' : 'none'
}

const namesOf = ({ kind, firstName, lastName, company }: Contact): readonly string[] =>
  (kind === 'company' ? [company] : [firstName, lastName]).map(folded)

function reachedBy(contact: Contact, keyOf: KeyOf): ReadonlySet<string> {
  const fields = ['emails', 'phones'] as const
  return new Set(fields.flatMap((field) => contact[field].map((item) => `${field} ${keyOf(field, item)}`)))
}
