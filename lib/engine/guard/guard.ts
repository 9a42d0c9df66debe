// Guards stop a plan that looks like an accident and give the reason in numbers. A guard decides nothing: a person who has seen the
// numbers can let the plan continue.
import type { Change, Side } from '@/lib/engine/model'

export type GuardKind =
  /** All linked items are gone from the account. */
  | 'remoteEmptied'
  /** Many linked items are gone from the account. */
  | 'remoteShrunk'
  /** The plan deletes many linked items. */
  | 'manyDeletes'
  /** The plan deletes several whole series on one side, because they were deleted on the other. */
  | 'seriesDeletedLocal'
  | 'seriesDeletedRemote'
  /** The plan overwrites many linked items. */
  | 'manyOverwrites'
  /** The plan adds a large number of items to one side. */
  | 'manyToRemote'
  | 'manyToLocal'
  /** A full read returned fewer items than the account announced, so absent items may still exist. */
  | 'incomplete'
  /** Many items lose a tag here, because they lost its label in the account, or the other way around. */
  | 'tagsTaken'
  | 'labelsTaken'
  /** The same items are written back and forth: another program syncs them too. */
  | 'pingPong'
  /** The same items are written again and again within a short time. */
  | 'manyWrites'

/** `count` out of `of`. */
export interface Guard {
  readonly kind: GuardKind
  readonly count: number
  readonly of: number
}

export interface GuardInput {
  /** Live links before this plan, those of occurrences included. */
  readonly linked: number
  /** How many of these have lost their remote item. An occurrence that is gone with its series is not counted. */
  readonly remoteGone: number
  /** How many items the plan deletes in the account. An occurrence that goes with its series is not counted. */
  readonly deletes: number
  /** On each side: occurrences that go with their series. */
  readonly withSeries: Readonly<Record<Side, number>>
  /** On each side: how many whole series the plan deletes. */
  readonly series: Readonly<Record<Side, number>>
  /** How many items the plan overwrites. */
  readonly overwrites: number
  /** How many items the plan adds to each side without a person's approval in a preview. */
  readonly toRemote: number
  readonly toLocal: number
  /** How many writes only repeat a write that was undone before, see ping-pong.ts. */
  readonly pingPongs: number
  /** How many items the plan writes once more although they were written often lately, see Thresholds.rewrites. */
  readonly rewritten: number
  /** Memberships that one side loses because the other one lost them, out of all that both sides had. */
  readonly labels: Readonly<Record<Side, number>> & { readonly of: number }
  /** What a full read announced and what it returned; null if nothing was announced. */
  readonly total: number | null
  readonly read: number | null
}

/** Whether a change overwrites a linked item. An update with nothing but a conflict writes nothing. Pure. */
export const overwrites = <V>({ kind, linkId, local, remote }: Change<V>): boolean =>
  kind === 'update' && linkId !== null && (local !== null || remote !== null)

/** A plan is unusual if it exceeds both a count of items and a share of the linked items. */
export interface Thresholds {
  /** Overwritten, or missing from a full read. */
  readonly few: number
  /** Lost or deleted. */
  readonly fewDeleted: number
  /** For both. */
  readonly share: number
  /** Added to one side. Additions do less harm than losses, so the limit is higher. */
  readonly flood: number
  readonly floodShare: number
  /** If fewer items than this are linked, losing all of them is no accident; at least 1. */
  readonly fewest: number
  /** Whole series deleted, both sides together and whatever the share; null where items have no series. */
  readonly series: number | null
  /** Writes to one item within `REWRITE_MS`; null: any number is usual. */
  readonly rewrites: number | null
}

/** One hour. */
export const REWRITE_MS = 3_600_000

/**
 * In a small address book an afternoon's work quickly reaches a tenth, and emptying a tiny one is normal. So is adding a stack of
 * business cards or a conference list.
 */
export const THRESHOLDS: Thresholds = {
  few: 20,
  fewDeleted: 20,
  share: 0.1,
  flood: 200,
  floodShare: 0.5,
  fewest: 5,
  series: null,
  rewrites: null,
}

export function guards(input: GuardInput, thresholds: Thresholds): readonly Guard[] {
  const { linked: of, remoteGone, deletes, withSeries, overwrites, toRemote, toLocal, total, read } = input
  const { few, fewDeleted, share, flood, floodShare, fewest } = thresholds
  const isLoss = (count: number) => isBeyond(count, of, fewDeleted, share)
  const isFlood = (count: number) => isBeyond(count, of, flood, floodShare)
  const isAll = (count: number, side: Side) => count >= fewest && count + withSeries[side] >= of
  const isTooShort = total !== null && read !== null && isBeyond(total - read, total, few, share)
  const found: (Guard | false)[] = [
    isAll(remoteGone, 'local')
      ? { kind: 'remoteEmptied', count: of, of }
      : isLoss(remoteGone) && { kind: 'remoteShrunk', count: remoteGone, of },
    (isLoss(deletes) || isAll(deletes, 'remote')) && { kind: 'manyDeletes', count: deletes, of },
    ...seriesGuards(input, thresholds),
    isBeyond(overwrites, of, few, share) && { kind: 'manyOverwrites', count: overwrites, of },
    isFlood(toRemote) && { kind: 'manyToRemote', count: toRemote, of },
    isFlood(toLocal) && { kind: 'manyToLocal', count: toLocal, of },
    ...labelGuards(input, thresholds),
    isTooShort && { kind: 'incomplete', count: read, of: total },
    input.pingPongs > 0 && { kind: 'pingPong', count: input.pingPongs, of },
    input.rewritten > 0 && { kind: 'manyWrites', count: input.rewritten, of },
  ]
  return found.filter((guard) => guard !== false)
}

/** A label is taken from many contacts with one wrong click, and a tag is everybody's. */
function labelGuards({ labels }: GuardInput, { fewDeleted, share }: Thresholds): readonly Guard[] {
  const { of } = labels
  const taken: readonly Guard[] = [
    { kind: 'tagsTaken', count: labels.local, of },
    { kind: 'labelsTaken', count: labels.remote, of },
  ]
  return taken.filter(({ count }) => isBeyond(count, of, fewDeleted, share))
}

/** A series is years of events, so a few of them are many. Each side has its own guard, since a person has to know where they go. */
function seriesGuards({ linked: of, series }: GuardInput, { series: most }: Thresholds): readonly Guard[] {
  if (most === null || series.local + series.remote <= most) return []
  const here: Guard = { kind: 'seriesDeletedLocal', count: series.local, of }
  const there: Guard = { kind: 'seriesDeletedRemote', count: series.remote, of }
  return [here, there].filter(({ count }) => count > 0)
}

const isBeyond = (count: number, of: number, most: number, share: number) =>
  count > Math.max(most, of * share)
