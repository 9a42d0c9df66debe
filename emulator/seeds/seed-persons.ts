// Generated persons, drawn from a seeded generator with one stream per person: number 17 of seed 1 is the same in a book of 20 and in one
// of 25,000.
import type { people_v1 } from 'googleapis/build/src/apis/people/v1'
import type { Person } from '@/emulator/people/person'
import { COMPANIES, CULTURES, type Culture, NOTES, TITLES } from './seed-names'

/** Random numbers from one seed. */
export interface Dice {
  chance(share: number): boolean
  below(count: number): number
  pick<T>(list: readonly T[]): T
}

export function dice(seed: number): Dice {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const below = (count: number) => Math.floor(next() * count)
  return {
    chance: (share) => next() < share,
    below,
    pick: (list) => list[below(list.length)] as (typeof list)[number],
  }
}

const WEIGHTED: readonly Culture[] = CULTURES.flatMap((culture) =>
  Array<Culture>(culture.weight).fill(culture),
)
const MAIL_HOSTS = ['example.com', 'example.org', 'mail.example', 'post.example', 'Example.NET']
const EMAIL_TYPES = ['home', 'work', 'other', 'Assistant', undefined]
const PHONE_TYPES = [
  'mobile',
  'work',
  'home',
  'main',
  'homeFax',
  'workFax',
  'other',
  'Reception',
  'Cabin',
  undefined,
]
const AREAS = [206, 212, 303, 312, 404, 415, 512, 604, 617, 702, 773, 778, 847, 929]

const slug = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '.')
    .replace(/^\.|\.$/g, '')

const typed = <T extends object>(entry: T, type: string | undefined) => (type ? { ...entry, type } : entry)

/** A number as somebody typed it: with country code, bare, or with brackets and spaces. */
export function phoneOf(d: Dice, culture: Culture): string {
  const area = String(d.pick(AREAS))
  let digits = culture.phone.replace('###555', `${area}555`).replace(/#/g, () => String(d.below(10)))
  if (culture.dial !== '1') return d.chance(0.5) ? `+${culture.dial} ${digits}` : `+${culture.dial}${digits}`
  const [a = '', b = '', c = ''] = [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6)]
  digits = d.pick([
    `(${a}) ${b}-${c}`,
    `${a}-${b}-${c}`,
    `+1${a}${b}${c}`,
    `${a}${b}${c}`,
    `1 ${a}.${b}.${c}`,
  ])
  return d.chance(0.05) ? `${digits} ext. ${100 + d.below(900)}` : digits
}

function nameOf(d: Dice, culture: Culture) {
  const given = d.pick(culture.given)
  const family = d.pick(culture.family)
  const middle = d.chance(0.15) ? d.pick(culture.given).native : ''
  const name: people_v1.Schema$Name = {
    ...(given.native ? { givenName: given.native } : {}),
    ...(family.native ? { familyName: family.native } : {}),
    ...(middle && middle !== given.native && /^[A-Z]/.test(middle) ? { middleName: middle } : {}),
    ...(d.chance(0.06) ? { honorificPrefix: d.pick(['Dr.', 'Prof.', 'Hon.', 'Mrs.', 'Rev.']) } : {}),
    ...(d.chance(0.04) ? { honorificSuffix: d.pick(['Jr.', 'III', 'Esq.', 'PhD', 'K.C.']) } : {}),
  }
  return { name, latin: slug(`${given.latin} ${family.latin}`) }
}

function emailsOf(d: Dice, latin: string, index: number): people_v1.Schema$EmailAddress[] {
  if (d.chance(0.18)) return []
  const local = d.chance(0.3) ? latin : `${latin}${index}`
  const first = typed({ value: `${local}@${d.pick(MAIL_HOSTS)}` }, d.pick(EMAIL_TYPES))
  if (!d.chance(0.25)) return [first]
  return [first, typed({ value: `${latin.split('.')[0]}.${index}@work.example` }, 'work')]
}

