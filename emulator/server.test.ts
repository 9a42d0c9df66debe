// The server: loopback only, controls over HTTP, the clock.
import { request as httpRequest } from 'node:http'
import { expect, test } from 'vitest'
import { emulatorControl } from './client'
import { createClock } from './control/clock'
import { ANA, givenNames, named, openFixture, request } from './fixture'
import { startEmulator } from './server'

const fixture = openFixture()

const statusFor = (host: string) =>
  new Promise<number>((resolve, reject) => {
    const asked = httpRequest(
      { port: fixture.emulator.port, host: '127.0.0.1', path: '/', headers: { host } },
      (response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
      },
    )
    asked.on('error', reject)
    asked.end()
  })

test('the emulator binds to loopback and to nothing else', async () => {
  for (const host of ['0.0.0.0', '::', '192.168.0.1', 'example.com'])
    await expect(startEmulator({ host })).rejects.toThrow(/loopback only/)
})

test('the emulator answers to loopback names only', async () => {
  const { port } = fixture.emulator
  expect(await statusFor(`localhost:${port}`)).toBe(200)
  expect(await statusFor(`127.0.0.1:${port}`)).toBe(200)
  expect(await statusFor('accounts.google.com')).toBe(403)
  expect(await statusFor(`rebound.example:${port}`)).toBe(403)
})

test('every control works over HTTP, with the same name and the same answer', async () => {
  const remote = emulatorControl(fixture.emulator.url)
  const added = await remote.addPerson({ account: ANA, person: named('Remote') })
  expect(await remote.persons({ account: ANA })).toEqual([added])
  expect(fixture.emulator.persons({ account: ANA })).toEqual([added])
  const resourceName = added.resourceName ?? ''
  await remote.editPerson({ account: ANA, resourceName, person: named('Edited') })
  expect(await remote.person({ account: ANA, resourceName })).toMatchObject({
    names: [{ givenName: 'Edited' }],
  })
  await remote.deletePerson({ account: ANA, resourceName })
  expect(await remote.person({ account: ANA, resourceName })).toBeNull()
  expect(await remote.accounts()).toEqual(fixture.emulator.accounts())
  const { body } = await request(`${fixture.emulator.url}/_control/`)
  expect(body).toContain('advance-clock')
})

test('an unknown control or a wrong argument is reported', async () => {
  const remote = emulatorControl(fixture.emulator.url)
  await expect(remote.persons({ account: 'nobody@example.com' })).rejects.toThrow(
    /no account nobody@example.com/,
  )
  await expect(
    remote.addPerson({ account: ANA, person: { names: [{}, { givenName: 'A' }, { givenName: 'B' }] } }),
  ).rejects.toThrow(/Cannot have more than one person.names/)
  expect((await request(`${fixture.emulator.url}/_control/nothing`)).status).toBe(404)
})

test('reset restores the seed, the clock, the switches and the quotas, and ends every grant', async () => {
  const { emulator } = fixture
  const before = emulator.accounts()
  const { accessToken } = emulator.issueTokens({ account: ANA })
  emulator.addPerson({ account: ANA, person: named('Extra') })
  emulator.addAccount({ email: 'x@example.com', name: 'X' })
  emulator.setLag({ ms: 1 })
  emulator.setQuotas('google')
  emulator.advanceClock({ days: 30 })
  emulator.addFaults([{ kind: 'drop-before' }])
  emulator.reset()
  expect(emulator.accounts()).toEqual(before)
  expect([emulator.switches().lagMs, emulator.quotas(), emulator.faults()]).toEqual([0, {}, []])
  expect(emulator.now()).toBeLessThan(Date.now() + 86_400_000)
  const headers = { authorization: `Bearer ${accessToken}` }
  const { status } = await request(`${emulator.url}/v1/people/me/connections?personFields=names`, { headers })
  expect(status).toBe(401)
})

test('many contacts can be added at once, and lists show them at once', async () => {
  const { emulator } = fixture
  emulator.setLag({ ms: 60_000 })
  emulator.addPersons({ account: ANA, persons: [named('A'), named('B')] })
  const { data } = await fixture
    .owner()
    .people.connections.list({ resourceName: 'people/me', personFields: 'names' })
  expect(givenNames(data.connections)).toEqual(['A', 'B'])
  expect(emulator.counts().mutations).toBe(0)
})

test('the clock runs, jumps, stops and resets', () => {
  let real = 1_000
  const clock = createClock(() => real)
  expect(clock.now()).toBe(1_000)
  clock.advance(500)
  real += 10
  expect(clock.now()).toBe(1_510)
  clock.freeze(true)
  real += 10
  expect(clock.now()).toBe(1_510)
  clock.advance(5)
  expect(clock.now()).toBe(1_515)
  clock.freeze(false)
  real += 10
  expect(clock.now()).toBe(1_525)
  clock.set(7)
  expect(clock.now()).toBe(7)
  clock.reset()
  expect(clock.now()).toBe(real)
})

test('the clock is set and frozen from outside', async () => {
  const remote = emulatorControl(fixture.emulator.url)
  const at = Date.parse('2030-01-01T00:00:00Z')
  await remote.setClock({ at: '2030-01-01T00:00:00Z', frozen: true })
  expect(await remote.now()).toBe(at)
  expect(await remote.advanceClock({ minutes: 1 })).toBe(at + 60_000)
})
