import { describe, expect, it, vi } from 'vitest'
import { disconnect } from '@/lib/auth/consent/disconnect'
import { freshAccessToken, openRefreshToken, sealTokens } from '@/lib/auth/consent/tokens'
import { CONTACTS_SCOPE } from '@/lib/auth/google'
import { setEnv } from '@/lib/env'
import type { Actor } from '@/lib/store/firm/actor'
import { contactCollections } from '@/lib/store/sync/collections'
import {
  connectionOf,
  getConnection,
  loseConsent,
  saveConnection,
  storeTokens,
} from '@/lib/store/sync/connections'
import { withGoogle } from '@/testing/auth/google-fixture'
import { owner, ownerPool } from '@/testing/database/test-database'

const fixture = withGoogle()

/** Stores a new consent; `minutes` is the remaining life of its access token. */
async function connect(actor: Actor, email: string, minutes: number) {
  const google = fixture.google()
  const account =
    google.accounts().find((one) => one.email === email) ?? google.addAccount({ email, name: email })
  const issued = google.issueTokens({ account: email, scopes: ['openid', 'email', CONTACTS_SCOPE] })
  const tokens = {
    access_token: issued.accessToken,
    refresh_token: issued.refreshToken,
    expires_at: Math.round(Date.now() / 1000) + minutes * 60,
  }
  const provider = 'google' as const
  const who = { provider, accountId: account.sub, accountEmail: email, scopes: [CONTACTS_SCOPE] }
  const id = await saveConnection(actor, who, (id) => sealTokens(id, tokens))
  if (id === null) throw new Error('the person is not in the firm')
  return { id, ...issued }
}

/** Everybody in this fixture belongs to one firm. */
const ours = (id: string) => ({ id, firmId: fixture.ana().firmId })
const freshToken = (id: string, options?: { readonly refused: string }) => freshAccessToken(ours(id), options)
const connectionRow = (id: string) => getConnection(ours(id))

const refreshes = () =>
  fixture
    .google()
    .requests()
    .filter(({ path }) => path.startsWith('/token')).length

describe('an access token', () => {
  it('is returned until it expires, without a call to Google', async () => {
    const { id, accessToken } = await connect(fixture.ana(), 'ana@example.com', 30)
    expect(await freshToken(id)).toBe(accessToken)
    expect(refreshes()).toBe(0)
  })

  it('is refreshed once, however many requests need it at once', async () => {
    const { id, accessToken } = await connect(fixture.ana(), 'ana@example.com', 4)
    const given = new Set(await Promise.all([1, 2, 3, 4, 5].map(() => freshToken(id))))
    expect(given.size).toBe(1)
    expect(given.has(accessToken)).toBe(false)
    expect(refreshes()).toBe(1)
  })

  it('is replaced early if Google refuses it, once for all refused requests', async () => {
    const { id, accessToken } = await connect(fixture.ana(), 'ana@example.com', 30)
    const given = new Set(await Promise.all([1, 2, 3].map(() => freshToken(id, { refused: accessToken }))))
    expect([...given]).not.toContain(accessToken)
    expect(refreshes()).toBe(1)
  })

  it('is stored sealed, and opens with the old key after a rotation', async () => {
    const { id, accessToken, refreshToken } = await connect(fixture.ana(), 'ana@example.com', 30)
    const row = JSON.stringify(await connectionRow(id))
    expect(row).not.toContain(accessToken)
    expect(row).not.toContain(refreshToken)
    const [before, after] = [1, 2].map((byte) => Buffer.alloc(32, byte).toString('base64'))
    setEnv({ TOKEN_KEY: after, TOKEN_KEY_OLD: before })
    expect(await freshToken(id)).toBe(accessToken)
    await freshToken(id, { refused: accessToken })
    setEnv({ TOKEN_KEY_OLD: '' })
    expect(await freshToken(id)).not.toBe(accessToken)
    setEnv({ TOKEN_KEY: before })
  })
})

