// The same world seen from the other side, and what of a change counts when two are compared.
import type { Change, ChangeKind, ConflictPolicy, Side } from '@/lib/engine/model'
import type { PlanInput } from '@/lib/engine/plan'
import type { PairNow } from '@/lib/engine/plan-pair'

export const OTHER = { local: 'remote', remote: 'local' } as const
const POLICIES = { ask: 'ask', newest: 'newest', local: 'remote', remote: 'local' } as const satisfies Record<
  ConflictPolicy,
  ConflictPolicy
>

/** A list without order, a contact without its lists' order: what a plan means. */
export const meaning = <V>(value: V | null | undefined) =>
  value &&
  Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      name,
      Array.isArray(part) ? part.map((one) => JSON.stringify(Object.entries(one).sort())).sort() : part,
    ]),
  )
export const sorted = <T>(list: readonly T[]) => list.map((one) => JSON.stringify(one)).sort()
export const writeOf = <V>(change: Change<V>, side: Side) =>
  change[side] && { from: meaning(change[side].from), to: meaning(change[side].to) }

export function gist<V>(change: Change<V>) {
  const { kind, linkId, localId, remoteId, tombstone, base, probability } = change
  return {
    kind,
    linkId,
    localId,
    remoteId,
    tombstone,
    probability,
    local: writeOf(change, 'local'),
    remote: writeOf(change, 'remote'),
    base: base && { local: meaning(base.local), remote: meaning(base.remote) },
    conflicts: sorted(change.conflicts.map(({ field, local, remote }) => ({ field, local, remote }))),
    reasons: sorted(change.reasons),
  }
}

/** Our key is carried by one side only. Both sides follow a deletion on the other, or neither does. */
export const sameRulesOnBothSides = <V>(world: PlanInput<V>): PlanInput<V> => ({
  ...world,
  remote: world.remote.map((one) => ({ ...one, key: null })),
  settings: {
    ...world.settings,
    onLocalDelete: world.domain.deletions.local === 'mirror' ? 'delete' : 'keep',
  },
})

const swappedEnds = (pairs: readonly { localId: string; remoteId: string }[]) =>
  pairs.map(({ localId, remoteId }) => ({ localId: remoteId, remoteId: localId }))

const swappedLink = <V>(link: PlanInput<V>['links'][number]): PlanInput<V>['links'][number] => ({
  ...link,
  localId: link.remoteId,
  remoteId: link.localId,
  localVersion: link.remoteVersion,
  remoteVersion: link.localVersion,
  base: { local: link.base.remote, remote: link.base.local },
  tombstone: link.tombstone && { ...link.tombstone, side: OTHER[link.tombstone.side] },
})

export const swapped = <V>(world: PlanInput<V>): PlanInput<V> => ({
  ...world,
  links: world.links.map(swappedLink),
  local: world.remote,
  remote: world.local,
  candidates: world.candidates.map((one) => ({ ...one, localId: one.remoteId, remoteId: one.localId })),
  answers: {
    ...world.answers,
    linked: swappedEnds(world.answers.linked),
    separate: swappedEnds(world.answers.separate),
  },
  settings: { ...world.settings, onConflict: POLICIES[world.settings.onConflict] },
  project: { local: world.project.remote, remote: world.project.local },
})

export const swappedPair = <V>({ link, local, remote, former }: PairNow<V>): PairNow<V> => ({
  link: link && swappedLink(link),
  local: remote,
  remote: local,
  former,
})

const KINDS: Partial<Record<ChangeKind, ChangeKind>> = {
  createLocal: 'createRemote',
  createRemote: 'createLocal',
  deleteLocal: 'deleteRemote',
  deleteRemote: 'deleteLocal',
}

export const mirrored = <V>(change: Change<V>): Change<V> => ({
  ...change,
  kind: KINDS[change.kind] ?? change.kind,
  localId: change.remoteId,
  remoteId: change.localId,
  local: change.remote,
  remote: change.local,
  base: change.base && { local: change.base.remote, remote: change.base.local },
  tombstone: change.tombstone && OTHER[change.tombstone],
  conflicts: change.conflicts.map((one) => ({ ...one, local: one.remote, remote: one.local })),
  reasons: change.reasons.map((reason) => {
    if (reason.kind === 'toldApart')
      return { ...reason, side: OTHER[reason.side], local: reason.remote, remote: reason.local }
    return 'side' in reason ? { ...reason, side: OTHER[reason.side] } : reason
  }),
})
