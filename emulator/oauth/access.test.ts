// Access to the API: tokens, scopes, quotas, one mutation at a time.
import { describe, expect, test } from 'vitest'
import { ANA, BEN, errorIn, named, openFixture, reasons, refusal } from '@/emulator/fixture'

const fixture = openFixture()
const LIST = '/v1/people/me/connections?personFields=names'
const READ_ONLY = ['openid', 'https://www.googleapis.com/auth/contacts.readonly']

describe('rights', () => {
  test('a call without a valid token is unauthenticated', async () => {
    const owner = fixture.owner()
    const none = errorIn(await owner.ask('GET', LIST, undefined, ''))
    expect([none.code, none.status, reasons(none)]).toEqual([401, 'UNAUTHENTICATED', ['CREDENTIALS_MISSING']])
    const dead = errorIn(await owner.ask('GET', LIST, undefined, 'ya29.dead'))
    expect([dead.code, dead.status, reasons(dead)]).toEqual([
      401,
      'UNAUTHENTICATED',
      ['ACCESS_TOKEN_EXPIRED'],
    ])
  })

  test('an access token expires after an hour on the emulator’s clock', async () => {
    const owner = fixture.owner()
    fixture.emulator.advanceClock({ minutes: 59 })
    expect((await owner.ask('GET', LIST)).status).toBe(200)
    fixture.emulator.advanceClock({ minutes: 1 })
    expect((await owner.ask('GET', LIST)).status).toBe(401)
  })

  test('a missing scope is refused: everything without contacts, writes with contacts.readonly', async () => {
    const error = errorIn(await fixture.owner(ANA, ['openid', 'email']).ask('GET', LIST))
    expect([error.code, error.status, reasons(error)]).toEqual([
      403,
      'PERMISSION_DENIED',
      ['ACCESS_TOKEN_SCOPE_INSUFFICIENT'],
    ])
    const reader = fixture.owner(ANA, READ_ONLY)
    expect((await reader.ask('GET', LIST)).status).toBe(200)
    expect((await refusal(reader.people.createContact({ requestBody: named('A') }))).code).toBe(403)
  })

  test('an account sees its own contacts only', async () => {
    fixture.emulator.addPerson({ account: ANA, person: named('Ann') })
    expect((await fixture.owner(BEN).ask('GET', LIST)).body).toEqual({})
  })

  test('an unknown path returns an HTML 404', async () => {
    const answer = await fixture.owner().ask('GET', '/v1/nothing')
    expect([answer.status, answer.body]).toEqual([404, undefined])
  })
})

