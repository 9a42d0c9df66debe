// When a side last changed each of its values, as well as it can be known: what "the newest edit wins" compares. A side tells one
// time for a whole contact at most; which of its values changed then is found by comparing what it said before and after. Pure.
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { diffContacts, type FieldChange, isListField, pairEntries } from '@/lib/domains/contacts/value/diff'
import {
  FIELD_NAMES,
  type FieldName,
  type ListEntry,
  type ListField,
} from '@/lib/domains/contacts/value/fields'
import { entryKey } from '@/lib/domains/contacts/value/normalise'
import type { ChangeTimes, Side, Span } from '@/lib/engine/model'

/** What can be changed, and be disagreed on, by itself: a single value, and of an entry of a list its value and its label. */
export type Part = 'value' | 'label'
const PARTS = ['value', 'label'] as const satisfies readonly Part[]

/** How one sight of a contact became the next. */
export interface Step {
  readonly from: Contact
  readonly to: Contact
  /** When the contact was last changed; null where the side does not tell. */
  readonly at: Date | null
  /** Until when it surely had not changed; null where that is not known. */
  readonly since: Date | null
  /** Something changed that is no value of a contact here (a label of the account, a photo): `at` may be the time of that. */
  readonly others: boolean
}

/** Clocks of two sides may differ so much; edits that lie closer together are in no known order. Milliseconds. */
const CLOCKS_DIFFER_MS = 60_000

/** Names what a side's time is about. `entry`: of a list, as that side says it. */
export const unitOf = (field: FieldName, part: Part = 'value', entry?: ListEntry): string =>
  entry && isListField(field) ? `${field} ${part} ${entryKey(field, entry)}` : field

/** Before a side was ever seen to change: whatever it says, it said by then. */
export const firstSeen = (at: Date | null): ChangeTimes => ({ first: { since: null, at }, units: {} })

/** The times after one more step. Where only one value changed, it changed when the contact did. */
export function afterStep(times: ChangeTimes, { from, to, at, since, others }: Step): ChangeTimes {
  const changes = diffContacts(from, to)
  const span = { since: !others && changes.length === 1 ? at : since, at }
  const kept = FIELD_NAMES.flatMap((field) =>
    isListField(field) ? keptEntries(times, field, from[field], to[field]) : keptUnit(times, field, field),
  )
  const units = [...kept, ...changes.flatMap(unitsOf).map((unit) => [unit, span] as const)]
  return { first: times.first, units: Object.fromEntries(units) }
}

/** An entry that was added is new in both parts. */
function unitsOf(change: FieldChange): readonly string[] {
  switch (change.kind) {
    case 'value':
      return [unitOf(change.field)]
    case 'added':
      return PARTS.map((part) => unitOf(change.field, part, change.to))
    case 'edited':
      return [unitOf(change.field, 'value', change.to)]
    case 'labelled':
      return [unitOf(change.field, 'label', change.to)]
    case 'removed':
      return []
  }
}

const keptUnit = (times: ChangeTimes, from: string, to: string): readonly (readonly [string, Span])[] => {
  const span = times.units[from]
  return span ? [[to, span]] : []
}

/** An entry whose value was corrected keeps the time of its label, under its new name. */
function keptEntries(
  times: ChangeTimes,
  field: ListField,
  from: readonly ListEntry[],
  to: readonly ListEntry[],
) {
  return pairEntries(field, from, to).flatMap((pair) => {
    const { from: was, to: is } = pair
    if (!was || !is) return []
    return PARTS.flatMap((part) => keptUnit(times, unitOf(field, part, was), unitOf(field, part, is)))
  })
}

/** When the side came to say what it says of a unit. */
export const timeOf = (times: ChangeTimes, field: FieldName, part: Part, entry?: ListEntry): Span =>
  times.units[unitOf(field, part, entry)] ?? times.first

/** Which side's change came later; null where that cannot be told. */
export function laterSide(local: Span, remote: Span): Side | null {
  if (isAfter(local, remote)) return 'local'
  if (isAfter(remote, local)) return 'remote'
  return null
}

const isAfter = (a: Span, b: Span): boolean =>
  a.since !== null && b.at !== null && a.since.getTime() > b.at.getTime() + CLOCKS_DIFFER_MS
