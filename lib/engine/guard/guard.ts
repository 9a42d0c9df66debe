// Guards stop a plan that looks like an accident and give the reason in numbers. A guard decides nothing: a person who has seen the
// numbers can let the plan continue.
import type { Change } from '@/lib/engine/model'

export type GuardKind =
  /** All linked items are gone from the account. */
  | 'remoteEmptied'
  /** Many linked items are gone from the account. */
  | 'remoteShrunk'
  /** The plan deletes many linked items. */
  | 'manyDeletes'
  /** The plan overwrites many linked items. */
  | 'manyOverwrites'
  /** The plan adds a large number of items to one side. */
  | 'manyToRemote'
  | 'manyToLocal'
  /** A full read returned fewer items than the account announced, so absent items may still exist. */
  | 'incomplete'
  /** The same items are written back and forth: another program syncs them too. */
  | 'pingPong'

/** `count` out of `of`. */
export interface Guard {
  readonly kind: GuardKind
  readonly count: number
  readonly of: number
}

export interface GuardInput {
  /** Live links before this plan. */
  readonly linked: number
  /** How many of these have lost their remote item. */
  readonly remoteGone: number
  /** How many items the plan deletes and overwrites. */
  readonly deletes: number
  readonly overwrites: number
  /** How many items the plan adds to each side without a person's approval in a preview. */
  readonly toRemote: number
  readonly toLocal: number
  /** How many writes only repeat a write that was undone before, see ping-pong.ts. */
  readonly pingPongs: number
  /** What a full read announced and what it returned; null if nothing was announced. */
  readonly total: number | null
  readonly read: number | null
}

/** Whether a change overwrites a linked item. An update with nothing but a conflict writes nothing. Pure. */
export const overwrites = <V>({ kind, linkId, local, remote }: Change<V>): boolean =>
  kind === 'update' && linkId !== null && (local !== null || remote !== null)

/** A plan is unusual if it exceeds both a count of items and a share of the linked items. */
export interface Thresholds {
  /** Lost, deleted or overwritten. */
  readonly few: number
  readonly share: number
  /** Added to one side. Additions do less harm than losses, so the limit is higher. */
  readonly flood: number
  readonly floodShare: number
  /** If fewer items than this are linked, losing all of them is no accident; at least 1. */
  readonly fewest: number
}

/**
 * In a small address book an afternoon's work quickly reaches a tenth, and emptying a tiny one is normal. So is adding a stack of
 * business cards or a conference list.
 */
export const THRESHOLDS: Thresholds = { few: 20, share: 0.1, flood: 200, floodShare: 0.5, fewest: 5 }

export function guards(input: GuardInput, thresholds: Thresholds): readonly Guard[] {
  const { linked, remoteGone, deletes, overwrites, toRemote, toLocal, pingPongs, total, read } = input
  const isMany = (count: number, of: number) => isBeyond(count, of, thresholds.few, thresholds.share)
  const isFlood = (count: number) => isBeyond(count, linked, thresholds.flood, thresholds.floodShare)
  const isEmptied = linked >= thresholds.fewest && remoteGone >= linked
  const found: (Guard | false)[] = [
    isEmptied
      ? { kind: 'remoteEmptied', count: remoteGone, of: linked }
      : isMany(remoteGone, linked) && { kind: 'remoteShrunk', count: remoteGone, of: linked },
    isMany(deletes, linked) && { kind: 'manyDeletes', count: deletes, of: linked },
    isMany(overwrites, linked) && { kind: 'manyOverwrites', count: overwrites, of: linked },
    isFlood(toRemote) && { kind: 'manyToRemote', count: toRemote, of: linked },
    isFlood(toLocal) && { kind: 'manyToLocal', count: toLocal, of: linked },
    total !== null &&
      read !== null &&
      isMany(total - read, total) && { kind: 'incomplete', count: read, of: total },
    pingPongs > 0 && { kind: 'pingPong', count: pingPongs, of: linked },
  ]
  return found.filter((guard) => guard !== false)
}

const isBeyond = (count: number, of: number, most: number, share: number) =>
  count > Math.max(most, of * share)
