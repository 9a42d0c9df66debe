// Converts between Google's Person and our Contact. Pure.
// Data that we do not model survives every write: only changed fields are sent, merged into what was read.

import { withoutPlaceholderYear } from '@/lib/domains/contacts/text/partial-date'
import type { RemoteItem } from '@/lib/domains/contacts/types'
import {
  type Contact,
  EMPTY_CONTACT,
  identified,
  type PartialDate,
} from '@/lib/domains/contacts/value/contact'
import { type FieldName, LIST_FIELDS, type SingleField } from '@/lib/domains/contacts/value/fields'
import { htmlText } from '@/lib/domains/text/html-text'
import { heldList, LIST_MEMBERS, readAddresses, readValues, sameList, writeList } from './lists'
import {
  contactSource,
  type Json,
  list,
  type Member,
  object,
  own,
  type Person,
  settable,
  text,
  withValues,
} from './raw'

/** The client data key under which a person carries the id of the contact that it was created for. */
const OUR_KEY = 'concord.contactId'

type TextField = Exclude<SingleField, 'birthday'>

interface Group {
  readonly member: Member
  /** Pairs of our field and Google's key. */
  readonly parts: readonly (readonly [TextField, string])[]
  /** Google rejects a contact with more than one entry. */
  readonly alone: boolean
  /** Of several entries ours is the one with the lowest rank, the first of these; null: never ours. */
  readonly rank: (entry: Json) => number | null
  /** Keys that contradict the parts once one of them changed. */
  readonly outdated: readonly string[]
  /** Values that are always sent with the parts. */
  readonly fixed: Json
}

const FIRST = () => 0
/** Maiden names, initials and other typed names are not nicknames. */
const isNickname = ({ type }: Json) => (['', 'DEFAULT'].includes(text(type)) ? 0 : null)
/** A current employer ranks before a former one, and that before a school. */
const employers = ({ current, type }: Json) =>
  current === false ? 2 : text(type).toLowerCase() === 'school' ? 1 : 0

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
    rank: FIRST,
    outdated: ['displayName', 'unstructuredName'],
    fixed: {},
  },
  {
    member: 'nicknames',
    parts: [['nickname', 'value']],
    alone: false,
    rank: isNickname,
    outdated: [],
    fixed: {},
  },
  {
    member: 'organizations',
    parts: [
      ['company', 'name'],
      ['title', 'title'],
      ['department', 'department'],
    ],
    alone: false,
    rank: employers,
    outdated: [],
    fixed: {},
  },
  {
    member: 'biographies',
    parts: [['notes', 'value']],
    alone: true,
    rank: FIRST,
    outdated: ['contentType'],
    fixed: { contentType: 'TEXT_PLAIN' },
  },
]

export function toItem(person: Person): RemoteItem {
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
    value: readContact(person),
    deleted: false,
    key: keyOf(person),
    changedAt: Number.isNaN(changedAt.getTime()) ? null : changedAt,
    raw: person,
    previousIds,
    ...labelsOf(person),
  }
}

/** Every contact is in a group, so memberships are missing only where they were not asked for. */
function labelsOf({ memberships }: Person): Pick<RemoteItem, 'labels'> {
  if (!Array.isArray(memberships)) return {}
  const names = list(memberships).map((one) =>
    text(object(one.contactGroupMembership).contactGroupResourceName),
  )
  return { labels: [...new Set(names.filter(Boolean))].sort() }
}

/** A deleted item without data. */
export function missing(id: string): RemoteItem {
  return {
    id,
    version: '',
    value: EMPTY_CONTACT,
    deleted: true,
    key: null,
    changedAt: null,
    raw: null,
    previousIds: [],
  }
}

/** Google answers a request for a former name with the present one. */
export function asAskedFor(id: string, entry: RemoteItem): RemoteItem {
  if (entry.id === id || entry.previousIds.includes(id)) return entry
  return { ...entry, previousIds: [...entry.previousIds, id] }
}

function keyOf(person: Person): string | null {
  const ours = own(person, 'clientData').find((entry) => entry.key === OUR_KEY)
  return text(ours?.value) || null
}

function readContact(person: Person): Contact {
  const texts = Object.fromEntries(GROUPS.flatMap((group) => Object.entries(readGroup(person, group))))
  return identified({
    ...EMPTY_CONTACT,
    ...texts,
    birthday: heldDate(readDate(birthdayOf(person))),
    emails: readValues(person, 'emails'),
    phones: readValues(person, 'phones'),
    websites: readValues(person, 'websites'),
    addresses: readAddresses(person),
  })
}

/** The entry of a group that our fields come from; undefined if there is none. */
function ourEntry(person: Person, { member, rank }: Group): Json | undefined {
  const ranked = own(person, member).flatMap((entry) => {
    const ranks = rank(entry)
    return ranks === null ? [] : [{ entry, ranks }]
  })
  return ranked.toSorted((a, b) => a.ranks - b.ranks)[0]?.entry
}

function readGroup(person: Person, group: Group): Readonly<Partial<Record<TextField, string>>> {
  const { member, parts } = group
  const entry = ourEntry(person, group) ?? {}
  const values = Object.fromEntries(parts.map(([field, key]) => [field, text(entry[key])]))
  // A name without parts, given as one text: all of it is the first name until somebody splits it.
  if (member === 'names' && Object.values(values).every((value) => value === ''))
    values.firstName = text(entry.unstructuredName) || text(entry.displayName)
  if (entry.contentType === 'TEXT_HTML') values.notes = htmlText(values.notes ?? '')
  return values
}

