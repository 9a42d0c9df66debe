// Google's sign-in: discovery, the pages, codes and tokens, and what ends them.
import { createHash, randomBytes } from 'node:crypto'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { ANA, BEN, openFixture, request } from '@/emulator/fixture'

const fixture = openFixture({
  clients: [
    { id: 'concord', secret: 'concord-secret', name: 'Concord' },
    { id: 'strict', secret: 'sesame & co', name: 'Strict', redirectUris: ['https://app.example/back'] },
  ],
})

const CONTACTS = 'https://www.googleapis.com/auth/contacts'
const CALENDAR = 'https://www.googleapis.com/auth/calendar'
const SIGN_IN = 'openid email profile'
const BACK = 'http://localhost:3000/back'
const verifier = randomBytes(32).toString('base64url')
const challenge = createHash('sha256').update(verifier).digest('base64url')

const url = (path: string) => fixture.emulator.url + path
const authorizeUrl = (params: Record<string, string> = {}) =>
  url(
    `/o/oauth2/v2/auth?${new URLSearchParams({
      client_id: 'concord',
      redirect_uri: BACK,
      response_type: 'code',
      scope: `${SIGN_IN} ${CONTACTS}`,
      state: 's1',
      access_type: 'offline',
      ...params,
    })}`,
  )

async function press(
  step: string,
  page: string,
  fields: readonly (readonly [string, string])[] = [],
  account = ANA,
) {
  const id = /name="request" value="([^"]+)"/.exec(page)?.[1] ?? ''
  const body = new URLSearchParams([
    ['request', id],
    ['account', account],
    ['step', step],
    ...fields.map(([k, v]) => [k, v]),
  ])
  const response = await fetch(url('/signin/oauth'), { method: 'POST', redirect: 'manual', body })
  return {
    text: await response.text(),
    status: response.status,
    location: response.headers.get('location') ?? '',
  }
}

const answerOf = (location: string) => Object.fromEntries(new URL(location).searchParams)

/** Walks from the app's link through the pages to the redirect, with these boxes checked. */
async function consent(
  params: Record<string, string> = {},
  ticked: readonly string[] = [CONTACTS],
  account = ANA,
) {
  const { text: chooser } = await request(authorizeUrl(params))
  const asked = await press('account', chooser, [], account)
  if (asked.location) return answerOf(asked.location)
  const { location } = await press(
    'allow',
    asked.text,
    ticked.map((scope) => ['scope', scope] as const),
    account,
  )
  return answerOf(location)
}

const token = (fields: Record<string, string>, basic?: string) =>
  request(url('/token'), {
    method: 'POST',
    headers: basic ? { authorization: `Basic ${Buffer.from(basic).toString('base64')}` } : {},
    body: new URLSearchParams(fields),
  })
const CLIENT = { client_id: 'concord', client_secret: 'concord-secret' }

interface Tokens {
  readonly access_token: string
  readonly refresh_token?: string
  readonly id_token?: string
  readonly scope: string
  readonly expires_in: number
  readonly refresh_token_expires_in?: number
}
const exchange = async (code = '', more: Record<string, string> = {}) =>
  (await token({ grant_type: 'authorization_code', code, redirect_uri: BACK, ...CLIENT, ...more }))
    .body as Tokens
const refresh = (refresh_token = '') => token({ grant_type: 'refresh_token', refresh_token, ...CLIENT })
const connect = async (params: Record<string, string> = {}) => exchange((await consent(params)).code)

