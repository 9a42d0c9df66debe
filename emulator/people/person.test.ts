// A Person in replies: etags, names, and what Google computes.
import { describe, expect, test } from 'vitest'
import { ANA, basedOn, named, openFixture, sourceEtag } from '@/emulator/fixture'
import type { Person } from './person'
import { sourceEtagWithin } from './person'

const fixture = openFixture()

/** Creates through the API and returns the reply, which has all fields. */
const create = async (requestBody: Person) =>
  (await fixture.owner().people.createContact({ requestBody })).data
const get = async (resourceName: string | null | undefined, personFields: string, more: object = {}) =>
  (await fixture.owner().people.get({ resourceName: resourceName ?? '', personFields, ...more })).data

describe('identity', () => {
  test('the resource name is the decimal of the CONTACT source id, which is hex', async () => {
    const person = await create(named('Ann'))
    const id = person.metadata?.sources?.[0]?.id ?? ''
    expect(person.resourceName).toBe(`people/c${BigInt(`0x${id}`)}`)
  })

  test('person.etag changes with the mask and from call to call, the source etag only with the contact', async () => {
    const { resourceName } = await create(named('Ann', { nicknames: [{ value: 'A' }] }))
    const one = await get(resourceName, 'names,metadata')
    const two = await get(resourceName, 'names,metadata')
    const wide = await get(resourceName, 'names,metadata,nicknames')
    expect(new Set([one.etag, two.etag, wide.etag]).size).toBe(3)
    expect(new Set([one, two, wide].map(sourceEtag)).size).toBe(1)
    fixture.emulator.touchPerson({ account: ANA, resourceName: resourceName ?? '' })
    expect(sourceEtag(await get(resourceName, 'metadata'))).not.toBe(sourceEtag(one))
  })

  test('person.etag is base64 after a percent sign and carries the source etag', async () => {
    const person = await create(named('Ann'))
    expect(person.etag).toMatch(/^%[A-Za-z0-9+/]+=*$/)
    expect(`#${sourceEtagWithin(person.etag ?? '')}`).toBe(sourceEtag(person))
    expect(sourceEtagWithin('%Eg4BAj0FBwk+Cz8MEEA3LhoEAQIFByIMcG9JRnpDRzBxS0U9')).toBe('poIFzCG0qKE=')
  })

  test('metadata comes only when the mask names it', async () => {
    const { resourceName } = await create(named('Ann'))
    expect((await get(resourceName, 'names')).metadata).toBeUndefined()
    expect((await get(resourceName, 'metadata')).metadata).toMatchObject({
      sources: [{ type: 'CONTACT', updateTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) }],
      objectType: 'PERSON',
    })
  })

  test('data of a joined profile is included unless only the CONTACT source is read', async () => {
    const { resourceName } = await create(named('Ann'))
    const profile = { id: '109', name: 'Annette of the Profile', photoUrl: 'https://photos.invalid/annette' }
    fixture.emulator.linkProfile({ account: ANA, resourceName: resourceName ?? '', profile })
    const mixed = await get(resourceName, 'names,photos,metadata')
    expect(mixed.names?.map((name) => name.displayName)).toEqual(['Ann', 'Annette of the Profile'])
    expect(mixed.metadata?.sources?.map((source) => source.type)).toEqual(['CONTACT', 'PROFILE'])
    const plain = await get(resourceName, 'names,photos', { sources: ['READ_SOURCE_TYPE_CONTACT'] })
    expect(plain.names).toHaveLength(1)
    expect(plain.photos).toMatchObject([{ default: true }])
  })

  test('people/me is the profile of the account itself', async () => {
    const me = await get('people/me', 'names,emailAddresses')
    expect(me).toMatchObject({ names: [{ displayName: 'Ana Lima' }], emailAddresses: [{ value: ANA }] })
  })
})

