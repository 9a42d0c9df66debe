// Reading and writing single contacts: masks, etags, singletons, limits, photos.
import { describe, expect, test } from 'vitest'
import {
  ANA,
  basedOn,
  errorIn,
  named,
  openFixture,
  refusal,
  sourceEtag,
  violations,
} from '@/emulator/fixture'
import type { Person } from './person'

const fixture = openFixture()

const create = async (requestBody: Person = named('Ann')) =>
  (await fixture.owner().people.createContact({ requestBody })).data
const update = async (of: Person, updatePersonFields: string, requestBody: Person) =>
  (
    await fixture
      .owner()
      .people.updateContact({ resourceName: of.resourceName ?? '', updatePersonFields, requestBody })
  ).data
const stored = (of: Person) => fixture.emulator.person({ account: ANA, resourceName: of.resourceName ?? '' })
const touch = (of: Person) =>
  fixture.emulator.touchPerson({ account: ANA, resourceName: of.resourceName ?? '' })

describe('reading', () => {
  test('get needs a mask and finds only existing contacts', async () => {
    const { resourceName } = await create()
    const { people } = fixture.owner()
    expect((await refusal(people.get({ resourceName: resourceName ?? '' }))).code).toBe(400)
    const missing = await refusal(people.get({ resourceName: 'people/c404', personFields: 'names' }))
    expect([missing.code, missing.status]).toEqual([404, 'NOT_FOUND'])
  })

  test('batchGet answers each of at most 200 names, missing ones with a status', async () => {
    const { resourceName } = await create()
    const { people } = fixture.owner()
    const resourceNames = [resourceName ?? '', 'people/c404']
    const { data } = await people.getBatchGet({ resourceNames, personFields: 'names' })
    expect(data.responses).toMatchObject([
      { requestedResourceName: resourceName, person: { names: [{ givenName: 'Ann' }] } },
      { requestedResourceName: 'people/c404', status: { code: 5 } },
    ])
    const many = Array.from({ length: 201 }, (_, at) => `people/c${at}`)
    expect((await refusal(people.getBatchGet({ resourceNames: many, personFields: 'names' }))).code).toBe(400)
  })

  test('a former resource name still leads to the contact', async () => {
    const person = await create()
    const { resourceName } = fixture.emulator.renamePerson({
      account: ANA,
      resourceName: person.resourceName ?? '',
    })
    const requested = person.resourceName ?? ''
    const { data } = await fixture
      .owner()
      .people.getBatchGet({ resourceNames: [requested], personFields: 'names' })
    expect(data.responses).toMatchObject([{ requestedResourceName: requested, person: { resourceName } }])
  })
})

