// Finds the pairs worth comparing: those that share a key. A key that too many items share is split by what else they share, and dropped
// if that does not help: a value of hundreds identifies nobody. The work is linear in the number of items, but for one sort of their keys.

import { KEYS, type KeyMaker, keyMaker } from '@/lib/domains/contacts/match/block-keys'
import { type IntList, intList } from '@/lib/domains/contacts/match/int-list'
import type { Traits } from '@/lib/domains/contacts/match/traits'

/** The most pairs of one block that are compared: 20 items on each side. */
const MOST_PAIRS = 400
/** Pairs that each item of a split block may bring. */
const PAIRS_EACH = 6

/** Calls `visit` once for every pair of positions that share a key, in ascending order of the first. */
export function visitPairs(
  local: readonly Traits[],
  remote: readonly Traits[] | null,
  visit: (local: number, remote: number) => void,
): void {
  const found = blocksOf(local, remote)
  const { members, blocks } = found
  const { starts, list } = byMember(local.length, found)
  const seen = new Int32Array((remote ?? local).length).fill(-1)
  for (let index = 0; index < local.length; index++)
    for (let at = starts[index] ?? 0; at < (starts[index + 1] ?? 0); at++) {
      const block = (list[at] ?? 0) * PER_BLOCK
      for (let other = blocks[block + 1] ?? 0; other < (blocks[block + 2] ?? 0); other++) {
        const partner = members[other] ?? 0
        if (seen[partner] === index || (remote === null && partner <= index)) continue
        seen[partner] = index
        visit(index, partner)
      }
    }
}

/** Each block is three positions in `members`: where its local items begin, where its remote items begin, and where they end. */
const PER_BLOCK = 3

interface Found {
  readonly members: Int32Array
  readonly blocks: Int32Array
}

function blocksOf(local: readonly Traits[], remote: readonly Traits[] | null): Found {
  const maker = keyMaker()
  const ours = sortedKeys(local, null, maker.block)
  const theirs = remote ? sortedKeys(remote, null, maker.block) : ours
  const [members, blocks] = [intList(), intList()]
  const keep: OnBlock = (localFrom, localTo, remoteFrom, remoteTo) => {
    const isLarge = (localTo - localFrom) * (remoteTo - remoteFrom) > MOST_PAIRS
    if (!isLarge) {
      addBlock(members, blocks, ours.subarray(localFrom, localTo), theirs.subarray(remoteFrom, remoteTo))
      return
    }
    const within = { ours: ours.subarray(localFrom, localTo), theirs: theirs.subarray(remoteFrom, remoteTo) }
    split(within, local, remote, maker, members, blocks)
  }
  join(ours, theirs, keep)
  return { members: members.view(), blocks: blocks.view() }
}

function addBlock(members: IntList, blocks: IntList, ours: Float64Array, theirs: Float64Array): void {
  blocks.push(members.length())
  for (const pair of ours) members.push(pair % SLOTS)
  blocks.push(members.length())
  for (const pair of theirs) members.push(pair % SLOTS)
  blocks.push(members.length())
}

/** A key and the position of its item in one number, so that sorting the numbers groups the items by key. */
const SLOTS = 2 ** 21

function sortedKeys(
  list: readonly Traits[],
  only: Float64Array | null,
  keysOf: KeyMaker['block'],
): Float64Array {
  let pairs = new Float64Array(Math.max(64, (only?.length ?? list.length) * 8))
  let count = 0
  let position = 0
  const add = (key: number) => {
    if (count === pairs.length) {
      const larger = new Float64Array(2 * count)
      larger.set(pairs)
      pairs = larger
    }
    pairs[count++] = (key % KEYS) * SLOTS + position
  }
  const each = (at: number) => {
    position = at
    const traits = list[at]
    if (traits) keysOf(traits, add)
  }
  if (only) for (const pair of only) each(pair % SLOTS)
  else for (let at = 0; at < list.length; at++) each(at)
  return unique(pairs.subarray(0, count).sort())
}

