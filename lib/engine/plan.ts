// The decision table: from the base and the current values of both sides, it decides what should happen. A pure function, and the only
// place that decides. Preview, first sync, background sync and repair all call it.
import { travels } from '@/lib/engine/choice'
import { followDeletion, tombstoned } from '@/lib/engine/deletion'
import { mayWrite } from '@/lib/engine/direction'
import type { LocalDeletion } from '@/lib/engine/domain'
import type { Base, Candidate, Change, Item, Link, Plan, Reason, Side } from '@/lib/engine/model'
import { asInBase, danglingEnds, newest, present } from '@/lib/engine/observed'
import { type Items, type Pairing, pairUp } from '@/lib/engine/pair'
import {
  between,
  create,
  edits,
  type LinkedPair,
  type MergeTarget,
  mergePair,
  type PlanContext,
  type PlannedChange,
  writesNothing,
} from '@/lib/engine/planned-change'
import { OTHER } from '@/lib/engine/sides'

export type { PlanContext, PlannedChange }

export interface PlanInput<V, L extends LocalDeletion = LocalDeletion> extends PlanContext<V, L> {
  readonly links: readonly Link<V>[]
  readonly local: readonly Item<V>[]
  readonly remote: readonly Item<V>[]
  readonly candidates: readonly Candidate<V>[]
}

export type LinkPlan<V, L extends LocalDeletion = LocalDeletion> =
  | { readonly kind: 'same' }
  /** Versions changed but values are equal: only the base has to be recorded. */
  | { readonly kind: 'agree'; readonly base: Base<V> }
  | { readonly kind: 'change'; readonly change: PlannedChange<V, L> }

export interface FullPlan<V, L extends LocalDeletion = LocalDeletion> extends Plan<V> {
  readonly changes: readonly PlannedChange<V, L>[]
  /** Bases to record for links that need nothing else. They must be stored: without them, a later removal looks like an addition. */
  readonly bases: readonly { readonly linkId: string; readonly base: Base<V> }[]
  /** How many items without a link, by the side that has them, the settings keep from the other side. */
  readonly stay: Readonly<Record<Side, number>>
}

/** Plans every link and every unlinked item. Items may appear more than once, in any order; the newest version counts. */
export function plan<V>(input: PlanInput<V, 'never'>): FullPlan<V, 'never'>
export function plan<V>(input: PlanInput<V>): FullPlan<V>
export function plan<V>(input: PlanInput<V>): FullPlan<V> {
  const { links } = input
  const [local, remote] = [newest(input.local), newest(input.remote)]
  const dangling = {
    local: danglingEnds(links, 'local', { local, remote }),
    remote: danglingEnds(links, 'remote', { local, remote }),
  }
  const free = {
    local: present(local, new Set(links.map(({ localId }) => localId))),
    remote: present(remote, new Set(links.map(({ remoteId }) => remoteId))),
  }
  const pairings = pairUp(
    new Map([...free.local, ...dangling.local]),
    new Map([...free.remote, ...dangling.remote]),
    input.candidates.filter(
      ({ localId, remoteId }) => !dangling.local.has(localId) || !dangling.remote.has(remoteId),
    ),
    input,
  )
  const replacements = replacementsAmong(pairings, dangling)
  const asked = new Set(
    pairings.flatMap((one) => (one.kind === 'question' ? [one.local.id, one.remote.id] : [])),
  )
  const linked = links.map((link) => {
    const { localId, remoteId } = link
    // The remaining item may match another one: until that question is answered, nothing is restored, deleted or recorded.
    if (asked.has(localId) || asked.has(remoteId)) return { linkId: link.id, ...SAME }
    const joined = replacements.get(localId) ?? replacements.get(remoteId)
    const here = joined?.local ?? local.get(localId) ?? null
    const there = joined?.remote ?? remote.get(remoteId) ?? null
    return { linkId: link.id, ...planLink(link, here, there, input, joined?.reasons) }
  })
  const changes = linked.flatMap((planned) => (planned.kind === 'change' ? [planned.change] : []))
  const about = pairings.filter((one) => one.kind === 'question' || !isAbout(one, dangling))
  const stays = (one: Pairing<V>, side: Side) =>
    one.kind === 'alone' && one.side === side && !travels(side, input.settings)
  const unlinked = about.filter((one) => !stays(one, 'local') && !stays(one, 'remote'))
  const countOn = (side: Side) => about.filter((one) => stays(one, side)).length
  return {
    changes: [...changes, ...unlinked.map((pairing) => planUnlinked(pairing, input))],
    same: linked.length - changes.length,
    bases: linked.flatMap((planned) =>
      planned.kind === 'agree' ? [{ linkId: planned.linkId, base: planned.base }] : [],
    ),
    stay: { local: countOn('local'), remote: countOn('remote') },
  }
}