describe('computed values', () => {
  test('display names are computed from the parts, family name first in languages that write it first', async () => {
    const { names } = await create({
      names: [
        {
          honorificPrefix: 'Dr.',
          givenName: 'Ann',
          middleName: 'B.',
          familyName: 'Lee',
          honorificSuffix: 'Jr.',
        },
      ],
    })
    expect(names?.[0]).toMatchObject({
      displayName: 'Dr. Ann B. Lee, Jr.',
      displayNameLastFirst: 'Lee, Dr. Ann B., Jr.',
      unstructuredName: 'Dr. Ann B. Lee, Jr.',
    })
    const korean = await create({ names: [{ givenName: '민지', familyName: '조' }] })
    expect(korean.names?.[0]?.displayName).toBe('조민지')
  })

  test('an unstructured name is split into parts', async () => {
    const { names } = await create({ names: [{ unstructuredName: 'Dr. Ann Beth Lee, PhD' }] })
    expect(names?.[0]).toMatchObject({
      honorificPrefix: 'Dr.',
      givenName: 'Ann',
      middleName: 'Beth',
      familyName: 'Lee',
      honorificSuffix: 'PhD',
    })
  })

  test('predefined types get a formatted type, custom ones are returned as sent', async () => {
    const { phoneNumbers } = await create({
      phoneNumbers: [{ value: '1', type: 'workFax' }, { value: '2', type: 'Cabin ☎' }, { value: '3' }],
    })
    expect(phoneNumbers?.map(({ type, formattedType }) => [type, formattedType])).toEqual([
      ['workFax', 'Work Fax'],
      ['Cabin ☎', 'Cabin ☎'],
      [undefined, undefined],
    ])
  })

  test('a phone number gets its E.164 form if it is valid, otherwise none', async () => {
    const { phoneNumbers } = await create({
      phoneNumbers: [
        { value: '(312) 555-0142' },
        { value: '+44 20 7946 0018' },
        { value: 'ask Joe' },
        { value: '*86' },
      ],
    })
    expect(phoneNumbers?.map((phone) => phone.canonicalForm)).toEqual([
      '+13125550142',
      '+442079460018',
      undefined,
      undefined,
    ])
  })

  test('a formatted address is built from the parts unless one was sent', async () => {
    const { addresses } = await create({
      addresses: [
        { streetAddress: '1 Oak', city: 'Evanston', region: 'IL', postalCode: '60201', country: 'USA' },
        { streetAddress: '1 Oak', formattedValue: 'By the old oak' },
      ],
    })
    expect(addresses?.map((address) => address.formattedValue)).toEqual([
      '1 Oak\nEvanston, IL 60201\nUSA',
      'By the old oak',
    ])
  })

  test('computed values are ignored when they are sent', async () => {
    const { names, phoneNumbers } = await create({
      names: [{ givenName: 'Ann', displayName: 'Somebody else' }],
      phoneNumbers: [{ value: '(312) 555-0142', canonicalForm: '+1', formattedType: 'Nonsense' }],
    })
    expect(names?.[0]?.displayName).toBe('Ann')
    expect(phoneNumbers?.[0]).toMatchObject({ canonicalForm: '+13125550142' })
    expect(phoneNumbers?.[0]?.formattedType).toBeUndefined()
  })
})

describe('entries', () => {
  test('exactly one entry of a field is primary: the one sent as sourcePrimary, otherwise the first', async () => {
    const primaries = (person: Person) =>
      person.emailAddresses?.map((email) => email.metadata?.primary ?? false)
    const first = await create({ emailAddresses: [{ value: 'a@x.example' }, { value: 'b@x.example' }] })
    expect(primaries(first)).toEqual([true, false])
    const chosen = await create({
      emailAddresses: [{ value: 'a@x.example' }, { value: 'b@x.example', metadata: { sourcePrimary: true } }],
    })
    expect(primaries(chosen)).toEqual([false, true])
  })

  test('zero members of a date are absent', async () => {
    const { birthdays } = await create({ birthdays: [{ date: { year: 0, month: 3, day: 12 } }] })
    expect(birthdays?.[0]?.date).toEqual({ month: 3, day: 12 })
  })

  test('clientData keeps duplicates and other programs’ entries', async () => {
    const clientData = [
      { key: 'a', value: '1' },
      { key: 'a', value: '1' },
      { key: 'b', value: '2' },
    ]
    const person = await create(named('Ann', { clientData }))
    expect(person.clientData).toMatchObject(clientData)
  })

  test('an entry with a source other than CONTACT is not written', async () => {
    const names = [
      { givenName: 'Ann' },
      { displayName: 'P', metadata: { source: { type: 'PROFILE', id: '1' } } },
    ]
    expect((await create({ names })).names).toHaveLength(1)
  })

  test('empty values and empty entries are dropped', async () => {
    const person = await create(
      named('Ann', { emailAddresses: [{ value: '' }], nicknames: [{ value: 'N', type: '' }] }),
    )
    expect(person.emailAddresses).toBeUndefined()
    expect(person.nicknames).toMatchObject([{ value: 'N' }])
  })

  test('by switch the order of entries changes from call to call', async () => {
    fixture.emulator.setSwitches({ shuffleEntries: true })
    const person = await create({
      emailAddresses: ['a', 'b', 'c'].map((name) => ({ value: `${name}@x.example` })),
    })
    const orders = new Set<string>()
    for (let call = 0; call < 3; call++) {
      const { emailAddresses = [] } = await get(person.resourceName, 'emailAddresses')
      expect(emailAddresses).toHaveLength(3)
      orders.add(emailAddresses.map((email) => email.value).join())
    }
    expect(orders.size).toBe(3)
  })

  test('an edit based on what was read keeps the rest of the contact', async () => {
    const person = await create(named('Ann', { userDefined: [{ key: 'k', value: 'v' }] }))
    const { data } = await fixture.owner().people.updateContact({
      resourceName: person.resourceName ?? '',
      updatePersonFields: 'names',
      requestBody: { ...basedOn(person), ...named('Anna') },
    })
    expect(data).toMatchObject({ names: [{ givenName: 'Anna' }], userDefined: [{ key: 'k', value: 'v' }] })
  })
})
