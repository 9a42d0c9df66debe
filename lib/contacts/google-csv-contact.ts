// One line of Google's contact CSV as a Contact. Both headings are one table here: a field and the names of its column.
// Columns without a field are named in the notes of each contact that fills them (see left-out.ts for why).

import { type AddressParts, addressOf, isBlank, wholeSaysMore } from '@/lib/contacts/address-parts'
import { parseBirthday } from '@/lib/contacts/birthday-text'
import {
  type Address,
  type Contact,
  EMPTY_CONTACT,
  identified,
  type LabelledValue,
  type NameParts,
} from '@/lib/contacts/contact'
import { emailsIn } from '@/lib/contacts/email-text'
import { splitFullName } from '@/lib/contacts/full-name'
import { type ImportProblem, type LeftOut, lost, type ReadOne } from '@/lib/contacts/import-result'
import {
  addressInOnePiece,
  NO_FIELD,
  nameBesideEmail,
  notADate,
  SAYS_MORE,
  SAYS_NOTHING,
  saysNothing,
} from '@/lib/contacts/left-out'
import { oneLine, severalLines } from '@/lib/contacts/plain-text'
import { apostropheOf, isMangled, mangled, unguarded } from '@/lib/contacts/spreadsheet'
import { chosenLabel } from '@/lib/contacts/vcard-labels'
import { namesSomebodyElse, saysMore, withoutValues } from '@/lib/contacts/vcard-name'

const SINGLE = {
  fullName: ['name'],
  prefix: ['name prefix'],
  firstName: ['first name', 'given name'],
  middleName: ['middle name', 'additional name'],
  lastName: ['last name', 'family name'],
  suffix: ['name suffix'],
  nickname: ['nickname'],
  company: ['organization name', 'organization 1 - name'],
  title: ['organization title', 'organization 1 - title'],
  department: ['organization department', 'organization 1 - department'],
  birthday: ['birthday'],
  notes: ['notes'],
  groups: ['labels', 'group membership'],
} as const
type SingleColumn = keyof typeof SINGLE
const LISTS = { emails: 'e-mail', phones: 'phone', websites: 'website' } as const
const ADDRESS_PARTS = {
  whole: 'formatted',
  street: 'street',
  extension: 'extended address',
  box: 'po box',
  city: 'city',
  region: 'region',
  postalCode: 'postal code',
  country: 'country',
} as const
type AddressPart = keyof typeof ADDRESS_PARTS

interface ListColumns {
  readonly label: number
  readonly value: number
}

/** Where each field stands; -1 where the file has no such column. */
export interface Columns {
  readonly single: Readonly<Record<SingleColumn, number>>
  readonly lists: Readonly<Record<keyof typeof LISTS, readonly ListColumns[]>>
  readonly addresses: readonly (Readonly<Record<AddressPart, number>> & { readonly label: number })[]
  readonly rest: readonly { readonly at: number; readonly what: string }[]
}

/** null: not a heading of Google's. */
export function columnsOf(heading: readonly string[]): Columns | null {
  const names = heading.map((name) => name.trim().toLowerCase())
  const used = new Set<number>()
  const at = (...wanted: readonly string[]) => {
    const found = names.findIndex((name) => wanted.includes(name))
    used.add(found)
    return found
  }
  const labelAt = (stem: string) => at(`${stem} - label`, `${stem} - type`)
  const list = (stem: string) =>
    numbered(names, stem).map((one) => ({ label: labelAt(one), value: at(`${one} - value`) }))

  const single = fromEntries(SINGLE, (wanted) => at(...wanted))
  const lists = fromEntries(LISTS, list)
  const addresses = numbered(names, 'address').map((one) => ({
    label: labelAt(one),
    ...fromEntries(ADDRESS_PARTS, (part) => at(`${one} - ${part}`)),
  }))
  const numberedColumns = lists.emails.length + lists.phones.length + lists.websites.length + addresses.length
  const named = single.firstName >= 0 || single.lastName >= 0 || single.fullName >= 0
  const googles = numberedColumns > 0 || single.groups >= 0 || single.company >= 0
  if (!named || !googles) return null
  const rest = names.flatMap((name, index) => {
    const what = used.has(index) ? null : whatOf(name)
    return what === null ? [] : [{ at: index, what }]
  })
  return { single, lists, addresses, rest }
}

function fromEntries<K extends string, V, T>(table: Readonly<Record<K, V>>, make: (value: V) => T) {
  return Object.fromEntries(Object.entries<V>(table).map(([key, value]) => [key, make(value)])) as Record<
    K,
    T
  >
}

/** "phone 1", "phone 2", ... as far as the heading goes. */
function numbered(names: readonly string[], stem: string): readonly string[] {
  const pattern = new RegExp(`^${stem} \\d+ - `)
  const found = names.filter((name) => pattern.test(name)).map((name) => name.slice(0, name.indexOf(' - ')))
  return [...new Set(found)]
}

const WHAT: readonly (readonly [RegExp, string])[] = [
  [/ - (label|type|service)$/, ''],
  [/^photo$/, 'photo'],
  [/^phonetic|yomi/, 'sound or pronunciation'],
  [/^file as$/, 'sorting name'],
  [/^im \d/, 'instant messaging'],
  [/^relation \d/, 'related person'],
  [/^event \d/, 'other date'],
  [/^custom field \d/, 'custom field'],
  [/^organization \d+ - name$/, 'second company'],
  [/^organization \d/, 'details of the company'],
  [/^(gender|language|maiden name)$/, '$'],
  [/^(hobby|interest)/, 'interest'],
]

