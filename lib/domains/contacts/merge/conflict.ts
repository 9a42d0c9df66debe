// The result of merging a field, and the id of a conflict.

import { createHash } from 'node:crypto'
import type { Part } from '@/lib/domains/contacts/merge/change-times'
import type { Conflict, FieldValue } from '@/lib/domains/contacts/types'
import type { FieldName } from '@/lib/domains/contacts/value/fields'
import type { Choice, Side } from '@/lib/engine/model'

/** One value for each side. */
export interface Both<T> {
  readonly local: T
  readonly remote: T
}

export const both = <T>(value: T): Both<T> => ({ local: value, remote: value })

/** Who wins, if that is decided. `parts`: what both sides changed; for an entry its value, its label or both. */
export type Answer = (conflict: Conflict, parts: readonly Part[]) => Choice | null

export interface FieldMerge<T> {
  /** The value that each side should have. */
  readonly now: Both<T>
  readonly conflicts: readonly Conflict[]
  /** The base value to store for a side, given its final value; for an open conflict, the old base value. */
  readonly remembered: (side: Side, settled: T) => T
}

/** `about`: the list entry, '' for a single value. The id depends on the values in conflict, not on the time. */
export function conflictOf(
  field: FieldName,
  about: string,
  base: FieldValue,
  now: Both<FieldValue>,
  mayKeepBoth: boolean,
): Conflict {
  const disagreement = JSON.stringify([field, about, now.local, now.remote])
  const id = createHash('sha256').update(disagreement).digest('base64url').slice(0, 22)
  return { id, field, base, ...now, mayKeepBoth }
}
