// People as febrl's data generator makes them: name, address and date of birth, and copies with errors. Deterministic. Follows the published
// description of its four data sets; no data of theirs is used.
import type { Item } from '@/lib/domains/contacts/types'
import { type Contact, EMPTY_CONTACT, type PartialDate } from '@/lib/domains/contacts/value/contact'
import { firstName, lastName, streetName, townName } from '@/testing/matching/census'
import { corrupted, type Errors } from '@/testing/matching/corruption'
import { type World, worldOf } from '@/testing/matching/lifelike-world'

export interface LabelledList {
  readonly left: readonly Item[]
  /** Null: duplicates within `left`. */
  readonly right: readonly Item[] | null
  /** The number of the person, by the item's id. */
  readonly personOf: ReadonlyMap<string, number>
}

const FIELDS = [
  'given',
  'surname',
  'number',
  'street',
  'property',
  'suburb',
  'post',
  'state',
  'born',
] as const
type Field = (typeof FIELDS)[number]
type Row = Record<Field, string>

/** Relative frequency with which a field is hit. */
const HIT: Readonly<Record<Field, number>> = {
  given: 10,
  surname: 15,
  number: 10,
  street: 10,
  property: 10,
  suburb: 10,
  post: 5,
  state: 5,
  born: 10,
}
const letters = {
  misspelt: 30,
  inserted: 8,
  dropped: 12,
  replaced: 38,
  turned: 5,
  wordsTurned: 2,
  missing: 3,
}
const ERRORS: Readonly<Record<Field, Errors>> = {
  given: letters,
  surname: letters,
  number: { inserted: 10, dropped: 15, replaced: 65, turned: 5, missing: 3 },
  street: { inserted: 10, dropped: 15, replaced: 58, turned: 5, wordsTurned: 7, missing: 4 },
  property: { inserted: 4, dropped: 5, replaced: 12, turned: 2, wordsTurned: 6, missing: 61 },
  suburb: { misspelt: 40, inserted: 11, dropped: 16, replaced: 24, turned: 4, wordsTurned: 3, missing: 1 },
  post: { inserted: 0, dropped: 0, replaced: 37, turned: 61, missing: 1 },
  state: { inserted: 10, dropped: 10, replaced: 60, turned: 2, missing: 9 },
  born: { inserted: 0, dropped: 0, replaced: 55, turned: 30, missing: 10 },
}
const STATES = ['nsw', 'nsw', 'nsw', 'vic', 'vic', 'qld', 'qld', 'wa', 'sa', 'act', 'tas', 'nt']

/** Errors in the social security number, which a contact does not have. */
const ELSEWHERE = 0.06

const DAYS = 36_500

function madeValue(world: World, towns: readonly string[], field: Field): string {
  const { roll, pick, chance } = world
  switch (field) {
    case 'given':
      return firstName(world).toLowerCase()
    case 'surname':
      return lastName(world).toLowerCase()
    case 'number':
      return String(1 + Math.floor(roll() ** 2 * 300))
    case 'street':
      return streetName(world).toLowerCase()
    case 'property':
      return chance(0.4) ? townName(world).toLowerCase() : ''
    case 'suburb':
      return pick(towns).split('|')[0] ?? ''
    case 'post':
      return pick(towns).split('|')[1] ?? ''
    case 'state':
      return pick(STATES)
    case 'born': {
      const day = new Date(Date.UTC(1900, 0, 1 + Math.floor(roll() * DAYS)))
      return day.toISOString().slice(0, 10).replaceAll('-', '')
    }
  }
}

function person(world: World, towns: readonly string[]): Row {
  const row = Object.fromEntries(FIELDS.map((field) => [field, madeValue(world, towns, field)])) as Row
  const [suburb = '', post = ''] = world.pick(towns).split('|')
  Object.assign(row, { suburb, post })
  for (const field of FIELDS) if (world.chance(field === 'born' ? 0.05 : 0.02)) row[field] = ''
  return row
}

