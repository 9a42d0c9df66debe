import { afterEach, describe, expect, it } from 'vitest'
import { beginConnect, FLOW_SECONDS, finishConnect } from '@/lib/auth/connect'
import { removePerson } from '@/lib/auth/disconnect'
import { CONTACTS_SCOPE } from '@/lib/auth/google'
import { freshAccessToken } from '@/lib/auth/tokens'
import { setEnv } from '@/lib/env'
import { connectionOf } from '@/lib/store/sync/connections'
import { tick } from '@/lib/worker/schedule'
import { withGoogle } from '@/testing/auth/google-fixture'
import { owner } from '@/testing/database/test-database'

const stage = withGoogle()
const now = new Date()
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000)

/** Presses the buttons of Google's pages and returns what it sends back. */
async function answer(url: string, email: string, step: 'allow' | 'cancel', scopes: readonly string[]) {
  const page = await (await fetch(url)).text()
  const request = /name="request" value="([^"]+)"/.exec(page)?.[1] ?? ''
  const press = (step: string, scopes: readonly string[] = []) =>
    fetch(`${stage.google().url}/signin/oauth`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams([
        ['request', request],
        ['account', email],
        ['step', step],
        ...scopes.map((scope) => ['scope', scope]),
      ]),
    })
  await press('account')
  const back = (await press(step, scopes)).headers.get('location') ?? ''
  return new URL(back).searchParams
}

const begin = () => beginConnect(stage.ana(), now)

