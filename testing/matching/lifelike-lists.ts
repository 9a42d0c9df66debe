// Two generated address books with known matches, to measure the matcher. Deterministic.
// Every person belongs to a named case, so that a figure can be given for each.
import type { Item } from '@/lib/domains/contacts/types'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { DIFFERENT } from '@/testing/matching/lifelike-different'
import { SAME } from '@/testing/matching/lifelike-same'
import { type World, worldOf } from '@/testing/matching/lifelike-world'

/** Both sides of one case; items on the two sides are one person only if `same`. */
interface Circumstance {
  readonly name: string
  readonly same: boolean
  readonly make: (world: World) => readonly [Contact, Contact]
}

export interface LifelikeLists {
  readonly left: readonly Item[]
  readonly right: readonly Item[]
  /** The case of every item: items with one number belong to it on both sides. */
  readonly cases: ReadonlyMap<
    string,
    { readonly number: number; readonly name: string; readonly same: boolean }
  >
}

/** A person with another first and last name. */
function stranger({ person }: Pick<World, 'person'>, one: Contact): Contact {
  const other = person()
  return other.firstName === one.firstName || other.lastName === one.lastName
    ? stranger({ person }, one)
    : other
}

function circumstances(): readonly Circumstance[] {
  return [
    ...SAME.map(([name, change]) => ({
      name,
      same: true,
      make: (world: World) => {
        const one = world.person()
        const changed = change(world, one)
        return 'length' in changed ? changed : ([one, changed] as const)
      },
    })),
    ...DIFFERENT.map(([name, make]) => ({
      name,
      same: false,
      make: (world: World) => {
        const one = world.person()
        return make(world, one, stranger(world, one))
      },
    })),
  ]
}

/** `rounds` of every case; half of the pairs have their sides swapped. */
export function lifelikeLists(seed: number, rounds: number): LifelikeLists {
  const world = worldOf(seed)
  const [left, right]: [Item[], Item[]] = [[], []]
  const cases = new Map<string, { number: number; name: string; same: boolean }>()
  for (let round = 0; round < rounds; round++) {
    for (const { name, same, make } of circumstances()) {
      const number = left.length
      const pair = make(world)
      const [one, other] = world.chance(0.5) ? pair : [pair[1], pair[0]]
      for (const [side, list, contact] of [
        ['left', left, one],
        ['right', right, other],
      ] as const) {
        const id = `${side} ${number}`
        list.push({ id, version: '1', value: contact, deleted: false, key: null, changedAt: null })
        cases.set(id, { number, name, same })
      }
    }
  }
  return { left, right, cases }
}
