// people.connections.list: masks, pages, sync tokens, lag.
import { describe, expect, test } from 'vitest'
import {
  ANA,
  BEN,
  errorIn,
  givenNames,
  named,
  openFixture,
  reasons,
  refusal,
  sourceEtag,
  violations,
} from '@/emulator/fixture'

const fixture = openFixture()
const LIST = '/v1/people/me/connections'
const BASE = { resourceName: 'people/me', personFields: 'names,metadata' } as const
const SYNC = { ...BASE, requestSyncToken: true } as const
const add = (givenName: string, account = ANA) =>
  fixture.emulator.addPerson({ account, person: named(givenName) }).resourceName ?? ''
const list = async (params: object = SYNC, account = ANA) =>
  (await fixture.owner(account).people.connections.list({ ...BASE, ...params })).data
const tokenOf = async (params: object = SYNC) => (await list(params)).nextSyncToken ?? ''
const addMany = (count: number) =>
  fixture.emulator.addPersons({
    account: ANA,
    persons: Array.from({ length: count }, (_, at) => named(`P${at}`)),
  })

describe('a list', () => {
  test('a read without a mask is refused with the name of the missing mask', async () => {
    const error = errorIn(await fixture.owner().ask('GET', LIST))
    expect([error.code, error.status]).toEqual([400, 'INVALID_ARGUMENT'])
    expect(violations(error)).toMatchObject([{ field: 'personFields' }])
  })

  test('an unknown mask path is refused and named', async () => {
    const error = errorIn(await fixture.owner().ask('GET', `${LIST}?personFields=names,fileAses`))
    expect(error.message).toContain('"fileAses"')
  })

  test('only people/me can be listed', async () => {
    expect(
      errorIn(await fixture.owner().ask('GET', '/v1/people/c1/connections?personFields=names')).code,
    ).toBe(400)
  })

  test('an unknown query parameter is refused and named', async () => {
    const error = errorIn(await fixture.owner().ask('GET', `${LIST}?personFields=names&pagesize=5`))
    expect(error.message).toContain('"pagesize"')
  })

  test('a page has 100 contacts by default, and at most 1,000', async () => {
    addMany(1_001)
    expect((await list(BASE)).connections).toHaveLength(100)
    expect((await list({ ...BASE, pageSize: 1_000 })).connections).toHaveLength(1_000)
    expect((await refusal(list({ ...BASE, pageSize: 1_001 }))).code).toBe(400)
  })

  test('pages follow each other without a gap and the last has no page token', async () => {
    addMany(7)
    const first = await list({ ...BASE, pageSize: 3 })
    const second = await list({ ...BASE, pageSize: 3, pageToken: first.nextPageToken })
    const third = await list({ ...BASE, pageSize: 3, pageToken: second.nextPageToken })
    const all = [first, second, third].flatMap((page) => givenNames(page.connections))
    expect(all).toEqual(['P0', 'P1', 'P2', 'P3', 'P4', 'P5', 'P6'])
    expect(third.nextPageToken).toBeUndefined()
  })

  test('totalItems counts all items of the list', async () => {
    addMany(7)
    expect((await list({ ...BASE, pageSize: 3 })).totalItems).toBe(7)
  })

  test('an empty list has no connections member', async () => {
    expect(await list(BASE)).toEqual({})
  })

  test('contacts can be sorted by name or by last change', async () => {
    for (const name of ['Mia', 'Adam', 'Zoe']) add(name)
    const order = async (sortOrder: string) => givenNames((await list({ ...BASE, sortOrder })).connections)
    expect(await order('FIRST_NAME_ASCENDING')).toEqual(['Adam', 'Mia', 'Zoe'])
    expect(await order('LAST_MODIFIED_ASCENDING')).toEqual(['Mia', 'Adam', 'Zoe'])
    expect(await order('LAST_MODIFIED_DESCENDING')).toEqual(['Zoe', 'Adam', 'Mia'])
  })

  test('a contact that changes while pages are read is listed again later, and none is missed', async () => {
    const names = addMany(5)
    const first = await list({ ...SYNC, pageSize: 2 })
    fixture.emulator.editPerson({ account: ANA, resourceName: names[1] ?? '', person: named('P1 again') })
    fixture.emulator.editPerson({ account: ANA, resourceName: names[3] ?? '', person: named('P3 again') })
    const second = await list({ ...SYNC, pageSize: 2, pageToken: first.nextPageToken })
    const third = await list({ ...SYNC, pageSize: 2, pageToken: second.nextPageToken })
    const seen = [first, second, third].flatMap((page) => givenNames(page.connections))
    expect(seen).toEqual(['P0', 'P1', 'P2', 'P4', 'P1 again', 'P3 again'])
    expect(
      givenNames((await list({ ...SYNC, pageSize: 2, syncToken: third.nextSyncToken })).connections),
    ).toEqual(['P1 again', 'P3 again'])
  })

  test('email addresses and phone numbers are truncated to 100 in a list, not in get', async () => {
    const emailAddresses = Array.from({ length: 103 }, (_, at) => ({ value: `a${at}@example.com` }))
    const resourceName =
      fixture.emulator.addPerson({ account: ANA, person: { emailAddresses } }).resourceName ?? ''
    const personFields = 'emailAddresses'
    expect((await list({ personFields })).connections?.[0]?.emailAddresses).toHaveLength(100)
    const { data } = await fixture.owner().people.get({ resourceName, personFields })
    expect(data.emailAddresses).toHaveLength(103)
  })
})

