// The lists of a contact from a card: phones, e-mail addresses, websites and addresses, each with its label.
import type { Address, LabelledValue } from '@/lib/contacts/contact'
import { type Card, labelOf, named, textOf } from '@/lib/contacts/vcard-card'
import { typesOf } from '@/lib/contacts/vcard-labels'
import type { ContentLine } from '@/lib/contacts/vcard-lines'
import { components, decoded, oneLine, severalLines, unescaped } from '@/lib/contacts/vcard-text'

function labelledValues(card: Card, names: readonly string[], read: (text: string) => string) {
  return named(card, ...names)
    .map((content): LabelledValue => ({ value: read(textOf(content)), label: labelOf(card, content) }))
    .filter(({ value }) => value !== '')
}

const emailOf = (text: string) => oneLine(text.replace(/^\s*mailto:/i, ''))

/** RFC 3966 in a 4.0 card: `tel:+1-415-555-0132;ext=7`. */
function phoneOf(text: string): string {
  const uri = /^\s*tel:([^;]*)(.*)$/is.exec(text)
  if (!uri) return oneLine(text)
  const extension = /;ext=([\d().-]+)/i.exec(uri[2] ?? '')?.[1]
  return oneLine(uri[1] ?? '') + (extension ? ` ext. ${extension}` : '')
}

export function addressesOf(card: Card): readonly Address[] {
  const structured = named(card, 'ADR').map((content) => addressOf(content, labelOf(card, content)))
  const types = named(card, 'ADR').map((content) => typesOf(content).join().toUpperCase())
  // A delivery label repeats the address of the same types, unless there is none.
  const loose = named(card, 'LABEL')
    .filter((content) => !types.includes(typesOf(content).join().toUpperCase()))
    .map((content) => streetOnly(textOf(content), labelOf(card, content)))
  return [...structured, ...loose].filter(({ label: _label, ...parts }) => Object.values(parts).some(Boolean))
}

/** A post office box and an extension ("Apt. 4") have no field: they become lines of the street. */
function addressOf(content: ContentLine, label: string): Address {
  const parts = components(decoded(content), ';').map(unescaped)
  const [box = '', extension = '', street = '', city = '', region = '', postalCode = '', ...country] = parts
  if (parts.every((part) => part.trim() === ''))
    return streetOnly(unescaped(content.params.get('LABEL')?.[0] ?? ''), label)
  return {
    street: severalLines([street, extension, box].map(severalLines).filter(Boolean).join('\n')),
    city: oneLine(city),
    region: oneLine(region),
    postalCode: oneLine(postalCode),
    country: oneLine(country.filter(Boolean).join(' ')),
    label,
  }
}

const streetOnly = (text: string, label: string): Address => ({
  street: severalLines(text),
  city: '',
  region: '',
  postalCode: '',
  country: '',
  label,
})

export const emailsOf = (card: Card) => labelledValues(card, ['EMAIL'], emailOf)
export const phonesOf = (card: Card) => labelledValues(card, ['TEL', 'X-MS-TEL'], phoneOf)
export const websitesOf = (card: Card) => labelledValues(card, ['URL'], oneLine)