describe('while a token is refreshed at Google', () => {
  const slowly = () =>
    fixture.google().addFaults([{ kind: 'delay', delayMs: 1_000, match: { api: 'oauth.token' }, times: 1 }])
  const holderOf = (id: string) => owner().accountLease.findUnique({ where: { account: `token:${id}` } })
  const asked = (id: string) => vi.waitUntil(() => holderOf(id), { timeout: 10_000, interval: 10 })

  it('no transaction is open and no row is locked', async () => {
    const { id } = await connect(fixture.ana(), 'ana@example.com', 0)
    slowly()
    const token = freshToken(id)
    await asked(id)
    const { rows } = await ownerPool().query(
      `select from pg_stat_activity where application_name = 'concord' and datname = current_database() and xact_start is not null`,
    )
    expect(rows).toEqual([])
    expect(await token).toBeTruthy()
  })

  it('a reconnect meanwhile wins: the new grant stays, and every request gets its token', async () => {
    const { id } = await connect(fixture.ana(), 'ana@example.com', 0)
    slowly()
    const token = freshToken(id)
    await asked(id)
    const again = await connect(fixture.ana(), 'ana@example.com', 30)
    expect(await token).toBe(again.accessToken)
    expect(await freshToken(id)).toBe(again.accessToken)
  })

  it('a reconnect meanwhile is not undone by Google’s answer about the former grant', async () => {
    const { id } = await connect(fixture.ana(), 'ana@example.com', 0)
    const former = await connectionRow(id)
    if (!former) throw new Error('no connection')
    await connect(fixture.ana(), 'ana@example.com', 30)
    expect(await loseConsent(former, new Date())).toBe(false)
    expect((await connectionOf(fixture.ana(), 'google'))?.consentLostAt).toBeNull()
  })

  it('a disconnect meanwhile leaves no token behind', async () => {
    const { id } = await connect(fixture.ana(), 'ana@example.com', 0)
    slowly()
    const token = freshToken(id)
    token.catch(() => undefined)
    await asked(id)
    await disconnect(fixture.ana(), id)
    await expect(token).rejects.toMatchObject({ kind: 'consent' })
    expect(await connectionRow(id)).toMatchObject({ accessToken: null, refreshToken: null })
  })

  it('a process that crashed delays others no longer than its lease', async () => {
    const { id } = await connect(fixture.ana(), 'ana@example.com', 0)
    const until = new Date(Date.now() + 1_000)
    await owner().accountLease.create({ data: { account: `token:${id}`, holder: 'dead', until } })
    expect(await freshToken(id)).toBeTruthy()
    expect(refreshes()).toBe(1)
  })

  it('a new refresh token in the answer replaces the old one', async () => {
    const { id } = await connect(fixture.ana(), 'ana@example.com', 0)
    const row = await connectionRow(id)
    if (!row) throw new Error('no connection')
    const rotated = {
      access_token: 'a2',
      refresh_token: 'r2',
      expires_at: Date.now() / 1000 + 3600,
    }
    expect(await storeTokens(row, sealTokens(id, rotated))).toBe(true)
    const now = await connectionRow(id)
    expect(now && openRefreshToken(now)).toBe('r2')
    expect(await storeTokens(row, sealTokens(id, rotated))).toBe(false)
  })
})

describe('without a grant', () => {
  it('consent is lost, and this is stored so that Google is not called again', async () => {
    const { id } = await connect(fixture.ana(), 'ana@example.com', 0)
    fixture.google().revokeGrants({ account: 'ana@example.com' })
    await expect(freshToken(id)).rejects.toMatchObject({ kind: 'consent' })
    expect((await connectionOf(fixture.ana(), 'google'))?.consentLostAt).toBeInstanceOf(Date)
    await expect(freshToken(id)).rejects.toMatchObject({ kind: 'consent' })
    expect(refreshes()).toBe(1)
  })

  it('a missing answer from Google is not a lost consent', async () => {
    const { id } = await connect(fixture.ana(), 'ana@example.com', 0)
    fixture.google().addFaults([{ kind: 'status', status: 503, match: { api: 'oauth.token' }, times: 0 }])
    await expect(freshToken(id)).rejects.toMatchObject({ kind: 'unavailable' })
    expect((await connectionOf(fixture.ana(), 'google'))?.consentLostAt).toBeNull()
    fixture.google().clearFaults()
    expect(await freshToken(id)).toBeTruthy()
  })
})

