// One card's content lines as a Contact, with a note for everything that has no field there.
// Where a field takes one value and the card gives several, the preferred or first one is kept and the others are named.
import {
  type Address,
  type Contact,
  displayName,
  EMPTY_CONTACT,
  type LabelledValue,
} from '@/lib/contacts/contact'
import type { ImportProblem, LeftOut, ReadContact } from '@/lib/contacts/import-result'
import { parsePartialDate } from '@/lib/contacts/partial-date'
import { labelOfGroup, labelOfTypes, preferenceOf, typesOf } from '@/lib/contacts/vcard-labels'
import { leftOut } from '@/lib/contacts/vcard-left-out'
import type { ContentLine } from '@/lib/contacts/vcard-lines'
import { identityOf, saysMore } from '@/lib/contacts/vcard-name'
import { components, decoded, oneLine, severalLines, unescaped } from '@/lib/contacts/vcard-text'

/** The properties with a field; everything else goes through `leftOut`. */
const READ = new Set(
  'N FN NICKNAME X-NICKNAME ORG TITLE NOTE BDAY EMAIL TEL X-MS-TEL URL ADR LABEL'.split(' '),
)
const ONLY_ONE = 'a contact has only one, and the first is kept'

interface Card {
  readonly byName: ReadonlyMap<string, readonly ContentLine[]>
  /** Labels given by X-ABLabel, by group. */
  readonly labels: ReadonlyMap<string, string>
}

export function cardContact(line: number, lines: readonly ContentLine[]): ReadContact | ImportProblem {
  const card: Card = { byName: linesByName(lines), labels: groupLabels(lines) }
  const kind = kindOf(card)
  if (kind === 'group')
    return { line, reason: 'This is a list of contacts, not a contact. It was not imported.' }

  const notes: LeftOut[] = []
  const emails = labelledValues(card, ['EMAIL'], emailOf)
  const phones = labelledValues(card, ['TEL', 'X-MS-TEL'], phoneOf)
  const fullName = firstText(card, 'FN')
  const nickname = nicknameOf(card, notes)
  const identity = identityOf({
    n: only(card, 'N', 'second name', notes),
    org: only(card, 'ORG', 'second company', notes),
    fullName,
    kind,
    standIns: [nickname, ...[...emails, ...phones].map(({ value }) => value)],
  })
  const title = firstText(card, 'TITLE')
  const contact: Contact = {
    ...EMPTY_CONTACT,
    ...identity,
    nickname,
    title: title || firstText(card, 'ROLE'),
    notes: severalLines(named(card, 'NOTE').map(textOf).filter(Boolean).join('\n')),
    birthday: birthdayOf(card, notes),
    emails,
    phones,
    websites: labelledValues(card, ['URL'], oneLine),
    addresses: addressesOf(card),
  }
  only(card, 'TITLE', 'second title', notes)
  only(card, 'FN', 'second full name', notes)
  for (const content of lines) {
    if (READ.has(content.name) || (content.name === 'ROLE' && title === '')) continue
    if (isAndroidNickname(content) && nickname !== '') continue
    const note = leftOut(content, card.labels.get(content.group) ?? '')
    if (note) notes.push(note)
  }
  noteFullName(card, contact, fullName, notes)
  if (saysNothing(contact)) {
    return { line, reason: 'This contact says nothing that Concord has a field for. It was not imported.' }
  }
  return { line, contact, notes: notes.sort((a, b) => a.line - b.line) }
}

const saysNothing = ({ kind: _kind, ...fields }: Contact) =>
  Object.values(fields).every(
    (value) => value === null || value === '' || (Array.isArray(value) && value.length === 0),
  )

/** Apple's addition for 3.0 comes second to KIND. */
function kindOf(card: Card): string {
  const kind = firstText(card, 'KIND') || firstText(card, 'X-ADDRESSBOOKSERVER-KIND')
  return (kind || firstText(card, 'X-ABSHOWAS')).toLowerCase()
}

