// Parts of planned changes: the merge of two items under the sync's settings, and the ends of a change.

import { directed, type MergedPair } from '@/lib/engine/direction'
import type { Domain, LocalDeletion, Project } from '@/lib/engine/domain'
import type {
  Answers,
  Base,
  Change,
  ChangeKind,
  FieldOf,
  Item,
  Link,
  Reason,
  Side,
  SyncSettings,
  Write,
} from '@/lib/engine/model'
import { OTHER, pairKey } from '@/lib/engine/sides'

export interface PlanContext<V, L extends LocalDeletion = LocalDeletion> {
  readonly domain: Domain<V, L>
  readonly answers: Answers
  readonly settings: SyncSettings
  readonly project: Project<V>
  /** The sync is being set up, perhaps again: items deleted on one side are offered to it again. */
  readonly again: boolean
  /** By link id: the item that a linked item of the account was merged into, if known or likely. */
  readonly merged?: ReadonlyMap<string, MergeTarget>
  /** By link id: fields that a person decides, even if only one side changed them. */
  readonly asked?: ReadonlyMap<string, readonly FieldOf<V>[]>
  /** By link id: what happens with occurrences that the account lacks although it has their series. */
  readonly missing?: ReadonlyMap<string, Missing>
}

/** `returns`: it is added again. `waits`: its series on that side has no place for it yet. */
export type Missing = 'returns' | 'waits'

/** An item of the account, and its name. */
export interface MergeTarget {
  readonly into: string
  readonly name: string
}

/** If the domain never deletes locally, the type excludes such changes: the kind is missing, and a local write always has a value. */
export type PlannedChange<V, L extends LocalDeletion = LocalDeletion> = L extends 'never'
  ? Change<V, Exclude<ChangeKind, 'deleteLocal'>> & { readonly local: (Write<V> & { readonly to: V }) | null }
  : Change<V>

export interface LinkedPair<V> {
  readonly link: Link<V>
  readonly local: Item<V>
  readonly remote: Item<V>
}

/** The default values of a change, apart from its ends. */
export const NOTHING_SAID = {
  local: null,
  remote: null,
  base: null,
  tombstone: null,
  conflicts: [],
  reasons: [],
  probability: null,
} as const satisfies Partial<Change<never>>

/** A change with default values. */
export const NOTHING = {
  linkId: null,
  localId: null,
  localVersion: null,
  remoteId: null,
  remoteVersion: null,
  ...NOTHING_SAID,
} as const satisfies Omit<Change<never>, 'kind'>

/** A change between two items that writes nothing yet. */
export function between<V>(pair: {
  readonly link?: Link<V>
  readonly local: Item<V>
  readonly remote: Item<V>
}) {
  const { link, local, remote } = pair
  return {
    ...NOTHING,
    linkId: link?.id ?? null,
    localId: local.id,
    localVersion: local.version,
    remoteId: remote.id,
    remoteVersion: remote.version,
  }
}

/** `asked`: see MergeInput. */
export function mergePair<V>(
  base: Base<V> | null,
  local: Item<V>,
  remote: Item<V>,
  context: PlanContext<V>,
  asked: readonly FieldOf<V>[] = [],
): MergedPair<V> & { readonly stays: readonly Reason<V>[] } {
  const { domain, answers, settings, project } = context
  const choices = answers.conflicts[pairKey({ localId: local.id, remoteId: remote.id })] ?? {}
  const merged = domain.merge({ base, local, remote, choices, policy: settings.onConflict, project, asked })
  const write = (from: V, to: V) => (domain.same(from, to) ? null : { from, to })
  const wanted = {
    local: write(local.value, merged.local),
    remote: write(remote.value, merged.remote),
    base: merged.base,
    conflicts: merged.conflicts,
  }
  const written = directed(wanted, { local, remote }, settings, context)
  const kept = (['local', 'remote'] as const).filter(
    (side) => wanted[side] !== null && written[side] === null,
  )
  return { ...written, stays: kept.map((side) => ({ kind: 'stays', side: OTHER[side] })) }
}

/** True if there is nothing to write and no conflict. */
export const writesNothing = <V>({ local, remote, conflicts }: MergedPair<V>) =>
  local === null && remote === null && conflicts.length === 0

export const isEdited = <V>(side: Side, pair: LinkedPair<V>, { domain }: Pick<PlanContext<V>, 'domain'>) =>
  !domain.same(pair.link.base[side], pair[side].value)

/** What each side changed since the base. */
export function edits<V>(
  pair: LinkedPair<V>,
  { domain }: Pick<PlanContext<V>, 'domain'>,
): readonly (Reason<V> & { readonly kind: 'edited' })[] {
  return (['local', 'remote'] as const)
    .map((side) => ({
      kind: 'edited' as const,
      side,
      fields: domain.fields.filter(
        (field) => !domain.sameField(field, pair.link.base[side], pair[side].value),
      ),
    }))
    .filter(({ fields }) => fields.length > 0)
}

/** The item exists on one side only. Values that the other side cannot store stay where they are. */
export function create<V>(
  side: Side,
  item: Item<V>,
  reasons: readonly Reason<V>[],
  { project }: Pick<PlanContext<V>, 'project'>,
): PlannedChange<V, 'never'> {
  const { id, version, value } = item
  const copy = project[OTHER[side]](value)
  const write = { from: null, to: copy }
  return side === 'local'
    ? {
        ...NOTHING,
        kind: 'createRemote',
        localId: id,
        localVersion: version,
        remote: write,
        base: { local: value, remote: copy },
        reasons,
      }
    : {
        ...NOTHING,
        kind: 'createLocal',
        remoteId: id,
        remoteVersion: version,
        local: write,
        base: { local: copy, remote: value },
        reasons,
      }
}