describe('disconnecting', () => {
  it('erases the tokens, revokes the grant and ends open runs', async () => {
    const { id } = await connect(fixture.ana(), 'ana@example.com', 30)
    expect(await disconnect(fixture.ana(), id)).toEqual({ kind: 'disconnected', revoked: true })
    expect(await connectionRow(id)).toMatchObject({ accessToken: null, refreshToken: null })
    expect(fixture.google().grants({ account: 'ana@example.com' })).toEqual([])
    expect(await connectionOf(fixture.ana(), 'google')).toBeNull()
    await expect(freshToken(id)).rejects.toMatchObject({ kind: 'consent' })
    expect(await disconnect(fixture.ana(), id)).toEqual({ kind: 'missing' })
  })

  it('is allowed to the owner and to administrators of the firm, to nobody else', async () => {
    const { id } = await connect(fixture.ana(), 'ana@example.com', 30)
    expect(await disconnect(fixture.ben(), id)).toEqual({ kind: 'missing' })
    const stranger: Actor = { userId: crypto.randomUUID(), firmId: crypto.randomUUID(), role: 'admin' }
    expect(await disconnect(stranger, id)).toEqual({ kind: 'missing' })
    const admin: Actor = { ...fixture.ben(), role: 'admin' }
    await expect(disconnect(admin, id)).rejects.toThrow('administrator')
    await owner().user.update({ where: { id: admin.userId }, data: { role: 'admin' } })
    expect(await disconnect(admin, id)).toMatchObject({ kind: 'disconnected' })
  })

  it('keeps the grant while a colleague uses the same account', async () => {
    const shared = await connect(fixture.ana(), 'office@example.com', 30)
    const bens = await connect(fixture.ben(), 'office@example.com', 0)
    await disconnect(fixture.ana(), shared.id)
    expect(await freshToken(bens.id)).toBeTruthy()
  })

  it('keeps the grant while somebody in another firm uses the same account', async () => {
    const shared = await connect(fixture.ana(), 'office@example.com', 30)
    const eve: Actor = { userId: crypto.randomUUID(), firmId: crypto.randomUUID(), role: 'member' }
    await owner().firm.create({ data: { id: eve.firmId, name: 'Theirs' } })
    const person = { subject: eve.userId, email: 'eve@example.com', name: 'eve', role: 'member' } as const
    await owner().user.create({ data: { id: eve.userId, firmId: eve.firmId, ...person } })
    const { id } = await connect(eve, 'office@example.com', 0)
    await disconnect(fixture.ana(), shared.id)
    expect(await freshAccessToken({ id, firmId: eve.firmId })).toBeTruthy()
  })

  it('works if Google cannot be reached, and says so', async () => {
    const { id } = await connect(fixture.ana(), 'ana@example.com', 30)
    fixture.google().addFaults([{ kind: 'status', status: 503, match: { api: 'oauth.revoke' }, times: 0 }])
    expect(await disconnect(fixture.ana(), id)).toEqual({ kind: 'disconnected', revoked: false })
    expect(await connectionRow(id)).toMatchObject({ refreshToken: null })
  })
})

describe('connecting', () => {
  it('the same account again keeps the connection and its links', async () => {
    const first = await connect(fixture.ana(), 'ana@example.com', 30)
    await disconnect(fixture.ana(), first.id)
    const again = await connect(fixture.ana(), 'ana@example.com', 30)
    expect(again.id).toBe(first.id)
    expect(await freshToken(again.id)).toBe(again.accessToken)
  })

  it('another account closes the first, with a notice if that one was synced', async () => {
    const { userId, firmId } = fixture.ana()
    const first = await connect(fixture.ana(), 'ana@example.com', 30)
    const sync = {
      id: crypto.randomUUID(),
      firmId,
      connectionId: first.id,
      account: 'google:ana@example.com',
      kind: 'contacts',
      settings: {},
    } as const
    const joined = await contactCollections({ firmId, connectionId: first.id })
    await owner().sync.create({ data: { ...sync, ...joined, state: 'active', startedAt: new Date() } })
    const contact = { id: crypto.randomUUID(), firmId, sortKey: '', search: '' }
    await owner().contact.create({ data: contact })
    const base = { baseLocal: {}, baseRemote: {}, localVersion: 1, remoteVersion: '1', baseAt: new Date() }
    await owner().link.create({
      data: {
        id: crypto.randomUUID(),
        firmId,
        syncId: sync.id,
        localId: contact.id,
        remoteId: 'people/1',
        ...base,
      },
    })
    await connect(fixture.ana(), 'private@example.com', 30)
    expect(await connectionOf({ userId, firmId }, 'google')).toMatchObject({
      accountEmail: 'private@example.com',
      previous: { email: 'ana@example.com', contacts: 1 },
    })
    expect(await connectionRow(first.id)).toMatchObject({ refreshToken: null })
    expect((await owner().sync.findUnique({ where: { id: sync.id } }))?.state).toBe('stopped')
    // The person connects the account that was synced last, so it is the same connection.
    await connect(fixture.ana(), 'ana@example.com', 30)
    expect(await connectionOf({ userId, firmId }, 'google')).toMatchObject({ previous: null })
  })
})