describe('quotas', () => {
  const burn = async (times: number, account = ANA) => {
    const owner = fixture.owner(account)
    const codes: number[] = []
    for (let call = 0; call < times; call++) codes.push((await owner.ask('GET', LIST)).status)
    return codes
  }

  test('quotas are off by default', async () => {
    expect(new Set(await burn(70))).toEqual(new Set([200]))
  })

  test('a quota is a sliding minute of one account, and its 429 names it', async () => {
    fixture.emulator.setQuotas({ criticalReads: 3 })
    expect(await burn(4)).toEqual([200, 200, 200, 429])
    expect(await burn(1, BEN)).toEqual([200])
    const error = errorIn(await fixture.owner().ask('GET', LIST))
    expect([error.status, reasons(error)]).toEqual(['RESOURCE_EXHAUSTED', ['RATE_LIMIT_EXCEEDED']])
    expect(error.message).toMatch(/^Quota exceeded for quota metric 'Critical read requests/)
    expect(error.details).toMatchObject([
      { metadata: { quota_metric: 'people.googleapis.com/critical_read_requests' } },
    ])
    fixture.emulator.advanceClock({ ms: 60_001 })
    expect(await burn(1)).toEqual([200])
  })

  test('a single write costs 1 read and 1 write, a batch 6 of each and 200 daily writes whatever its size', async () => {
    fixture.emulator.setQuotas('google')
    const { people } = fixture.owner()
    await people.createContact({ requestBody: named('A') })
    expect(fixture.emulator.quotaUsed({ account: ANA })).toMatchObject({
      criticalReads: 1,
      criticalWrites: 1,
      dailyContactWrites: 1,
    })
    const contacts = [{ contactPerson: named('B') }]
    const { data } = await people.batchCreateContacts({ requestBody: { contacts, readMask: 'names' } })
    expect(fixture.emulator.quotaUsed({ account: ANA })).toMatchObject({
      criticalReads: 7,
      criticalWrites: 7,
      dailyContactWrites: 201,
    })
    const resourceNames = [data.createdPeople?.[0]?.person?.resourceName ?? '']
    await people.batchDeleteContacts({ requestBody: { resourceNames } })
    expect(fixture.emulator.quotaUsed({ account: ANA })).toMatchObject({ deletesAndGroupWrites: 10 })
  })

  test('five batches of 200 fit into a minute of Google’s quotas, the sixth does not', async () => {
    fixture.emulator.setQuotas('google')
    const { people } = fixture.owner()
    const contacts = Array.from({ length: 200 }, (_, at) => ({ contactPerson: named(`P${at}`) }))
    for (let batch = 0; batch < 5; batch++) await people.batchCreateContacts({ requestBody: { contacts } })
    const error = await refusal(people.batchCreateContacts({ requestBody: { contacts } }))
    expect([error.code, error.message]).toMatchObject([
      429,
      expect.stringContaining('Critical write requests'),
    ])
  })

  test('the first page of a full sync counts against its own quota', async () => {
    fixture.emulator.setQuotas({ fullSyncFirstPages: 1 })
    const { people } = fixture.owner()
    const sync = { resourceName: 'people/me', personFields: 'names', requestSyncToken: true }
    const { nextSyncToken } = (await people.connections.list(sync)).data
    expect((await refusal(people.connections.list(sync))).code).toBe(429)
    const again = await people.connections.list({ ...sync, syncToken: nextSyncToken ?? '' })
    expect(again.status).toBe(200)
  })

  test('the day’s contact writes are counted for all accounts together', async () => {
    fixture.emulator.setQuotas({ dailyContactWrites: 1 })
    await fixture.owner(ANA).people.createContact({ requestBody: named('A') })
    const second = fixture.owner(BEN).people.createContact({ requestBody: named('B') })
    expect((await refusal(second)).message).toContain('Daily contact writes')
  })
})

describe('one mutation at a time', () => {
  const together = () => {
    const { people } = fixture.owner()
    return Promise.allSettled([1, 2, 3].map((at) => people.createContact({ requestBody: named(`P${at}`) })))
  }
  const outcomes = async () => (await together()).filter(({ status }) => status === 'rejected').length

  test('overlapping mutations of one account are counted', async () => {
    fixture.emulator.setSwitches({ mutationMs: 20 })
    expect(await outcomes()).toBe(0)
    expect(fixture.emulator.counts()).toMatchObject({ mutations: 3, overlaps: 2 })
  })

  test('sequential mutations, or those of two accounts, do not overlap', async () => {
    fixture.emulator.setSwitches({ mutationMs: 20 })
    const [ana, ben] = [fixture.owner(ANA), fixture.owner(BEN)]
    await ana.people.createContact({ requestBody: named('A') })
    await Promise.all([ana, ben].map(({ people }) => people.createContact({ requestBody: named('B') })))
    expect(fixture.emulator.counts().overlaps).toBe(0)
  })

  test('by switch an overlapping mutation is refused with 409 or 503', async () => {
    for (const [overlap, code] of [
      ['409', 409],
      ['503', 503],
    ] as const) {
      fixture.emulator.reset()
      fixture.emulator.setSwitches({ overlap, mutationMs: 20 })
      expect(await outcomes()).toBe(2)
      expect(fixture.emulator.counts().byStatus).toMatchObject({ 200: 1, [code]: 2 })
    }
  })
})

test('the log lists every call with its method and account', async () => {
  await fixture.owner().ask('GET', LIST)
  await fixture.owner(BEN).people.createContact({ requestBody: named('A') })
  expect(fixture.emulator.requests()).toMatchObject([
    { api: 'people.connections.list', account: ANA, status: 200, mutation: false },
    { api: 'people.createContact', account: BEN, status: 200, mutation: true },
  ])
  expect(fixture.emulator.counts().byApi).toEqual({ 'people.connections.list': 1, 'people.createContact': 1 })
})
