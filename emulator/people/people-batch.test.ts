// Batches: their limits, all or nothing, and how they report errors.
import { describe, expect, test } from 'vitest'
import { ANA, basedOn, type ErrorBody, givenNames, named, openFixture, refusal } from '@/emulator/fixture'
import type { Person } from './person'

const fixture = openFixture()
const READ = 'names,metadata,clientData'

const contactErrors = (error: ErrorBody): unknown =>
  error.details?.find((detail) => 'contactErrors' in detail)?.contactErrors
const batchCreate = async (persons: readonly Person[], readMask: string | undefined = READ) => {
  const contacts = persons.map((contactPerson) => ({ contactPerson }))
  return (
    await fixture
      .owner()
      .people.batchCreateContacts({ requestBody: { contacts, ...(readMask ? { readMask } : {}) } })
  ).data
}
const batchUpdate = async (contacts: Record<string, Person>, updateMask = 'names', readMask = READ) =>
  (await fixture.owner().people.batchUpdateContacts({ requestBody: { contacts, updateMask, readMask } })).data
const batchDelete = (resourceNames: string[]) =>
  fixture.owner().people.batchDeleteContacts({ requestBody: { resourceNames } })
const many = (count: number) => Array.from({ length: count }, (_, at) => named(`P${at}`))
const created = async (count: number): Promise<Person[]> =>
  ((await batchCreate(many(count))).createdPeople ?? []).flatMap(({ person }) => person ?? [])
const renamed = (persons: readonly Person[]) =>
  Object.fromEntries(
    persons.map((one, at) => [one.resourceName ?? '', { ...basedOn(one), ...named(`New ${at}`) }]),
  )
const count = () => fixture.emulator.persons({ account: ANA }).length

describe('batch create', () => {
  test('a batch creates at most 200 contacts', async () => {
    expect((await refusal(batchCreate(many(201)))).code).toBe(400)
    expect(await created(200)).toHaveLength(200)
    expect((await refusal(batchCreate([]))).code).toBe(400)
  })

  test('a batch with invalid contacts creates nothing and names them by index', async () => {
    const bad = { names: [{ givenName: 'A' }, { givenName: 'B' }] }
    const error = await refusal(batchCreate([named('Good'), bad, named('Good too'), bad]))
    expect(error.code).toBe(400)
    expect(contactErrors(error)).toMatchObject({
      1: { code: 3, message: 'Cannot have more than one person.names per source.' },
      3: { code: 3 },
    })
    expect(count()).toBe(0)
  })

  test('an empty readMask skips the read, and no resource names are returned', async () => {
    expect(await batchCreate([named('Quiet')], '')).toEqual({})
    expect(count()).toBe(1)
  })

  test('the reply carries what the readMask names, clientData included', async () => {
    const clientData = [{ key: 'app.id', value: 'x1' }]
    const { createdPeople } = await batchCreate([named('Ann', { clientData })], 'clientData')
    expect(createdPeople?.[0]?.person).toMatchObject({ clientData })
    expect(createdPeople?.[0]?.person?.names).toBeUndefined()
  })

  test('by switch the reply has another order than the request', async () => {
    fixture.emulator.setSwitches({ batchOrder: 'reversed' })
    expect(givenNames(await created(3))).toEqual(['P2', 'P1', 'P0'])
  })

  test('a batch that would overfill the account creates nothing', async () => {
    fixture.emulator.setSwitches({ overflowAt: 2 })
    expect((await refusal(batchCreate(many(3)))).message).toBe('MY_CONTACTS_OVERFLOW_COUNT')
    expect(count()).toBe(0)
  })
})

describe('batch update', () => {
  test('a batch updates at most 200 contacts with one mask for all', async () => {
    const persons = await created(2)
    const { updateResult = {} } = await batchUpdate(renamed(persons))
    expect(Object.keys(updateResult ?? {}).sort()).toEqual(persons.map((one) => one.resourceName).sort())
    const tooMany = Object.fromEntries(Array.from({ length: 201 }, (_, at) => [`people/c${at}`, named('X')]))
    expect((await refusal(batchUpdate(tooMany))).code).toBe(400)
    expect((await refusal(batchUpdate(renamed(persons), ''))).code).toBe(400)
  })

  test('a field of the mask that a contact lacks is cleared in it', async () => {
    const [one = {}] = await created(1)
    await batchUpdate({ [one.resourceName ?? '']: basedOn(one) })
    expect(
      fixture.emulator.person({ account: ANA, resourceName: one.resourceName ?? '' })?.names,
    ).toBeUndefined()
  })

  test('a batch with a stale or missing contact changes nothing and names it', async () => {
    const persons = await created(2)
    const changes = renamed(persons)
    const stale = persons[1]?.resourceName ?? ''
    fixture.emulator.touchPerson({ account: ANA, resourceName: stale })
    const error = await refusal(batchUpdate({ ...changes, 'people/c404': named('Missing') }))
    expect(contactErrors(error)).toMatchObject({ [stale]: { code: 9 }, 'people/c404': { code: 5 } })
    expect(givenNames(fixture.emulator.persons({ account: ANA }))).toEqual(['P0', 'P1'])
  })

  test('by switch a stale contact fails alone', async () => {
    fixture.emulator.setSwitches({ staleInBatch: 'per-entry' })
    const persons = await created(2)
    const changes = renamed(persons)
    const stale = persons[1]?.resourceName ?? ''
    fixture.emulator.touchPerson({ account: ANA, resourceName: stale })
    const { updateResult } = await batchUpdate(changes)
    expect(updateResult?.[stale]).toMatchObject({ status: { code: 9 } })
    expect(givenNames(fixture.emulator.persons({ account: ANA }))).toEqual(['New 0', 'P1'])
  })
})

describe('batch delete', () => {
  test('a batch deletes at most 500 contacts and answers with an empty object', async () => {
    const names = (await created(2)).map((one) => one.resourceName ?? '')
    expect((await batchDelete(names)).data).toEqual({})
    expect(count()).toBe(0)
    expect((await refusal(batchDelete(Array.from({ length: 501 }, (_, at) => `people/c${at}`)))).code).toBe(
      400,
    )
  })

  test('a batch with a missing contact deletes nothing', async () => {
    const names = (await created(1)).map((one) => one.resourceName ?? '')
    expect((await refusal(batchDelete([...names, 'people/c404']))).code).toBe(404)
    expect(count()).toBe(1)
  })
})
