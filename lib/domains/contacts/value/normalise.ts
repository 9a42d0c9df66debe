// Canonical forms, for comparison only: what a person typed is never rewritten to one of these.
// `spelled` answers "did it change?"; `folded` and the keys answer "do these mean the same?". All are idempotent or opaque.

import { extensionOf, phoneKey, type Region } from '@/lib/domains/contacts/text/phone-key'
import type { Address, Contact, LabelledValue } from '@/lib/domains/contacts/value/contact'
import type { ListEntry, ListField } from '@/lib/domains/contacts/value/fields'
import { folded } from '@/lib/domains/text/folded'

/** Texts that differ only in Unicode form, line ends or outer space are the same value. */
export function spelled(text: string): string {
  return text.normalize('NFC').replace(/\r\n?/g, '\n').trim()
}

export function emailKey(value: string): string {
  const key = folded(unspaced(value))
  return key.replace(/^(?:mailto:)+/, '') || key
}

/** Ignores the scheme, "www.", a trailing slash and the case of the host, but not the case of the path. */
export function websiteKey(value: string): string {
  const text = unspaced(value)
  const bare = text.replace(/^(?:https?:\/\/|www\.)+/i, '').replace(/\/+$/, '')
  const [host = ''] = bare.split(/[/?#]/, 1)
  return folded(host) + bare.slice(host.length) || folded(value)
}

/** Common postal abbreviations; one spelling for each. */
const SHORT: ReadonlyMap<string, string> = new Map([
  ['street', 'st'],
  ['avenue', 'ave'],
  ['av', 'ave'],
  ['road', 'rd'],
  ['boulevard', 'blvd'],
  ['drive', 'dr'],
  ['lane', 'ln'],
  ['suite', 'ste'],
  ['apartment', 'apt'],
  ['floor', 'fl'],
  ['north', 'n'],
  ['south', 's'],
  ['east', 'e'],
  ['west', 'w'],
])

/** The words of an address in order, wherever its lines are broken; the label is not part of it. */
export function addressKey(address: Address): string {
  const { street, city, region, postalCode, country } = address
  const text = folded([street, city, region, postalCode, country].filter(Boolean).join(' '))
  const words = text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  return words.map((word) => SHORT.get(word) ?? word).join(' ') || text
}

/** "Home Fax", "homeFax" and "home_fax" agree. */
export function labelKey(label: string): string {
  return lettersAndDigits(folded(label))
}

/** Email addresses and websites contain no spaces or invisible characters. */
function unspaced(text: string): string {
  if (/^[\x21-\x7e]*$/.test(text)) return text // nearly all of them
  return text
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]+/gu, '')
    .normalize('NFKC')
}

function lettersAndDigits(text: string): string {
  return text.replace(/[^\p{L}\p{M}\p{N}]+/gu, '').normalize('NFKC') || text
}

/** List entries with equal keys are the same. '' if the entry is empty. */
export type KeyOf = (field: ListField, entry: ListEntry) => string

/** Entries of one list with the same key are the same email address, phone number, website or address; '' if the entry is empty. */
export function entryKey(field: ListField, entry: ListEntry, region: Region = null): string {
  if (field === 'addresses') return addressKey(entry as Address)
  const { value } = entry as LabelledValue
  switch (field) {
    case 'emails':
      return emailKey(value)
    case 'phones':
      return phoneKey(value, region)
    case 'websites':
      return websiteKey(value)
  }
}

/** A number's key by the account's own canonical form, if there is one. */
export const phoneEntryKey = ({ value, canonical }: LabelledValue, region: Region): string =>
  canonical ? canonical + extensionOf(value) : phoneKey(value, region)

/**
 * Like `entryKey`, for contacts that are compared with each other: an account's canonical form of a number applies to the same text in
 * all of them. The order of the contacts does not matter.
 */
export function keysAmong(contacts: readonly Contact[], region: Region): KeyOf {
  const known = new Map<string, string>()
  for (const { value, canonical } of contacts.flatMap(({ phones }) => phones)) {
    const before = known.get(spelled(value))
    if (canonical && (before === undefined || canonical < before)) known.set(spelled(value), canonical)
  }
  return (field, entry) => {
    if (field !== 'phones') return entryKey(field, entry)
    const { value, label } = entry as LabelledValue
    return phoneEntryKey({ value, label, canonical: known.get(spelled(value)) }, region)
  }
}
