// People like Splink's fake_1000: first name, last name, date of birth, city and email address, with about a fifth of the values missing and
// many slips; about four records a person in one list. Deterministic. Follows the published description; no data of theirs is used.
import type { Item } from '@/lib/domains/contacts/types'
import { EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { firstName, lastName, townName } from '@/testing/matching/census'
import { dropped, inserted, misspelt, replaced, turned } from '@/testing/matching/corruption'
import { dateOf, type LabelledList } from '@/testing/matching/febrl-like'
import { only, type World, worldOf } from '@/testing/matching/lifelike-world'

interface Row {
  readonly first: string
  readonly last: string
  readonly born: string
  readonly city: string
  readonly email: string
}

const MISSING: Readonly<Record<keyof Row, number>> = {
  first: 0.17,
  last: 0.18,
  born: 0,
  city: 0.19,
  email: 0.21,
}
const SLIPS: Readonly<Record<keyof Row, number>> = {
  first: 0.25,
  last: 0.3,
  born: 0.35,
  city: 0.45,
  email: 0.5,
}
const BIG_CITIES = [
  'London',
  'Birmingham',
  'Leeds',
  'Sheffield',
  'Manchester',
  'Bristol',
  'Leicester',
  'Hull',
]

function person(world: World): Row {
  const { roll, pick, chance } = world
  const [first, last] = [firstName(world), lastName(world)]
  const day = new Date(Date.UTC(1970, 0, 1 + Math.floor(roll() * 18_000)))
  const site = chance(0.6) ? lastName(world) : `${lastName(world)}-${lastName(world)}`
  const name = pick([`${first}.${last}`, `${first}${last.slice(0, 1)}`, `${first.slice(0, 1)}${last}`])
  return {
    first,
    last,
    born: day.toISOString().slice(0, 10).replaceAll('-', ''),
    city: chance(0.6) ? pick(BIG_CITIES) : townName(world),
    email:
      `${name}${Math.floor(roll() * 100)}@${site}.${pick(['com', 'org', 'net', 'info', 'biz'])}`.toLowerCase(),
  }
}

const slip = (world: World, text: string) =>
  text === '' ? '' : world.pick([inserted, dropped, replaced, turned, misspelt])(world, text)

/** Some slips change the letters of half the word. */
function shuffled(world: World, text: string): string {
  const times = 1 + Math.floor(world.roll() * 3)
  return Array.from({ length: times }).reduce<string>((made) => turned(world, made), text)
}

function copyOf(world: World, row: Row): Row {
  const { chance } = world
  const value = (field: keyof Row, change: (text: string) => string) =>
    chance(MISSING[field]) ? '' : chance(SLIPS[field]) ? change(row[field]) : row[field]
  const digits = (text: string) => (chance(0.7) ? replaced(world, text) : turned(world, text))
  const copy = {
    first: value('first', (text) => (chance(0.3) ? text.slice(0, 3) : slip(world, text))),
    last: value('last', (text) => slip(world, text)),
    born: value('born', (text) => valid(digits, text)),
    city: value('city', (text) => shuffled(world, text)),
    email: value('email', (text) => slip(world, text)),
  }
  return chance(0.06) ? { ...copy, first: copy.last, last: copy.first } : copy
}

/** Until the date exists. */
function valid(change: (text: string) => string, text: string): string {
  for (let tries = 0; tries < 9; tries += 1) {
    const made = change(text)
    if (made !== text && dateOf(made)) return made
  }
  return text
}

export function fakeLike(seed: number, records = 1_000): LabelledList {
  const world = worldOf(seed)
  const personOf = new Map<string, number>()
  const left: Item[] = []
  for (let number = 0; left.length < records; number += 1) {
    const row = person(world)
    const copies = 1 + Math.floor(world.roll() * 7)
    for (let at = 0; at < copies && left.length < records; at += 1) {
      const id = `record ${left.length}`
      const { first, last, born, city, email } = copyOf(world, row)
      const place = { street: '', city, region: '', postalCode: '', country: '', label: '' }
      const value = {
        ...{ ...EMPTY_CONTACT, firstName: first, lastName: last, birthday: dateOf(born) },
        emails: email === '' ? [] : only(email),
        addresses: city === '' ? [] : [place],
      }
      personOf.set(id, number)
      left.push({ id, version: '1', value, deleted: false, key: null, changedAt: null })
    }
  }
  return { left, right: null, personOf }
}
