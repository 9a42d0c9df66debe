// Everything that the emulator stores in its file is restored after a restart, including tokens.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startEmulator } from './server'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'emulator-'))
})
afterAll(() => rm(folder, { recursive: true }))

const connections = async (url: string, accessToken: string) => {
  const answer = await fetch(`${url}/v1/people/me/connections?personFields=names`, {
    headers: { authorization: `Bearer ${accessToken}` },
  })
  return [answer.status, JSON.stringify(await answer.json())] as const
}

test('address books, calendars and tokens survive a restart', async () => {
  const keepIn = join(folder, 'google')
  const first = await startEmulator({ seed: 'empty', keepIn })
  first.addAccount({ email: 'ana@example.com', name: 'Ana' })
  const made = first.addPerson({ account: 'ana@example.com', person: { names: [{ givenName: 'Kept' }] } })
  const day = { summary: 'Kept too', start: { date: '2026-12-01' }, end: { date: '2026-12-02' } }
  const event = first.addEvent({ account: 'ana@example.com', event: day })
  const { accessToken } = first.issueTokens({ account: 'ana@example.com' })
  await first.close()

  const second = await startEmulator({ seed: 'empty', keepIn })
  const [status, text] = await connections(second.url, accessToken)
  expect([status, text.includes('Kept')]).toEqual([200, true])
  expect(second.events({ account: 'ana@example.com' })).toEqual([event])
  second.deletePerson({ account: 'ana@example.com', resourceName: made.resourceName ?? '' })
  expect((await connections(second.url, accessToken))[1]).not.toContain('Kept')
  await second.close()
})
