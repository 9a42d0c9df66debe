// Faults on demand: each kind, and the calls that it affects.
import { expect, test } from 'vitest'
import { ANA, BEN, errorIn, named, openFixture, reasons } from '@/emulator/fixture'
import type { Fault } from './faults'

const fixture = openFixture()
const LIST = '/v1/people/me/connections?personFields=names'
const CREATE = '/v1/people:createContact'
const arm = (...faults: Fault[]) => fixture.emulator.addFaults(faults)
const count = () => fixture.emulator.persons({ account: ANA }).length
const create = () => fixture.owner().ask('POST', CREATE, named('Ann'))

test('apply-then-drop does the work and loses the reply', async () => {
  arm({ kind: 'apply-then-drop', match: { api: 'people.createContact' } })
  await expect(create()).rejects.toThrow()
  expect(count()).toBe(1)
})

test('drop-before loses the request', async () => {
  arm({ kind: 'drop-before', match: { api: 'people.createContact' } })
  await expect(create()).rejects.toThrow()
  expect(count()).toBe(0)
})

test('cut-json does the work and sends half of the reply as if it were complete', async () => {
  arm({ kind: 'cut-json' })
  await expect(create()).rejects.toThrow(SyntaxError)
  expect(count()).toBe(1)
})

test('html-502 answers in HTML, with the work done or not', async () => {
  arm({ kind: 'html-502' }, { kind: 'html-502', applied: true })
  const first = await create()
  expect([first.status, first.body, first.text.startsWith('<!DOCTYPE html>')]).toEqual([502, undefined, true])
  expect(count()).toBe(0)
  expect((await create()).status).toBe(502)
  expect(count()).toBe(1)
})

test('a status fault answers with a preset body, a chosen header, or a bare status', async () => {
  arm(
    { kind: 'status', preset: 'rate' },
    { kind: 'status', preset: 'expired-sync-token-410' },
    { kind: 'status', status: 418 },
  )
  expect(reasons(errorIn(await fixture.owner().ask('GET', LIST)))).toEqual(['RATE_LIMIT_EXCEEDED'])
  expect(errorIn(await fixture.owner().ask('GET', LIST)).code).toBe(410)
  expect((await fixture.owner().ask('GET', LIST)).status).toBe(418)
  arm({ kind: 'status', preset: 'unavailable', headers: { 'retry-after': '30' } })
  const { accessToken } = fixture.emulator.issueTokens({ account: ANA })
  const response = await fetch(fixture.emulator.url + LIST, {
    headers: { authorization: `Bearer ${accessToken}` },
  })
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '30'])
})

test('a delayed call returns the right answer in the end', async () => {
  arm({ kind: 'delay', delayMs: 20 })
  expect((await create()).status).toBe(200)
  expect(fixture.emulator.requests().at(-1)?.ms).toBeGreaterThanOrEqual(15)
})

test('a fault affects the nth call that matches method, path and account, as many times as requested', async () => {
  arm({
    kind: 'status',
    preset: 'unavailable',
    match: { method: 'get', path: 'connections$', account: ANA },
    nth: 2,
    times: 2,
  })
  const owner = fixture.owner()
  const statuses: number[] = []
  for (let call = 0; call < 5; call++) {
    await create()
    await fixture.owner(BEN).ask('GET', LIST)
    statuses.push((await owner.ask('GET', LIST)).status)
  }
  expect(statuses).toEqual([200, 503, 503, 200, 200])
  expect(fixture.emulator.counts().byStatus[503]).toBe(2)
  expect(fixture.emulator.faults()).toMatchObject([{ seen: 5, hit: 2 }])
})

test('each kind of fault is counted by its use, even after its faults are cleared', async () => {
  const before = fixture.emulator.counts().faults
  arm({ kind: 'html-502', applied: true, times: 2 }, { kind: 'status', preset: 'rate', nth: 5 })
  for (let call = 0; call < 3; call++) await create()
  fixture.emulator.clearFaults()
  const { faults } = fixture.emulator.counts()
  expect((faults['html-502 applied'] ?? 0) - (before['html-502 applied'] ?? 0)).toBe(2)
  expect(faults.rate ?? 0).toBe(before.rate ?? 0)
})

test('a fault with times 0 lasts until faults are cleared', async () => {
  arm({ kind: 'status', preset: 'internal', times: 0 })
  expect([(await create()).status, (await create()).status]).toEqual([500, 500])
  fixture.emulator.clearFaults()
  expect((await create()).status).toBe(200)
})

test('faults apply to the sign-in endpoints too', async () => {
  arm({ kind: 'status', preset: 'invalid-grant', match: { api: 'oauth.token' } })
  const response = await fetch(`${fixture.emulator.url}/token`, { method: 'POST' })
  expect([response.status, await response.json()]).toEqual([
    400,
    { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' },
  ])
})