describe('a sync', () => {
  test('a sync token comes only on the last page and only on request', async () => {
    addMany(3)
    expect((await list(BASE)).nextSyncToken).toBeUndefined()
    const first = await list({ ...SYNC, pageSize: 2 })
    expect(first.nextSyncToken).toBeUndefined()
    expect((await list({ ...SYNC, pageSize: 2, pageToken: first.nextPageToken })).nextSyncToken).toBeTypeOf(
      'string',
    )
  })

  test('an incremental call returns changed contacts and tombstones, and nothing else', async () => {
    const [kept = '', edited = '', deleted = ''] = ['Kept', 'Edited', 'Deleted'].map((name) => add(name))
    const syncToken = await tokenOf()
    fixture.emulator.editPerson({ account: ANA, resourceName: edited, person: named('Edited since') })
    fixture.emulator.deletePerson({ account: ANA, resourceName: deleted })
    const added = add('Added')
    const { connections = [], nextSyncToken } = await list({ ...SYNC, syncToken })
    expect(connections.map((person) => person.resourceName)).toEqual([edited, deleted, added])
    expect(connections.map((person) => person.resourceName)).not.toContain(kept)
    expect(await list({ ...SYNC, syncToken: nextSyncToken })).toEqual({ nextSyncToken: expect.any(String) })
  })

  test('a tombstone carries no field, no source etag and no time', async () => {
    const resourceName = add('Gone')
    const syncToken = await tokenOf()
    fixture.emulator.deletePerson({ account: ANA, resourceName })
    const { connections = [] } = await list({ ...SYNC, syncToken })
    expect(connections).toEqual([
      {
        resourceName,
        etag: expect.stringMatching(/^%/),
        metadata: {
          sources: [{ type: 'CONTACT', id: expect.any(String) }],
          deleted: true,
          objectType: 'PERSON',
        },
      },
    ])
  })

  test('an incremental read has pages too', async () => {
    const syncToken = await tokenOf({ ...SYNC, pageSize: 2 })
    for (const name of ['A', 'B', 'C']) add(name)
    const first = await list({ ...SYNC, pageSize: 2, syncToken })
    expect([givenNames(first.connections), first.nextSyncToken]).toEqual([['A', 'B'], undefined])
    const second = await list({ ...SYNC, pageSize: 2, syncToken, pageToken: first.nextPageToken })
    expect([givenNames(second.connections), second.nextPageToken]).toEqual([['C'], undefined])
  })

  test('by switch pages are shorter than requested', async () => {
    addMany(3)
    fixture.emulator.setSwitches({ mostPerPage: 2 })
    const first = await list({ ...SYNC, pageSize: 1_000 })
    expect(givenNames(first.connections)).toEqual(['P0', 'P1'])
    const second = await list({ ...SYNC, pageSize: 1_000, pageToken: first.nextPageToken })
    expect([givenNames(second.connections), second.nextPageToken]).toEqual([['P2'], undefined])
  })

  test('by switch a list repeats earlier items, in any order', async () => {
    addMany(4)
    fixture.emulator.setSwitches({ mostPerPage: 3, unrulyLists: true })
    const first = await list()
    expect(givenNames(first.connections).sort()).toEqual(['P0', 'P1', 'P2'])
    const names = givenNames((await list({ ...SYNC, pageToken: first.nextPageToken })).connections)
    expect(names).toHaveLength(3)
    expect(names).toContain('P3')
    expect(new Set([...givenNames(first.connections), ...names])).toEqual(new Set(['P0', 'P1', 'P2', 'P3']))
  })

  test('tokens work only with the parameters of the call that returned them', async () => {
    addMany(3)
    const syncToken = await tokenOf()
    const { nextPageToken: pageToken } = await list({ ...SYNC, pageSize: 2 })
    expect((await refusal(list({ ...SYNC, personFields: 'names', syncToken }))).status).toBe(
      'INVALID_ARGUMENT',
    )
    expect((await refusal(list({ ...SYNC, pageSize: 3, pageToken }))).status).toBe('INVALID_ARGUMENT')
    expect((await refusal(list({ ...SYNC, sources: ['READ_SOURCE_TYPE_CONTACT'], syncToken }))).code).toBe(
      400,
    )
  })

  test('a corrupt sync token, or one of another account, is a plain invalid argument', async () => {
    const syncToken = await tokenOf()
    const plain = { code: 400, status: 'INVALID_ARGUMENT', message: 'Request contains an invalid argument.' }
    expect(await refusal(list({ ...SYNC, syncToken: `${syncToken}x` }))).toEqual(plain)
    expect(await refusal(list({ ...SYNC, syncToken }, BEN))).toEqual(plain)
  })

  test('a sync token expires seven days after its full sync, however often it was renewed', async () => {
    let syncToken = await tokenOf()
    for (let day = 0; day < 6; day++) {
      fixture.emulator.advanceClock({ days: 1 })
      syncToken = await tokenOf({ ...SYNC, syncToken })
    }
    fixture.emulator.advanceClock({ days: 1, minutes: 1 })
    const error = await refusal(list({ ...SYNC, syncToken }))
    expect([error.code, error.status, reasons(error)]).toEqual([
      400,
      'FAILED_PRECONDITION',
      ['EXPIRED_SYNC_TOKEN'],
    ])
    expect(error.message).toBe(
      'Sync token is expired. Clear local cache and retry call without the sync token.',
    )
  })

  test('by switch an incremental call extends the seven days', async () => {
    fixture.emulator.setSwitches({ incrementalExtendsSyncToken: true })
    let syncToken = await tokenOf()
    for (let round = 0; round < 4; round++) {
      fixture.emulator.advanceClock({ days: 6 })
      syncToken = await tokenOf({ ...SYNC, syncToken })
    }
    expect(syncToken).toBeTypeOf('string')
  })

  test('by switch an expired sync token returns 410, or another status', async () => {
    const syncToken = await tokenOf()
    const expiredSyncToken = { code: 410, status: 'INVALID_ARGUMENT', domain: 'googleapis.com' } as const
    fixture.emulator.setSwitches({ expiredSyncToken })
    fixture.emulator.expireSyncTokens({ account: ANA })
    const error = await refusal(list({ ...SYNC, syncToken }))
    expect([error.code, error.status, reasons(error)]).toEqual([
      410,
      'INVALID_ARGUMENT',
      ['EXPIRED_SYNC_TOKEN'],
    ])
    expect(error.details).toMatchObject([{ domain: 'googleapis.com' }])
  })

  test('a changed resource name is reported once, in the next incremental call', async () => {
    const resourceName = add('Renamed')
    const syncToken = await tokenOf()
    const renamed = fixture.emulator.renamePerson({ account: ANA, resourceName })
    const { connections, nextSyncToken } = await list({ ...SYNC, syncToken })
    expect(connections?.[0]?.resourceName).toBe(renamed.resourceName)
    expect(connections?.[0]?.metadata?.previousResourceNames).toEqual([resourceName])
    fixture.emulator.touchPerson({ account: ANA, resourceName: renamed.resourceName ?? '' })
    const later = await list({ ...SYNC, syncToken: nextSyncToken })
    expect(later.connections?.[0]?.metadata?.previousResourceNames).toBeUndefined()
    expect((await list()).connections?.[0]?.metadata?.previousResourceNames).toBeUndefined()
  })

  test('a contact that was saved unchanged has another etag and the same content', async () => {
    const resourceName = add('Touched')
    const { connections: [before] = [], nextSyncToken: syncToken } = await list()
    fixture.emulator.touchPerson({ account: ANA, resourceName })
    const { connections: [after] = [] } = await list({ ...SYNC, syncToken })
    expect(after?.names).toEqual(before?.names)
    expect(sourceEtag(after)).not.toBe(sourceEtag(before))
  })
})