/** A contact has one birthday; if there are more, the first with a date. */
function birthdayOf(person: Person): Json | undefined {
  const birthdays = own(person, 'birthdays')
  return birthdays.find((birthday) => heldDate(readDate(birthday)) !== null) ?? birthdays[0]
}

function readDate(birthday: Json | undefined): PartialDate | null {
  const date = object(birthday?.date)
  const part = (value: unknown) => (Number.isInteger(value) && Number(value) > 0 ? Number(value) : null)
  return { year: part(date.year), month: part(date.month), day: part(date.day) }
}

/** Google stores whole dates, month and day, year and month, and a year. It does not store a day without a month. */
function heldDate(given: PartialDate | null): PartialDate | null {
  if (!given) return null
  const date = withoutPlaceholderYear(given)
  const { year, month, day } = date
  if (month === null) return year !== null && day === null ? date : null
  if (year === null && day === null) return null
  const leap = year ?? 2000
  const most = new Date(Date.UTC(2000 + (leap % 400), month, 0)).getUTCDate()
  return month <= 12 && (day ?? 1) <= most && leap <= 9999 ? date : null
}

/** Contacts of one account; those in its bin count for a month. */
export const MOST_CONTACTS = 25_000

/** `contact` as Google would store it. */
export function project(contact: Contact): Contact {
  const singles = GROUPS.flatMap(({ parts }) => parts.map(([field]) => [field, text(contact[field])]))
  return identified({
    ...contact,
    ...Object.fromEntries(singles),
    birthday: heldDate(contact.birthday),
    emails: heldList('emails', contact.emails),
    phones: heldList('phones', contact.phones),
    websites: heldList('websites', contact.websites),
    addresses: heldList('addresses', contact.addresses),
  })
}

/** Fields to send. Google replaces each field in `mask` as a whole, so each is complete. */
export interface Patch {
  readonly person: Readonly<Partial<Record<Member, readonly Json[]>>>
  readonly mask: readonly Member[]
}

export function patch(raw: Person, before: Contact, after: Contact): Patch {
  if (before === after) return { person: {}, mask: [] }
  const [from, to] = [project(before), project(after)]
  const person: Partial<Record<Member, readonly Json[]>> = {}
  for (const group of GROUPS)
    if (group.parts.some(([field]) => from[field] !== to[field]))
      person[group.member] = writeGroup(raw, group, from, to)
  if (from.company !== to.company && repeatsCompany(raw, from)) person.names ??= []
  if (!sameDate(from.birthday, to.birthday)) person.birthdays = writeBirthday(raw, to.birthday)
  for (const field of LIST_FIELDS)
    if (!sameList(from[field], to[field])) person[LIST_MEMBERS[field]] = writeList(raw, field, to[field])
  return { person, mask: Object.keys(person) as Member[] }
}

/** Whether the name parts only repeat the company's name. Once the company is renamed, they would read as a person's name. */
const repeatsCompany = (raw: Person, from: Contact) =>
  from.kind === 'company' && own(raw, 'names').length > 0 && from.firstName === '' && from.lastName === ''

/** A new person. `key` identifies it if the reply is lost. With `labels` it is in those groups, and in the account's own one. */
export function create(contact: Contact, key: string, labels: readonly string[] = []): Person {
  const { person } = patch({}, EMPTY_CONTACT, contact)
  const groups = labels.length === 0 ? [] : ['contactGroups/myContacts', ...labels]
  const memberships = groups.map((name) => ({ contactGroupMembership: { contactGroupResourceName: name } }))
  return {
    ...person,
    clientData: [{ key: OUR_KEY, value: key }],
    ...(memberships.length > 0 && { memberships }),
  }
}

/** The complete field to send: our entry with its changes, and the others unchanged and in their order. */
function writeGroup(raw: Person, group: Group, from: Contact, to: Contact): readonly Json[] {
  const current = readGroup(raw, group)
  const ours = ourEntry(raw, group)
  // Parts that only repeated a company's name are not kept beside a new name.
  const isUnset = group.parts.every(([field]) => from[field] === '')
  const values = group.parts.map(([field, key]) => {
    const value = from[field] === to[field] && !isUnset ? (current[field] ?? '') : to[field]
    return [key, value] as const
  })
  const entry = withValues(settable(ours ?? {}, group.outdated), Object.fromEntries(values))
  const written = saysSomething(entry) ? [{ ...entry, ...group.fixed }] : []
  if (group.alone) return written
  const all = own(raw, group.member)
  const others = all.flatMap((one) => (one === ours ? written : [settable(one)]))
  return ours ? others : [...others, ...written]
}

/** A type alone, or the primary mark, is no data. */
function saysSomething({ type: _type, current: _current, metadata: _metadata, ...given }: Json): boolean {
  return Object.keys(given).length > 0
}

function sameDate(a: PartialDate | null, b: PartialDate | null): boolean {
  return a?.year === b?.year && a?.month === b?.month && a?.day === b?.day
}

/** A free-text birthday (an outdated format) is removed when a date is written. */
function writeBirthday(raw: Person, date: PartialDate | null): readonly Json[] {
  const entry = settable(birthdayOf(raw) ?? {}, ['date', 'text'])
  const parts = Object.entries(date ?? {}).filter(([, part]) => part !== null)
  return date ? [{ ...entry, date: Object.fromEntries(parts) }] : []
}

/** Our field at a path in Google's error, e.g. `person.email_addresses[0].value`; null if it could be several. */
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
