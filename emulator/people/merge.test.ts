// Merge & fix: a person merges duplicates on Google’s own pages. The tests show what a sync sees of it.
import { expect, test } from 'vitest'
import { ANA, named, openFixture } from '@/emulator/fixture'

const fixture = openFixture()
const MASK = { resourceName: 'people/me', personFields: 'names,nicknames,emailAddresses,metadata' }
const list = async (since: { syncToken?: string } = {}) =>
  (await fixture.owner().people.connections.list({ ...MASK, ...since, requestSyncToken: true })).data
/** The changes since this moment. */
const changesFromNow = async () => {
  const { nextSyncToken } = await list()
  return async () => (await list({ syncToken: nextSyncToken ?? '' })).connections ?? []
}

/** Three contacts, and an incremental call's result after the others were merged into `into`. */
function three() {
  const add = (givenName: string, value: string, more = {}) => {
    const person = named(givenName, { emailAddresses: [{ value }], ...more })
    return fixture.emulator.addPerson({ account: ANA, person }).resourceName ?? ''
  }
  const ann = add('Ann', 'ann@work.example')
  const annie = add('Annie', 'ann@home.example', { nicknames: [{ value: 'Nan' }] })
  const nan = add('Nan', 'ann@work.example')
  const merge = (resourceName: string, ...others: string[]) =>
    fixture.emulator.mergePersons({ account: ANA, resourceName, others })
  return { ann, annie, nan, merge }
}

test('merged contacts become one with all their data, and the others are reported as deleted', async () => {
  const { ann, annie, nan, merge } = three()
  const changes = await changesFromNow()
  merge(ann, annie, nan)
  const connections = await changes()
  const gone = connections.filter(({ metadata }) => metadata?.deleted)
  expect(gone.map(({ resourceName }) => resourceName)).toEqual([annie, nan])
  const [left, ...more] = connections.filter(({ metadata }) => !metadata?.deleted)
  expect(more).toEqual([])
  expect(left).toMatchObject({ resourceName: ann, nicknames: [{ value: 'Nan' }] })
  expect(left?.names?.map(({ givenName }) => givenName)).toEqual(['Ann'])
  expect(left?.emailAddresses?.map(({ value }) => value)).toEqual(['ann@work.example', 'ann@home.example'])
  expect((await list()).connections).toHaveLength(1)
  const get = fixture.owner().people.get({ resourceName: annie, personFields: 'names' })
  await expect(get).rejects.toMatchObject({ response: { status: 404 } })
})

test('the remaining one lists the merged ones as its former names', async () => {
  const { ann, annie, nan, merge } = three()
  const changes = await changesFromNow()
  const namesTold = async () => (await changes()).map(({ metadata }) => metadata?.previousResourceNames)
  merge(annie, nan)
  expect(await namesTold()).toEqual([undefined, [nan]])
  merge(ann, annie)
  expect(await namesTold()).toEqual([undefined, [nan], [annie, nan]])
  expect((await list()).connections?.[0]?.metadata?.previousResourceNames).toBeUndefined()

  fixture.emulator.reset()
  fixture.emulator.setSwitches({ mergedNamesTold: false })
  const again = three()
  const later = await changesFromNow()
  again.merge(again.ann, again.annie)
  expect((await later()).map(({ metadata }) => metadata?.previousResourceNames)).toEqual([
    undefined,
    undefined,
  ])
})
