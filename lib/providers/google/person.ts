// Google's Person and our Contact, each from the other. Pure.
// What we do not know of a person survives every write: only fields that changed are sent, laid over what was read.
import { type Contact, EMPTY_CONTACT, type PartialDate } from '@/lib/contacts/contact'
import { type FieldName, LIST_FIELDS, type SingleField } from '@/lib/contacts/fields'
import type { RemoteEntry } from '@/lib/providers/provider'
import { heldList, LIST_MEMBERS, readAddresses, readValues, sameList, writeList } from './lists'
import {
  contactSource,
  type Json,
  type Member,
  object,
  own,
  type Person,
  settable,
  text,
  withValues,
} from './raw'

/** Under this key a person carries the id of the contact it was created for. */
const OUR_KEY = 'concord.contactId'

type TextField = Exclude<SingleField, 'birthday'>

interface Group {
  readonly member: Member
  /** Our field, Google's key. */
  readonly parts: readonly (readonly [TextField, string])[]
  /** Google refuses a contact with a second one. */
  readonly alone: boolean
  /** What contradicts the parts once one of them changed. */
  readonly outdated: readonly string[]
  /** What is always said along with the parts. */
  readonly fixed: Json
}

const GROUPS: readonly Group[] = [
  {
    member: 'names',
    parts: [
      ['prefix', 'honorificPrefix'],
      ['firstName', 'givenName'],
      ['middleName', 'middleName'],
      ['lastName', 'familyName'],
      ['suffix', 'honorificSuffix'],
    ],
    alone: true,
    outdated: ['displayName', 'unstructuredName'],
    fixed: {},
  },
  { member: 'nicknames', parts: [['nickname', 'value']], alone: false, outdated: [], fixed: {} },
  {
    member: 'organizations',
    parts: [
      ['company', 'name'],
      ['title', 'title'],
      ['department', 'department'],
    ],
    alone: false,
    outdated: [],
    fixed: {},
  },
  {
    member: 'biographies',
    parts: [['notes', 'value']],
    alone: true,
    outdated: ['contentType'],
    fixed: { contentType: 'TEXT_PLAIN' },
  },
]

const NAME_FIELDS = ['prefix', 'firstName', 'middleName', 'lastName', 'suffix'] as const

export function toEntry(person: Person): RemoteEntry {
  const metadata = object(person.metadata)
  const source = contactSource(person)
  const id = text(person.resourceName)
  const previousIds = Array.isArray(metadata.previousResourceNames)
    ? metadata.previousResourceNames.map(text).filter(Boolean)
    : []
  if (metadata.deleted === true || !source) return { ...missing(id), previousIds }
  const changedAt = new Date(text(source.updateTime))
  return {
    id,
    version: text(source.etag),
    contact: readContact(person),
    deleted: false,
    key: keyOf(person),
    changedAt: Number.isNaN(changedAt.getTime()) ? null : changedAt,
    raw: person,
    previousIds,
  }
}

/** An entry of which nothing is left. */
export function missing(id: string): RemoteEntry {
  return {
    id,
    version: '',
    contact: EMPTY_CONTACT,
    deleted: true,
    key: null,
    changedAt: null,
    raw: null,
    previousIds: [],
  }
}

/** Google answers to a former name with the present one. */
export function asAskedFor(id: string, entry: RemoteEntry): RemoteEntry {
  if (entry.id === id || entry.previousIds.includes(id)) return entry
  return { ...entry, previousIds: [...entry.previousIds, id] }
}

function keyOf(person: Person): string | null {
  const ours = own(person, 'clientData').find((entry) => entry.key === OUR_KEY)
  return text(ours?.value) || null
}

function readContact(person: Person): Contact {
  const texts = Object.fromEntries(GROUPS.flatMap((group) => Object.entries(readGroup(person, group))))
  return withKind({
    ...EMPTY_CONTACT,
    ...texts,
    birthday: heldDate(readDate(own(person, 'birthdays')[0])),
    emails: readValues(person, 'emails'),
    phones: readValues(person, 'phones'),
    websites: readValues(person, 'websites'),
    addresses: readAddresses(person),
  })
}

function readGroup(person: Person, { member, parts }: Group): Readonly<Partial<Record<TextField, string>>> {
  const entry = own(person, member)[0] ?? {}
  const values = Object.fromEntries(parts.map(([field, key]) => [field, text(entry[key])]))
  // A name that came in as one text, without parts: all of it is the first name until somebody splits it.
  if (member === 'names' && Object.values(values).every((value) => value === ''))
    values.firstName = text(entry.unstructuredName) || text(entry.displayName)
  return values
}

/** Google does not tell people from companies; a contact with an employer's name and none of its own is one. */
function withKind(contact: Contact): Contact {
  const unnamed = NAME_FIELDS.every((field) => contact[field] === '')
  return { ...contact, kind: unnamed && contact.company !== '' ? 'company' : 'person' }
}

