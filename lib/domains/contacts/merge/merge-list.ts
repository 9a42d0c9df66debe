// Merges one list (email addresses, phone numbers, websites, addresses). Every entry is aligned across both bases and both sides. Its
// value
// and its label are merged separately, and what a side never had does not count as removed.

import {
  type Answer,
  type Both,
  both,
  conflictOf,
  type FieldMerge,
} from '@/lib/domains/contacts/merge/conflict'
import type { Conflict } from '@/lib/domains/contacts/types'
import { distinct, pairEntries, sameEntry, sameEntryValue, sameText } from '@/lib/domains/contacts/value/diff'
import type { ListEntry, ListField } from '@/lib/domains/contacts/value/fields'
import { type KeyOf, labelKey } from '@/lib/domains/contacts/value/normalise'
import type { Side } from '@/lib/engine/model'
import { OTHER } from '@/lib/engine/sides'

type List = readonly ListEntry[]

/** One entry: its form on each side at the last agreement and now; null if it is absent. */
interface Alignment {
  readonly base: { local: ListEntry | null; remote: ListEntry | null }
  readonly now: { local: ListEntry | null; remote: ListEntry | null }
}

/** What each side should have for an alignment: nothing, one entry, or both of a conflict. */
interface MergedEntry extends Both<List> {
  readonly alignment: Alignment
  readonly conflict: Conflict | null
}

export function mergeList(
  field: ListField,
  base: Both<List>,
  now: Both<List>,
  answer: Answer,
  keyOf: KeyOf,
): FieldMerge<List> {
  const merged = alignmentsOf(field, base, now, keyOf).map((alignment) =>
    mergeAlignment(field, alignment, answer, keyOf),
  )
  const open = merged.filter(({ conflict }) => conflict !== null)
  return {
    now: {
      local: assembled(field, 'local', now.local, merged, keyOf),
      remote: assembled(field, 'remote', now.remote, merged, keyOf),
    },
    conflicts: open.flatMap(({ conflict }) => conflict ?? []),
    remembered: (side, settled) =>
      open.reduce((list, { alignment }) => asBefore(field, side, list, alignment, keyOf), settled),
  }
}

/** The list with one alignment as in its base. */
function asBefore(field: ListField, side: Side, list: List, { base, now }: Alignment, keyOf: KeyOf): List {
  const key = now[side] && keyOf(field, now[side])
  return [...list.filter((entry) => keyOf(field, entry) !== key), ...(base[side] ? [base[side]] : [])]
}

const SIDES: readonly Side[] = ['local', 'remote']

/** Aligns entries by key: first in the bases, then among entries that are new on one side and current on the other. */
function alignmentsOf(
  field: ListField,
  base: Both<List>,
  now: Both<List>,
  keyOf: KeyOf,
): readonly Alignment[] {
  const alignments: Alignment[] = []
  const based = new Map<string, Alignment>()
  const saying = { local: new Map<string, Alignment>(), remote: new Map<string, Alignment>() }
  const added: (readonly [Side, ListEntry])[] = []
  const begun = () => {
    const alignment: Alignment = { base: { local: null, remote: null }, now: { local: null, remote: null } }
    alignments.push(alignment)
    return alignment
  }
  const says = (alignment: Alignment, side: Side, entry: ListEntry) => {
    alignment.now[side] = entry
    saying[side].set(keyOf(field, entry), alignment)
  }
  for (const side of SIDES)
    for (const { from, to } of pairEntries(field, base[side], now[side], keyOf)) {
      if (from) {
        const key = keyOf(field, from)
        const alignment = based.get(key) ?? begun()
        based.set(key, alignment)
        alignment.base[side] = from
        if (to) says(alignment, side, to)
      } else if (to) added.push([side, to])
    }
  for (const [side, entry] of added) {
    const met = saying[OTHER[side]].get(keyOf(field, entry))
    // This side has both the entry and the other side's edited form of it: the former is removed, as an edit would do.
    const gaveWay = met && (!met.now[side] || isUntouched(met, side))
    says(gaveWay ? met : begun(), side, entry)
  }
  return alignments
}

function isUntouched({ base, now }: Alignment, side: Side): boolean {
  return base[side] !== null && now[side] !== null && sameEntry(base[side], now[side])
}

