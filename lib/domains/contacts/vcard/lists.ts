// The lists of a card: phones, email addresses, websites and addresses, each with its label.

import type { LeftOut } from '@/lib/domains/contacts/files/import-result'
import { addressInOnePiece } from '@/lib/domains/contacts/files/left-out'
import {
  type AddressParts,
  addressOf,
  isBlank,
  isWholeOf,
  wholeSaysMore,
} from '@/lib/domains/contacts/text/address-parts'
import { emailsIn } from '@/lib/domains/contacts/text/email-text'
import type { Address, LabelledValue } from '@/lib/domains/contacts/value/contact'
import { type Card, labelOf, named, textOf } from '@/lib/domains/contacts/vcard/card'
import { typesOf } from '@/lib/domains/contacts/vcard/labels'
import type { ContentLine } from '@/lib/domains/contacts/vcard/lines'
import { components, decoded, unescaped } from '@/lib/domains/contacts/vcard/text'
import { oneLine } from '@/lib/domains/text/plain-text'

function labelledValues(
  card: Card,
  names: readonly string[],
  read: (text: string) => readonly string[],
): readonly LabelledValue[] {
  return named(card, ...names).flatMap((content) =>
    read(textOf(content))
      .map((value): LabelledValue => ({ value, label: labelOf(card, content) }))
      .filter(({ value }) => value !== ''),
  )
}

/** A plain address, one with a name around it, several, or RFC 6068's `mailto:ida%2Btag@example.com?subject=...`. */
export function emailsOfText(text: string): readonly string[] {
  const uri = /^\s*mailto:([^?]*)/i.exec(text)?.[1]
  return emailsIn(oneLine(uri === undefined ? text : percentDecoded(uri)))
}

/** RFC 3966: `tel:+1-415-555-0132;ext=7`. */
export function phoneOfText(text: string): string {
  const uri = /^\s*tel:([^;]*)(.*)$/is.exec(text)
  if (!uri) return oneLine(text)
  const setting = (name: string) => new RegExp(`;${name}=([^;]+)`, 'i').exec(uri[2] ?? '')?.[1] ?? ''
  const prefix = /^\+[\d().-]+$/.exec(setting('phone-context'))?.[0] ?? ''
  const extension = /^[\d().-]+$/.exec(setting('ext'))?.[0] ?? ''
  const number = oneLine(percentDecoded(uri[1] ?? ''))
  return (number.startsWith('+') ? '' : prefix) + number + (extension ? ` ext. ${extension}` : '')
}

/** Returned unchanged if a percent sign is not part of an escape. */
function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

export function addressesOf(card: Card, notes: LeftOut[]): readonly Address[] {
  const structured = named(card, 'ADR').map((content) => {
    const parts = partsOf(content)
    const address = addressOf(parts, labelOf(card, content))
    if (parts.whole !== '' && wholeSaysMore(parts.whole, address)) notes.push(addressInOnePiece(content.line))
    return { address, types: typesKey(content) }
  })
  // A delivery label repeats the address with the same types, unless it has another street.
  const loose = named(card, 'LABEL').flatMap((content) => {
    const text = textOf(content)
    const same = structured.find(
      ({ address, types }) => types === typesKey(content) && isWholeOf(text, address),
    )
    if (!same) return [wholeOnly(text, labelOf(card, content))]
    if (wholeSaysMore(text, same.address)) notes.push(addressInOnePiece(content.line))
    return []
  })
  return [...structured.map(({ address }) => address), ...loose].filter((address) => !isBlank(address))
}

const typesKey = (content: ContentLine) => typesOf(content).join().toUpperCase()

/** RFC 6350, 6.3.1. Google adds an eighth part: the address as one text, which 4.0 has in LABEL. */
function partsOf(content: ContentLine): AddressParts {
  const parts = components(decoded(content), ';').map(unescaped)
  const [box = '', extension = '', street = '', city = '', region = '', postalCode = '', country = ''] = parts
  const whole = [...parts.slice(7), unescaped(content.params.get('LABEL')?.[0] ?? '')]
    .filter(Boolean)
    .join('\n')
  return { box, extension, street, city, region, postalCode, country, whole }
}

const wholeOnly = (whole: string, label: string): Address =>
  addressOf(
    { box: '', extension: '', street: '', city: '', region: '', postalCode: '', country: '', whole },
    label,
  )

export const emailsOf = (card: Card) => labelledValues(card, ['EMAIL'], emailsOfText)
export const phonesOf = (card: Card) =>
  labelledValues(card, ['TEL', 'X-MS-TEL'], (text) => [phoneOfText(text)])
export const websitesOf = (card: Card) => labelledValues(card, ['URL'], (text) => [oneLine(text)])
