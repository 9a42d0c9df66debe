// Google's OpenID Connect: discovery, token, revoke, userinfo, tokeninfo, and the routes to them.
import { createHash } from 'node:crypto'
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'
import { invalidGrant, oauthError } from '@/emulator/errors'
import { type Call, form, header, json, type Reply } from '@/emulator/reply'
import type { Account } from '@/emulator/store'
import type { World } from '@/emulator/world'
import { authorize, decide } from './authorize'
import { CONSENT_PATH } from './consent-page'
import * as grants from './grants'

export interface SigningKey {
  readonly sign: (claims: Record<string, unknown>) => Promise<string>
  readonly jwk: JWK
}

export async function createSigningKey(): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true })
  const kid = 'emulator-1'
  return {
    jwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' },
    sign: (claims) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' }).sign(privateKey),
  }
}

function discovery(base: string): Reply {
  return json({
    issuer: base,
    authorization_endpoint: `${base}/o/oauth2/v2/auth`,
    token_endpoint: `${base}/token`,
    userinfo_endpoint: `${base}/v1/userinfo`,
    revocation_endpoint: `${base}/revoke`,
    jwks_uri: `${base}/oauth2/v3/certs`,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'email', 'profile'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    claims_supported: 'aud email email_verified exp family_name given_name hd iat iss name sub'.split(' '),
    code_challenge_methods_supported: ['plain', 'S256'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
  })
}

function readClient(world: World, call: Call, fields: URLSearchParams): grants.Client | undefined {
  const basic = /^Basic (.+)$/i.exec(header(call, 'authorization') ?? '')?.[1]
  const [id = '', secret = ''] = basic
    ? Buffer.from(basic, 'base64')
        .toString()
        .split(':')
        .map((part) => decodeURIComponent(part.replace(/\+/g, ' ')))
    : [fields.get('client_id') ?? '', fields.get('client_secret') ?? '']
  return world.oauth.clients.find((one) => one.id === id && one.secret === secret)
}

const sha256 = (text: string) => createHash('sha256').update(text).digest()

function verifierRefusal(authorization: grants.Authorization, verifier: string | null): Reply | undefined {
  if (!authorization.challenge) return undefined
  if (!verifier) return invalidGrant('Missing code verifier.')
  const computed =
    authorization.challengeMethod === 'S256' ? sha256(verifier).toString('base64url') : verifier
  return computed === authorization.challenge ? undefined : invalidGrant('Invalid code verifier.')
}

function profileClaims(account: Account, scopes: readonly string[]): Record<string, unknown> {
  const [given_name = '', ...rest] = account.name.split(' ')
  const email = scopes.some((scope) => scope.endsWith('email'))
  const profile = scopes.some((scope) => scope.endsWith('profile'))
  return {
    sub: account.sub,
    ...(email ? { email: account.email, email_verified: true, ...hostedDomain(account.email) } : {}),
    ...(profile ? { name: account.name, given_name, family_name: rest.join(' ') } : {}),
  }
}

/** Only accounts of an organization have it: here all except Gmail's. */
function hostedDomain(email: string): { readonly hd?: string } {
  const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase()
  return domain === 'gmail.com' || domain === 'googlemail.com' ? {} : { hd: domain }
}

/** Uses real time, which is the relying party's clock, whatever the emulator's clock says. */
function idToken(key: SigningKey, base: string, code: grants.Code, accessToken: string): Promise<string> {
  const iat = Math.floor(Date.now() / 1000)
  const { client, nonce } = code.authorization
  return key.sign({
    iss: base,
    aud: client.id,
    azp: client.id,
    ...profileClaims(code.account, code.scopes),
    at_hash: sha256(accessToken).subarray(0, 16).toString('base64url'),
    ...(nonce ? { nonce } : {}),
    iat,
    exp: iat + 3600,
  })
}

async function exchange(
  world: World,
  key: SigningKey,
  call: Call,
  client: grants.Client,
  fields: URLSearchParams,
) {
  const { oauth, switches } = world
  const code = grants.takeCode(world, oauth, fields.get('code') ?? '')
  if (!code || code.authorization.client.id !== client.id) return invalidGrant('Malformed auth code.')
  if (fields.get('redirect_uri') !== code.authorization.redirectUri)
    return oauthError('redirect_uri_mismatch', 'Bad Request')
  const refusal = verifierRefusal(code.authorization, fields.get('code_verifier'))
  if (refusal) return refusal
  const { account, scopes } = code
  const access_token = grants.issueAccessToken(world, oauth, client.id, account, scopes)
  const offline = code.authorization.offline && code.consented
  const limited = grants.timeLimited(world, scopes)
  return json({
    access_token,
    expires_in: switches.accessTokenSeconds,
    ...(offline ? { refresh_token: grants.issueRefreshToken(world, oauth, client.id, account, scopes) } : {}),
    ...(offline && limited ? { refresh_token_expires_in: grants.TESTING_MS / 1000 - 1 } : {}),
    scope: scopes.join(' '),
    token_type: 'Bearer',
    ...(scopes.includes('openid') ? { id_token: await idToken(key, call.base, code, access_token) } : {}),
  })
}

function refresh(world: World, client: grants.Client, fields: URLSearchParams): Reply {
  const token = grants.liveRefreshToken(world, world.oauth, fields.get('refresh_token') ?? '', client.id)
  if (!token) return invalidGrant('Token has been expired or revoked.')
  return json({
    access_token: grants.issueAccessToken(world, world.oauth, client.id, token.account, token.scopes),
    expires_in: world.switches.accessTokenSeconds,
    scope: token.scopes.join(' '),
    token_type: 'Bearer',
  })
}

async function token(world: World, key: SigningKey, call: Call): Promise<Reply> {
  const fields = form(call)
  const client = readClient(world, call, fields)
  if (!client) return oauthError('invalid_client', 'The OAuth client was not found.', 401)
  switch (fields.get('grant_type')) {
    case 'authorization_code':
      return exchange(world, key, call, client, fields)
    case 'refresh_token':
      return refresh(world, client, fields)
    default:
      return oauthError('unsupported_grant_type', `Invalid grant_type: ${fields.get('grant_type') ?? ''}`)
  }
}

function revoke(world: World, call: Call): Reply {
  const value = call.query.get('token') ?? form(call).get('token') ?? ''
  const done = grants.revokeToken(world, world.oauth, value)
  return done ? json({}) : oauthError('invalid_token', 'Token expired or revoked')
}

export const bearer = (call: Call): string | undefined =>
  /^Bearer (.+)$/i.exec(header(call, 'authorization') ?? '')?.[1] ??
  call.query.get('access_token') ??
  undefined

function userinfo(world: World, call: Call, shape: 'oidc' | 'v2'): Reply {
  const found = grants.readAccessToken(world, world.oauth, bearer(call) ?? '')
  if (!found) return oauthError('invalid_request', 'Invalid Credentials', 401)
  const { sub, email_verified, ...claims } = profileClaims(found.account, found.scopes)
  if (shape === 'v2') return json({ id: sub, ...claims, ...(email_verified ? { verified_email: true } : {}) })
  return json({ sub, ...claims, ...(email_verified ? { email_verified } : {}) })
}

function tokeninfo(world: World, call: Call): Reply {
  const found = grants.readAccessToken(world, world.oauth, bearer(call) ?? '')
  if (!found) return oauthError('invalid_token', 'Invalid Value')
  const { account, clientId, scopes, expiresAt } = found
  const seconds = Math.floor((expiresAt - world.clock.now()) / 1000)
  const exp = String(Math.floor(expiresAt / 1000))
  const who = { azp: clientId, aud: clientId, ...profileClaims(account, scopes) }
  return json({ ...who, scope: scopes.join(' '), exp, expires_in: String(seconds), access_type: 'offline' })
}

export interface OauthRoute {
  readonly api: string
  readonly reply: (world: World, key: SigningKey, call: Call) => Reply | Promise<Reply>
}

const ROUTES: Readonly<Record<string, OauthRoute>> = {
  'GET /.well-known/openid-configuration': {
    api: 'oauth.discovery',
    reply: (_, __, call) => discovery(call.base),
  },
  'GET /oauth2/v3/certs': { api: 'oauth.certs', reply: (_, key) => json({ keys: [key.jwk] }) },
  'GET /o/oauth2/v2/auth': { api: 'oauth.authorize', reply: (world, _, call) => authorize(world, call) },
  [`POST ${CONSENT_PATH}`]: { api: 'oauth.decide', reply: (world, _, call) => decide(world, call) },
  'POST /token': { api: 'oauth.token', reply: token },
  'POST /revoke': { api: 'oauth.revoke', reply: (world, _, call) => revoke(world, call) },
  'GET /revoke': { api: 'oauth.revoke', reply: (world, _, call) => revoke(world, call) },
  'GET /v1/userinfo': { api: 'oauth.userinfo', reply: (world, _, call) => userinfo(world, call, 'oidc') },
  'POST /v1/userinfo': { api: 'oauth.userinfo', reply: (world, _, call) => userinfo(world, call, 'oidc') },
  'GET /oauth2/v3/userinfo': {
    api: 'oauth.userinfo',
    reply: (world, _, call) => userinfo(world, call, 'oidc'),
  },
  'GET /oauth2/v2/userinfo': {
    api: 'oauth.userinfo',
    reply: (world, _, call) => userinfo(world, call, 'v2'),
  },
  'GET /tokeninfo': { api: 'oauth.tokeninfo', reply: (world, _, call) => tokeninfo(world, call) },
  'POST /tokeninfo': { api: 'oauth.tokeninfo', reply: (world, _, call) => tokeninfo(world, call) },
}

export function oauthRoute(call: Call): OauthRoute | undefined {
  return ROUTES[`${call.method} ${call.path}`]
}
