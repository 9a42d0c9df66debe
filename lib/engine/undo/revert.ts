// Takes one edit out of a value, field by field, and leaves what was edited since. Pure.
import type { Domain } from '@/lib/engine/domain'
import type { FieldOf, Item } from '@/lib/engine/model'

export interface Reverted<V> {
  readonly value: V
  /** Fields that get their earlier value, or lose what the edit added to them. */
  readonly undone: readonly FieldOf<V>[]
  /** Fields of the edit that have another value by now, and keep it. */
  readonly kept: readonly FieldOf<V>[]
}

/**
 * `now` without the edit that led from `edit.from` to `edit.to`. In a list only the entries of the edit are taken back. `only`: the fields
 * to revert; null for all.
 */
export function reverted<V>(
  domain: Domain<V>,
  edit: { readonly from: V; readonly to: V },
  now: V,
  only: readonly FieldOf<V>[] | null,
): Reverted<V> {
  // A canceled occurrence may have lost all else that it said.
  if (only === null && isCancellation(domain, edit) && domain.series?.isCanceled(now))
    return { value: domain.stored(edit.from), undone: domain.fields, kept: [] }
  const edited = domain.fields.filter(
    (field) => (only?.includes(field) ?? true) && !domain.sameField(field, edit.from, edit.to),
  )
  const untouched = edited.filter((field) => domain.sameField(field, now, edit.to))
  const over = edited.filter(
    (field) => !untouched.includes(field) && !domain.sameField(field, now, edit.from),
  )
  const taken = withFields(now, edit.from, untouched)
  if (over.length === 0) return { value: domain.stored(taken), undone: untouched, kept: [] }
  const { local: merged, conflicts } = domain.merge({
    base: { local: edit.to, remote: edit.to },
    local: itemOf('now', now),
    remote: itemOf('before', edit.from),
    choices: {},
    policy: 'ask',
    project: AS_IS,
  })
  const open = new Set<string>(conflicts.map(({ field }) => field))
  const partly = over.filter((field) => !open.has(field) && !domain.sameField(field, merged, now))
  return {
    value: domain.stored(withFields(taken, merged, partly)),
    undone: domain.fields.filter((field) => untouched.includes(field) || partly.includes(field)),
    kept: over.filter((field) => !partly.includes(field)),
  }
}

const isCancellation = <V>(
  { series: rules }: Pick<Domain<V>, 'series'>,
  { from, to }: { readonly from: V; readonly to: V },
): boolean => rules?.isCanceled(to) === true && !rules.isCanceled(from)

function withFields<V>(value: V, from: V, fields: readonly FieldOf<V>[]): V {
  let all = value
  for (const field of fields) all = { ...all, [field]: from[field] }
  return all
}

const AS_IS = { local: <V>(value: V) => value, remote: <V>(value: V) => value }

const itemOf = <V>(id: string, value: V): Item<V> => ({
  ...{ id, version: '', value, deleted: false, key: null, changedAt: null },
})