describe('creating', () => {
  test('a new contact without memberships is added to My Contacts', async () => {
    const { memberships } = await create()
    expect(memberships).toMatchObject([
      {
        contactGroupMembership: {
          contactGroupResourceName: 'contactGroups/myContacts',
          contactGroupId: 'myContacts',
        },
      },
    ])
  })

  test('a singleton field refuses a second value', async () => {
    const two = { names: [{ givenName: 'A' }, { givenName: 'B' }] }
    expect((await refusal(create(two))).message).toBe('Cannot have more than one person.names per source.')
    for (const field of ['biographies', 'genders'])
      expect((await refusal(create({ [field]: [{ value: 'x' }, { value: 'y' }] }))).code).toBe(400)
    const birthdays = [{ date: { month: 1, day: 2 } }, { date: { month: 1, day: 3 } }]
    expect((await refusal(create({ birthdays }))).code).toBe(400)
  })

  test('an unknown field is refused and named', async () => {
    const error = errorIn(
      await fixture.owner().ask('POST', '/v1/people:createContact', { emails: [{ value: 'a' }] }),
    )
    expect(error.message).toContain('"emails"')
    const inner = { emailAddresses: [{ value: 'a', label: 'home' }] }
    const deep = errorIn(await fixture.owner().ask('POST', '/v1/people:createContact', inner))
    expect([deep.message.includes('"label"'), violations(deep)]).toMatchObject([
      true,
      [{ field: 'person.email_addresses[0]' }],
    ])
  })

  test('a value of the wrong type is refused with its path', async () => {
    const wrong = { names: [{ givenName: 5 }] }
    const error = errorIn(await fixture.owner().ask('POST', '/v1/people:createContact', wrong))
    expect(violations(error)).toMatchObject([{ field: 'person.names[0].given_name' }])
    expect((await refusal(create({ birthdays: [{ date: { month: 13 } }] }))).code).toBe(400)
  })

  test('a body that is not JSON is refused', async () => {
    const { accessToken } = fixture.emulator.issueTokens({ account: ANA })
    const headers = { authorization: `Bearer ${accessToken}` }
    const url = `${fixture.emulator.url}/v1/people:createContact`
    expect((await fetch(url, { method: 'POST', headers, body: '{"names":' })).status).toBe(400)
  })

  test('a value that is too long and a contact that is too large are refused', async () => {
    const long = 'x'.repeat(1_025)
    const error = await refusal(create({ emailAddresses: [{ value: 'a' }, { value: long }] }))
    expect([error.code, violations(error)]).toMatchObject([
      400,
      [{ field: 'person.email_addresses[1].value' }],
    ])
    const urls = Array.from({ length: 501 }, (_, at) => ({ value: `https://x.example/${at}` }))
    expect((await refusal(create({ urls }))).code).toBe(400)
    const wide = Array.from({ length: 200 }, () => ({ value: 'y'.repeat(1_000) }))
    expect((await refusal(create({ urls: wide }))).code).toBe(400)
    expect(await create({ biographies: [{ value: 'n'.repeat(5_000) }] })).toHaveProperty('resourceName')
  })

  test('a full account refuses new contacts, and the trash of thirty days counts', async () => {
    fixture.emulator.setSwitches({ overflowAt: 2 })
    const one = await create(named('One'))
    await create(named('Two'))
    const full = await refusal(create(named('Three')))
    expect([full.code, full.message]).toEqual([400, 'MY_CONTACTS_OVERFLOW_COUNT'])
    await fixture.owner().people.deleteContact({ resourceName: one.resourceName ?? '' })
    expect((await refusal(create(named('Three')))).message).toBe('MY_CONTACTS_OVERFLOW_COUNT')
    fixture.emulator.advanceClock({ days: 31 })
    expect(await create(named('Three'))).toHaveProperty('resourceName')
  })

  test('by switch a full account returns another status', async () => {
    fixture.emulator.setSwitches({ overflowAt: 0, overflowStatus: 403 })
    expect((await refusal(create())).code).toBe(403)
  })
})

