// When to stop and ask: named reasons, with their numbers, to think that a plan is the fruit of an accident.
// A guard never decides; a person who has seen the numbers may go on.
import type { Change } from '@/lib/engine/model'

export type GuardKind =
  /** Everything that was linked is gone from the account. */
  | 'remoteEmptied'
  /** Much of what was linked is gone from the account. */
  | 'remoteShrunk'
  /** The plan deletes much of what is linked. */
  | 'manyDeletes'
  /** The plan writes over much of what is linked. */
  | 'manyOverwrites'
  /** The plan adds so many to the account, or to ours, that it becomes another book. */
  | 'manyToRemote'
  | 'manyToLocal'
  /** The account promised more entries than its pages brought: what is absent may well be there. */
  | 'incomplete'
  /** The same contacts are written back and forth: another program syncs them too. */
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
  /** Of these, how many have lost their remote end. */
  readonly remoteGone: number
  /** How many the plan deletes, and how many it writes over. */
  readonly deletes: number
  readonly overwrites: number
  /** How many it adds to each side that no person has approved in a preview. */
  readonly toRemote: number
  readonly toLocal: number
  /** How many of its writes only repeat what was undone before, see ping-pong.ts. */
  readonly pingPongs: number
  /** What a full read was promised and what it brought; null where nothing was promised. */
  readonly total: number | null
  readonly read: number | null
}

/** Whether a change writes over what is linked. An update that only asks (a conflict and nothing else) writes nothing. Pure. */
export const overwrites = <V>({ kind, linkId, local, remote }: Change<V>): boolean =>
  kind === 'update' && linkId !== null && (local !== null || remote !== null)

/** From where on a plan is unusual. Counts of contacts, and shares of what is linked: both have to be passed. */
export interface Thresholds {
  /** Lost, deleted or written over. */
  readonly few: number
  readonly share: number
  /** Added to one side. An addition harms less than a loss, so more may pass. */
  readonly flood: number
  readonly floodShare: number
  /** Of a book with fewer linked contacts, that all are gone is no accident; at least 1. */
  readonly fewest: number
}

/**
 * In a small book a tenth is quickly reached by an afternoon's work; so is clearing all of a tiny one. A stack of business cards, or
 * the list of a conference, is an ordinary day.
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