function linesByName(lines: readonly ContentLine[]): Card['byName'] {
  const byName = new Map<string, ContentLine[]>()
  for (const content of lines) {
    const same = byName.get(content.name)
    if (same) same.push(content)
    else byName.set(content.name, [content])
  }
  return byName
}

function groupLabels(lines: readonly ContentLine[]): ReadonlyMap<string, string> {
  const labels = lines.filter(({ name, group }) => name === 'X-ABLABEL' && group !== '')
  return new Map(labels.map((content) => [content.group, labelOfGroup(oneLine(textOf(content)))]))
}

/** Preferred first; otherwise in the order of the file. */
function named(card: Card, ...names: readonly string[]): readonly ContentLine[] {
  const found = names.flatMap((name) => card.byName.get(name) ?? [])
  return found.length < 2 ? found : found.toSorted((a, b) => preferenceOf(a) - preferenceOf(b))
}

const textOf = (content: ContentLine) => unescaped(decoded(content))
const firstText = (card: Card, name: string) => oneLine(named(card, name).map(textOf).find(Boolean) ?? '')

/** The first line that says something; others that say something else are noted. */
function only(card: Card, name: string, what: string, notes: LeftOut[]): ContentLine | undefined {
  const said = named(card, name).filter((content) => content.value.replaceAll(';', '').trim() !== '')
  for (const content of said.slice(1)) {
    if (content.value !== said[0]?.value) notes.push({ line: content.line, what, reason: ONLY_ONE })
  }
  return said[0] ?? named(card, name)[0]
}

const isAndroidNickname = ({ name, value }: ContentLine) =>
  name === 'X-ANDROID-CUSTOM' && value.startsWith('vnd.android.cursor.item/nickname;')

function nicknameOf(card: Card, notes: LeftOut[]): string {
  const said = named(card, 'NICKNAME', 'X-NICKNAME').flatMap((content) =>
    components(decoded(content), ',').map((part) => ({ line: content.line, text: oneLine(unescaped(part)) })),
  )
  const android = named(card, 'X-ANDROID-CUSTOM')
    .filter(isAndroidNickname)
    .map((content) => ({
      line: content.line,
      text: oneLine(unescaped(components(decoded(content), ';')[1] ?? '')),
    }))
  const [first, ...more] = [...said, ...android].filter(({ text }) => text !== '')
  for (const { line, text } of more) {
    if (text !== first?.text) notes.push({ line, what: 'second nickname', reason: ONLY_ONE })
  }
  return first?.text ?? ''
}

function birthdayOf(card: Card, notes: LeftOut[]): Contact['birthday'] {
  const content = only(card, 'BDAY', 'second birthday', notes)
  const text = content ? oneLine(textOf(content)) : ''
  if (!content || text === '') return null
  const omitted = Number.parseInt(content.params.get('X-APPLE-OMIT-YEAR')?.[0] ?? '', 10)
  const date = parsePartialDate(text, Number.isNaN(omitted) ? null : omitted)
  if (date === null) {
    const reason = `“${text.slice(0, 40)}” is not a date that Concord can read`
    notes.push({ line: content.line, what: 'birthday', reason })
  }
  return date
}

const labelOf = (card: Card, content: ContentLine) => card.labels.get(content.group) || labelOfTypes(content)

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

function addressesOf(card: Card): readonly Address[] {
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

/** FN repeats the name; only where it says more is something lost. */
function noteFullName(card: Card, contact: Contact, fullName: string, notes: LeftOut[]): void {
  if (fullName === '' || fullName === displayName(contact)) return
  const { prefix, firstName, middleName, lastName, suffix, nickname, company, title, department } = contact
  const others = [prefix, firstName, middleName, lastName, suffix, nickname, company, title, department]
  const values = [...contact.emails, ...contact.phones].map(({ value }) => value)
  if (!saysMore(fullName, [...others, ...values])) return
  const line = named(card, 'FN')[0]?.line ?? 0
  const reason = `“${fullName.slice(0, 60)}” says more than the parts of the name`
  notes.push({ line, what: 'full name', reason })
}
