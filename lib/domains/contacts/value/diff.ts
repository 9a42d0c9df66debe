// The differences between two contacts, by field and entry. A list counts each key once: it ignores a duplicate number, an entry without
// a
// value, the order of entries, and `kind`.
import type { Address, Contact, LabelledValue, PartialDate } from '@/lib/domains/contacts/value/contact'
import {
  FIELD_NAMES,
  FIELDS,
  type FieldName,
  type ListEntry,
  type ListField,
  type SingleField,
} from '@/lib/domains/contacts/value/fields'
import { entryKey, type KeyOf, labelKey, spelled } from '@/lib/domains/contacts/value/normalise'

export type FieldChange =
  | {
      readonly kind: 'value'
      readonly field: SingleField
      readonly from: SingleValue
      readonly to: SingleValue
    }
  | { readonly kind: 'added'; readonly field: ListField; readonly to: ListEntry }
  | { readonly kind: 'removed'; readonly field: ListField; readonly from: ListEntry }
  /** The same entry with an edited value, such as a corrected digit. */
  | { readonly kind: 'edited'; readonly field: ListField; readonly from: ListEntry; readonly to: ListEntry }
  /** The same entry under another label; if its value changed as well, there are two changes. */
  | { readonly kind: 'labelled'; readonly field: ListField; readonly from: ListEntry; readonly to: ListEntry }

export type SingleValue = string | PartialDate | null

/** One entry before and after; null if it was added or removed. */
export interface EntryPair {
  readonly from: ListEntry | null
  readonly to: ListEntry | null
}

export function isListField(field: FieldName): field is ListField {
  return FIELDS[field].many
}

/** `keyOf` identifies entries; entries with the same key count once. */
export function sameContact(a: Contact, b: Contact, keyOf: KeyOf = entryKey): boolean {
  return a === b || FIELD_NAMES.every((field) => sameValue(field, a, b, keyOf))
}

/** Whether two contacts have the same value in one field, compared by `spelled`. */
export function sameValue(field: FieldName, a: Contact, b: Contact, keyOf: KeyOf = entryKey): boolean {
  return isListField(field) ? sameList(field, a[field], b[field], keyOf) : sameSingle(a[field], b[field])
}

export function sameSingle(a: SingleValue, b: SingleValue): boolean {
  if (a === b) return true
  if (typeof a === 'string' && typeof b === 'string') return sameText(a, b)
  if (a === null || b === null || typeof a === 'string' || typeof b === 'string') return false
  return a.year === b.year && a.month === b.month && a.day === b.day
}

export function sameText(a: string, b: string): boolean {
  return a === b || spelled(a) === spelled(b)
}

export function sameEntryValue(a: ListEntry, b: ListEntry): boolean {
  return (
    a === b || entryParts(a).every((part, index) => spelled(part) === spelled(entryParts(b)[index] ?? ''))
  )
}

export function sameEntry(a: ListEntry, b: ListEntry): boolean {
  return a === b || (sameText(a.label, b.label) && sameEntryValue(a, b))
}

function entryParts(entry: LabelledValue | Address): readonly string[] {
  if ('value' in entry) return [entry.value]
  return [entry.street, entry.city, entry.region, entry.postalCode, entry.country]
}

function sameList(field: ListField, a: readonly ListEntry[], b: readonly ListEntry[], keyOf: KeyOf): boolean {
  if (
    a === b ||
    (a.length === b.length && a.every((entry, index) => sameEntry(entry, b[index] as ListEntry)))
  )
    return true
  const others = distinct(field, b, keyOf)
  const mine = distinct(field, a, keyOf)
  if (mine.size !== others.size) return false
  return [...mine].every(([key, entry]) => {
    const other = others.get(key)
    return other !== undefined && sameEntry(entry, other)
  })
}