const DEAD = { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' }

describe('discovery', () => {
  test('discovery names the address of the request as issuer, and every endpoint on it', async () => {
    const base = `http://localhost:${fixture.emulator.port}`
    const { body } = await request(`${base}/.well-known/openid-configuration`)
    expect(body).toMatchObject({
      issuer: base,
      authorization_endpoint: `${base}/o/oauth2/v2/auth`,
      token_endpoint: `${base}/token`,
      jwks_uri: `${base}/oauth2/v3/certs`,
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    })
  })
})

describe('authorize', () => {
  test('an unknown client or a wrong redirect address gets a page, never a redirect', async () => {
    const wrong = await request(authorizeUrl({ redirect_uri: 'http://evil.example/' }))
    expect([wrong.status, wrong.text.includes('redirect_uri_mismatch')]).toEqual([400, true])
    const strict = { client_id: 'strict', redirect_uri: BACK }
    expect((await request(authorizeUrl(strict))).text).toContain('redirect_uri_mismatch')
    expect((await request(authorizeUrl({ client_id: 'nobody' }))).status).toBe(401)
    expect((await request(authorizeUrl({ response_type: 'token' }))).text).toContain('invalid_request')
  })

  test('the account chooser shows every account, and login_hint skips it', async () => {
    const { text } = await request(authorizeUrl())
    for (const email of [ANA, BEN]) expect(text).toContain(email)
    expect((await request(authorizeUrl({ login_hint: ANA }))).text).toContain(
      'wants access to your Google Account',
    )
    const chooser = await request(authorizeUrl({ login_hint: ANA, prompt: 'select_account' }))
    expect(chooser.text).toContain('Choose an account')
  })

  test('an unknown address becomes a new account without contacts', async () => {
    const { text } = await request(authorizeUrl())
    await press('account', text, [['name', 'Dana Dew']], 'dana@firm.example')
    expect(fixture.emulator.accounts()).toContainEqual(
      expect.objectContaining({ email: 'dana@firm.example', name: 'Dana Dew', contacts: 0 }),
    )
  })

  test('signing in shows no check boxes, only Continue', async () => {
    const { text } = await request(authorizeUrl({ scope: SIGN_IN, login_hint: ANA }))
    expect(text).toContain('>Continue</button>')
    expect(text).not.toContain('type="checkbox"')
  })

  test('access to data shows one check box for each kind, with Allow and Cancel', async () => {
    const { text } = await request(
      authorizeUrl({ scope: `${SIGN_IN} ${CONTACTS} ${CALENDAR}`, login_hint: ANA }),
    )
    expect(text.match(/type="checkbox"/g)).toHaveLength(2)
    expect([text.includes('>Allow</button>'), text.includes('>Cancel</button>')]).toEqual([true, true])
    expect(text.match(/ checked/g)).toHaveLength(2)
  })

  test('by switch the boxes are unchecked at first', async () => {
    fixture.emulator.setSwitches({ consentBoxes: 'unticked' })
    expect((await request(authorizeUrl({ login_hint: ANA }))).text).not.toContain(' checked')
  })

  test('the redirect carries code, state and the granted scopes', async () => {
    expect(await consent()).toMatchObject({
      state: 's1',
      code: expect.any(String),
      scope: `${SIGN_IN} ${CONTACTS}`,
    })
  })

  test('Cancel redirects with access_denied and the state', async () => {
    const { text } = await request(authorizeUrl({ login_hint: ANA }))
    expect(answerOf((await press('cancel', text)).location)).toEqual({ error: 'access_denied', state: 's1' })
    expect(fixture.emulator.grants({ account: ANA })).toEqual([])
  })

  test('an unchecked box is not granted, and the reply says so', async () => {
    const { code, scope } = await consent({}, [])
    expect(scope).toBe(SIGN_IN)
    expect((await exchange(code)).scope).toBe(SIGN_IN)
  })

  test('if all requested boxes are unchecked, the redirect says access_denied', async () => {
    expect(await consent({ scope: CONTACTS }, [])).toMatchObject({ error: 'access_denied' })
  })

  test('granted access is not requested again unless prompt=consent', async () => {
    await consent()
    const { text } = await request(authorizeUrl())
    expect((await press('account', text)).location).toContain('code=')
    const { text: again } = await request(authorizeUrl({ prompt: 'consent' }))
    expect((await press('account', again)).text).toContain('>Allow</button>')
  })

  test('prompt=none answers without a page', async () => {
    const silent = async (params: Record<string, string>) => {
      const response = await fetch(authorizeUrl({ prompt: 'none', ...params }), { redirect: 'manual' })
      return answerOf(response.headers.get('location') ?? '')
    }
    expect(await silent({})).toMatchObject({ error: 'interaction_required' })
    expect(await silent({ login_hint: ANA })).toMatchObject({ error: 'consent_required' })
    await consent()
    expect(await silent({ login_hint: ANA })).toHaveProperty('code')
  })

  test('include_granted_scopes joins earlier grants', async () => {
    await consent()
    const plain = await consent({ scope: CALENDAR, prompt: 'consent' }, [CALENDAR])
    expect(plain.scope).toBe(CALENDAR)
    const joined = await consent({ scope: CALENDAR, include_granted_scopes: 'true' }, [CALENDAR])
    expect(joined.scope?.split(' ').sort()).toEqual([...SIGN_IN.split(' '), CONTACTS, CALENDAR].sort())
  })

  test('calendar access is asked for later, each scope with a box of its own, and joins what was granted', async () => {
    const [made, list] = [`${CALENDAR}.app.created`, `${CALENDAR}.calendarlist.readonly`]
    const more = { scope: `${made} ${list}`, include_granted_scopes: 'true', login_hint: ANA }
    await consent()
    const { text } = await request(authorizeUrl(more))
    expect(
      [...text.matchAll(/type="checkbox" name="scope" value="([^"]+)"/g)].map(([, scope]) => scope),
    ).toEqual([made, list])
    expect(text).toContain('Make secondary Google calendars')
    expect(text).not.toContain('permanently delete your contacts')
    const { location } = await press('allow', text, [['scope', made]])
    const scopes = answerOf(location).scope?.split(' ') ?? []
    expect([CONTACTS, made, list].map((scope) => scopes.includes(scope))).toEqual([true, true, false])
  })

  test('a page is valid for one answer', async () => {
    const { text } = await request(authorizeUrl({ login_hint: ANA }))
    await press('cancel', text)
    expect((await press('allow', text)).status).toBe(400)
  })
})

describe('codes', () => {
  test('the id token is signed RS256 by a published key, with nonce, at_hash and the identity', async () => {
    const { code } = await consent({ nonce: 'n1' })
    const tokens = await exchange(code)
    const keys = createRemoteJWKSet(new URL(url('/oauth2/v3/certs')))
    const { payload, protectedHeader } = await jwtVerify(tokens.id_token ?? '', keys, {
      issuer: fixture.emulator.url,
      audience: 'concord',
    })
    const at_hash = createHash('sha256')
      .update(tokens.access_token)
      .digest()
      .subarray(0, 16)
      .toString('base64url')
    expect(protectedHeader.alg).toBe('RS256')
    expect(payload).toMatchObject({
      email: ANA,
      email_verified: true,
      name: 'Ana Lima',
      given_name: 'Ana',
      nonce: 'n1',
      at_hash,
    })
    expect(payload.sub).toMatch(/^\d{21}$/)
  })

  test('an account of an organization names it in hd, and one of Gmail has none', async () => {
    const hd = async (account: string) => {
      const { code } = await consent({}, [CONTACTS], account)
      const { access_token } = await exchange(code)
      const headers = { authorization: `Bearer ${access_token}` }
      return ((await request(url('/v1/userinfo'), { headers })).body as { hd?: string }).hd
    }
    expect([await hd(ANA), await hd('ana@gmail.com')]).toEqual(['example.com', undefined])
  })

  test('id tokens use real time, since their reader checks them against it', async () => {
    fixture.emulator.advanceClock({ days: 400 })
    const { id_token = '' } = await connect()
    await jwtVerify(id_token, createRemoteJWKSet(new URL(url('/oauth2/v3/certs'))))
  })

  test('clients authenticate by basic or post', async () => {
    const fields = { grant_type: 'authorization_code', redirect_uri: BACK }
    expect((await token({ ...fields, code: (await consent()).code ?? '', ...CLIENT })).status).toBe(200)
    const code = (await consent({ prompt: 'consent' })).code ?? ''
    expect((await token({ ...fields, code }, 'concord:wrong')).status).toBe(401)
    expect((await token({ ...fields, code }, 'concord:concord-secret')).status).toBe(200)
    expect((await token({ grant_type: 'password' }, 'strict:sesame+%26+co')).body).toMatchObject({
      error: 'unsupported_grant_type',
    })
  })

  test('a code works once, for ten minutes, with its redirect address', async () => {
    const { code } = await consent()
    expect(await exchange(code)).toHaveProperty('access_token')
    expect(await exchange(code)).toMatchObject({ error: 'invalid_grant' })
    const late = await consent()
    fixture.emulator.advanceClock({ minutes: 11 })
    expect(await exchange(late.code)).toMatchObject({ error: 'invalid_grant' })
    const elsewhere = await consent()
    expect(await exchange(elsewhere.code, { redirect_uri: `${BACK}/other` })).toMatchObject({
      error: 'redirect_uri_mismatch',
    })
  })

  test('a code bound to a PKCE challenge needs its verifier', async () => {
    const pkce = { code_challenge: challenge, code_challenge_method: 'S256', prompt: 'consent' }
    expect(await exchange((await consent(pkce)).code)).toMatchObject({ error: 'invalid_grant' })
    expect(await exchange((await consent(pkce)).code, { code_verifier: 'wrong' })).toMatchObject({
      error: 'invalid_grant',
    })
    expect(await exchange((await consent(pkce)).code, { code_verifier: verifier })).toHaveProperty(
      'access_token',
    )
  })

  test('a refresh token comes only for offline access and only after a shown consent page', async () => {
    expect(await connect({ access_type: 'online' })).not.toHaveProperty('refresh_token')
    expect(await connect()).not.toHaveProperty('refresh_token')
    const forced = await connect({ prompt: 'consent' })
    expect(forced).toMatchObject({
      refresh_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: 3599,
    })
  })
})

describe('refresh and end', () => {
  let tokens: Tokens
  beforeEach(async () => {
    tokens = await connect({ prompt: 'consent' })
  })

  test('a refresh returns a new access token, the scopes, and no refresh token', async () => {
    const { body } = await refresh(tokens.refresh_token)
    expect(body).toEqual({
      access_token: expect.any(String),
      expires_in: 3599,
      scope: `${SIGN_IN} ${CONTACTS}`,
      token_type: 'Bearer',
    })
    expect((body as Tokens).access_token).not.toBe(tokens.access_token)
  })

  test('an invalid refresh token returns invalid_grant', async () => {
    expect(await refresh('1//dead')).toMatchObject({ status: 400, body: DEAD })
  })

  test('revoking by query or by body ends the whole grant', async () => {
    const other = await connect({ prompt: 'consent' })
    expect((await request(url(`/revoke?token=${tokens.refresh_token}`), { method: 'POST' })).status).toBe(200)
    for (const one of [tokens, other]) {
      expect(await refresh(one.refresh_token)).toMatchObject({ status: 400, body: DEAD })
      const headers = { authorization: `Bearer ${one.access_token}` }
      expect((await request(url('/v1/people/me/connections?personFields=names'), { headers })).status).toBe(
        401,
      )
    }
    const { access_token } = await connect()
    const body = new URLSearchParams({ token: access_token })
    expect((await request(url('/revoke'), { method: 'POST', body })).status).toBe(200)
    expect(await request(url('/revoke'), { method: 'POST', body })).toMatchObject({
      status: 400,
      body: { error: 'invalid_token' },
    })
    expect(fixture.emulator.grants({ account: ANA })).toEqual([])
  })

  test('the hundred and first refresh token silently revokes the first', async () => {
    const { refreshToken: second } = fixture.emulator.issueTokens({ account: ANA })
    for (let count = 0; count < 99; count++) fixture.emulator.issueTokens({ account: ANA })
    expect((await refresh(tokens.refresh_token)).body).toEqual(DEAD)
    expect((await refresh(second)).status).toBe(200)
  })

  test('a refresh token expires after six months without use', async () => {
    fixture.emulator.advanceClock({ days: 180 })
    expect((await refresh(tokens.refresh_token)).status).toBe(200)
    fixture.emulator.advanceClock({ days: 180 })
    expect((await refresh(tokens.refresh_token)).status).toBe(200)
    fixture.emulator.advanceClock({ days: 183 })
    expect((await refresh(tokens.refresh_token)).body).toEqual(DEAD)
  })

  test('by switch, in testing mode, a refresh token expires after seven days unless it only signs in', async () => {
    fixture.emulator.setSwitches({ testingMode: true })
    const limited = await connect({ prompt: 'consent' })
    const signIn = await connect({ prompt: 'consent', scope: SIGN_IN })
    expect([limited.refresh_token_expires_in, signIn.refresh_token_expires_in]).toEqual([604_799, undefined])
    fixture.emulator.advanceClock({ days: 7, minutes: 1 })
    expect((await refresh(limited.refresh_token)).body).toEqual(DEAD)
    expect((await refresh(signIn.refresh_token)).status).toBe(200)
  })

  test('userinfo and tokeninfo identify the token’s owner', async () => {
    const headers = { authorization: `Bearer ${tokens.access_token}` }
    expect((await request(url('/v1/userinfo'), { headers })).body).toMatchObject({
      sub: expect.any(String),
      email: ANA,
      email_verified: true,
    })
    expect((await request(url('/oauth2/v2/userinfo'), { headers })).body).toMatchObject({
      id: expect.any(String),
      verified_email: true,
    })
    const info = await request(url(`/tokeninfo?access_token=${tokens.access_token}`))
    expect(info.body).toMatchObject({ aud: 'concord', scope: `${SIGN_IN} ${CONTACTS}` })
    expect((await request(url('/v1/userinfo'))).status).toBe(401)
  })

  test('removing access in the account’s own pages ends the tokens', async () => {
    fixture.emulator.revokeGrants({ account: ANA })
    expect((await refresh(tokens.refresh_token)).body).toEqual(DEAD)
  })
})