function readDate(birthday: Json | undefined): PartialDate | null {
  const date = object(birthday?.date)
  const part = (value: unknown) => (Number.isInteger(value) && Number(value) > 0 ? Number(value) : null)
  return { year: part(date.year), month: part(date.month), day: part(date.day) }
}

/** Google knows whole dates, month and day, year and month, and a year. A day of no month is nothing to it. */
function heldDate(date: PartialDate | null): PartialDate | null {
  if (!date) return null
  const { year, month, day } = date
  if (month === null) return year !== null && day === null ? date : null
  if (year === null && day === null) return null
  const leap = year ?? 2000
  const most = new Date(Date.UTC(2000 + (leap % 400), month, 0)).getUTCDate()
  return month <= 12 && (day ?? 1) <= most && leap <= 9999 ? date : null
}

/** Contacts of one account; those in its bin count for a month. */
export const MOST_ENTRIES = 25_000

/** What `contact` will read like once Google has it. */
export function holds(contact: Contact): Contact {
  const singles = GROUPS.flatMap(({ parts }) => parts.map(([field]) => [field, text(contact[field])]))
  return withKind({
    ...contact,
    ...Object.fromEntries(singles),
    birthday: heldDate(contact.birthday),
    emails: heldList('emails', contact.emails),
    phones: heldList('phones', contact.phones),
    websites: heldList('websites', contact.websites),
    addresses: heldList('addresses', contact.addresses),
  })
}

/** Fields to send; each named in `mask` is replaced whole, so it is complete. */
export interface Patch {
  readonly person: Readonly<Partial<Record<Member, readonly Json[]>>>
  readonly mask: readonly Member[]
}

export function patch(raw: Person, before: Contact, after: Contact): Patch {
  if (before === after) return { person: {}, mask: [] }
  const [from, to] = [holds(before), holds(after)]
  const person: Partial<Record<Member, readonly Json[]>> = {}
  for (const group of GROUPS)
    if (group.parts.some(([field]) => from[field] !== to[field]))
      person[group.member] = writeGroup(raw, group, from, to)
  if (!sameDate(from.birthday, to.birthday)) person.birthdays = writeBirthday(raw, to.birthday)
  for (const field of LIST_FIELDS)
    if (!sameList(from[field], to[field])) person[LIST_MEMBERS[field]] = writeList(raw, field, to[field])
  return { person, mask: Object.keys(person) as Member[] }
}

/** A new person, recognisable by `key` should the reply be lost. */
export function create(contact: Contact, key: string): Person {
  const { person } = patch({}, EMPTY_CONTACT, contact)
  return { ...person, clientData: [{ key: OUR_KEY, value: key }] }
}

function writeGroup(raw: Person, group: Group, from: Contact, to: Contact): readonly Json[] {
  const current = readGroup(raw, group)
  const [first = {}, ...others] = own(raw, group.member)
  const values = group.parts.map(([field, key]) => {
    const value = from[field] === to[field] ? (current[field] ?? '') : to[field]
    return [key, value] as const
  })
  const entry = withValues(settable(first, group.outdated), Object.fromEntries(values))
  const kept = group.alone ? [] : others.map((other) => settable(other))
  return saysSomething(entry) ? [{ ...entry, ...group.fixed }, ...kept] : kept
}

/** A bare type, or the mark of being first, says nothing about anybody. */
function saysSomething({ type: _type, current: _current, metadata: _metadata, ...said }: Json): boolean {
  return Object.keys(said).length > 0
}

function sameDate(a: PartialDate | null, b: PartialDate | null): boolean {
  return a?.year === b?.year && a?.month === b?.month && a?.day === b?.day
}

/** A birthday kept as free text (an outdated way) goes when there is a date to say instead. */
function writeBirthday(raw: Person, date: PartialDate | null): readonly Json[] {
  const entry = settable(own(raw, 'birthdays')[0] ?? {}, ['date', 'text'])
  const parts = Object.entries(date ?? {}).filter(([, part]) => part !== null)
  return date ? [{ ...entry, date: Object.fromEntries(parts) }] : []
}

/** Our field at a place that Google complains of, e.g. `person.email_addresses[0].value`; null where it could be several. */
export function fieldAt(path: string): FieldName | null {
  const names = path
    .split(/[.[\]]+/)
    .map((name) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()))
  if (names.includes('birthdays')) return 'birthday'
  const listed = LIST_FIELDS.find((field) => names.includes(LIST_MEMBERS[field]))
  if (listed) return listed
  const parts = GROUPS.find(({ member }) => names.includes(member))?.parts ?? []
  const exact = parts.find(([, key]) => names.includes(key)) ?? (parts.length === 1 ? parts[0] : undefined)
  return exact?.[0] ?? null
}