describe('propagation', () => {
  test('writes reach list and sync calls only after the lag, and get at once', async () => {
    const syncToken = await tokenOf()
    fixture.emulator.setLag({ ms: 300_000 })
    const { people } = fixture.owner()
    const { data: made } = await people.createContact({ requestBody: named('Late') })
    const get = { resourceName: made.resourceName ?? '', personFields: 'names' }
    expect((await people.get(get)).data.names?.[0]?.givenName).toBe('Late')
    expect((await list({ ...SYNC, syncToken })).connections).toBeUndefined()
    expect((await list(BASE)).connections).toBeUndefined()
    fixture.emulator.advanceClock({ minutes: 5 })
    expect(givenNames((await list({ ...SYNC, syncToken })).connections)).toEqual(['Late'])
  })

  test('a token returned during the lag does not skip delayed writes', async () => {
    fixture.emulator.setLag({ ms: 300_000 })
    add('On its way')
    const syncToken = await tokenOf()
    fixture.emulator.advanceClock({ minutes: 6 })
    expect(givenNames((await list({ ...SYNC, syncToken })).connections)).toEqual(['On its way'])
  })

  test('during the lag a list shows a contact as it was', async () => {
    const resourceName = add('Before')
    fixture.emulator.setLag({ ms: 300_000 })
    fixture.emulator.editPerson({ account: ANA, resourceName, person: named('After') })
    expect(givenNames((await list(BASE)).connections)).toEqual(['Before'])
    fixture.emulator.advanceClock({ minutes: 5 })
    expect(givenNames((await list(BASE)).connections)).toEqual(['After'])
  })

  test('by switch a list without a sync token does not lag', async () => {
    fixture.emulator.setSwitches({ lagMs: 300_000, lagCoversPlainList: false })
    add('At once')
    expect(givenNames((await list(BASE)).connections)).toEqual(['At once'])
    expect((await list(SYNC)).connections).toBeUndefined()
  })
})

describe('search', () => {
  test('search finds word prefixes, at most 30 contacts, and only those of its last empty query', async () => {
    addMany(31)
    add('Penelope')
    const { people } = fixture.owner()
    const search = async (query: string) =>
      (await people.searchContacts({ query, readMask: 'names', pageSize: 50 })).data.results ?? []
    expect(await search('Pen')).toHaveLength(0)
    await search('')
    expect(await search('pen')).toHaveLength(1)
    expect(await search('enelope')).toHaveLength(0)
    expect(await search('p')).toHaveLength(30)
  })
})