/** The non-empty entries of a list, by key. Of several with one key, the one with the alphabetically first label counts. */
export function distinct(
  field: ListField,
  list: readonly ListEntry[],
  keyOf: KeyOf = entryKey,
): ReadonlyMap<string, ListEntry> {
  const byKey = new Map<string, ListEntry>()
  for (const entry of list) {
    const key = keyOf(field, entry)
    const known = byKey.get(key)
    if (key !== '' && (known === undefined || speaksBefore(entry, known))) byKey.set(key, entry)
  }
  return byKey
}

function speaksBefore(a: ListEntry, b: ListEntry): boolean {
  const rank = (entry: ListEntry) =>
    [spelled(entry.label) || '\uffff', ...entryParts(entry).map(spelled)].join('\n')
  return rank(a) < rank(b)
}

export function diffContacts(from: Contact, to: Contact): readonly FieldChange[] {
  return FIELD_NAMES.filter((field) => !sameValue(field, from, to)).flatMap((field) =>
    isListField(field)
      ? pairEntries(field, from[field], to[field]).flatMap((pair) => entryChanges(field, pair))
      : [{ kind: 'value' as const, field, from: from[field], to: to[field] }],
  )
}

function entryChanges(field: ListField, { from, to }: EntryPair): readonly FieldChange[] {
  if (from === null) return to === null ? [] : [{ kind: 'added', field, to }]
  if (to === null) return [{ kind: 'removed', field, from }]
  const changes: FieldChange[] = []
  if (!sameEntryValue(from, to)) changes.push({ kind: 'edited', field, from, to })
  if (!sameText(from.label, to.label)) changes.push({ kind: 'labelled', field, from, to })
  return changes
}

/** Pairs each entry of `base` with one of `other`: by key, otherwise by the cheapest edit; the rest was removed or added. */
export function pairEntries(
  field: ListField,
  base: readonly ListEntry[],
  other: readonly ListEntry[],
  keyOf: KeyOf = entryKey,
): readonly EntryPair[] {
  const lost = new Map(distinct(field, base, keyOf))
  const found = new Map(distinct(field, other, keyOf))
  const pairs: EntryPair[] = []
  const pair = (fromKey: string, toKey: string) => {
    pairs.push({ from: lost.get(fromKey) ?? null, to: found.get(toKey) ?? null })
    lost.delete(fromKey)
    found.delete(toKey)
  }
  for (const key of [...lost.keys()]) if (found.has(key)) pair(key, key)
  for (const edit of cheapestEdits(lost, found))
    if (lost.has(edit.from) && found.has(edit.to)) pair(edit.from, edit.to)
  for (const from of lost.values()) pairs.push({ from, to: null })
  for (const to of found.values()) pairs.push({ from: null, to })
  return pairs
}

/** Above this share of changed characters it is another entry, not a corrected one. */
const DEAREST_EDIT = 0.35
/** Of two possible edits, one under the same label is likelier than a slightly cheaper one. */
const OTHER_LABEL = 0.15
/** Nobody edits that many entries by hand; comparing all pairs would only cost time. */
const MOST_COMPARISONS = 1_600

function cheapestEdits(lost: ReadonlyMap<string, ListEntry>, found: ReadonlyMap<string, ListEntry>) {
  if (lost.size * found.size > MOST_COMPARISONS) return []
  const edits = [...lost].flatMap(([from, before]) =>
    [...found].map(([to, after]) => ({
      from,
      to,
      cost: editDistance(from, to) / Math.max(from.length, to.length),
      relabelled: labelKey(before.label) === labelKey(after.label) ? 0 : OTHER_LABEL,
      tie: [from, to].sort().join('\n'), // gives the same result in both directions
    })),
  )
  return edits
    .filter(({ cost }) => cost <= DEAREST_EDIT)
    .sort((a, b) => a.cost + a.relabelled - (b.cost + b.relabelled) || (a.tie < b.tie ? -1 : 1))
}

/** Levenshtein distance: the number of characters to insert, delete or replace. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const above = row
    row = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      row.push(Math.min(replaced, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1))
    }
  }
  return row[b.length] ?? 0
}
