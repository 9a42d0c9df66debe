// Estimates when a side last changed each value, for the setting "the newest edit wins". A side reports at most one time for a whole
// contact; comparing its values before and after shows which of them changed then. Pure.
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

/** The parts that can change and conflict separately: a single value, and the value and the label of a list entry. */
export type Part = 'value' | 'label'
const PARTS = ['value', 'label'] as const satisfies readonly Part[]

/** The difference between two observations of a contact. */
export interface Step {
  readonly from: Contact
  readonly to: Contact
  /** When the contact was last changed; null if the side does not report it. */
  readonly at: Date | null
  /** The time until which it had certainly not changed; null if that is not known. */
  readonly since: Date | null
  /** Something changed that Concord has no field for (a label of the account, a photo), so `at` may be the time of that change. */
  readonly others: boolean
}

/** The clocks of two sides may differ by this much, so the order of edits closer together is unknown. Milliseconds. */
const CLOCKS_DIFFER_MS = 60_000

/** The key under which a time is stored. `entry`: the list entry as that side has it. */
export const unitOf = (field: FieldName, part: Part = 'value', entry?: ListEntry): string =>
  entry && isListField(field) ? `${field} ${part} ${entryKey(field, entry)}` : field

/** Before the first observed change: all current values existed by then. */
export const firstSeen = (at: Date | null): ChangeTimes => ({ first: { since: null, at }, units: {} })

/** The times after one more step. If only one value changed, it changed when the contact did. */
export function afterStep(times: ChangeTimes, { from, to, at, since, others }: Step): ChangeTimes {
  const changes = diffContacts(from, to)
  const span = { since: !others && changes.length === 1 ? at : since, at }
  const kept = FIELD_NAMES.flatMap((field) =>
    isListField(field) ? keptEntries(times, field, from[field], to[field]) : keptUnit(times, field, field),
  )
  const units = [...kept, ...changes.flatMap(unitsOf).map((unit) => [unit, span] as const)]
  return { first: times.first, units: Object.fromEntries(units) }
}

/** Both parts of an added entry are new. */
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

/** An entry with an edited value keeps the time of its label, under its new key. */
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

/** When the side's current value of a unit was written. */
export const timeOf = (times: ChangeTimes, field: FieldName, part: Part, entry?: ListEntry): Span =>
  times.units[unitOf(field, part, entry)] ?? times.first

/** Which side's change is newer; null if that is unknown. */
export function laterSide(local: Span, remote: Span): Side | null {
  if (isAfter(local, remote)) return 'local'
  if (isAfter(remote, local)) return 'remote'
  return null
}

const isAfter = (a: Span, b: Span): boolean =>
  a.since !== null && b.at !== null && a.since.getTime() > b.at.getTime() + CLOCKS_DIFFER_MS
