// Counts how many items of each list share a value. A value that many share is weak evidence.

import type { Likeness } from '@/lib/domains/contacts/match/fields/name-likeness'
import { hasPersonalHomes } from '@/lib/domains/contacts/match/households'
import { hasSharedMailboxes } from '@/lib/domains/contacts/match/strangers'
import type { Traits } from '@/lib/domains/contacts/match/traits'
import {
  type Commonness,
  firstNameCommonness,
  lastNameCommonness,
} from '@/lib/domains/contacts/names/common-names'

const KINDS = [
  ...(['mailbox', 'domain', 'phone', 'company', 'website'] as const),
  ...(['place', 'city', 'post', 'birthday'] as const),
  ...(['name', 'first', 'last'] as const),
]
export type SharedValue = (typeof KINDS)[number]

/** Equal texts of one kind have one number, from 1; 0 is no value. Numbers are compared and counted faster than texts. */
export interface Numbers {
  readonly of: Readonly<Record<SharedValue, Map<string, number>>>
  /** Texts that many items have, such as first names and companies, each kept once. */
  readonly texts: Map<string, string>
}

export const newNumbers = (): Numbers => ({ of: perKind(() => new Map<string, number>()), texts: new Map() })

/** The text, in the copy that all items have. */
export function keptOnce(numbers: Numbers | null, text: string): string {
  if (!numbers || text === '') return text
  const known = numbers.texts.get(text)
  if (known !== undefined) return known
  numbers.texts.set(text, text)
  return text
}

export function numberOf(numbers: Numbers | null, kind: SharedValue, text: string): number {
  if (!numbers || text === '') return 0
  const known = numbers.of[kind]
  const number = known.get(text)
  if (number !== undefined) return number
  known.set(text, known.size + 1)
  return known.size
}

const perKind = <T>(make: (kind: SharedValue) => T) =>
  Object.fromEntries(KINDS.map((kind) => [kind, make(kind)])) as Record<SharedValue, T>

type Counts = Readonly<Record<SharedValue, Int32Array>>

/** The counts of both lists; for one list compared with itself, the same counts twice. */
export interface Shares {
  readonly local: Counts
  readonly remote: Counts
  readonly entries: number
  readonly isOneList: boolean
  /** See households.ts. */
  readonly hasPersonalHomes: boolean
  /** See strangers.ts. */
  readonly hasSharedMailboxes: boolean
  /** The number of a word among the first names; 0 if nobody has it. */
  readonly firstNumber: (word: string) => number
  /** By the number of the name; 0 if not yet known. */
  readonly firstBits: Float64Array
  /** How alike two first names are, by both numbers. */
  readonly firsts: Map<number, Likeness>
  readonly lastBits: Float64Array
}

/**
 * `groups`: for one list, a number for each item, equal for items that are one person almost certainly. They count as one item, so that a
 * person's duplicates do not make the person's own values look shared.
 */
export function sharesOf(
  local: readonly Traits[],
  remote: readonly Traits[] | null,
  { of }: Numbers,
  groups: Int32Array | null = null,
): Shares {
  const counts = groups ? countsOfGroups(local, of, groups) : countsOf(local, of)
  return {
    local: counts,
    remote: remote ? countsOf(remote, of) : counts,
    entries: local.length + (remote ?? local).length,
    isOneList: remote === null,
    hasPersonalHomes: hasPersonalHomes(local, remote),
    hasSharedMailboxes: hasSharedMailboxes(remote ? [local, remote] : [local]),
    firstNumber: (word) => of.first.get(word) ?? 0,
    firsts: new Map(),
    firstBits: new Float64Array(of.first.size + 1),
    lastBits: new Float64Array(of.last.size + 1),
  }
}

type Add = (kind: SharedValue, number: number) => void

function countsOf(list: readonly Traits[], of: Numbers['of']): Counts {
  const counts = perKind((kind) => new Int32Array(of[kind].size + 1))
  const last = perKind((kind) => new Int32Array(of[kind].size + 1))
  let at = 0
  /** Each item counts once for a value, however often it has it. */
  const add: Add = (kind, number) => {
    if (number === 0 || last[kind][number] === at) return
    last[kind][number] = at
    counts[kind][number] = (counts[kind][number] ?? 0) + 1
  }
  for (const traits of list) {
    at += 1
    addAll(traits, add)
  }
  return counts
}

function countsOfGroups(list: readonly Traits[], of: Numbers['of'], groups: Int32Array): Counts {
  const counts = perKind((kind) => new Int32Array(of[kind].size + 1))
  const known = perKind(() => new Set<number>())
  for (const [at, traits] of list.entries()) {
    const group = groups[at] ?? 0
    addAll(traits, (kind, number) => {
      const both = group * (of[kind].size + 1) + number
      if (number === 0 || known[kind].has(both)) return
      known[kind].add(both)
      counts[kind][number] = (counts[kind][number] ?? 0) + 1
    })
  }
  return counts
}

function addAll(traits: Traits, add: Add): void {
  for (const { number, domainNumber } of traits.mailboxes) {
    add('mailbox', number)
    add('domain', domainNumber)
  }
  for (const { number } of traits.phones) add('phone', number)
  for (const { number } of traits.websites) add('website', number)
  for (const { number, cityNumber, postNumber } of traits.places) {
    add('place', number)
    add('city', cityNumber)
    add('post', postNumber)
  }
  add('company', traits.company.number)
  add('birthday', traits.birthdayNumber)
  add('name', traits.wholeNumber)
  add('first', traits.firstNumber)
  for (const number of traits.lastNumbers) add('last', number)
}

/** The larger number of items in one list that share the two values; 1 means nobody else. */
export function shareOf(shares: Shares, kind: SharedValue, local: number, remote: number): number {
  const most = Math.max(shares.local[kind][local] || 1, shares.remote[kind][remote] || 1)
  return Math.max(1, shares.isOneList ? most - 1 : most)
}

const FIRST_BITS: Readonly<Record<Commonness, number>> = { 'very common': 3.2, common: 4.2, rare: 5 }
const LAST_BITS: Readonly<Record<Commonness, number>> = { 'very common': 4.8, common: 5.8, rare: 9 }

/** The weight of agreeing on this first name: the rarer, the higher. */
export function firstNameBits(shares: Shares, name: string, number: number): number {
  const known = shares.firstBits[number]
  if (number > 0 && known) return known
  const bits = bounded(
    0.7 * rarity(shares, 'first', number) - 0.4,
    1.5,
    FIRST_BITS[firstNameCommonness(name)],
  )
  shares.firstBits[number] = bits
  return bits
}

export function lastNameBits(shares: Shares, name: string, number: number): number {
  const known = shares.lastBits[number]
  if (number > 0 && known) return known
  const bits = bounded(0.7 * rarity(shares, 'last', number) - 0.7, 2.5, LAST_BITS[lastNameCommonness(name)])
  shares.lastBits[number] = bits
  return bits
}

/** The weight of agreeing on a town or a postal code: the fewer live there, the higher. */
export const areaBits = (shares: Shares, kind: 'city' | 'post', number: number): number =>
  bounded(rarity(shares, kind, number) - 2.5, 1, 5)

/** A pair that is one person counts twice. Short lists prove little, so extra items are added to the count. */
function rarity(shares: Shares, kind: SharedValue, number: number): number {
  const bearers = (shares.local[kind][number] ?? 0) + (shares.remote[kind][number] ?? 0) - 2
  return bearers <= 0 ? Number.POSITIVE_INFINITY : -Math.log2(bearers / (shares.entries + 2_000))
}

const bounded = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value))
