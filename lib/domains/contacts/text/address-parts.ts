// Converts an address with other programs' parts to an address of ours. Files and accounts use the same rule, so that both give the same
// contact.

import type { Address } from '@/lib/domains/contacts/value/contact'
import { words } from '@/lib/domains/contacts/value/words'
import { oneLine, severalLines } from '@/lib/domains/text/plain-text'

/** '' for a missing part. */
export interface AddressParts {
  readonly street: string
  /** "Flat 9". */
  readonly extension: string
  /** Post office box. */
  readonly box: string
  readonly city: string
  readonly region: string
  readonly postalCode: string
  readonly country: string
  /** The same address as one text, as on an envelope. */
  readonly whole: string
}

/** A post office box and an extension have no field. They become lines of the street. */
export const streetOf = ({ street, extension, box }: Pick<AddressParts, 'street' | 'extension' | 'box'>) =>
  severalLines([street, extension, box].map(severalLines).filter(Boolean).join('\n'))

/** If an address has only one text and no parts, the text becomes the street. */
export function addressOf(parts: AddressParts, label: string): Address {
  const address: Address = {
    street: streetOf(parts),
    city: oneLine(parts.city),
    region: oneLine(parts.region),
    postalCode: oneLine(parts.postalCode),
    country: oneLine(parts.country),
    label,
  }
  return isBlank(address) ? { ...address, street: severalLines(parts.whole) } : address
}

export const isBlank = ({ label: _label, ...parts }: Address): boolean =>
  Object.values(parts).every((part) => part === '')

/** Whether the one-text address contains a word that its parts do not. */
export function wholeSaysMore(whole: string, address: Address): boolean {
  const { label: _label, ...parts } = address
  const known = new Set(Object.values(parts).flatMap(words))
  return words(whole).some((word) => !known.has(word))
}

/**
 * Whether a text contains the first line of the address's street, or its city if there is no street: then it is the same address as one
 * text.
 */
export function isWholeOf(whole: string, address: Address): boolean {
  const wordsOfWhole = new Set(words(whole))
  const known = words(address.street.split('\n', 1)[0] || address.city)
  return known.length > 0 && known.every((word) => wordsOfWhole.has(word))
}