describe('updating', () => {
  test('a field in the mask is replaced completely, and cleared if it is absent', async () => {
    const before = await create(
      named('Ann', {
        emailAddresses: [{ value: 'a@x.example' }, { value: 'b@x.example' }],
        nicknames: [{ value: 'N' }],
      }),
    )
    const after = await update(before, 'emailAddresses,nicknames', {
      ...basedOn(before),
      emailAddresses: [{ value: 'c@x.example' }],
    })
    expect(after.emailAddresses?.map((email) => email.value)).toEqual(['c@x.example'])
    expect(after.nicknames).toBeUndefined()
    expect(after.names).toMatchObject([{ givenName: 'Ann' }])
  })

  test('a field outside the mask stays unchanged even if it is sent', async () => {
    const before = await create()
    await update(before, 'nicknames', { ...basedOn(before), ...named('Other'), nicknames: [{ value: 'N' }] })
    expect(stored(before)).toMatchObject({ names: [{ givenName: 'Ann' }], nicknames: [{ value: 'N' }] })
  })

  test('an update needs a mask of writable fields', async () => {
    const before = await create()
    expect((await refusal(update(before, '', basedOn(before)))).code).toBe(400)
    for (const field of ['photos', 'metadata', 'ageRanges', 'coverPhotos', 'skills'])
      expect((await refusal(update(before, field, basedOn(before)))).message).toContain(`"${field}"`)
  })

  test('an update without a CONTACT source is refused', async () => {
    const before = await create()
    const error = await refusal(update(before, 'names', named('B')))
    expect([error.code, error.status]).toEqual([400, 'INVALID_ARGUMENT'])
    const profile = { metadata: { sources: [{ type: 'PROFILE', etag: sourceEtag(before) }] } }
    expect((await refusal(update(before, 'names', { ...named('B'), ...profile }))).code).toBe(400)
  })

  test('a stale source etag is refused as a failed precondition', async () => {
    const before = await create()
    touch(before)
    expect(await refusal(update(before, 'names', { ...basedOn(before), ...named('B') }))).toMatchObject({
      code: 400,
      status: 'FAILED_PRECONDITION',
      message:
        'Request person.metadata.sources.etag is different than the current person.metadata.sources.etag. ' +
        'Clear local cache and get the latest person.',
    })
    expect(stored(before)).toMatchObject({ names: [{ givenName: 'Ann' }] })
  })

  test('a stale person.etag is refused with its own text', async () => {
    const before = await create()
    touch(before)
    const body = { ...basedOn(before), etag: before.etag ?? '', ...named('B') }
    expect((await refusal(update(before, 'names', body))).message).toBe(
      'Request person.etag is different than the current person.etag. Clear local cache and get the latest person.',
    )
  })

  test('the etag in a write’s reply is valid for the next write', async () => {
    const one = await create()
    const two = await update(one, 'names', { ...basedOn(one), ...named('B') })
    const three = await update(two, 'names', { ...basedOn(two), ...named('C') })
    expect(three.names).toMatchObject([{ givenName: 'C' }])
    expect((await refusal(update(one, 'names', { ...basedOn(one), ...named('D') }))).status).toBe(
      'FAILED_PRECONDITION',
    )
  })

  test('person.etag without sources is refused, by switch it is enough', async () => {
    const before = await create()
    const body = { etag: before.etag ?? '', ...named('B') }
    expect((await refusal(update(before, 'names', body))).status).toBe('INVALID_ARGUMENT')
    fixture.emulator.setSwitches({ acceptPersonEtagAlone: true })
    expect((await update(before, 'names', body)).names).toMatchObject([{ givenName: 'B' }])
  })

  test('memberships in the mask need at least one, and groups that take members', async () => {
    const before = await create()
    const withGroup = (name: string) => ({
      ...basedOn(before),
      memberships: [{ contactGroupMembership: { contactGroupResourceName: `contactGroups/${name}` } }],
    })
    expect((await refusal(update(before, 'memberships', basedOn(before)))).code).toBe(400)
    expect((await refusal(update(before, 'memberships', withGroup('nowhere')))).code).toBe(400)
    expect((await refusal(update(before, 'memberships', withGroup('family')))).message).toBe(
      'Cannot add contacts to deprecated system contact group',
    )
    const after = await update(before, 'memberships', withGroup('starred'))
    expect(after.memberships).toHaveLength(1)
  })

  test('an update of a deleted contact finds nothing', async () => {
    const before = await create()
    await fixture.owner().people.deleteContact({ resourceName: before.resourceName ?? '' })
    expect((await refusal(update(before, 'names', { ...basedOn(before), ...named('B') }))).code).toBe(404)
    expect(
      (await refusal(fixture.owner().people.deleteContact({ resourceName: before.resourceName ?? '' }))).code,
    ).toBe(404)
  })

  test('an edit in Google’s own pages changes the etag as an app’s write does', async () => {
    const before = await create()
    fixture.emulator.editPerson({
      account: ANA,
      resourceName: before.resourceName ?? '',
      person: named('By hand'),
    })
    expect((await refusal(update(before, 'names', { ...basedOn(before), ...named('B') }))).status).toBe(
      'FAILED_PRECONDITION',
    )
  })
})

describe('photos', () => {
  test('a photo is set and removed by its own methods, which change the etag', async () => {
    const before = await create()
    const resourceName = before.resourceName ?? ''
    const { people } = fixture.owner()
    const photoBytes = Buffer.from([0xff, 0xd8, 0xff, 0xe0]).toString('base64')
    const { data } = await people.updateContactPhoto({
      resourceName,
      requestBody: { photoBytes, personFields: 'photos,metadata' },
    })
    expect(data.person?.photos?.[0]?.default).toBeUndefined()
    expect(sourceEtag(data.person)).not.toBe(sourceEtag(before))
    const removed = await people.deleteContactPhoto({ resourceName, personFields: 'photos' })
    expect(removed.data.person?.photos).toMatchObject([{ default: true }])
    const text = Buffer.from('GIF89a').toString('base64')
    const refused = people.updateContactPhoto({ resourceName, requestBody: { photoBytes: text } })
    expect((await refusal(refused)).code).toBe(400)
  })
})
