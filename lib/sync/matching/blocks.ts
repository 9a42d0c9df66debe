// Which pairs are worth comparing: those that share a key. A key that too many entries share is split by what else they
// share, and dropped where that does not help: a value of hundreds tells nobody apart. The work is linear in the entries.

import { nameRoots } from '@/lib/sync/matching/nicknames'
import { loose, skeleton } from '@/lib/sync/matching/similarity'
import type { Traits } from '@/lib/sync/matching/traits'

/** A block of so many pairs is compared at most; 20 entries on each side. */
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

/** Keys of one side alone, which most are, must cost little: only those of both become blocks. */
function collected(local: readonly Traits[], remote: readonly Traits[]): Iterable<Block> {
  const localKeys = local.map(blockKeys)
  const known = new Set<string>()
  for (const keys of localKeys) for (const key of keys) known.add(key)
  const blocks = new Map<string, Block>()
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

/** The entries of a block that is too large, grouped by each further thing they share. */
function split(block: Block, local: readonly Traits[], remote: readonly Traits[]): readonly Block[] {
  const parts = new Map<string, Block>()
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
  return [...parts.values()].filter((part) => part.remote.length > 0 && fits(part))
}

/** Entries that share none of these are not one person, as far as anyone can tell. */
function blockKeys(traits: Traits): readonly string[] {
  const { mailboxes, phones, websites } = traits
  const keys = [
    ...mailboxes.map(({ key }) => `mailbox ${key}`),
    ...phones.map(({ digits }) => `phone ${digits.slice(-ENDING)}`),
  ]
  if (traits.contact.kind === 'company') {
    const { key, words } = traits.company
    if (key !== '') keys.push(`company ${key}`, `sounds ${words.map(skeleton).join('').slice(0, 12)}`)
    if (words.length > 1) keys.push(`starts ${words.slice(0, 2).join(' ')}`)
    if (words[0] !== undefined && words[0].length > 3) keys.push(`starts ${words[0]}`)
    return [...keys, ...websites.map((website) => `website ${website.key}`)]
  }
  return [...keys, ...nameKeys(traits), ...contextKeys(traits)]
}

/** Digits that a number has in common with itself when it is written with and without the country's. */
const ENDING = 8

/** Names in any order, with nicknames, with typing slips in the last name, abbreviated, and in one field. */
function nameKeys({ name }: Traits): readonly string[] {
  const firsts = [...new Set([name.first, ...name.second, ...name.middle, ...name.nicknames])].filter(
    (word) => word.length > 1,
  )
  const lasts = [...new Set([...name.last, name.lastJoined])].filter((word) => word !== '')
  const roots = (list: readonly string[]) =>
    list.slice(0, MOST_WORDS).flatMap((word) => nameRoots(word).map(loose))
  const keys: string[] = []
  for (const first of roots(firsts)) {
    for (const last of roots(lasts))
      keys.push(first < last ? `name ${first} ${last}` : `name ${last} ${first}`)
  }
  const sound = skeleton(loose(name.last.join('')))
  if (name.first !== '' && sound !== '') keys.push(`sounds ${sound} ${name.first.slice(0, 1)}`)
  const [joined] = name.joined
  if (NO_SPACES.test(joined)) keys.push(...name.joined.map((one) => `whole ${one}`))
  return keys
}

const MOST_WORDS = 4
const NO_SPACES = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u

/** A slip in a name is found where a person works, lives or was born. */
function contextKeys(traits: Traits): readonly string[] {
  const [root = ''] = nameRoots(traits.name.first)
  const keys = traits.birthday === '' ? [] : [`born ${traits.birthday}`]
  if (root === '') return keys
  const { company, places, mailboxes } = traits
  if (company.key !== '') keys.push(`works ${company.key} ${root}`)
  for (const { postalCode } of places) if (postalCode !== '') keys.push(`lives ${postalCode} ${root}`)
  for (const { domain, isPublic } of mailboxes)
    if (!isPublic && domain !== '') keys.push(`works ${domain} ${root}`)
  return keys
}

/** By these a block that is too large is taken apart. */
function splitKeys(traits: Traits): readonly string[] {
  const { company, places, mailboxes, phones, name } = traits
  return [
    `name ${name.whole}`,
    company.key === '' ? '' : `company ${company.key}`,
    traits.birthday === '' ? '' : `born ${traits.birthday}`,
    ...places.map(({ postalCode }) => (postalCode === '' ? '' : `lives ${postalCode}`)),
    ...phones.map(({ key }) => `phone ${key}`),
    ...mailboxes.flatMap(({ key, domain, isPublic }) => [
      `mailbox ${key}`,
      isPublic ? '' : `domain ${domain}`,
    ]),
  ].filter((key) => key.indexOf(' ') < key.length - 1 && key !== '')
}
