// The address books that an emulator can start with: empty; lifelike (Ana about 240 contacts, Ben fewer, some of them Ana's too, Cho
// none); large (Ana 25,000).

import { type CalendarStore, wipeCalendars } from '@/emulator/calendar/store'
import { addGroup, membership } from '@/emulator/people/memberships'
import type { Person } from '@/emulator/people/person'
import { type Entry, readPerson } from '@/emulator/people/person-body'
import * as store from '@/emulator/store'
import { DAY } from '@/emulator/time'
import { ANA_BY_HAND, LABELS, type Seeded } from './seed-ana'
import { seedCalendars } from './seed-calendars'
import { dice, seedPersons } from './seed-persons'

export type SeedName = 'empty' | 'lifelike' | 'large'
export const SEED_NAMES: readonly SeedName[] = ['empty', 'lifelike', 'large']

export const DEMO_ACCOUNTS = [
  { email: 'ana@example.com', name: 'Ana Lima' },
  { email: 'ben@example.com', name: 'Ben Okafor' },
  { email: 'cho@example.com', name: 'Cho Min-ji' },
] as const

const ANA_COUNT = 240
const BEN_COUNT = 90
const BEN_SHARED = 36
const LARGE_COUNT = 25_000
const SPREAD_MS = 400 * DAY

const plain = (person: Person): Seeded => ({ person, labels: [] })

function anasBook(seed: number): Seeded[] {
  const d = dice(seed)
  const drawn = seedPersons(ANA_COUNT - ANA_BY_HAND.length, seed).map((person) => ({
    person,
    labels: d.chance(0.3) ? [d.pick(LABELS)] : [],
    starred: d.chance(0.04),
  }))
  return [...ANA_BY_HAND, ...drawn]
}

/** The same person as somebody else stores them: digits only, one address fewer, another note. */
function retyped(person: Person, index: number): Person {
  const { biographies: _, clientData: __, userDefined: ___, birthdays, ...kept } = person
  const phoneNumbers = (kept.phoneNumbers ?? []).map((phone) => ({
    ...phone,
    value: index % 2 ? (phone.value ?? '').replace(/[^\d+*]/g, '') : (phone.value ?? ''),
  }))
  return {
    ...kept,
    phoneNumbers,
    ...(birthdays && index % 3 ? { birthdays } : {}),
    ...(index % 4 === 0 ? { biographies: [{ value: 'From the Okafor files.' }] } : {}),
    ...(index % 5 === 0 ? { nicknames: [{ value: 'from Ana' }] } : {}),
  }
}

function bensBook(seed: number): Seeded[] {
  const withMail = anasBook(seed).filter(
    ({ person }) => person.names?.length && person.emailAddresses?.length,
  )
  const step = Math.floor(withMail.length / BEN_SHARED)
  const shared = withMail.filter((_, index) => index % step === 0).slice(0, BEN_SHARED)
  const own = seedPersons(BEN_COUNT - shared.length, seed + 1)
  return [...shared.map(({ person }, index) => plain(retyped(person, index))), ...own.map(plain)]
}

function bookOf(email: string, name: SeedName, seed: number): Seeded[] {
  const ben = email === 'ben@example.com'
  const cho = email === 'cho@example.com'
  switch (name) {
    case 'empty':
      return []
    case 'lifelike':
      return cho ? [] : ben ? bensBook(seed) : anasBook(seed)
    case 'large':
      return ben || cho ? [] : seedPersons(LARGE_COUNT, seed).map(plain)
  }
}

function wipe(account: store.Account): void {
  for (const map of [account.contacts, account.names, account.groups]) map.clear()
  account.log.length = 0
  account.deletions.length = 0
  account.live = 0
  account.syncEpoch += 1
}

const NO_CEILINGS = {
  contactBytes: Number.POSITIVE_INFINITY,
  entriesPerContact: Number.POSITIVE_INFINITY,
  charactersPerValue: Number.POSITIVE_INFINITY,
  charactersPerNote: Number.POSITIVE_INFINITY,
}

/** Replaces the contacts of one account; they look as if they were written over the last year. */
export function seedAccount(world: store.Store, account: store.Account, name: SeedName, seed = 1): void {
  wipe(account)
  const book = bookOf(account.email, name, seed)
  const labelled = name === 'lifelike' && account.email !== 'cho@example.com'
  const labels = new Map(
    labelled ? LABELS.map((label) => [label as string, addGroup(world, account, label).id]) : [],
  )
  const start = world.clock.now() - SPREAD_MS
  book.forEach(({ person, labels: under, starred }, index) => {
    const groups = under
      .flatMap((label) => labels.get(label) ?? [])
      .map((id) => membership(`contactGroups/${id}`))
    const star = starred ? [membership('contactGroups/starred')] : []
    const memberships: Entry[] = [store.MY_CONTACTS, ...groups, ...star]
    const content = { ...readPerson(person, 'person', NO_CEILINGS), memberships }
    store.addContact(world, account, content, start + Math.floor((index / book.length) * SPREAD_MS))
  })
  store.settle(account)
}

/** The three demo accounts, and no other, each with its book; the calendars of lifelike ones are filled. */
export function seedWorld(world: CalendarStore, name: SeedName, seed = 1): void {
  const demo = new Set<string>(DEMO_ACCOUNTS.map(({ email }) => email))
  for (const email of [...world.accounts.keys()]) if (!demo.has(email)) world.accounts.delete(email)
  for (const { email, name: person } of DEMO_ACCOUNTS) {
    const account = world.accounts.get(email) ?? store.createAccount(email, person)
    world.accounts.set(email, account)
    seedAccount(world, account, name, seed)
  }
  wipeCalendars(world)
  if (name === 'lifelike') seedCalendars(world, seed)
}
