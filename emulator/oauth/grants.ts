// What accounts have granted to clients, and the codes and tokens for it. Opaque tokens are looked up here; every expiry uses the
// emulator's clock.

import { randomBytes } from 'node:crypto'
import type { Account, Store } from '@/emulator/store'
import { DAY, MINUTE } from '@/emulator/time'

export const SIGN_IN_SCOPES: readonly string[] = [
  'openid',
  'email',
  'profile',
  'https://www.googleapis.com/auth/userinfo.email',
  'https://www.googleapis.com/auth/userinfo.profile',
]

const CODE_MS = 10 * MINUTE
const IDLE_MS = 182 * DAY
export const TESTING_MS = 7 * DAY
const LIVE_REFRESH_TOKENS = 100

export interface Client {
  readonly id: string
  readonly secret: string
  readonly name: string
  /** Exact addresses; if absent, any loopback address. */
  readonly redirectUris?: readonly string[]
}

/** A validated authorization request. */
export interface Authorization {
  readonly client: Client
  readonly redirectUri: string
  readonly scopes: readonly string[]
  readonly state: string | undefined
  readonly nonce: string | undefined
  readonly challenge: string | undefined
  readonly challengeMethod: 'S256' | 'plain'
  readonly offline: boolean
  readonly prompt: string
  readonly loginHint: string | undefined
  readonly includeGranted: boolean
}

export interface Code {
  readonly authorization: Authorization
  readonly account: Account
  readonly scopes: readonly string[]
  /** The consent page was shown: only then does offline access return a refresh token. */
  readonly consented: boolean
  readonly expiresAt: number
}

interface RefreshToken {
  readonly clientId: string
  readonly account: Account
  readonly scopes: readonly string[]
  readonly bornAt: number
  usedAt: number
}

interface AccessToken {
  readonly clientId: string
  readonly account: Account
  readonly scopes: readonly string[]
  readonly expiresAt: number
}

export interface Grant {
  readonly clientId: string
  readonly account: Account
  readonly scopes: readonly string[]
}

export interface Oauth {
  clients: readonly Client[]
  readonly pending: Map<string, Authorization>
  readonly codes: Map<string, Code>
  readonly access: Map<string, AccessToken>
  /** In order of creation, so that the oldest expires first. */
  readonly refresh: Map<string, RefreshToken>
  readonly grants: Map<string, Grant>
}

export function createOauth(clients: readonly Client[]): Oauth {
  return {
    clients,
    pending: new Map(),
    codes: new Map(),
    access: new Map(),
    refresh: new Map(),
    grants: new Map(),
  }
}

export const random = (prefix: string, bytes = 32): string =>
  prefix + randomBytes(bytes).toString('base64url')

const grantKey = (clientId: string, account: Account) => `${clientId}/${account.sub}`

export function grantOf(oauth: Oauth, clientId: string, account: Account): Grant | undefined {
  return oauth.grants.get(grantKey(clientId, account))
}

export function grant(oauth: Oauth, clientId: string, account: Account, scopes: readonly string[]): Grant {
  const known = grantOf(oauth, clientId, account)?.scopes ?? []
  const next = { clientId, account, scopes: [...new Set([...known, ...scopes])] }
  oauth.grants.set(grantKey(clientId, account), next)
  return next
}

export function issueCode(store: Store, oauth: Oauth, code: Omit<Code, 'expiresAt'>): string {
  const value = random('4/0')
  oauth.codes.set(value, { ...code, expiresAt: store.clock.now() + CODE_MS })
  return value
}

/** A code works once. */
export function takeCode(store: Store, oauth: Oauth, value: string): Code | undefined {
  const code = oauth.codes.get(value)
  oauth.codes.delete(value)
  return code && code.expiresAt > store.clock.now() ? code : undefined
}

export function issueAccessToken(
  store: Store,
  oauth: Oauth,
  clientId: string,
  account: Account,
  scopes: readonly string[],
): string {
  const value = random('ya29.')
  const expiresAt = store.clock.now() + store.switches.accessTokenSeconds * 1000
  oauth.access.set(value, { clientId, account, scopes, expiresAt })
  return value
}

export function readAccessToken(store: Store, oauth: Oauth, value: string): AccessToken | undefined {
  const token = oauth.access.get(value)
  return token && token.expiresAt > store.clock.now() ? token : undefined
}

/** If an account has more than a hundred valid tokens for a client, the oldest expires silently. */
export function issueRefreshToken(
  store: Store,
  oauth: Oauth,
  clientId: string,
  account: Account,
  scopes: readonly string[],
): string {
  const value = random('1//0')
  const now = store.clock.now()
  oauth.refresh.set(value, { clientId, account, scopes, bornAt: now, usedAt: now })
  const own = [...oauth.refresh].filter(([, one]) => one.clientId === clientId && one.account === account)
  for (const [old] of own.slice(0, -LIVE_REFRESH_TOKENS)) oauth.refresh.delete(old)
  return value
}

const onlySignIn = (scopes: readonly string[]) => scopes.every((scope) => SIGN_IN_SCOPES.includes(scope))

/** Whether a refresh token with these scopes expires after seven days. */
export function timeLimited(store: Store, scopes: readonly string[]): boolean {
  return store.switches.testingMode && !onlySignIn(scopes)
}

/** The valid refresh token, marked as used now. */
export function liveRefreshToken(
  store: Store,
  oauth: Oauth,
  value: string,
  clientId: string,
): RefreshToken | undefined {
  const token = oauth.refresh.get(value)
  if (!token || token.clientId !== clientId) return undefined
  const now = store.clock.now()
  const tooOld = timeLimited(store, token.scopes) && now - token.bornAt > TESTING_MS
  if (tooOld || now - token.usedAt > IDLE_MS) {
    oauth.refresh.delete(value)
    return undefined
  }
  token.usedAt = now
  return token
}

/** Ends everything that the account granted to the client. */
export function revokeGrant(oauth: Oauth, clientId: string, account: Account): void {
  const mine = (one: { clientId: string; account: Account }) =>
    one.clientId === clientId && one.account === account
  for (const [value, token] of oauth.access) if (mine(token)) oauth.access.delete(value)
  for (const [value, token] of oauth.refresh) if (mine(token)) oauth.refresh.delete(value)
  oauth.grants.delete(grantKey(clientId, account))
}

/** Revokes by any token of the grant; false if the token is already invalid. */
export function revokeToken(store: Store, oauth: Oauth, value: string): boolean {
  const token = oauth.refresh.get(value) ?? readAccessToken(store, oauth, value)
  if (!token) return false
  revokeGrant(oauth, token.clientId, token.account)
  return true
}
