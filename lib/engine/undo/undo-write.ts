// Takes back one write of one item: three values are compared, before the write, after it, and now. What is still as it was written gets
// its earlier value; what was edited since stays and is named. Undo of a run asks it for each side, undo of what a person did for the
// side here. Pure.
import type { Domain } from '@/lib/engine/domain'
import type { FieldOf, Item, Write } from '@/lib/engine/model'
import { reverted } from './revert'

/** Why a write, or part of it, is not taken back. */
export type WhyKept<V> =
  /** These values were edited since. */
  | { readonly why: 'edited'; readonly fields: readonly FieldOf<V>[] }
  /** The item was deleted since. */
  | { readonly why: 'gone' }
  /** The item that was deleted exists again. */
  | { readonly why: 'back' }

export interface WriteUndo<V> {
  /** What the undo writes; null if nothing. */
  readonly write: Write<V> | null
  readonly kept: WhyKept<V> | null
}

export const present = <V>(item: Item<V> | null): Item<V> | null => (item?.deleted ? null : item)

/** `only`: the fields to take back; null for all. An addition or a deletion is taken back only as a whole. */
export function undoWrite<V>(
  domain: Domain<V>,
  { from, to }: Write<V>,
  now: Item<V> | null,
  only: readonly FieldOf<V>[] | null,
): WriteUndo<V> {
  if (from !== null && to !== null) return undoEdit(domain, { from, to }, now, only)
  if (only !== null) return { write: null, kept: null }
  if (to !== null) return undoAddition(domain, to, now)
  return from === null ? { write: null, kept: null } : undoDeletion(from, now)
}

const keep = <V>(kept: WhyKept<V>): WriteUndo<V> => ({ write: null, kept })

function undoEdit<V>(
  domain: Domain<V>,
  done: { readonly from: V; readonly to: V },
  now: Item<V> | null,
  only: readonly FieldOf<V>[] | null,
): WriteUndo<V> {
  const item = present(now)
  if (!item) return keep({ why: 'gone' })
  const { value, undone, kept } = reverted(domain, done, item.value, only)
  return {
    write: undone.length > 0 ? { from: item.value, to: value } : null,
    kept: kept.length > 0 ? { why: 'edited', fields: kept } : null,
  }
}

/** An item that was edited since it was added stays as a whole: it holds a person's work by now. */
function undoAddition<V>(domain: Domain<V>, to: V, now: Item<V> | null): WriteUndo<V> {
  const item = present(now)
  if (!item) return keep({ why: 'gone' })
  if (domain.same(item.value, to)) return { write: { from: item.value, to: null }, kept: null }
  return keep({
    why: 'edited',
    fields: domain.fields.filter((field) => !domain.sameField(field, item.value, to)),
  })
}

const undoDeletion = <V>(from: V, now: Item<V> | null): WriteUndo<V> =>
  present(now) ? keep({ why: 'back' }) : { write: { from: null, to: from }, kept: null }
