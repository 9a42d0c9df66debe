// Reads the name in a vCard, and whether it is a person or a company, from N, FN, ORG and programs' extensions.

import { NO_NAME, splitFullName } from '@/lib/domains/contacts/names/full-name'
import { type Contact, type ContactKind, kindOf, type NameParts } from '@/lib/domains/contacts/value/contact'
import type { ContentLine } from '@/lib/domains/contacts/vcard/lines'
import { components, decoded, unescaped } from '@/lib/domains/contacts/vcard/text'
import { oneLine } from '@/lib/domains/text/plain-text'

export type Identity = NameParts & Pick<Contact, 'kind' | 'company' | 'department'>

export interface NameLines {
  readonly n: ContentLine | undefined
  readonly org: ContentLine | undefined
  /** FN, as text. */
  readonly fullName: string
  /** The card's own kind: KIND, or X-ABShowAs; '' if it has none. */
  readonly kind: string
  /** A full name that equals one of these only replaces a missing name: the nickname and the list values. */
  readonly standIns: readonly string[]
  /** A name that equals one of these is no name: the email addresses and phones. */
  readonly values: readonly string[]
}

export function identityOf(lines: NameLines): Identity {
  const org = lines.org ? components(decoded(lines.org), ';').map(plain) : []
  const [company = '', ...units] = org
  const department = units.filter(Boolean).join(', ')
  const stated = lines.n ? nameParts(lines.n, lines.fullName) : NO_NAME
  const name = withoutValues(stated, lines.values)
  const kind = statedKind(lines, company, name)
  if (kind === 'company') return { kind, department, ...companyName(company, name, lines.fullName) }
  const own = lines.fullName !== company && !lines.standIns.includes(lines.fullName)
  return { kind, company, department, ...(isEmpty(name) && own ? splitFullName(lines.fullName) : name) }
}

function statedKind(lines: NameLines, company: string, name: NameParts): ContactKind {
  if (/^(org|organi[sz]ation|company)$/i.test(lines.kind)) return 'company'
  if (lines.kind !== '') return 'person'
  const called = lines.fullName === '' || lines.fullName === company
  return called ? kindOf({ ...name, company }) : 'person'
}

/** Some programs also write a company's name into N. */
function companyName(company: string, name: NameParts, fullName: string): NameParts & { company: string } {
  const joined = joinName(name)
  const called = company || fullName || joined
  const same = joined === fullName || kindOf({ ...name, company: called }) === 'company'
  return { company: called, ...(same ? NO_NAME : name) }
}

/** Programs that require a name write an email address or a phone number instead of it. */
export function withoutValues(name: NameParts, values: readonly string[]): NameParts {
  return values.includes(joinName(name)) ? NO_NAME : name
}

function nameParts(n: ContentLine, fullName: string): NameParts {
  const value = decoded(n)
  const parts = components(value, ';')
  const [first = '', ...others] = parts
  const only = others.every((part) => part.trim() === '') ? plain(first) : ''
  if (only !== '' && parts.length === 1 && only === fullName) return splitFullName(only)
  // If the separators were escaped once too often, they count as text; a full name without them shows that they should separate.
  const again = only.includes(';') ? partsOf(components(unescaped(value), ';')) : null
  if (again && fullName !== '' && !fullName.includes(';') && sameWords(joinName(again), fullName))
    return again
  return partsOf(parts)
}

const partsOf = (parts: readonly string[]): NameParts => ({
  lastName: severalAs(parts[0], ' '),
  firstName: severalAs(parts[1], ' '),
  middleName: severalAs(parts[2], ' '),
  prefix: severalAs(parts[3], ' '),
  suffix: severalAs(parts.slice(4).filter(Boolean).join(','), ', '),
})

/** `Philip,Paul` are two names; `Smith, Jr.` is one name with an unescaped comma. */
function severalAs(part: string | undefined, joint: string): string {
  const names = components(part ?? '', ',')
  if (names.length === 1 || names.slice(1).some((name) => name.startsWith(' '))) return plain(part ?? '')
  return names.map(plain).filter(Boolean).join(joint)
}

/** Whether the full name contains a word that none of these texts contain, such as `Ana (plumber)`. */
export function saysMore(fullName: string, others: readonly string[]): boolean {
  const known = new Set(others.flatMap(wordsOf))
  return wordsOf(fullName).some((word) => !known.has(word))
}

/** Whether a text with email addresses also contains a name that is not the contact's: `"IT Support" <ana@...>`. */
export function namesSomebodyElse(emailText: string, contact: Contact): boolean {
  if (!/[<(]/.test(emailText)) return false
  const { prefix, firstName, middleName, lastName, suffix, nickname, company } = contact
  const others = [prefix, firstName, middleName, lastName, suffix, nickname, company]
  return saysMore(emailText, [...others, ...contact.emails.map(({ value }) => value), 'mailto'])
}

const sameWords = (a: string, b: string) => !saysMore(a, [b]) && !saysMore(b, [a])

const wordsOf = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter(Boolean)
const plain = (text: string) => oneLine(unescaped(text))
const isEmpty = (name: NameParts) => joinName(name) === ''
const joinName = ({ prefix, firstName, middleName, lastName, suffix }: NameParts) =>
  [prefix, firstName, middleName, lastName, suffix].filter(Boolean).join(' ')