describe('connecting a Google account', () => {
  it('asks once for contacts, for a refresh token, and for nothing more', async () => {
    const asked = new URL((await begin()).url).searchParams
    expect(asked.get('scope')).toBe(`openid email ${CONTACTS_SCOPE}`)
    expect(asked.get('access_type')).toBe('offline')
    expect(asked.get('code_challenge_method')).toBe('S256')
    expect(asked.get('redirect_uri')).toBe('http://localhost:3000/connect/google/callback')
  })

  it('ends with a connection whose tokens work', async () => {
    const { url, cookie } = await begin()
    const query = await answer(url, 'work@example.com', 'allow', [CONTACTS_SCOPE])
    const connected = await finishConnect(stage.ana(), later(60), query, cookie)
    const connection = await connectionOf(stage.ana(), 'google')
    expect(connected).toEqual({ kind: 'connected', connectionId: connection?.id })
    expect(connection?.accountEmail).toBe('work@example.com')
    const token = { id: connection?.id ?? '', firmId: stage.ana().firmId }
    const refused = await freshAccessToken(token)
    expect(await freshAccessToken(token, { refused })).not.toBe(refused)
  })

  it.each([
    ['contacts was left unticked', 'allow', [], 'unticked'],
    ['the person said no', 'cancel', [], 'denied'],
  ] as const)('stores nothing when %s', async (_, step, scopes, problem) => {
    const { url, cookie } = await begin()
    const query = await answer(url, 'work@example.com', step, scopes)
    expect(await finishConnect(stage.ana(), now, query, cookie)).toEqual({ kind: 'problem', problem })
    expect(await connectionOf(stage.ana(), 'google')).toBeNull()
  })

  it('is refused to another person who signed in meanwhile, and says so', async () => {
    const { url, cookie } = await begin()
    const query = await answer(url, 'work@example.com', 'allow', [CONTACTS_SCOPE])
    const refused = { kind: 'problem', problem: 'otherPerson' }
    expect(await finishConnect(stage.ben(), now, query, cookie)).toEqual(refused)
    expect(await connectionOf(stage.ben(), 'google')).toBeNull()
    expect(await connectionOf(stage.ana(), 'google')).toBeNull()
  })

  it('of a person who was removed meanwhile leaves no token here and no grant at Google', async () => {
    const { url, cookie } = await begin()
    const query = await answer(url, 'work@example.com', 'allow', [CONTACTS_SCOPE])
    const ana = stage.ana()
    await owner().user.update({ where: { id: ana.userId }, data: { removedAt: now } })
    expect(await finishConnect(ana, now, query, cookie)).toEqual({ kind: 'problem', problem: 'removed' })
    expect(await owner().connection.count()).toBe(0)
    expect(stage.google().grants({ account: 'work@example.com' })).toEqual([])
  })

  it('saved at the very moment of the removal, is closed by it or refused after it', async () => {
    const admin = { ...stage.ben(), role: 'admin' } as const
    await owner().user.update({ where: { id: admin.userId }, data: { role: 'admin' } })
    for (let round = 0; round < 10; round += 1) {
      const ana = stage.ana()
      await owner().user.update({ where: { id: ana.userId }, data: { removedAt: null } })
      const { url, cookie } = await begin()
      const query = await answer(url, 'work@example.com', 'allow', [CONTACTS_SCOPE])
      await Promise.all([finishConnect(ana, now, query, cookie), removePerson(admin, ana.userId)])
      // What is left where the removal looked for connections before one was saved.
      await tick(new Date())
      expect(await owner().connection.count({ where: { disconnectedAt: null } })).toBe(0)
      expect(stage.google().grants({ account: 'work@example.com' })).toEqual([])
    }
  })

  it('is refused to another browser, after its time, and with another state', async () => {
    const { url, cookie } = await begin()
    const query = await answer(url, 'work@example.com', 'allow', [CONTACTS_SCOPE])
    const expired = { kind: 'problem', problem: 'expired' }
    const forged = new URLSearchParams({ ...Object.fromEntries(query), state: 'made up' })
    const other = (await begin()).cookie
    expect(await finishConnect(stage.ana(), now, query, undefined)).toEqual(expired)
    expect(await finishConnect(stage.ana(), now, query, cookie.replace(/.{9}$/, 'AAAAAAAAA'))).toEqual(
      expired,
    )
    expect(await finishConnect(stage.ana(), now, query, other)).toEqual(expired)
    expect(await finishConnect(stage.ana(), later(FLOW_SECONDS + 1), query, cookie)).toEqual(expired)
    expect(await finishConnect(stage.ana(), now, forged, cookie)).toEqual(expired)
    expect(await connectionOf(stage.ana(), 'google')).toBeNull()
  })

  it('fails without a trace when Google refuses the code, as on the second use', async () => {
    const { url, cookie } = await begin()
    const query = await answer(url, 'work@example.com', 'allow', [CONTACTS_SCOPE])
    await finishConnect(stage.ana(), now, query, cookie)
    expect(await finishConnect(stage.ana(), now, query, cookie)).toEqual({
      kind: 'problem',
      problem: 'failed',
    })
  })
})

describe('where only accounts of the organization’s domains may be connected', () => {
  afterEach(() => setEnv({ ALLOWED_DOMAINS: '' }))

  it('one of another domain is refused, and Google takes the grant back', async () => {
    setEnv({ ALLOWED_DOMAINS: 'firm.example' })
    const { url, cookie } = await begin()
    expect(new URL(url).searchParams.get('hd')).toBe('firm.example')
    const query = await answer(url, 'work@example.com', 'allow', [CONTACTS_SCOPE])
    const refused = { kind: 'problem', problem: 'domain' }
    expect(await finishConnect(stage.ana(), now, query, cookie)).toEqual(refused)
    expect(await connectionOf(stage.ana(), 'google')).toBeNull()
    expect(
      stage
        .google()
        .requests()
        .some(({ path }) => path.startsWith('/revoke')),
    ).toBe(true)
  })

  it('one of a domain of the list is connected', async () => {
    setEnv({ ALLOWED_DOMAINS: 'firm.example, example.com' })
    const { url, cookie } = await begin()
    const query = await answer(url, 'work@example.com', 'allow', [CONTACTS_SCOPE])
    expect(await finishConnect(stage.ana(), now, query, cookie)).toMatchObject({ kind: 'connected' })
  })
})