function copyOf(world: World, towns: readonly string[], row: Row, most: { field: number; row: number }): Row {
  const copy = { ...row }
  const hits = 1 + Math.floor(world.roll() * most.row)
  const counts = new Map<Field, number>()
  for (let hit = 0; hit < hits; hit += 1) {
    if (world.chance(ELSEWHERE)) continue
    if (world.chance(0.03)) {
      Object.assign(copy, { given: copy.surname, surname: copy.given })
      continue
    }
    const field = weighted(world)
    if ((counts.get(field) ?? 0) >= most.field) continue
    counts.set(field, (counts.get(field) ?? 0) + 1)
    copy[field] = corrupted(world, copy[field], ERRORS[field], () => madeValue(world, towns, field))
  }
  return copy
}

function weighted({ roll }: World): Field {
  let left = roll() * FIELDS.reduce((sum, field) => sum + HIT[field], 0)
  for (const field of FIELDS) {
    left -= HIT[field]
    if (left < 0) return field
  }
  return 'born'
}

export interface FebrlShape {
  readonly originals: number
  readonly copies: number
  readonly mostCopies: number
  readonly most: { readonly field: number; readonly row: number }
  readonly isTwoLists: boolean
}

/** The published shapes of the four data sets. */
export const FEBRL = {
  febrl1: shape(500, 500, 1, 1, 1),
  febrl2: shape(4_000, 1_000, 5, 2, 2),
  febrl3: shape(2_000, 3_000, 5, 4, 6),
  febrl4: { ...shape(5_000, 5_000, 1, 2, 3), isTwoLists: true },
} as const

function shape(
  originals: number,
  copies: number,
  mostCopies: number,
  field: number,
  row: number,
): FebrlShape {
  return { originals, copies, mostCopies, most: { field, row }, isTwoLists: false }
}

export function febrlLike(seed: number, form: FebrlShape, hasBirthdays: boolean): LabelledList {
  const world = worldOf(seed)
  const towns = Array.from(
    { length: 900 },
    () => `${townName(world).toLowerCase()}|${2000 + Math.floor(world.roll() * 5_999)}`,
  )
  const rows = Array.from({ length: form.originals }, () => person(world, towns))
  const personOf = new Map<string, number>()
  const itemOf = (id: string, number: number, row: Row): Item => {
    personOf.set(id, number)
    return {
      id,
      version: '1',
      value: contactOf(row, hasBirthdays),
      deleted: false,
      key: null,
      changedAt: null,
    }
  }
  const left = rows.map((row, number) => itemOf(`org ${number}`, number, row))
  const right = copied(world, form).map((number, at) =>
    itemOf(`dup ${at}`, number, copyOf(world, towns, rows[number] as Row, form.most)),
  )
  return form.isTwoLists ? { left, right, personOf } : { left: [...left, ...right], right: null, personOf }
}

/** The number of the person of each copy. Few people have many copies. */
function copied(world: World, { originals, copies, mostCopies }: FebrlShape): readonly number[] {
  if (mostCopies === 1) return Array.from({ length: copies }, (_, at) => at)
  const numbers: number[] = []
  for (let number = 0; numbers.length < copies; number = (number + 1) % originals) {
    const count = 1 + Math.floor(mostCopies * world.roll() ** 1.5)
    for (let at = 0; at < count && numbers.length < copies; at += 1) numbers.push(number)
  }
  return numbers
}

function contactOf(row: Row, hasBirthdays: boolean): Contact {
  const street = [`${row.number} ${row.street}`.trim(), row.property].filter(Boolean).join('\n')
  const place = { street, city: row.suburb, region: row.state, postalCode: row.post, country: '', label: '' }
  return {
    ...EMPTY_CONTACT,
    firstName: row.given,
    lastName: row.surname,
    addresses: [place],
    birthday: hasBirthdays ? dateOf(row.born) : null,
  }
}

/** Null if an error made a date that does not exist. */
export function dateOf(digits: string): PartialDate | null {
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6, 8)].map(Number)
  if (digits.length !== 8 || !year || !month || !day || month > 12) return null
  return day > new Date(Date.UTC(year, month, 0)).getUTCDate() ? null : { year, month, day }
}
