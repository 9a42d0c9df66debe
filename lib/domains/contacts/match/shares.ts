// Counts how many items of each list share a value. A value that many share is weak evidence.

import type { Traits } from '@/lib/domains/contacts/match/traits'
import {
  type Commonness,
  firstNameCommonness,
  lastNameCommonness,
} from '@/lib/domains/contacts/names/common-names'

const KINDS = [
  'mailbox',
  'domain',
  'phone',
  'company',
  'website',
  'place',
  'birthday',
  'name',
  'first',
  'last',
] as const
export type SharedValue = (typeof KINDS)[number]

type Counts = Readonly<Record<SharedValue, Map<string, number>>>

/** The counts of both lists; for one list compared with itself, the same counts twice. */
export interface Shares {
  readonly local: Counts
  readonly remote: Counts
  readonly entries: number
  readonly isOneList: boolean
  readonly firstBits: Map<string, number>
  readonly lastBits: Map<string, number>
}

export function sharesOf(local: readonly Traits[], remote: readonly Traits[] | null): Shares {
  const counts = countsOf(local)
  return {
    local: counts,
    remote: remote ? countsOf(remote) : counts,
    entries: local.length + (remote ?? local).length,
    isOneList: remote === null,
    firstBits: new Map(),
    lastBits: new Map(),
  }
}

function countsOf(list: readonly Traits[]): Counts {
  const counts = Object.fromEntries(KINDS.map((kind) => [kind, new Map<string, number>()])) as Record<
    SharedValue,
    Map<string, number>
  >
  for (const traits of list) {
    const keys = sharedKeys(traits)
    for (const kind of KINDS) addAll(counts[kind], keys[kind])
  }
  return counts
}

function addAll(counts: Map<string, number>, keys: readonly string[]): void {
  for (const [index, key] of keys.entries()) {
    if (key !== '' && keys.indexOf(key) === index) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
}

function sharedKeys(traits: Traits): Readonly<Record<SharedValue, readonly string[]>> {
  const { name, mailboxes } = traits
  return {
    mailbox: mailboxes.map(({ key }) => key),
    domain: mailboxes.map(({ domain }) => domain),
    phone: traits.phones.map(({ key }) => key),
    company: [traits.company.key],
    website: traits.websites.map(({ key }) => key),
    place: traits.places.map(({ key }) => key),
    birthday: [traits.birthday],
    name: [name.whole],
    first: [name.first],
    last: name.last,
  }
}

/** The larger number of items in one list that share the two values; 1 means nobody else. */
export function shareOf(shares: Shares, kind: SharedValue, local: string, remote: string): number {
  const most = Math.max(shares.local[kind].get(local) ?? 1, shares.remote[kind].get(remote) ?? 1)
  return Math.max(1, shares.isOneList ? most - 1 : most)
}

const FIRST_BITS: Readonly<Record<Commonness, number>> = { 'very common': 3.2, common: 4.2, rare: 5 }
const LAST_BITS: Readonly<Record<Commonness, number>> = { 'very common': 4.8, common: 5.8, rare: 9 }

/** The weight of agreeing on this first name: the rarer, the higher. */
export function firstNameBits(shares: Shares, name: string): number {
  const known = shares.firstBits.get(name)
  if (known !== undefined) return known
  const bits = bounded(0.7 * rarity(shares, 'first', name) - 0.4, 1.5, FIRST_BITS[firstNameCommonness(name)])
  shares.firstBits.set(name, bits)
  return bits
}

export function lastNameBits(shares: Shares, name: string): number {
  const known = shares.lastBits.get(name)
  if (known !== undefined) return known
  const bits = bounded(0.7 * rarity(shares, 'last', name) - 0.7, 2.5, LAST_BITS[lastNameCommonness(name)])
  shares.lastBits.set(name, bits)
  return bits
}

/** A pair that is one person counts twice. Short lists prove little, so extra items are added to the count. */
function rarity(shares: Shares, kind: SharedValue, name: string): number {
  const bearers = (shares.local[kind].get(name) ?? 0) + (shares.remote[kind].get(name) ?? 0) - 2
  return bearers <= 0 ? Number.POSITIVE_INFINITY : -Math.log2(bearers / (shares.entries + 2_000))
}

const bounded = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value))
