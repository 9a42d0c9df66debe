// What merging a field comes to, and how a disagreement is named.

import { createHash } from 'node:crypto'
import type { Part } from '@/lib/domains/contacts/merge/change-times'
import type { Conflict, FieldValue } from '@/lib/domains/contacts/types'
import type { FieldName } from '@/lib/domains/contacts/value/fields'
import type { Choice, Side } from '@/lib/engine/model'

/** The same thing on both sides. */
export interface Both<T> {
  readonly local: T
  readonly remote: T
}

export const both = <T>(value: T): Both<T> => ({ local: value, remote: value })

/** Who wins, if that is known by now. `parts`: what of it both sides changed; of an entry its value, its label or both. */
export type Answer = (conflict: Conflict, parts: readonly Part[]) => Choice | null

export interface FieldMerge<T> {
  /** What each side is to say. */
  readonly now: Both<T>
  readonly conflicts: readonly Conflict[]
  /** What the base keeps of a side, given what that side says in the end: where a conflict is open, what it kept before. */
  readonly remembered: (side: Side, settled: T) => T
}

/** `about`: which entry of a list, '' for a single value. The id depends on the values in conflict, not on the time. */
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