/** What a column without a field holds; null if nobody misses it. */
function whatOf(name: string): string | null {
  if (name === '') return null
  const what = WHAT.find(([pattern]) => pattern.test(name))?.[1] ?? '$'
  return what === '$' ? name : what || null
}

export function rowContact(columns: Columns, values: readonly string[], line: number): ReadOne {
  const text = (at: number) => unguarded(values[at] ?? '')
  const single = (column: SingleColumn) => oneLine(text(columns.single[column]))
  const notes: LeftOut[] = []
  const note = (what: string, reason: string) => notes.push({ line, what, reason })
  const problems: ImportProblem[] = []
  const born = single('birthday')
  const birthday = parseBirthday(born)
  if (birthday === null && born !== '') problems.push({ line, reason: notADate(born) })
  const emailTexts = valuesOf(columns.lists.emails, text)
  const emails = emailTexts.flatMap(({ value, label }) =>
    emailsIn(value).map((one) => ({ value: one, label })),
  )
  const phones = phonesOf(columns.lists.phones, values, (reason) => problems.push({ line, reason }))
  const addresses = columns.addresses.flatMap((address) => addressesOf(address, text))
  const called = [...emails, ...phones].map(({ value }) => value)
  const contact: Contact = identified({
    ...EMPTY_CONTACT,
    ...withoutValues(nameOf(single, called, note), called),
    company: single('company'),
    nickname: single('nickname'),
    title: single('title'),
    department: single('department'),
    notes: severalLines(text(columns.single.notes)),
    birthday,
    emails,
    phones,
    websites: valuesOf(columns.lists.websites, text),
    addresses: addresses.map(({ address }) => address),
  })
  if (addresses.some(({ saysMore }) => saysMore)) notes.push(addressInOnePiece(line))
  if (emailTexts.some(({ value }) => namesSomebodyElse(value, contact))) notes.push(nameBesideEmail(line))
  if (hasGroups(single('groups'))) note('group or category', NO_FIELD)
  for (const what of new Set(
    columns.rest.filter(({ at }) => text(at).trim() !== '').map(({ what }) => what),
  )) {
    note(what, NO_FIELD)
  }
  if (saysNothing(contact)) return { read: null, problems: [lost(line, SAYS_NOTHING)] }
  return { read: { line, contact, notes }, problems }
}

type Note = (what: string, reason: string) => void

function nameOf(single: (column: SingleColumn) => string, values: readonly string[], note: Note): NameParts {
  const names = {
    prefix: single('prefix'),
    firstName: single('firstName'),
    middleName: single('middleName'),
    lastName: single('lastName'),
    suffix: single('suffix'),
  }
  const fullName = single('fullName')
  if (Object.values(names).some(Boolean)) {
    const others = [...Object.values(names), single('nickname'), single('company'), ...values]
    if (saysMore(fullName, others)) note('full name', SAYS_MORE)
    return names
  }
  const isOther = [single('company'), single('nickname'), ...values].includes(fullName)
  return fullName === '' || isOther ? names : splitFullName(fullName)
}

/** "* myContacts" and its like are Google's own; anything else is a label that a person chose. */
const hasGroups = (text: string) => text.split(':::').some((group) => !/^\s*(\*.*)?$/.test(group))

const SEVERAL = / ?::: ?/

/** Several values of one label share a cell. A star before the label marks the preferred one, which comes first. */
function valuesOf(columns: readonly ListColumns[], text: (at: number) => string): readonly LabelledValue[] {
  const found = columns.flatMap(({ label, value }) => {
    const { starred, name } = labelOf(text(label))
    return text(value)
      .split(SEVERAL)
      .map((part) => ({ starred, entry: { value: oneLine(part), label: name } }))
  })
  const said = found.filter(({ entry }) => entry.value !== '')
  return [...said.filter(({ starred }) => starred), ...said.filter(({ starred }) => !starred)].map(
    ({ entry }) => entry,
  )
}

function labelOf(text: string) {
  const label = oneLine(text)
  const starred = label.startsWith('*')
  return { starred, name: chosenLabel(starred ? label.slice(1).trim() : label) }
}

/** Numbers that a spreadsheet program has spoiled are not taken, and named. */
function phonesOf(
  columns: readonly ListColumns[],
  values: readonly string[],
  trouble: (reason: string) => void,
): readonly LabelledValue[] {
  const labels = new Set(columns.map(({ label }) => label))
  const asWritten = valuesOf(columns, (at) =>
    labels.has(at) ? unguarded(values[at] ?? '') : (values[at] ?? ''),
  )
  return asWritten.flatMap(({ value, label }) => {
    if (isMangled(value)) {
      trouble(mangled(value))
      return []
    }
    if (unguarded(value) !== value) trouble(apostropheOf(value))
    return [{ value: unguarded(value), label }]
  })
}

/** Several addresses of one label share the cells of their parts. */
function addressesOf(
  columns: Columns['addresses'][number],
  text: (at: number) => string,
): readonly { readonly address: Address; readonly saysMore: boolean }[] {
  const parts = fromEntries(ADDRESS_PARTS, () => [] as readonly string[])
  for (const part of Object.keys(ADDRESS_PARTS) as AddressPart[])
    parts[part] = text(columns[part]).split(SEVERAL)
  const count = Math.max(...Object.values(parts).map((all) => all.length))
  const label = labelOf(text(columns.label)).name
  return Array.from({ length: count }, (_, at) => {
    const one: AddressParts = fromEntries(parts, (all) => all[at] ?? '')
    const address = addressOf(one, label)
    return { address, saysMore: wholeSaysMore(one.whole, address) }
  }).filter(({ address }) => !isBlank(address))
}
