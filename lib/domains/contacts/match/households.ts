// Whether a list shows that an address belongs to one person: hardly two people of different first names share one. Families and offices do
// share addresses, and then a shared address is no sign of one person. Pure.

import { haveTwoFirsts } from '@/lib/domains/contacts/match/fields/name-likeness'
import type { Traits } from '@/lib/domains/contacts/match/traits'

/** Fewer pairs of items at one address say too little. */
const FEWEST_PAIRS = 200
/** Up to this share of them may be two people: slips make a few first names look different. */
const MOST_TOGETHER = 0.03
/** An address that more items share is one where several people live or work. */
const MOST_AT_HOME = 8

/** Counts the items of both lists (or of one) that have exactly the same address. */
export function hasPersonalHomes(local: readonly Traits[], remote: readonly Traits[] | null): boolean {
  const homes = homesOf([local, remote ?? []])
  let [one, two] = [0, 0]
  for (const people of homes.values()) {
    if (people.length > MOST_AT_HOME) two += people.length
    else
      for (const [at, first] of people.entries())
        for (const second of people.slice(at + 1)) {
          if (haveTwoFirsts(first.name, second.name)) two += 1
          else one += 1
        }
  }
  return one + two >= FEWEST_PAIRS && two <= MOST_TOGETHER * (one + two)
}

function homesOf(lists: readonly (readonly Traits[])[]): ReadonlyMap<number, readonly Traits[]> {
  const homes = new Map<number, Traits[]>()
  for (const list of lists)
    for (const traits of list) {
      const [place] = traits.places
      if (!place || place.number === 0 || place.street === '' || traits.contact.kind === 'company') continue
      const known = homes.get(place.number)
      if (known) known.push(traits)
      else homes.set(place.number, [traits])
    }
  return homes
}
