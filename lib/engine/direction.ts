// The direction of a sync: which sides it may write. What may not be written is no change: an edit stays on the side where it was made, is
// not overwritten by the other side's unchanged value, and travels once the sync goes both ways again. Pure.
import type { Project } from '@/lib/engine/domain'
import type { Base, Conflict, Item, Side, Write } from '@/lib/engine/model'
import { OTHER } from '@/lib/engine/sides'

/** `toLocal`: only our side is written. `toRemote`: only the account is. */
export const DIRECTIONS = ['both', 'toLocal', 'toRemote'] as const
export type Direction = (typeof DIRECTIONS)[number]

/** Settings without a direction are from before there was one: both sides are written. */
interface Directed {
  readonly direction?: Direction
}

export function mayWrite(side: Side, { direction = 'both' }: Directed): boolean {
  switch (direction) {
    case 'both':
      return true
    case 'toLocal':
      return side === 'local'
    case 'toRemote':
      return side === 'remote'
  }
}

/** The side that the settings do not let the sync write; null if it writes both. */
export const unwritten = (settings: Directed): Side | null =>
  (['local', 'remote'] as const).find((side) => !mayWrite(side, settings)) ?? null

type Overwrite<V> = Write<V> & { readonly to: V }

/** What two items become: what is written, and the base afterwards. */
export interface MergedPair<V> {
  readonly local: Overwrite<V> | null
  readonly remote: Overwrite<V> | null
  readonly base: Base<V>
  readonly conflicts: readonly Conflict<V>[]
}

type Halfway<V> = (
  half: { readonly local: V; readonly base: Base<V>; readonly conflicts: readonly Conflict<V>[] },
  remote: V,
  project: Pick<Project<V>, 'remote'>,
) => Base<V>

/**
 * The merge without the write that the direction forbids. Its base says only what both sides hold, as if the write were still to be made:
 * so no later change of the written side overwrites an edit of the other one without a conflict.
 */
export function directed<V>(
  merged: MergedPair<V>,
  ends: { readonly local: Item<V>; readonly remote: Item<V> },
  settings: Directed,
  { domain, project }: { readonly domain: { readonly halfway: Halfway<V> }; readonly project: Project<V> },
): MergedPair<V> {
  const side = unwritten(settings)
  if (side === null || merged[side] === null) return merged
  const source = OTHER[side]
  const written = merged[source]?.to ?? ends[source].value
  const half = domain.halfway(
    {
      local: written,
      base: side === 'remote' ? merged.base : swapped(merged.base),
      conflicts: side === 'remote' ? merged.conflicts : merged.conflicts.map(swapped),
    },
    ends[side].value,
    { remote: project[side] },
  )
  return { ...merged, [side]: null, base: side === 'remote' ? half : swapped(half) }
}

/** The same, seen from the other side. */
const swapped = <T extends { readonly local: unknown; readonly remote: unknown }>(
  both: T,
): T & { readonly local: T['remote']; readonly remote: T['local'] } => ({
  ...both,
  local: both.remote,
  remote: both.local,
})
