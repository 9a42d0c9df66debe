// Two address books as a law firm and one of its people have them: names by their frequency, families that share a home and a telephone,
// offices that share a switchboard, an address and a domain. Deterministic. Some people are in both books; the rest are strangers.
import type { Item } from '@/lib/domains/contacts/types'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { firstName, lastName, streetName, townName } from '@/testing/matching/census'
import { misspelt, replaced } from '@/testing/matching/corruption'
import type { LabelledList } from '@/testing/matching/febrl-like'
import { NICKNAMES, only, plainLetters, type World, worldOf } from '@/testing/matching/lifelike-world'

export interface BookShape {
  /** Contacts in each book. */
  readonly size: number
  /** The share of each book that the other one has too. */
  readonly shared: number
  /** The share of people without an email address. */
  readonly withoutEmail: number
}

interface Place {
  readonly street: string
  readonly city: string
  readonly postalCode: string
  readonly phone: string
}
interface Firm extends Place {
  readonly name: string
  readonly domain: string
}
interface Town {
  readonly city: string
  readonly postalCode: string
}
interface Setting {
  readonly world: World
  readonly towns: readonly Town[]
  readonly firms: readonly Firm[]
  readonly taken: Set<string>
}

export function lifelikeBooks(seed: number, { size, shared, withoutEmail }: BookShape): LabelledList {
  const setting = settingOf(worldOf(seed), size)
  const common = Math.round(size * shared)
  const people = peopleOf(setting, 2 * size - common, withoutEmail)
  const personOf = new Map<string, number>()
  const itemOf = (side: string, number: number, value: Contact): Item => {
    const id = `${side}${number}`
    personOf.set(id, number)
    return { id, version: '1', value, deleted: false, key: null, changedAt: null }
  }
  const left = people.slice(0, size).map((value, number) => itemOf('l', number, value))
  const right = [
    ...people
      .slice(0, common)
      .map((value, number) => itemOf('r', number, asTypedElsewhere(setting.world, value))),
    ...people.slice(size).map((value, at) => itemOf('r', size + at, value)),
  ]
  return { left, right, personOf }
}

/** Neighbors in the list are one family; books are cut out of it after it was mixed. */
function peopleOf(setting: Setting, count: number, withoutEmail: number): readonly Contact[] {
  const { chance, roll } = setting.world
  const people: Contact[] = []
  while (people.length < count) {
    const home = placeOf(setting)
    const family = lastName(setting.world)
    const members = chance(0.2) ? 2 + Math.floor(roll() * 3) : 1
    const taken = new Set<string>()
    for (let member = 0; member < members && people.length < count; member += 1) {
      const first = firstName(setting.world)
      if (taken.has(first)) continue
      taken.add(first)
      people.push(
        chance(0.07) ? company(setting) : person(setting, first, family, home, members > 1, withoutEmail),
      )
    }
  }
  return mixed(setting.world, people)
}

function person(
  { world, firms, taken }: Setting,
  first: string,
  last: string,
  home: Place,
  isFamily: boolean,
  withoutEmail: number,
): Contact {
  const { chance, pick, roll } = world
  // A few firms are large, most are small.
  const firm = chance(0.55) ? firms[Math.floor(firms.length * roll() ** 3)] : undefined
  const local = `${plainLetters(first)}.${plainLetters(last)}`
  const emails = chance(withoutEmail)
    ? []
    : firm && chance(0.75)
      ? [unused(taken, local, firm.domain)]
      : [unused(taken, local, pick(['gmail.com', 'outlook.com', 'yahoo.com', 'icloud.com']))]
  const phones = [
    ...(chance(0.7) ? [mobile(world)] : []),
    ...(firm && chance(0.35) ? [firm.phone] : []),
    ...(isFamily && chance(0.5) ? [home.phone] : []),
  ]
  const place = firm && chance(0.4) ? firm : chance(0.4) ? home : null
  return {
    ...EMPTY_CONTACT,
    firstName: first,
    lastName: last,
    company: firm?.name ?? '',
    title: firm && chance(0.5) ? pick(['Partner', 'Director', 'Manager', 'Paralegal', 'Engineer']) : '',
    emails: emails.flatMap(only),
    phones: phones.flatMap(only),
    addresses: place ? [addressOf(place)] : [],
    birthday: chance(0.08)
      ? {
          year: 1940 + Math.floor(roll() * 62),
          month: 1 + Math.floor(roll() * 12),
          day: 1 + Math.floor(roll() * 28),
        }
      : null,
  }
}