/** Without repetitions: an item may have a key twice. Shortens the array in place. */
function unique(sorted: Float64Array): Float64Array {
  let count = 0
  for (let at = 0; at < sorted.length; at++) {
    if (at > 0 && sorted[at] === sorted[at - 1]) continue
    sorted[count++] = sorted[at] ?? 0
  }
  return sorted.subarray(0, count)
}

type OnBlock = (localFrom: number, localTo: number, remoteFrom: number, remoteTo: number) => void

/** Calls `on` for every key that both sides have, with where its items are. Within one list, for every key that two items have. */
function join(ours: Float64Array, theirs: Float64Array, on: OnBlock): void {
  let [i, j] = [0, 0]
  while (i < ours.length && j < theirs.length) {
    const [key, other] = [keyAt(ours, i), keyAt(theirs, j)]
    const [nextI, nextJ] = [
      key <= other ? endOf(ours, i, key) : i,
      other <= key ? endOf(theirs, j, other) : j,
    ]
    if (key === other && (ours !== theirs || nextI - i > 1)) on(i, nextI, j, nextJ)
    ;[i, j] = [nextI, nextJ]
  }
}

const keyAt = (pairs: Float64Array, at: number) => Math.floor((pairs[at] ?? 0) / SLOTS)

function endOf(pairs: Float64Array, from: number, key: number): number {
  const limit = (key + 1) * SLOTS
  let to = from + 1
  while (to < pairs.length && (pairs[to] ?? 0) < limit) to++
  return to
}

/**
 * The items of a block that is too large, grouped by each further thing that they share: the smallest groups, which identify best, within
 * the number of pairs that the block's items may bring.
 */
function split(
  within: { readonly ours: Float64Array; readonly theirs: Float64Array },
  local: readonly Traits[],
  remote: readonly Traits[] | null,
  maker: KeyMaker,
  members: IntList,
  blocks: IntList,
): void {
  const ours = sortedKeys(local, within.ours, maker.split)
  const theirs = remote ? sortedKeys(remote, within.theirs, maker.split) : ours
  const parts: { readonly pairs: number; readonly keep: () => void }[] = []
  join(ours, theirs, (localFrom, localTo, remoteFrom, remoteTo) => {
    const pairs = (localTo - localFrom) * (remoteTo - remoteFrom)
    if (pairs > MOST_PAIRS) return
    const keep = () =>
      addBlock(members, blocks, ours.subarray(localFrom, localTo), theirs.subarray(remoteFrom, remoteTo))
    parts.push({ pairs, keep })
  })
  let left = PAIRS_EACH * (within.ours.length + within.theirs.length)
  for (const { pairs, keep } of parts.sort((a, b) => a.pairs - b.pairs)) {
    left -= pairs
    if (left < 0) break
    keep()
  }
}

interface ByMember {
  readonly starts: Int32Array
  readonly list: Int32Array
}

/** For each local position, the blocks it is in: those of position p are in `list` from `starts[p]` to `starts[p + 1]`. */
function byMember(count: number, { members, blocks }: Found): ByMember {
  const starts = new Int32Array(count + 1)
  const each = (on: (member: number, block: number) => void) => {
    for (let block = 0; block * PER_BLOCK < blocks.length; block++) {
      const [from = 0, to = 0] = [blocks[block * PER_BLOCK], blocks[block * PER_BLOCK + 1]]
      for (let at = from; at < to; at++) on(members[at] ?? 0, block)
    }
  }
  each((member) => {
    starts[member + 1] = (starts[member + 1] ?? 0) + 1
  })
  for (let at = 0; at < count; at++) starts[at + 1] = (starts[at + 1] ?? 0) + (starts[at] ?? 0)
  const list = new Int32Array(starts[count] ?? 0)
  const next = starts.slice()
  each((member, block) => {
    list[next[member] ?? 0] = block
    next[member] = (next[member] ?? 0) + 1
  })
  return { starts, list }
}
