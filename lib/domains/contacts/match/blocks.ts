// Finds the pairs worth comparing: those that share a key. A key that too many items share is split by what else they share, and dropped
// if that does not help: a value of hundreds identifies nobody. The work is linear in the number of items.

import { phoneEndings } from '@/lib/domains/contacts/match/identifiers'
import { loose, skeleton } from '@/lib/domains/contacts/match/similarity'
import type { Traits } from '@/lib/domains/contacts/match/traits'
import { nameRoots } from '@/lib/domains/contacts/names/nicknames'

/** The most pairs of one block that are compared: 20 items on each side. */
const MOST_PAIRS = 400

/** Calls `visit` once for every pair of positions that share a key, in ascending order of the first, then of the second. */
export function visitPairs(
  local: readonly Traits[],
  remote: readonly Traits[] | null,
  visit: (local: number, remote: number) => void,
): void {
  const partners = partnersOf(local, remote ?? local)
  const seen = new Int32Array((remote ?? local).length).fill(-1)
  for (let index = 0; index < local.length; index++) {
    const found: number[] = []
    for (const block of partners[index] ?? []) {
      for (const partner of block) {
        if (seen[partner] === index || (remote === null && partner <= index)) continue
        seen[partner] = index
        found.push(partner)
      }
    }
    for (const partner of found.sort((a, b) => a - b)) visit(index, partner)
  }
}

/** Positions on each side that share a key. */
interface Block {
  readonly local: number[]
  readonly remote: number[]
}

/** For each local position, the remote positions of every block it is in. */
function partnersOf(
  local: readonly Traits[],
  remote: readonly Traits[],
): readonly (readonly (readonly number[])[])[] {
  const byEntry: (readonly number[])[][] = local.map(() => [])
  for (const block of collected(local, remote)) {
    for (const kept of fits(block) ? [block] : split(block, local, remote)) {
      for (const index of kept.local) byEntry[index]?.push(kept.remote)
    }
  }
  return byEntry
}

const fits = (block: Block) => block.local.length * block.remote.length <= MOST_PAIRS

/** Most keys occur on one side only and must cost little: only keys of both sides become blocks. */
function collected(local: readonly Traits[], remote: readonly Traits[]): Iterable<Block> {
  const localKeys = local.map(blockKeys)
  const known = new Set<number>()
  for (const keys of localKeys) for (const key of keys) known.add(key)
  const blocks = new Map<number, Block>()
  for (const [index, traits] of remote.entries()) {
    for (const key of blockKeys(traits)) {
      if (!known.has(key)) continue
      const block = blocks.get(key)
      if (!block) blocks.set(key, { local: [], remote: [index] })
      else if (block.remote.at(-1) !== index) block.remote.push(index)
    }
  }
  for (const [index, keys] of localKeys.entries()) {
    for (const key of keys) {
      const block = blocks.get(key)
      if (block && block.local.at(-1) !== index) block.local.push(index)
    }
  }
  return blocks.values()
}

/** The items of a block that is too large, grouped by each further thing that they share. */
function split(block: Block, local: readonly Traits[], remote: readonly Traits[]): readonly Block[] {
  const parts = new Map<number, Block>()
  const group = (side: 'local' | 'remote', list: readonly Traits[]) => {
    for (const index of block[side]) {
      const traits = list[index]
      for (const key of new Set(traits ? splitKeys(traits) : [])) {
        const part = parts.get(key) ?? { local: [], remote: [] }
        part[side].push(index)
        parts.set(key, part)
      }
    }
  }
  group('local', local)
  group('remote', remote)
  return smallest(parts, block)
}

/** The smallest groups, which identify best, within the number of pairs that the block's items may bring. */
function smallest(parts: ReadonlyMap<number, Block>, { local, remote }: Block): readonly Block[] {
  const bySize = [...parts].map(([key, part]) => ({
    key,
    part,
    pairs: part.local.length * part.remote.length,
  }))
  const limit = PAIRS_EACH * (local.length + remote.length)
  let spent = 0
  const kept: Block[] = []
  for (const { part, pairs } of bySize.sort((a, b) => a.pairs - b.pairs || a.key - b.key)) {
    spent += pairs
    if (pairs > MOST_PAIRS || spent > limit) break
    if (pairs > 0) kept.push(part)
  }
  return kept
}

