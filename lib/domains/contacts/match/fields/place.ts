// What the addresses of two items say about being the same: the street with its number, and the town or the postal code.

import {
  agrees,
  best,
  differs,
  type Evidence,
  type Judged,
  resembles,
  worth,
} from '@/lib/domains/contacts/match/fields/evidence'
import { editsWithin, isTypo } from '@/lib/domains/contacts/match/fields/similarity'
import { areaBits, type Shares, shareOf } from '@/lib/domains/contacts/match/shares'
import type { Place, Traits } from '@/lib/domains/contacts/match/traits'

export function placeEvidence(a: Traits, b: Traits, shares: Shares): Evidence | null {
  if (a.places.length === 0 || b.places.length === 0) return null
  return best<Place>('addresses', a.places, b.places, (one, other) => placeJudged(one, other, shares))
}

/** An address counts more where the list shows that hardly two people share one. */
const PERSONAL = 3

/** People move, and they share homes and offices: an address is never worth more than a phone number. */
const MOST = 11

function placeJudged(one: Place, other: Place, shares: Shares): Judged {
  const area = areaWeight(one, other, shares)
  const personal = shares.hasPersonalHomes ? PERSONAL : 0
  if (one.key === other.key) {
    const full = worth(MOST + personal, 1.5, shareOf(shares, 'place', one.number, other.number))
    return agrees(one.street === '' ? Math.min(area, full) : full)
  }
  const street = streetWeight(one.streetWords, other.streetWords)
  const bits = Math.min(MOST - 0.5, area + street) + (street >= NEAR_STREET ? personal : 0)
  if (area <= 0 && street < SAME_STREET) return differs(Math.max(-2, Math.min(0, bits)))
  return bits > 0 ? resembles(crowded(bits, one, other, shares)) : differs(Math.max(-2, bits))
}

/** An office of hundreds is no evidence, however its address is written. */
function crowded(bits: number, one: Place, other: Place, shares: Shares): number {
  return worth(bits, 1.5, shareOf(shares, 'place', one.number, other.number))
}

/** Town and postal code say nearly the same, so the stronger counts, and a little more if both agree. */
function areaWeight(one: Place, other: Place, shares: Shares): number {
  const post = partWeight(one.postalCode, other.postalCode, () => areaBits(shares, 'post', one.postNumber))
  const city = partWeight(one.city, other.city, () => areaBits(shares, 'city', one.cityNumber))
  if (post > 0 && city > 0) return Math.max(post, city) + 1
  return post + city
}

function partWeight(one: string, other: string, same: () => number): number {
  if (one === '' || other === '') return 0
  if (one === other) return same()
  return isNear(one, other) ? 1.5 : -0.7
}

const isNear = (one: string, other: string) =>
  isTypo(one, other) || (one.length >= 5 && editsWithin(one, other, 2) <= 2)

const [SAME_STREET, NEAR_STREET, PART_OF_STREET, OTHER_STREET] = [6.5, 5, 2.5, -1]

/**
 * How many words of the shorter street the longer one has, as they are or with a typo. A house number is a word too; two other numbers of one
 * street are two houses.
 */
function streetWeight(one: readonly string[], other: readonly string[]): number {
  if (one.length === 0 || other.length === 0) return 0
  const [short, long] = one.length < other.length ? [one, other] : [other, one]
  let found = 0
  let isOtherHouse = false
  for (const word of short) {
    const part = long.includes(word) ? 1 : isNumber(word) ? numberPart(word, long) : wordPart(word, long)
    if (part === 0 && isNumber(word)) isOtherHouse = true
    found += part
  }
  const share = found / short.length
  if (share === 1 && short.length > 1) return long.length === short.length ? SAME_STREET : NEAR_STREET
  if (share >= 0.6 && found >= 1.6 && !isOtherHouse) return NEAR_STREET
  return share >= 0.4 && found >= 1 ? PART_OF_STREET : OTHER_STREET
}

const isNumber = (word: string) => word.charCodeAt(0) >= 48 && word.charCodeAt(0) <= 57

const wordPart = (word: string, others: readonly string[]) =>
  others.some((other) => isTypo(word, other)) ? 0.8 : 0

/** 12 and 122 may be one number with a slip. */
const numberPart = (word: string, others: readonly string[]) =>
  others.some((other) => isNumber(other) && editsWithin(word, other, 1) === 1) ? 0.5 : 0