function addressOf(d: Dice, culture: Culture): people_v1.Schema$Address {
  const { city, region, postal } = d.pick(culture.towns)
  return {
    streetAddress: `${1 + d.below(900)} ${d.pick(culture.streets)}`,
    city,
    postalCode: postal,
    ...(region ? { region } : {}),
    ...(d.chance(0.15) ? { extendedAddress: `Suite ${100 + d.below(800)}` } : {}),
    ...(d.chance(0.8) ? { country: culture.country, countryCode: culture.countryCode } : {}),
    type: d.pick(['home', 'work', 'Summer house']),
  }
}

function dateOf(d: Dice, withYear: boolean): people_v1.Schema$Date {
  const date = { month: 1 + d.below(12), day: 1 + d.below(28) }
  return withYear ? { year: 1938 + d.below(70), ...date } : date
}

/** Fields that our address book does not have and must not lose. */
function foreignOf(d: Dice): Person {
  return {
    ...(d.chance(0.04)
      ? { clientData: [{ key: 'org.example.crm/id', value: String(100_000 + d.below(900_000)) }] }
      : {}),
    ...(d.chance(0.04)
      ? { userDefined: [{ key: 'File no.', value: `20${10 + d.below(15)}-${1000 + d.below(9000)}` }] }
      : {}),
    ...(d.chance(0.04)
      ? { relations: [{ person: 'Maria', type: d.pick(['spouse', 'assistant', 'Godmother']) }] }
      : {}),
    ...(d.chance(0.04) ? { events: [{ date: dateOf(d, d.chance(0.5)), type: 'anniversary' }] } : {}),
    ...(d.chance(0.03) ? { imClients: [{ username: `user${d.below(10_000)}`, protocol: 'jabber' }] } : {}),
  }
}

function organizationOf(d: Dice): people_v1.Schema$Organization {
  return {
    name: d.pick(COMPANIES),
    ...(d.chance(0.6) ? { title: d.pick(TITLES) } : {}),
    ...(d.chance(0.15) ? { department: d.pick(['Litigation', 'Claims', 'Recursos Humanos', 'IT']) } : {}),
    type: 'work',
  }
}

/** Person number `index` of the stream `seed`. */
export function seedPerson(index: number, seed = 1): Person {
  const d = dice(Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(seed + 1, 0x85ebca6b))
  const culture = d.pick(WEIGHTED)
  const { name, latin } = nameOf(d, culture)
  const phones = d.chance(0.82) ? (d.chance(0.3) ? 2 : 1) : 0
  const phoneNumbers = Array.from({ length: phones }, () =>
    typed({ value: phoneOf(d, culture) }, d.pick(PHONE_TYPES)),
  )
  return {
    names: [name],
    emailAddresses: emailsOf(d, latin, index),
    phoneNumbers,
    ...(d.chance(0.4)
      ? { organizations: [organizationOf(d), ...(d.chance(0.08) ? [organizationOf(d)] : [])] }
      : {}),
    ...(d.chance(0.35) ? { addresses: [addressOf(d, culture)] } : {}),
    ...(d.chance(0.2) ? { birthdays: [{ date: dateOf(d, d.chance(0.65)) }] } : {}),
    ...(d.chance(0.25) ? { biographies: [{ value: d.pick(NOTES), contentType: 'TEXT_PLAIN' }] } : {}),
    ...(d.chance(0.08)
      ? {
          urls: [
            typed({ value: `https://${latin || 'site'}.example/` }, d.pick(['work', 'blog', undefined])),
          ],
        }
      : {}),
    ...(d.chance(0.06)
      ? { nicknames: [{ value: d.pick(['Skip', 'Ace', 'Bibi', 'Dede', 'Red', 'Tía']) }] }
      : {}),
    ...foreignOf(d),
  }
}

/** Persons `from` to `from + count` of a stream: two overlapping books are two slices of one stream. */
export function seedPersons(count: number, seed = 1, from = 0): Person[] {
  return Array.from({ length: count }, (_, index) => seedPerson(from + index, seed))
}