function mergeAlignment(field: ListField, alignment: Alignment, answer: Answer, keyOf: KeyOf): MergedEntry {
  const { base, now } = alignment
  const merged = (local: List, remote: List, conflict: Conflict | null = null) => ({
    alignment: alignment,
    local,
    remote,
    conflict,
  })
  const { local, remote } = now
  if (!local || !remote) {
    const left = oneSided(alignment)
    return merged(left.local ? [left.local] : [], left.remote ? [left.remote] : [])
  }
  if (!base.local || !base.remote) return merged([labelledAs(local, remote)], [labelledAs(remote, local)])
  const bases = { local: base.local, remote: base.remote }
  const value = travelled(bases, { local, remote }, SAME_VALUE, (entry) => keyOf(field, entry))
  const label = travelled(bases, { local, remote }, SAME_LABEL, (entry) => labelKey(entry.label))
  const joined = (values: Both<ListEntry>, labels: Both<ListEntry>) =>
    merged([withLabel(values.local, labels.local)], [withLabel(values.remote, labels.remote)])
  if (value && label) return joined(value, label)
  const about = keyOf(field, bases.local)
  const conflict = conflictOf(field, about, bases.local, { local, remote }, value === null)
  const parts = [...(value ? [] : ['value' as const]), ...(label ? [] : ['label' as const])]
  const choice = answer(conflict, parts)
  switch (choice) {
    case 'local':
    case 'remote':
      return joined(value ?? both({ local, remote }[choice]), label ?? both({ local, remote }[choice]))
    case 'both':
      return merged([local, remote], [remote, local])
    case null:
      return merged([local], [remote], conflict)
  }
}

/** An entry that at most one side still has. */
function oneSided({ base, now }: Alignment): Both<ListEntry | null> {
  const side = now.local ? 'local' : 'remote'
  const entry = now[side]
  if (!isUntouched({ base, now }, side)) return both(entry) // added or edited here; the edit beats a removal there
  return base[OTHER[side]] ? both(null) : now // removed there; or never stored there
}

const SAME_VALUE = sameEntryValue
const SAME_LABEL = (a: ListEntry, b: ListEntry) => sameText(a.label, b.label)

/** The side from which each value or label is taken; null if both changed it and the results differ. */
function travelled(
  base: Both<ListEntry>,
  now: Both<ListEntry>,
  same: (a: ListEntry, b: ListEntry) => boolean,
  keyOf: (entry: ListEntry) => string,
): Both<ListEntry> | null {
  const changed = { local: !same(base.local, now.local), remote: !same(base.remote, now.remote) }
  if (changed.local && changed.remote) return keyOf(now.local) === keyOf(now.remote) ? now : null
  if (!changed.local && !changed.remote) return now
  return both(changed.local ? now.local : now.remote)
}

const withLabel = (entry: ListEntry, { label }: ListEntry): ListEntry =>
  entry.label === label ? entry : { ...entry, label }

/** Both sides added it independently: each keeps its spelling and label; a label fills a blank one. */
const labelledAs = (entry: ListEntry, other: ListEntry) =>
  entry.label === '' ? withLabel(entry, other) : entry

/** A side's list in its own order, additions last. A duplicate entry stays as long as the first one is unchanged. */
function assembled(
  field: ListField,
  side: Side,
  list: List,
  merged: readonly MergedEntry[],
  keyOf: KeyOf,
): List {
  const results = new Map(
    merged.flatMap((one) => (one.alignment.now[side] ? [[one.alignment.now[side], one[side]]] : [])),
  )
  const firsts = distinct(field, list, keyOf)
  const stays = (copy: ListEntry) => {
    const first = firsts.get(keyOf(field, copy))
    return !first || results.get(first)?.includes(first)
  }
  const kept = list.flatMap((entry) => {
    const result = results.get(entry) ?? (stays(entry) ? [entry] : [])
    return result.map((value) => ({ value: value, own: value === entry }))
  })
  const added = merged.flatMap((one) => (one.alignment.now[side] ? [] : one[side]))
  return withoutEchoes(field, [...kept, ...added.map((value) => ({ value: value, own: false }))], keyOf)
}

/** Drops entries from the other side that this side already has. */
function withoutEchoes(
  field: ListField,
  list: readonly { readonly value: ListEntry; readonly own: boolean }[],
  keyOf: KeyOf,
): List {
  const present = new Set(list.filter(({ own }) => own).map(({ value }) => keyOf(field, value)))
  return list.flatMap(({ value, own }) => {
    const key = keyOf(field, value)
    if (!own && present.has(key)) return []
    present.add(key)
    return [value]
  })
}
