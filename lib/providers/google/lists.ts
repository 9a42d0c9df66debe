// Reads and writes the email addresses, phone numbers, websites and addresses of a Person. An edited entry is merged into the entry that
// was read, so that data we do not model (a country code) stays. One entry of Google's may become several of ours (two email addresses
// in one) and is left alone until one of them changes.
import { streetOf } from '@/lib/domains/contacts/text/address-parts'
import { emailsIn } from '@/lib/domains/contacts/text/email-text'
import type { Address, LabelledValue } from '@/lib/domains/contacts/value/contact'
import type { ListEntry, ListField } from '@/lib/domains/contacts/value/fields'
import { entryKey } from '@/lib/domains/contacts/value/normalise'
import { heldLabel, labelOf, typeOf } from './labels'
import { type Json, type Member, marked, own, type Person, settable, text, withValues } from './raw'

export const LIST_MEMBERS = {
  emails: 'emailAddresses',
  phones: 'phoneNumbers',
  websites: 'urls',
  addresses: 'addresses',
} as const satisfies Record<ListField, Member>

/** Google's list calls truncate email addresses and phone numbers at this number. We truncate everywhere, so that all reads agree. */
export const MOST_ENTRIES = 100

const ADDRESS_PARTS = [
  ['street', 'streetAddress'],
  ['city', 'city'],
  ['region', 'region'],
  ['postalCode', 'postalCode'],
  ['country', 'country'],
] as const

interface Known {
  readonly raw: Json
  readonly entry: ListEntry
}

export function readValues(person: Person, field: Exclude<ListField, 'addresses'>): readonly LabelledValue[] {
  return known(person, field).map(({ entry }) => entry as LabelledValue)
}

export function readAddresses(person: Person): readonly Address[] {
  return known(person, 'addresses').map(({ entry }) => entry as Address)
}

function known(person: Person, field: ListField): readonly Known[] {
  const all = own(person, LIST_MEMBERS[field]).flatMap((raw) =>
    readEntries(field, raw).map((entry) => ({ raw, entry })),
  )
  return all.filter(({ entry }) => !isBlank(entry)).slice(0, MOST_ENTRIES)
}

function readEntries(field: ListField, raw: Json): readonly ListEntry[] {
  const label = labelOf(field, text(raw.type))
  if (field === 'addresses') return [readAddress(raw, label)]
  const canonical = field === 'phones' ? text(raw.canonicalForm) : ''
  const known = E164.test(canonical) ? { canonical } : {}
  return valuesIn(field, text(raw.value)).map((value) => ({ value, label, ...known }))
}

const E164 = /^\+[1-9]\d{6,14}$/

/** A name around an email address is not part of the address. */
const valuesIn = (field: ListField, value: string): readonly string[] =>
  field === 'emails' ? emailsIn(value) : [value]

function readAddress(raw: Json, label: string): Address {
  const [, city, region, postalCode, country] = ADDRESS_PARTS.map(([, key]) => text(raw[key]))
  const address = {
    street: streetOf({
      street: text(raw.streetAddress),
      extension: text(raw.extendedAddress),
      box: text(raw.poBox),
    }),
    city,
    region,
    postalCode,
    country,
    label,
  } as Address
  // An address without parts, given as one text, becomes the street.
  const whole = isBlank(address) ? text(raw.formattedValue) : ''
  return whole ? { ...address, street: whole } : address
}

/** An extension ("Apt. 4") and a post office box have no field of their own. They become lines of the street, as in our file readers. */
const extras = (raw: Json) => [text(raw.extendedAddress), text(raw.poBox)].filter(Boolean).join('\n')

function isBlank(entry: ListEntry): boolean {
  return 'value' in entry ? entry.value === '' : ADDRESS_PARTS.every(([part]) => entry[part] === '')
}

/** The entries as Google would store them. */
export function heldList<E extends ListEntry>(field: ListField, entries: readonly E[]): readonly E[] {
  return entries
    .flatMap((entry) => heldEntries(field, entry))
    .filter((entry) => !isBlank(entry))
    .slice(0, MOST_ENTRIES)
}

function heldEntries<E extends ListEntry>(field: ListField, entry: E): readonly E[] {
  const label = heldLabel(field, entry.label)
  const typed = label === entry.label ? entry : { ...entry, label }
  if ('value' in typed) {
    return valuesIn(field, text(typed.value)).map((value) =>
      value === typed.value ? typed : { ...typed, value },
    )
  }
  const parts = ADDRESS_PARTS.map(([part]) => [part, text(typed[part])] as const)
  return [
    parts.every(([part, value]) => typed[part] === value)
      ? typed
      : { ...typed, ...Object.fromEntries(parts) },
  ]
}