type Dangling<V> = Readonly<Record<Side, Items<V>>>
type Joined<V> = Pairing<V> & { readonly kind: 'pair' }

/** Items that replace a link's lost end, by the id of the remaining end. */
function replacementsAmong<V>(
  pairings: readonly Pairing<V>[],
  dangling: Dangling<V>,
): ReadonlyMap<string, Joined<V>> {
  return new Map(
    pairings.flatMap((one): [string, Joined<V>][] => {
      if (one.kind !== 'pair') return []
      const [here, there] = [dangling.local.has(one.local.id), dangling.remote.has(one.remote.id)]
      return here === there ? [] : [[here ? one.local.id : one.remote.id, one]]
    }),
  )
}

/** Whether a pairing contains an end of a dangling link; it is then planned with that link. */
function isAbout<V>(pairing: Pairing<V>, dangling: Dangling<V>): boolean {
  if (pairing.kind === 'alone') return dangling[pairing.side].has(pairing.item.id)
  return dangling.local.has(pairing.local.id) || dangling.remote.has(pairing.remote.id)
}

/**
 * Plans one link. null means that the item is unchanged since the base; while a conflict is open, both items must be passed. An item with
 * another id replaces the linked one, for the given reasons.
 */
export function planLink<V>(
  link: Link<V>,
  local: Item<V> | null,
  remote: Item<V> | null,
  context: PlanContext<V, 'never'>,
  reasons?: readonly Reason<V>[],
): LinkPlan<V, 'never'>
export function planLink<V>(
  link: Link<V>,
  local: Item<V> | null,
  remote: Item<V> | null,
  context: PlanContext<V>,
  reasons?: readonly Reason<V>[],
): LinkPlan<V>
export function planLink<V>(
  link: Link<V>,
  local: Item<V> | null,
  remote: Item<V> | null,
  context: PlanContext<V>,
  reasons: readonly Reason<V>[] = [],
): LinkPlan<V> {
  const pair = { link, local: local ?? asInBase(link, 'local'), remote: remote ?? asInBase(link, 'remote') }
  switch (standing(pair)) {
    case 'present, present':
      return mergeLinked(pair, context, reasons)
    case 'present, deleted':
      return deletedOn('remote', pair, context)
    case 'deleted, present':
      return deletedOn('local', pair, context)
    case 'deleted, deleted':
      return forget(pair)
  }
}

const standing = <V>({ local, remote }: LinkedPair<V>) =>
  `${local.deleted ? 'deleted' : 'present'}, ${remote.deleted ? 'deleted' : 'present'}` as const

/** Plans items without a link, already paired. It never deletes. */
export function planUnlinked<V>(pairing: Pairing<V>, context: PlanContext<V>): PlannedChange<V, 'never'> {
  switch (pairing.kind) {
    case 'alone':
      return create(pairing.side, pairing.item, pairing.reasons, context)
    case 'pair':
      return mergeUnlinked(pairing, context)
    case 'question':
      return {
        ...between(pairing),
        kind: 'question',
        reasons: pairing.reasons,
        probability: pairing.probability,
      }
  }
}

/** Both items exist: each side gets the other side's changes. */
function mergeLinked<V>(
  pair: LinkedPair<V>,
  context: PlanContext<V>,
  known: readonly Reason<V>[],
): LinkPlan<V> {
  const { link, local, remote } = pair
  const isSuccessor = remote.id !== link.remoteId || local.id !== link.localId
  // An occurrence that follows its series may get another id. It is the same one: its slot proves it.
  const isOther = isSuccessor && !(local.parentId && remote.parentId)
  const asked = context.asked?.get(link.id)
  const { stays, ...merged } = mergePair(isOther ? null : link.base, local, remote, context, asked)
  const reasons = [...(isSuccessor ? known : edits(pair, context)), ...stays]
  if (!writesNothing(merged)) return changed({ ...between(pair), ...merged, kind: 'update', reasons })
  // A deleted item is back: restored from the trash, or created again.
  if (link.tombstone || isSuccessor) return changed({ ...between(pair), ...merged, kind: 'link', reasons })
  const moved = local.version !== link.localVersion || remote.version !== link.remoteVersion
  return moved ? { kind: 'agree', base: merged.base } : SAME
}