/** Pairs that each item of a split block may bring. */
const PAIRS_EACH = 6

/** Two items that share none of these keys cannot be recognized as one person. */
function blockKeys(traits: Traits): readonly number[] {
  const keys: number[] = []
  for (const { key } of traits.mailboxes) keys.push(keyOf('mailbox', key))
  for (const ending of phoneEndings(traits)) keys.push(keyOf('phone', ending))
  if (traits.contact.kind === 'company') addCompanyKeys(keys, traits)
  else {
    addNameKeys(keys, traits)
    addContextKeys(keys, traits)
  }
  return keys
}

/**
 * Hashes a key to a number: half a million strings would cost more than all comparisons. A collision only adds a useless comparison.
 * FNV-1a, cut to the integers that the JavaScript engine stores without allocating.
 */
function keyOf(kind: string, one: string, other = ''): number {
  return mixed(mixed(mixed(0x811c9dc5, kind), one), other) >>> 2
}

function mixed(hash: number, text: string): number {
  let next = Math.imul(hash ^ 0xffff, 0x01000193) // a separator between the parts
  for (let at = 0; at < text.length; at++) next = Math.imul(next ^ text.charCodeAt(at), 0x01000193)
  return next
}

function addCompanyKeys(keys: number[], { company: { key, words }, websites }: Traits): void {
  for (const website of websites) keys.push(keyOf('website', website.key))
  const [first, second] = words
  if (first === undefined) return
  keys.push(keyOf('company', key), keyOf('sounds', words.map(skeleton).join('').slice(0, 12)))
  if (second !== undefined) keys.push(keyOf('starts', first, second))
  if (first.length > 3) keys.push(keyOf('starts', first))
}

/** Names in any order, with nicknames, with typos in the last name, abbreviated, and in one field. */
function addNameKeys(keys: number[], { name }: Traits): void {
  const firsts = [name.first, ...name.second, ...name.middle, ...name.nicknames].filter(
    (word) => word.length > 1,
  )
  const lasts = name.last.includes(name.lastJoined) ? name.last : [...name.last, name.lastJoined]
  const lastRoots = rootsOf(lasts)
  for (const first of rootsOf(firsts)) {
    for (const last of lastRoots) {
      if (last !== '') keys.push(first < last ? keyOf('name', first, last) : keyOf('name', last, first))
    }
  }
  const sound = skeleton(loose(name.last.join('')))
  if (name.first !== '' && sound !== '') keys.push(keyOf('sounds', sound, name.first.slice(0, 1)))
  if (NO_SPACES.test(name.joined[0])) for (const joined of name.joined) keys.push(keyOf('whole', joined))
}

const rootsOf = (list: readonly string[]) =>
  list.slice(0, MOST_EACH).flatMap((word) => nameRoots(word).map(loose))

const MOST_EACH = 4
const NO_SPACES = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u

/** A typo in a name is found by the person's employer, city, mailbox or birthday. */
function addContextKeys(keys: number[], { name, company, places, mailboxes, birthday }: Traits): void {
  if (birthday !== '') keys.push(keyOf('born', birthday))
  const [root = ''] = nameRoots(name.first)
  if (root === '') return
  if (company.key !== '') keys.push(keyOf('works', company.key, root))
  for (const { postalCode } of places) if (postalCode !== '') keys.push(keyOf('lives', postalCode, root))
  for (const { domain, isPublic } of mailboxes) {
    if (!isPublic && domain !== '') keys.push(keyOf('works', domain, root))
  }
}

/** Keys that split a block that is too large. */
function splitKeys({ company, places, mailboxes, phones, name, birthday }: Traits): readonly number[] {
  const keys: number[] = []
  if (name.whole !== '') keys.push(keyOf('name', name.whole))
  if (company.key !== '') keys.push(keyOf('company', company.key))
  if (birthday !== '') keys.push(keyOf('born', birthday))
  for (const { postalCode } of places) if (postalCode !== '') keys.push(keyOf('lives', postalCode))
  for (const { key } of phones.slice(0, MOST_EACH)) keys.push(keyOf('phone', key))
  for (const { key, domain, isPublic } of mailboxes.slice(0, MOST_EACH)) {
    keys.push(keyOf('mailbox', key))
    if (!isPublic && domain !== '') keys.push(keyOf('domain', domain))
  }
  return keys
}
