// The tokens of a connection: encrypted at rest, refreshed by one process at a time, erased on disconnect, never logged.

import { setTimeout as sleep } from 'node:timers/promises'
import { refreshTokens, type Tokens } from '@/lib/auth/google'
import { open, type SealingKeys, seal } from '@/lib/auth/seal'
import { env } from '@/lib/env'
import { ProviderError } from '@/lib/providers/provider'
import type { OfFirm } from '@/lib/store/database/cross-tenant'
import type { Connection } from '@/lib/store/database/generated/client'
import { holdsLease, keepRenewing, releaseLease } from '@/lib/store/sync/account-lease'
import { getConnection, loseConsent, type SealedTokens, storeTokens } from '@/lib/store/sync/connections'
import { MINUTE } from '@/lib/time'

/** An access token that expires within this time is refreshed before use. */
const SPARE_MS = 5 * MINUTE

export function sealingKeys(): SealingKeys {
  const { TOKEN_KEY, TOKEN_KEY_OLD } = env()
  return { current: TOKEN_KEY, old: TOKEN_KEY_OLD ?? null }
}

const purpose = (connectionId: string, token: 'refresh' | 'access') => `${token} token of ${connectionId}`

/** Leaves out a token that the answer does not contain: Google sends a refresh token only when it changes. */
export function sealTokens(connectionId: string, tokens: Tokens): SealedTokens {
  const { access_token, refresh_token, expires_at } = tokens
  if (!access_token) throw new ProviderError('unavailable', 'The answer held no access token.')
  return {
    accessToken: seal(access_token, sealingKeys(), purpose(connectionId, 'access')),
    accessTokenExpiresAt: expires_at ? new Date(expires_at * 1000) : new Date(),
    ...(refresh_token
      ? { refreshToken: seal(refresh_token, sealingKeys(), purpose(connectionId, 'refresh')) }
      : {}),
  }
}

export function openRefreshToken({ id, refreshToken }: Connection): string | null {
  return refreshToken && open(refreshToken, sealingKeys(), purpose(id, 'refresh'))
}

/** The longest wait for another process that is refreshing: each of its two calls may take 10 s. */
const MAX_WAIT_MS = 25_000
const POLL_MS = 100

/**
 * A valid access token. `refused`: a token that Google rejected although it had not expired.
 * Throws ProviderError: 'consent' if the grant is gone, 'unavailable' or 'rate' if Google gives no token now.
 */
export async function freshAccessToken(
  connection: OfFirm,
  { refused }: { readonly refused?: string } = {},
): Promise<string> {
  const until = Date.now() + MAX_WAIT_MS
  for (;;) {
    const known = live(await getConnection(connection))
    const token = tokenBut(refused, known) ?? (await refreshOnce(connection, refused))
    if (token) return token
    if (Date.now() > until)
      throw new ProviderError('unavailable', 'Another process is still refreshing the token.')
    await sleep(POLL_MS)
  }
}

/**
 * One process at a time calls Google, under a lease and outside any transaction, so that no row stays locked. Null while another process
 * holds the lease, or if the grant was replaced meanwhile.
 */
async function refreshOnce({ id, firmId }: OfFirm, refused: string | undefined): Promise<string | null> {
  const lease = { account: `token:${id}`, holder: crypto.randomUUID() }
  if (!(await holdsLease(lease))) return null
  const stopRenewing = keepRenewing(lease)
  try {
    const connection = live(await getConnection({ id, firmId }))
    // The previous lease holder may have refreshed it just before.
    return tokenBut(refused, connection) ?? (await exchange(connection))
  } finally {
    stopRenewing()
    await releaseLease(lease)
  }
}

/**
 * Google's answer is stored only for the grant that was sent: it must not overwrite a reconnect or a disconnect that happened meanwhile.
 * If the provider replaces the refresh token at each use, the new one is stored together with the access token.
 */
async function exchange(asked: Connection): Promise<string | null> {
  const tokens = await refresh(asked)
  if (tokens === 'consent lost') {
    if (await loseConsent(asked, new Date())) throw new ProviderError('consent', 'The grant is gone.')
    return null
  }
  const isStored = await storeTokens(asked, sealTokens(asked.id, tokens))
  return (isStored && tokens.access_token) || null
}

const tokenBut = (refused: string | undefined, connection: Connection): string | null => {
  const token = validToken(connection)
  return token === refused ? null : token
}

function live(connection: Connection | null): Connection {
  if (connection && !connection.disconnectedAt && !connection.consentLostAt) return connection
  throw new ProviderError('consent', 'There is no grant.')
}

function validToken({ id, accessToken, accessTokenExpiresAt }: Connection): string | null {
  if (!accessToken || !accessTokenExpiresAt) return null
  if (accessTokenExpiresAt.getTime() - Date.now() < SPARE_MS) return null
  return open(accessToken, sealingKeys(), purpose(id, 'access'))
}

async function refresh(connection: Connection): Promise<Tokens | 'consent lost'> {
  const refreshToken = openRefreshToken(connection)
  return refreshToken ? refreshTokens(refreshToken) : 'consent lost'
}