function company({ world, firms }: Setting): Contact {
  const made = firmOf(world, placeOf({ towns: firms, world }))
  const emails = only(`info@${made.domain}`)
  return {
    ...EMPTY_CONTACT,
    kind: 'company',
    company: made.name,
    emails,
    phones: only(made.phone),
    addresses: [addressOf(made)],
  }
}

/** Most contacts are in both books as they are; some have another title or a second number, a few are spelled otherwise. */
function asTypedElsewhere(world: World, value: Contact): Contact {
  const { chance, pick } = world
  if (chance(0.1)) return { ...value, title: 'Counsel', phones: [...value.phones, ...only(mobile(world))] }
  if (!chance(0.012) || value.kind === 'company') return value
  const nickname = NICKNAMES.find((pair) => pair.startsWith(`${value.firstName}/`))?.split('/')[1]
  return pick([
    { ...value, firstName: nickname ?? `${value.firstName.slice(0, 1)}.` },
    { ...value, lastName: misspelt(world, value.lastName) },
    { ...value, firstName: replaced(world, value.firstName) },
    { ...value, emails: [] },
  ])
}

const FIRMS_EACH = 12

function settingOf(world: World, size: number): Setting {
  const towns = Array.from({ length: Math.ceil(size / 40) }, () => ({
    city: townName(world),
    postalCode: String(10_000 + Math.floor(world.roll() * 89_999)),
  }))
  const firms = Array.from({ length: Math.ceil(size / FIRMS_EACH) }, () =>
    firmOf(world, placeOf({ towns, world })),
  )
  return { world, towns, firms, taken: new Set() }
}

/** No two firms have one name. */
function firmOf(world: World, place: Place): Firm {
  const name = `${lastName(world)} ${townName(world)} ${world.pick(['Law', 'Foods', 'Metals', 'Software', 'Logistics', 'Realty', 'Clinic', 'Partners'])}`
  const form = world.pick(['', ' Inc.', ' LLC', ' & Co.'])
  return { ...place, name: name + form, domain: `${plainLetters(name)}.example` }
}

const placeOf = ({ world, towns }: { readonly world: World; readonly towns: readonly Town[] }): Place => {
  const { city, postalCode } = world.pick(towns)
  const street = `${1 + Math.floor(world.roll() ** 2 * 400)} ${streetName(world)}`
  return { street, city, postalCode, phone: mobile(world) }
}

const addressOf = ({ street, city, postalCode }: Place) => ({
  street,
  city,
  postalCode,
  region: '',
  country: '',
  label: '',
})

const mobile = ({ roll }: World): string => {
  const digits = (count: number) => String(Math.floor(roll() * 10 ** count)).padStart(count, '0')
  return `+1 ${200 + Math.floor(roll() * 790)} ${200 + Math.floor(roll() * 790)} ${digits(4)}`
}

/** Namesakes get a number, as they do at a mail provider. */
function unused(taken: Set<string>, local: string, domain: string): string {
  let [address, number] = [`${local}@${domain}`, 1]
  while (taken.has(address)) {
    number += 1
    address = `${local}${number}@${domain}`
  }
  taken.add(address)
  return address
}

function mixed<T>({ roll }: World, list: readonly T[]): readonly T[] {
  const made = [...list]
  for (let at = made.length - 1; at > 0; at -= 1) {
    const other = Math.floor(roll() * (at + 1))
    ;[made[at], made[other]] = [made[other] as T, made[at] as T]
  }
  return made
}
