// How far our key on a remote item can be trusted. A created item carries its contact's id, so that it is found again if the reply was
// lost.
// But people copy contacts in the account, including the key, and edit the copy into somebody else. So the content decides.
import type { Region } from '@/lib/domains/contacts/text/phone-key'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { sameContact } from '@/lib/domains/contacts/value/diff'
import { type KeyOf, keysAmong } from '@/lib/domains/contacts/value/normalise'
import { folded } from '@/lib/domains/text/folded'
import type { KeyProof } from '@/lib/engine/domain'

/**
 * Judges by content alone. Proof: it has what we sent, or the same name and no contradiction. Hint: some of it agrees. None: nothing
 * does.
 */
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
