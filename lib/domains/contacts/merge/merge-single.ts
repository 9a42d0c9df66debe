// Merges one field with a single value. A change is copied to the other side only if it overwrites nothing there that the changed side
// did
// not have before; otherwise it is an agreement, a merge of lines, or a conflict.
import { diff3Merge } from 'node-diff3'
import {
  type Answer,
  type Both,
  both,
  conflictOf,
  type FieldMerge,
} from '@/lib/domains/contacts/merge/conflict'
import type { PartialDate } from '@/lib/domains/contacts/value/contact'
import { type SingleValue, sameSingle } from '@/lib/domains/contacts/value/diff'
import type { SingleField } from '@/lib/domains/contacts/value/fields'
import { spelled } from '@/lib/domains/contacts/value/normalise'
import { folded } from '@/lib/domains/text/folded'

export function mergeSingle(
  field: SingleField,
  base: Both<SingleValue>,
  now: Both<SingleValue>,
  answer: Answer,
): FieldMerge<SingleValue> {
  const merged = travelled(base, now) ?? reconciled(field, base, now)
  if (merged) return settledAs(merged)
  const shown = covers(base.local, base.remote) ? base.local : base.remote
  const conflict = conflictOf(field, '', shown, now, field === 'notes')
  switch (answer(conflict, ['value'])) {
    case 'local':
      return settledAs(both(now.local))
    case 'remote':
      return settledAs(both(now.remote))
    case 'both':
      return settledAs(both(`${now.local}\n\n${now.remote}`))
    case null:
      return { now, conflicts: [conflict], remembered: (side) => base[side] }
  }
}

const settledAs = (now: Both<SingleValue>): FieldMerge<SingleValue> => ({
  now,
  conflicts: [],
  remembered: (_, settled) => settled,
})

/** At most one side changed, and its change removes from the other only what both had. */
function travelled(base: Both<SingleValue>, now: Both<SingleValue>): Both<SingleValue> | null {
  const changed = { local: !sameSingle(base.local, now.local), remote: !sameSingle(base.remote, now.remote) }
  if (!changed.local && !changed.remote) return now
  if (!changed.remote && covers(base.local, base.remote)) return both(now.local)
  if (!changed.local && covers(base.remote, base.local)) return both(now.remote)
  return null
}

/** Both changed, but no question is needed. */
function reconciled(
  field: SingleField,
  base: Both<SingleValue>,
  now: Both<SingleValue>,
): Both<SingleValue> | null {
  const { local, remote } = now
  if (covers(local, remote) && covers(remote, local)) return now // each keeps its own spelling
  if (field === 'notes') return mergedLines(base, now)
  if (isDate(local) && isDate(remote)) return filledDate(local, remote)
  return null
}

/** Whether `a` contains everything in `b`: a side that cannot store a whole value has a part of it. */
function covers(a: SingleValue, b: SingleValue): boolean {
  if (isDate(b)) return isDate(a) && sameParts({ ...a, ...known(b) }, a)
  return b === null || b === '' || (typeof a === 'string' && folded(a).includes(folded(b)))
}

const isDate = (value: SingleValue): value is PartialDate => value !== null && typeof value === 'object'
const known = (date: PartialDate) =>
  Object.fromEntries(Object.entries(date).filter(([, part]) => part !== null))
const sameParts = (a: PartialDate, b: PartialDate) => sameSingle(a, b)

/** A birthday without a year on one side and with it on the other is the same birthday. */
function filledDate(a: PartialDate, b: PartialDate): Both<SingleValue> | null {
  const filled = { ...a, ...known(b) }
  return sameParts(filled, { ...b, ...known(a) }) ? both(filled) : null
}

/** Both changed different lines: each side gets the other's lines in addition to its own. */
function mergedLines(base: Both<SingleValue>, now: Both<SingleValue>): Both<SingleValue> | null {
  const local = threeWay(now.local, base.remote, now.remote)
  const remote = threeWay(now.remote, base.local, now.local)
  return local === null || remote === null ? null : { local, remote }
}

function threeWay(mine: SingleValue, before: SingleValue, theirs: SingleValue): string | null {
  const regions = diff3Merge(lines(mine), lines(before), lines(theirs))
  if (regions.some((region) => region.conflict)) return null
  return regions.flatMap((region) => region.ok ?? []).join('\n')
}

function lines(text: SingleValue): string[] {
  return typeof text === 'string' && text !== '' ? spelled(text).split('\n') : []
}