/**
 * A certain match, or one that a person made: empty fields are filled on both sides and lists are merged. Nothing is overwritten, unless
 * the sync's setting decides which single values win.
 */
function mergeUnlinked<V>(pair: Joined<V>, context: PlanContext<V>): PlannedChange<V, 'never'> {
  const { stays, ...merged } = mergePair(null, pair.local, pair.remote, context)
  return {
    ...between(pair),
    ...merged,
    kind: writesNothing(merged) ? 'link' : 'update',
    reasons: [...pair.reasons, ...stays],
  }
}

/** One end of the link is deleted, the other exists. */
function deletedOn<V>(side: Side, pair: LinkedPair<V>, context: PlanContext<V>): LinkPlan<V> {
  const { link } = pair
  const missing = side === 'remote' ? context.missing?.get(link.id) : undefined
  if (missing)
    return missing === 'waits' || !mayWrite('remote', context.settings)
      ? SAME
      : changed(missed(pair, context))
  const isNews = link.tombstone?.side !== side
  const again = context.again && mayWrite(side, context.settings)
  // Its series is deleted there too: it returns with that, or is deleted with that (lib/engine/series/follow-series.ts).
  if (again && isOccurrence(pair)) return changed(returned(side, pair, context))
  const followed = isNews ? followDeletion(side, pair, context) : null
  if (followed) return changed(followed)
  const merged = side === 'remote' ? context.merged?.get(link.id) : undefined
  // The item was merged, not deleted, so it is not offered again: that would undo the merge. When the sync is set up, the plan mentions
  // it and writes nothing.
  if (merged && (isNews || context.again)) return changed(absorbed(side, pair, merged, context))
  if (again) return changed(returned(side, pair, context))
  return isNews ? changed({ ...tombstoned(side, pair, context), kind: 'tombstone' }) : SAME
}

function absorbed<V>(
  side: Side,
  pair: LinkedPair<V>,
  { into, name }: MergeTarget,
  context: PlanContext<V>,
): PlannedChange<V, 'never'> {
  const { reasons, ...rest } = tombstoned(side, pair, context)
  return { ...rest, kind: 'tombstone', reasons: [{ kind: 'merged', side, into, name }, ...reasons] }
}

/** The absence of an occurrence is no deletion: it is added to its series again, canceled or changed as it is here. */
function missed<V>(pair: LinkedPair<V>, context: PlanContext<V>): PlannedChange<V, 'never'> {
  const { kind, remote, base } = create('local', pair.local, [], context)
  const ends = { ...between(pair), remoteId: null, remoteVersion: null }
  return { ...ends, kind, remote, base, reasons: [{ kind: 'onlyOn', side: 'local' }] }
}

const isOccurrence = <V>({ local, remote }: LinkedPair<V>): boolean =>
  Boolean(local.parentId ?? remote.parentId)

/** The remaining item is offered again to the side that deleted it. */
function returned<V>(side: Side, pair: LinkedPair<V>, context: PlanContext<V>): PlannedChange<V, 'never'> {
  const deletedAt = pair.link.tombstone?.at ?? pair[side].changedAt
  const reason: Reason<V> = deletedAt ? { kind: 'returns', side, deletedAt } : { kind: 'deleted', side }
  const { kind, local, remote, base } = create(OTHER[side], pair[OTHER[side]], [], context)
  return { ...between(pair), kind, local, remote, base, reasons: [reason] }
}

function forget<V>(pair: LinkedPair<V>): LinkPlan<V> {
  const reasons: readonly Reason<V>[] = [
    { kind: 'deleted', side: 'local' },
    { kind: 'deleted', side: 'remote' },
  ]
  return changed({ ...between(pair), kind: 'forget', reasons })
}

const SAME = { kind: 'same' } as const
const changed = <V>(change: Change<V>): LinkPlan<V> => ({ kind: 'change', change })
