// Contact groups: the system's and the user's own, their members and their sync.
import { expect, test } from 'vitest'
import { ANA, named, openFixture, refusal } from '@/emulator/fixture'

const fixture = openFixture()
const add = (givenName: string) =>
  fixture.emulator.addPerson({ account: ANA, person: named(givenName) }).resourceName ?? ''
const createGroup = async (name: string) =>
  (await fixture.owner().groups.create({ requestBody: { contactGroup: { name } } })).data.resourceName ?? ''
const modify = async (resourceName: string, toAdd: string[], toRemove: string[] = []) =>
  (
    await fixture.owner().groups.members.modify({
      resourceName,
      requestBody: { resourceNamesToAdd: toAdd, resourceNamesToRemove: toRemove },
    })
  ).data

test('system groups are listed without etag, and without memberCount when empty', async () => {
  add('Ann')
  const { data } = await fixture.owner().groups.list({})
  const of = (name: string) => data.contactGroups?.find((group) => group.name === name)
  expect(data.contactGroups?.map((group) => group.name)).toEqual(
    expect.arrayContaining([
      'myContacts',
      'starred',
      'all',
      'blocked',
      'chatBuddies',
      'friends',
      'family',
      'coworkers',
    ]),
  )
  expect(of('myContacts')).toEqual({
    resourceName: 'contactGroups/myContacts',
    groupType: 'SYSTEM_CONTACT_GROUP',
    name: 'myContacts',
    formattedName: 'My Contacts',
    memberCount: 1,
  })
  expect(of('starred')).not.toHaveProperty('memberCount')
})

test('get returns members up to maxMembers, list never does', async () => {
  const group = await createGroup('Clients')
  await modify(group, [add('Ann'), add('Ben')])
  const { groups } = fixture.owner()
  expect((await groups.get({ resourceName: group })).data.memberResourceNames).toBeUndefined()
  expect((await groups.get({ resourceName: group, maxMembers: 1 })).data.memberResourceNames).toHaveLength(1)
  const { data } = await groups.batchGet({ resourceNames: [group, 'contactGroups/none'], maxMembers: 10 })
  expect(data.responses).toMatchObject([{ contactGroup: { memberCount: 2 } }, { status: { code: 5 } }])
})

test('a group name that is taken is refused with 409', async () => {
  const group = await createGroup('Clients')
  expect((await refusal(createGroup('Clients'))).code).toBe(409)
  const renamed = await fixture
    .owner()
    .groups.update({ resourceName: group, requestBody: { contactGroup: { name: 'Mandanten' } } })
  expect(renamed.data.name).toBe('Mandanten')
  expect(await createGroup('Clients')).toMatch(/^contactGroups\//)
})

test('membership changes report contacts that were not found or keep their last group', async () => {
  const ann = add('Ann')
  const group = await createGroup('Clients')
  expect(await modify(group, [ann, 'people/c404'])).toEqual({ notFoundResourceNames: ['people/c404'] })
  await modify('contactGroups/myContacts', [], [ann])
  expect(await modify(group, [], [ann])).toEqual({ canNotRemoveLastContactGroupResourceNames: [ann] })
})

test('a membership change changes the contact’s etag and shows in the next sync', async () => {
  const ann = add('Ann')
  const { people } = fixture.owner()
  const sync = { resourceName: 'people/me', personFields: 'memberships', requestSyncToken: true }
  const { nextSyncToken } = (await people.connections.list(sync)).data
  await modify(await createGroup('Clients'), [ann])
  const { connections } = (await people.connections.list({ ...sync, syncToken: nextSyncToken ?? '' })).data
  expect(connections?.[0]?.memberships).toHaveLength(2)
})

test('one change of members names at most 1,000 contacts', async () => {
  const group = await createGroup('Clients')
  const names = Array.from({ length: 1_001 }, (_, at) => `people/c${at}`)
  expect((await refusal(modify(group, names.slice(0, 600), names.slice(600)))).code).toBe(400)
})

test('deprecated and computed system groups accept no members', async () => {
  const ann = add('Ann')
  expect((await refusal(modify('contactGroups/friends', [ann]))).message).toBe(
    'Cannot add contacts to deprecated system contact group',
  )
  expect((await refusal(modify('contactGroups/all', [ann]))).code).toBe(400)
})

test('deleting a group keeps its members, or deletes them too on request', async () => {
  const [ann, ben] = [add('Ann'), add('Ben')]
  const [one, two] = [await createGroup('One'), await createGroup('Two')]
  await modify(one, [ann])
  await modify(two, [ben])
  const { groups } = fixture.owner()
  await groups.delete({ resourceName: one })
  await groups.delete({ resourceName: two, deleteContacts: true })
  expect(fixture.emulator.persons({ account: ANA }).map((person) => person.resourceName)).toEqual([ann])
  expect(fixture.emulator.persons({ account: ANA })[0]?.memberships).toHaveLength(1)
})

test('groups have their own sync token, and deleted ones are reported as deleted', async () => {
  const [one, two] = [await createGroup('One'), await createGroup('Two')]
  const { groups } = fixture.owner()
  const syncToken = (await groups.list({ pageSize: 1_000 })).data.nextSyncToken ?? ''
  await groups.delete({ resourceName: two })
  const { data } = await groups.list({ pageSize: 1_000, syncToken })
  expect(data.contactGroups).toMatchObject([{ resourceName: two, metadata: { deleted: true } }])
  expect(data.contactGroups?.map((group) => group.resourceName)).not.toContain(one)
})

test('a page of groups has 30 by default', async () => {
  for (let at = 0; at < 30; at++) fixture.emulator.addGroup({ account: ANA, name: `G${at}` })
  const { groups } = fixture.owner()
  const first = (await groups.list({})).data
  expect([first.contactGroups?.length, first.nextSyncToken]).toEqual([30, undefined])
  const second = (await groups.list({ pageToken: first.nextPageToken ?? '' })).data
  expect([second.contactGroups?.length, typeof second.nextSyncToken]).toEqual([8, 'string'])
})
