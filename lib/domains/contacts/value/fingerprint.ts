// Exact duplicates: two contacts with the same fingerprint are equal in every field.
import { createHash } from 'node:crypto'
import type { Contact } from '@/lib/domains/contacts/value/contact'

/** The fields in a fixed order; the database returns JSON members in another order. */
export function fingerprint({ emails, phones, websites, addresses, birthday, ...texts }: Contact): string {
  const parts = [
    Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1)),
    birthday && [birthday.year, birthday.month, birthday.day],
    [emails, phones, websites].map((list) => list.map(({ value, label }) => [value, label])),
    addresses.map((at) => [at.street, at.city, at.region, at.postalCode, at.country, at.label]),
  ]
  return createHash('sha1').update(JSON.stringify(parts)).digest('base64')
}

/** Positions in the list of fingerprints that are among the known ones, or appear earlier in the list. */
export function exactAmong(known: ReadonlySet<string>, prints: readonly string[]): ReadonlySet<number> {
  const seen = new Set<string>()
  const exact = new Set<number>()
  for (const [at, print] of prints.entries()) {
    if (known.has(print) || seen.has(print)) exact.add(at)
    seen.add(print)
  }
  return exact
}