/** The same entries with the same first one; the order of the others is ignored. */
export function sameList(a: readonly ListEntry[], b: readonly ListEntry[]): boolean {
  if (a.length !== b.length) return false
  const spelled = a.map(spelling)
  const others = b.map(spelling)
  if (spelled[0] !== others[0]) return false
  if (spelled.every((one, index) => one === others[index])) return true
  const sorted = others.toSorted()
  return spelled.toSorted().every((one, index) => one === sorted[index])
}

function spelling(entry: ListEntry): string {
  const parts = 'value' in entry ? [entry.value] : ADDRESS_PARTS.map(([part]) => entry[part])
  return [...parts, entry.label].join('\u0000')
}

/** The complete field to send: `to`, merged into the entries that it came from, plus the entries that we cannot read, unchanged. */
export function writeList(person: Person, field: ListField, to: readonly ListEntry[]): readonly Json[] {
  const before = known(person, field)
  const over = pair(field, before, to)
  const whole = untouched(before, to, over)
  const written = to.flatMap((entry, index) => {
    const one = over[index] ?? null
    if (one === null || !whole.has(one.raw)) return [writeEntry(field, entry, one)]
    // Several of ours come from one entry of Google's; it stays in the place of the first of them.
    return over.findIndex((other) => other?.raw === one.raw) === index ? [settable(one.raw)] : []
  })
  const unread = own(person, LIST_MEMBERS[field]).filter((raw) => !before.some((one) => one.raw === raw))
  const all = [...written, ...unread.map((raw) => settable(raw))]
  if (written.length === 0) return all
  return all.map((entry, index) => marked(entry, index === 0 && all.length > 1))
}

/** Entries of Google's in which nothing changed, however many of ours each of them holds. */
function untouched(
  before: readonly Known[],
  to: readonly ListEntry[],
  over: readonly (Known | null)[],
): ReadonlySet<Json> {
  const same = new Set(
    over.filter((one, index) => one !== null && spelling(one.entry) === spelling(to[index] as ListEntry)),
  )
  const touched = new Set(before.filter((one) => !same.has(one)).map(({ raw }) => raw))
  return new Set(before.map(({ raw }) => raw).filter((raw) => !touched.has(raw)))
}

function writeEntry(field: ListField, entry: ListEntry, over: Known | null): Json {
  const raw = over ? settable(over.raw) : {}
  const typed =
    over?.entry.label === entry.label ? raw : withValues(raw, { type: typeOf(field, entry.label) })
  if ('value' in entry) {
    return text(raw.value) === entry.value ? typed : withValues(typed, { value: entry.value })
  }
  return writeAddress(entry, typed, over && 'street' in over.entry ? over.entry : null)
}

/** The formatted address and the country code would contradict changed parts. */
function writeAddress(to: Address, raw: Json, from: Address | null): Json {
  if (from && ADDRESS_PARTS.every(([part]) => from[part] === to[part])) return raw
  const parts = Object.fromEntries(ADDRESS_PARTS.map(([part, key]) => [key, to[part]]))
  const moved = from && from.country !== to.country ? { countryCode: '' } : {}
  return withValues(raw, { ...parts, ...streetParts(to.street, raw), ...moved, formattedValue: '' })
}

/** The extension and the box keep their own fields while the street still ends with them. */
function streetParts(street: string, raw: Json): Readonly<Record<string, string>> {
  const end = extras(raw)
  if (end !== '' && street === end) return { streetAddress: '' }
  if (end !== '' && street.endsWith(`\n${end}`)) return { streetAddress: street.slice(0, -end.length - 1) }
  return { streetAddress: street, extendedAddress: '', poBox: '' }
}

/** For each of `to`, the entry that it was before: identical, the same by meaning, a likely edit, or one in the same place. */
function pair(
  field: ListField,
  before: readonly Known[],
  to: readonly ListEntry[],
): readonly (Known | null)[] {
  const free = new Set(before)
  const found: (Known | null)[] = to.map(() => null)
  const claim = (fits: (one: Known, entry: ListEntry, index: number) => boolean) => {
    for (const [index, entry] of to.entries()) {
      if (found[index]) continue
      const one = [...free].find((candidate) => fits(candidate, entry, index))
      if (!one) continue
      found[index] = one
      free.delete(one)
    }
  }
  claim((one, entry) => spelling(one.entry) === spelling(entry))
  claim((one, entry) => entryKey(field, one.entry) === entryKey(field, entry))
  claim((one, entry) => resembles(one.entry, entry))
  if (before.length === to.length) claim((one, _, index) => before[index] === one)
  return found
}

function resembles(a: ListEntry, b: ListEntry): boolean {
  if (!('street' in a && 'street' in b)) return false
  const parts = ['street', 'city', 'region', 'postalCode'] as const
  return parts.filter((part) => a[part] !== '' && a[part] === b[part]).length >= 2
}
