// The address books that an emulator can start with.
import { describe, expect, test } from 'vitest'
import { ANA, BEN, openFixture } from '@/emulator/fixture'
import type { Person } from '@/emulator/people/person'
import { startEmulator } from '@/emulator/server'
import { seedPersons } from './seed-persons'

const fixture = openFixture({ seed: 'lifelike' })
const persons = (account: string) => fixture.emulator.persons({ account })
const mails = (list: readonly Person[]) =>
  new Set(list.flatMap((person) => (person.emailAddresses ?? []).map((email) => email.value)))

describe('lifelike', () => {
  test('Ana has 240 contacts, Ben 90, two in five of which are Ana’s too, Cho none', () => {
    expect(fixture.emulator.accounts().map(({ email, contacts }) => [email, contacts])).toEqual([
      ['ana@example.com', 240],
      ['ben@example.com', 90],
      ['cho@example.com', 0],
    ])
    const anas = mails(persons(ANA))
    const shared = persons(BEN).filter((person) =>
      person.emailAddresses?.some((email) => anas.has(email.value)),
    )
    expect(shared).toHaveLength(36)
  })

  test('the book has all the features of real ones', () => {
    const all = persons(ANA)
    const some = (test: (person: Person) => unknown) => all.filter(test).length
    expect(some((person) => !person.names && person.organizations)).toBeGreaterThan(15)
    expect(some((person) => person.birthdays?.some(({ date }) => date && !date.year))).toBeGreaterThan(5)
    expect(some((person) => person.clientData)).toBeGreaterThan(5)
    expect(some((person) => person.userDefined || person.relations || person.events)).toBeGreaterThan(15)
    expect(some((person) => (person.organizations?.length ?? 0) > 1)).toBeGreaterThan(2)
    expect(some((person) => person.biographies)).toBeGreaterThan(30)
    expect(some((person) => person.names?.[0]?.honorificPrefix)).toBeGreaterThan(5)
    expect(some((person) => person.phoneNumbers?.some((phone) => !phone.type))).toBeGreaterThan(5)
    expect(
      some((person) =>
        /\p{Script=Arabic}|\p{Script=Han}|\p{Script=Hangul}/u.test(JSON.stringify(person.names)),
      ),
    ).toBeGreaterThan(10)
    const starred = 'contactGroups/starred'
    const isStarred = (person: Person) =>
      person.memberships?.some((one) => one.contactGroupMembership?.contactGroupResourceName === starred)
    expect(some(isStarred)).toBeGreaterThan(2)
    expect(fixture.emulator.groups({ account: ANA }).every(({ members }) => members > 0)).toBe(true)
  })

  test('families share a phone', () => {
    const home = persons(ANA).filter((person) =>
      person.phoneNumbers?.some((phone) => phone.value === '(312) 555-0142'),
    )
    expect(home.length).toBeGreaterThanOrEqual(4)
  })

  test('one account can be seeded again', () => {
    fixture.emulator.seed({ name: 'empty', account: ANA })
    expect([persons(ANA).length, persons(BEN).length]).toEqual([0, 90])
    fixture.emulator.seed({ name: 'lifelike', account: ANA, seed: 5 })
    expect(persons(ANA)).toHaveLength(240)
  })

  test('a sync token from before a new seed is expired', async () => {
    const { people } = fixture.owner()
    const sync = { resourceName: 'people/me', personFields: 'names', requestSyncToken: true, pageSize: 1_000 }
    const syncToken = (await people.connections.list(sync)).data.nextSyncToken ?? ''
    fixture.emulator.seed({ name: 'lifelike', account: ANA, seed: 5 })
    await expect(people.connections.list({ ...sync, syncToken })).rejects.toMatchObject({ status: 400 })
  })
})

test('persons of a seed are the same every time, and slices of one stream overlap', () => {
  expect(seedPersons(50, 3)).toEqual(seedPersons(50, 3))
  expect(seedPersons(30, 3, 20)).toEqual(seedPersons(50, 3).slice(20))
  expect(seedPersons(50, 4)).not.toEqual(seedPersons(50, 3))
})

test('the large seed has 25,000 contacts, read in 25 pages', async () => {
  const emulator = await startEmulator({ seed: 'large' })
  const { accessToken } = emulator.issueTokens({ account: ANA })
  const headers = { authorization: `Bearer ${accessToken}` }
  const query = 'personFields=names,emailAddresses,metadata&pageSize=1000&requestSyncToken=true'
  const names = new Set<string>()
  let pages = 0
  for (let pageToken = ''; pages === 0 || pageToken !== ''; pages++) {
    const response = await fetch(`${emulator.url}/v1/people/me/connections?${query}&pageToken=${pageToken}`, {
      headers,
    })
    const page = (await response.json()) as {
      connections: { resourceName: string }[]
      nextPageToken?: string
    }
    for (const { resourceName } of page.connections) names.add(resourceName)
    pageToken = page.nextPageToken ?? ''
  }
  await emulator.close()
  expect([names.size, pages]).toEqual([25_000, 25])
})
