import { afterEach, describe, expect, it } from 'vitest'
import { removePerson } from '@/lib/auth/consent/disconnect'
import { FLOW_SECONDS } from '@/lib/auth/consent/flow'
import { freshAccessToken } from '@/lib/auth/consent/tokens'
import { CONTACTS_SCOPE } from '@/lib/auth/google'
import { setEnv } from '@/lib/env'
import { connectionOf } from '@/lib/store/sync/connections'
import { tick } from '@/lib/worker/schedule'
import { answerAtGoogle, beginWalk, endWalk } from '@/testing/auth/consent-walk'
import { withGoogle } from '@/testing/auth/google-fixture'
import { owner } from '@/testing/database/test-database'

const fixture = withGoogle()
const now = new Date()
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000)

const answer = (url: string, email: string, step: 'allow' | 'cancel', scopes: readonly string[]) =>
  answerAtGoogle(fixture.google().url, { url, email, step, scopes })

const begin = () => beginWalk(fixture.ana(), now)

describe('connecting a Google account', () => {
  it('asks once for contacts, for a refresh token, and for nothing more', async () => {
    const asked = new URL((await begin()).url).searchParams
    expect(asked.get('scope')).toBe(`openid email ${CONTACTS_SCOPE}`)
    expect(asked.get('access_type')).toBe('offline')
    expect(asked.get('code_challenge_method')).toBe('S256')
    expect(asked.get('redirect_uri')).toBe('http://localhost:3000/api/auth/callback/google-contacts')
  })

  it('ends with a connection whose tokens work', async () => {
    const begun = await begin()
    const query = await answer(begun.url, 'work@example.com', 'allow', [CONTACTS_SCOPE])
    const connected = await endWalk(fixture.ana(), later(60), query, begun)
    const connection = await connectionOf(fixture.ana(), 'google')
    expect(connected).toEqual({ kind: 'connected', connectionId: connection?.id })
    expect(connection?.accountEmail).toBe('work@example.com')
    const token = { id: connection?.id ?? '', firmId: fixture.ana().firmId }
    const refused = await freshAccessToken(token)
    expect(await freshAccessToken(token, { refused })).not.toBe(refused)
  })

  it.each([
    ['contacts was left unticked', 'allow', [], 'unticked'],
    ['the person said no', 'cancel', [], 'denied'],
  ] as const)('stores nothing when %s', async (_, step, scopes, problem) => {
    const begun = await begin()
    const query = await answer(begun.url, 'work@example.com', step, scopes)
    expect(await endWalk(fixture.ana(), now, query, begun)).toEqual({ kind: 'problem', problem })
    expect(await connectionOf(fixture.ana(), 'google')).toBeNull()
  })

  it('is refused with a reason if another person has signed in meanwhile', async () => {
    const begun = await begin()
    const query = await answer(begun.url, 'work@example.com', 'allow', [CONTACTS_SCOPE])
    const refused = { kind: 'problem', problem: 'otherPerson' }
    expect(await endWalk(fixture.ben(), now, query, begun)).toEqual(refused)
    expect(await connectionOf(fixture.ben(), 'google')).toBeNull()
    expect(await connectionOf(fixture.ana(), 'google')).toBeNull()
  })

  it('leaves no token here and no grant at Google if the person was removed meanwhile', async () => {
    const begun = await begin()
    const query = await answer(begun.url, 'work@example.com', 'allow', [CONTACTS_SCOPE])
    const ana = fixture.ana()
    await owner().user.update({ where: { id: ana.userId }, data: { removedAt: now } })
    expect(await endWalk(ana, now, query, begun)).toEqual({ kind: 'problem', problem: 'removed' })
    expect(await owner().connection.count()).toBe(0)
    expect(fixture.google().grants({ account: 'work@example.com' })).toEqual([])
  })

  it('is either closed or refused if it is saved at the moment of the removal', async () => {
    const admin = { ...fixture.ben(), role: 'admin' } as const
    await owner().user.update({ where: { id: admin.userId }, data: { role: 'admin' } })
    for (let round = 0; round < 10; round += 1) {
      const ana = fixture.ana()
      await owner().user.update({ where: { id: ana.userId }, data: { removedAt: null } })
      const begun = await begin()
      const query = await answer(begun.url, 'work@example.com', 'allow', [CONTACTS_SCOPE])
      await Promise.all([endWalk(ana, now, query, begun), removePerson(admin, ana.userId)])
      // The state if the removal looked for connections before this one was saved.
      await tick(new Date())
      expect(await owner().connection.count({ where: { disconnectedAt: null } })).toBe(0)
      expect(fixture.google().grants({ account: 'work@example.com' })).toEqual([])
    }
  })

  it('is refused from another browser, after it expires, and with another state', async () => {
    const begun = await begin()
    const query = await answer(begun.url, 'work@example.com', 'allow', [CONTACTS_SCOPE])
    const expired = { kind: 'problem', problem: 'expired' }
    const forged = new URLSearchParams({ ...Object.fromEntries(query), state: 'made up' })
    const other = await begin()
    expect(await endWalk(fixture.ana(), now, query, { ...begun, cookie: undefined })).toEqual(expired)
    expect(
      await endWalk(fixture.ana(), now, query, {
        ...begun,
        cookie: begun.cookie.replace(/.{9}$/, 'AAAAAAAAA'),
      }),
    ).toEqual(expired)
    expect(await endWalk(fixture.ana(), now, query, other)).toEqual(expired)
    expect(await endWalk(fixture.ana(), later(FLOW_SECONDS + 1), query, begun)).toEqual(expired)
    expect(await endWalk(fixture.ana(), now, forged, begun)).toEqual(expired)
    expect(await connectionOf(fixture.ana(), 'google')).toBeNull()
  })

  it('fails in a browser that next-auth did not send to Google, whatever our own cookie says', async () => {
    const begun = await begin()
    const query = await answer(begun.url, 'work@example.com', 'allow', [CONTACTS_SCOPE])
    const failed = { kind: 'problem', problem: 'failed' }
    for (const jar of [new Map<string, string>(), (await begin()).jar])
      expect(await endWalk(fixture.ana(), now, query, { jar, cookie: begun.cookie })).toEqual(failed)
    for (const name of ['next-auth.pkce.code_verifier', 'next-auth.state', 'next-auth.nonce']) {
      const jar = new Map(begun.jar)
      expect(jar.delete(name)).toBe(true)
      expect(await endWalk(fixture.ana(), now, query, { jar, cookie: begun.cookie })).toEqual(failed)
    }
    expect(await connectionOf(fixture.ana(), 'google')).toBeNull()
  })

  it('stores nothing if Google refuses the code, as on its second use', async () => {
    const begun = await begin()
    const query = await answer(begun.url, 'work@example.com', 'allow', [CONTACTS_SCOPE])
    await endWalk(fixture.ana(), now, query, begun)
    expect(await endWalk(fixture.ana(), now, query, begun)).toEqual({
      kind: 'problem',
      problem: 'failed',
    })
  })
})

describe('if only accounts of the organization’s domains may be connected', () => {
  afterEach(() => setEnv({ ALLOWED_DOMAINS: '' }))

  it('an account of another domain is refused, and its grant is revoked', async () => {
    setEnv({ ALLOWED_DOMAINS: 'firm.example' })
    const begun = await begin()
    expect(new URL(begun.url).searchParams.get('hd')).toBe('firm.example')
    const query = await answer(begun.url, 'work@example.com', 'allow', [CONTACTS_SCOPE])
    const refused = { kind: 'problem', problem: 'domain' }
    expect(await endWalk(fixture.ana(), now, query, begun)).toEqual(refused)
    expect(await connectionOf(fixture.ana(), 'google')).toBeNull()
    expect(
      fixture
        .google()
        .requests()
        .some(({ path }) => path.startsWith('/revoke')),
    ).toBe(true)
  })

  it('an account of a listed domain is connected', async () => {
    setEnv({ ALLOWED_DOMAINS: 'firm.example, example.com' })
    const begun = await begin()
    const query = await answer(begun.url, 'work@example.com', 'allow', [CONTACTS_SCOPE])
    expect(await endWalk(fixture.ana(), now, query, begun)).toMatchObject({ kind: 'connected' })
  })
})
