// Who a vCard is about: a person or a company, and its name, from N, FN, ORG and what programs add to them.
import type { Contact, ContactKind } from '@/lib/contacts/contact'
import type { ContentLine } from '@/lib/contacts/vcard-lines'
import { components, decoded, oneLine, unescaped } from '@/lib/contacts/vcard-text'

type NameParts = Pick<Contact, 'prefix' | 'firstName' | 'middleName' | 'lastName' | 'suffix'>
export type Identity = NameParts & Pick<Contact, 'kind' | 'company' | 'department'>

const NO_NAME: NameParts = { prefix: '', firstName: '', middleName: '', lastName: '', suffix: '' }

export interface NameLines {
  readonly n: ContentLine | undefined
  readonly org: ContentLine | undefined
  /** FN, as text. */
  readonly fullName: string
  /** What the card itself says it is: KIND, or X-ABShowAs. '' if nothing. */
  readonly kind: string
  /** A name that is one of these is only a stand-in: the nickname, e-mail addresses and phones. */
  readonly standIns: readonly string[]
}

export function identityOf(lines: NameLines): Identity {
  const org = lines.org ? components(decoded(lines.org), ';').map(plain) : []
  const [company = '', ...units] = org
  const department = units.filter(Boolean).join(', ')
  const name = lines.n ? nameParts(lines.n, lines.fullName) : NO_NAME
  const kind = kindOf(lines, company, isEmpty(name))
  if (kind === 'company') return { kind, department, ...companyName(company, name, lines.fullName) }
  const said = lines.fullName !== company && !lines.standIns.includes(lines.fullName)
  return { kind, company, department, ...(isEmpty(name) && said ? splitName(lines.fullName) : name) }
}

function kindOf(lines: NameLines, company: string, nameless: boolean): ContactKind {
  if (/^(org|organi[sz]ation|company)$/i.test(lines.kind)) return 'company'
  if (lines.kind !== '') return 'person'
  const called = lines.fullName === '' || lines.fullName === company
  return nameless && company !== '' && called ? 'company' : 'person'
}

/** Some programs write a company's name into N as well. */
function companyName(company: string, name: NameParts, fullName: string): NameParts & { company: string } {
  const joined = joinName(name)
  const called = company || fullName || joined
  return { company: called, ...(joined === called || joined === fullName ? NO_NAME : name) }
}

function nameParts(n: ContentLine, fullName: string): NameParts {
  const parts = components(decoded(n), ';')
  const only = parts.length === 1 ? plain(parts[0] ?? '') : ''
  if (only !== '' && only === fullName) return splitName(only)
  return {
    lastName: severalAs(parts[0], ' '),
    firstName: severalAs(parts[1], ' '),
    middleName: severalAs(parts[2], ' '),
    prefix: severalAs(parts[3], ' '),
    suffix: severalAs(parts.slice(4).filter(Boolean).join(','), ', '),
  }
}

/** `Philip,Paul` are two names; `Smith, Jr.` is one whose writer did not escape the comma. */
function severalAs(part: string | undefined, joint: string): string {
  const names = components(part ?? '', ',')
  if (names.length === 1 || names.slice(1).some((name) => name.startsWith(' '))) return plain(part ?? '')
  return names.map(plain).filter(Boolean).join(joint)
}

/** A name of which only the whole is known: the last word is the last name. */
export function splitName(fullName: string): NameParts {
  const gap = fullName.lastIndexOf(' ')
  if (gap < 0) return { ...NO_NAME, firstName: fullName }
  return { ...NO_NAME, firstName: fullName.slice(0, gap).trim(), lastName: fullName.slice(gap + 1) }
}

/** Whether the full name holds a word that none of these texts do, such as `Ana (plumber)`. */
export function saysMore(fullName: string, others: readonly string[]): boolean {
  const known = new Set(others.flatMap(wordsOf))
  return wordsOf(fullName).some((word) => !known.has(word))
}

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
