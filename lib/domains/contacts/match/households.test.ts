// When an address counts as that of one person: only where a long list shows it.
import { describe, expect, it } from 'vitest'
import { hasPersonalHomes } from '@/lib/domains/contacts/match/households'
import { newNumbers } from '@/lib/domains/contacts/match/shares'
import { traitsOf } from '@/lib/domains/contacts/match/traits'
import { contact, entry, named, type Values } from '@/testing/matching/contacts-in-words'

const listOf = (count: number, make: (at: number) => readonly Values[]) => {
  const numbers = newNumbers()
  const values = Array.from({ length: count }, (_, at) => make(at)).flat()
  return values.map((one, at) => traitsOf(entry(String(at), contact(one)), null, numbers))
}
const home = (at: number) => ({ street: `${at} Mill Lane`, city: 'Ely', postalCode: `${10_000 + at}` })
const twice = (at: number) => [named(`Ann|Lee${at}`, home(at)), named(`Ann|Lee${at}`, home(at))]
const couple = (at: number) => [named(`Ann|Lee${at}`, home(at)), named(`Robert|Lee${at}`, home(at))]

describe('an address is personal', () => {
  it('where the items that share one have one first name', () =>
    expect(hasPersonalHomes(listOf(250, twice), null)).toBe(true))
  it('also where a few of them are two people', () =>
    expect(
      hasPersonalHomes(
        listOf(250, (at) => (at % 50 === 0 ? couple(at) : twice(at))),
        null,
      ),
    ).toBe(true))
  it('not where couples share homes', () =>
    expect(
      hasPersonalHomes(
        listOf(250, (at) => (at % 5 === 0 ? couple(at) : twice(at))),
        null,
      ),
    ).toBe(false))
  it('not where a list is too short to show it', () =>
    expect(hasPersonalHomes(listOf(100, twice), null)).toBe(false))
  it('not where an office is the address of many', () => {
    const office = listOf(250, (at) => [...twice(at), ...(at < 60 ? [named(`Ann|Poe${at}`, home(0))] : [])])
    expect(hasPersonalHomes(office, null)).toBe(false)
  })
})
