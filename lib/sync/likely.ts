// Who of a list that comes in is likely among those who are here, by the sync's own comparison. Only those who share an e-mail
// address, the end of a phone number or a whole name are compared, a few hundred at a step, so that whoever asks can pause.
import type { Contact } from '@/lib/contacts/contact'
import { digitsEnding } from '@/lib/contacts/find'
import { emailKey } from '@/lib/contacts/normalise'
import { findCandidates } from '@/lib/sync/match'
import { words } from '@/lib/sync/matching/similarity'
import type { Candidate, Entry } from '@/lib/sync/model'

/** Entries that are compared before a pause. */
const STEP = 250
/** A value that more of those here have tells nobody apart. */
const MOST = 50

/** Candidates, a step at a time; their `localId` is of those who come in. */
export function* likelyAmong(
  here: readonly Entry[],
  incoming: readonly Entry[],
): Generator<readonly Candidate[]> {
  const bearers = bearersOf(here)
  const known = incoming.filter(({ contact }) => keysOf(contact).some((key) => bearers.has(key)))
  for (let at = 0; at < known.length; at += STEP) {
    const some = known.slice(at, at + STEP)
    const near = new Map(some.map(({ id, contact }) => [id, nearOf(contact, bearers)]))
    const candidates = findCandidates(some, [...new Set([...near.values()].flat())])
    // In so few entries a company of hundreds looks rare: it does not make a pair here.
    yield candidates.filter(({ localId, remoteId }) => near.get(localId)?.some(({ id }) => id === remoteId))
  }
}

const nearOf = (contact: Contact, bearers: ReadonlyMap<string, readonly Entry[]>) =>
  keysOf(contact).flatMap((key) => bearers.get(key) ?? [])

function bearersOf(here: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  const bearers = new Map<string, Entry[]>()
  for (const entry of here) {
    for (const key of new Set(keysOf(entry.contact))) {
      const known = bearers.get(key)
      if (known) known.push(entry)
      else bearers.set(key, [entry])
    }
  }
  for (const [key, { length }] of bearers) if (length > MOST) bearers.delete(key)
  return bearers
}

/** What two contacts have in common: their whole name, an e-mail address, a phone number. */
export function sharedKeys(a: Contact, b: Contact): readonly ('name' | 'email' | 'phone')[] {
  const theirs = new Set(keysOf(b))
  const shared = keysOf(a).filter((key) => theirs.has(key))
  return (['name', 'email', 'phone'] as const).filter((kind) =>
    shared.some((key) => key.startsWith(`${kind} `)),
  )
}

function keysOf({ kind, firstName, lastName, company, emails, phones }: Contact): readonly string[] {
  const name = kind === 'company' ? words(company) : words(`${firstName} ${lastName}`)
  const numbers = phones.map(({ value }) => digitsEnding(value)).filter(Boolean)
  return [
    ...(name.length > 0 ? [`name ${[...name].sort().join(' ')}`] : []),
    ...emails.map(({ value }) => `email ${emailKey(value)}`),
    ...numbers.map((digits) => `phone ${digits}`),
  ]
}
