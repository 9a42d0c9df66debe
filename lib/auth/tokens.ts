// The tokens of a connection: sealed at rest, refreshed by one process at a time, erased on disconnect. Never logged.
import { errors, type TokenSet } from 'openid-client'
import { googleClient } from '@/lib/auth/google'
import { open, type SealingKeys, seal } from '@/lib/auth/seal'
import { withTransaction } from '@/lib/db/client'
import {
  getConnection,
  lockConnection,
  loseConsent,
  type SealedTokens,
  storeTokens,
} from '@/lib/db/connections'
import type { Owned } from '@/lib/db/doors'
import type { Connection } from '@/lib/db/generated/client'
import { env } from '@/lib/env'
import { ProviderError } from '@/lib/providers/provider'

/** An access token with less life left than this is refreshed before use. */
const SPARE_MS = 5 * 60_000

export function sealingKeys(): SealingKeys {
  const { TOKEN_KEY, TOKEN_KEY_OLD } = env()
  return { current: TOKEN_KEY, old: TOKEN_KEY_OLD ?? null }
}

const purpose = (connectionId: string, token: 'refresh' | 'access') => `${token} token of ${connectionId}`

/** A token that did not come is left out: Google sends a refresh token only when it changes. */
export function sealTokens(connectionId: string, tokens: TokenSet): SealedTokens {
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

/**
 * A token that Google honours now. `refused`: one that it refused although its time was not up.
 * Throws ProviderError: 'consent' when there is no grant any more, 'unavailable' or 'rate' when Google does not give one now.
 */
export async function freshAccessToken(
  connection: Owned,
  { refused }: { readonly refused?: string } = {},
): Promise<string> {
  const { id: connectionId, firmId } = connection
  const valid = validToken(live(await getConnection(connection)))
  if (valid && valid !== refused) return valid
  // The row stays locked while Google is asked: whoever else wants a token waits and then finds the new one.
  const token = await withTransaction(firmId, async (tx) => {
    const connection = live(await lockConnection(tx, connectionId))
    // Somebody else may have refreshed it while we waited.
    const now = validToken(connection)
    if (now && now !== refused) return now
    const tokens = await refresh(connection)
    if (tokens === 'consent lost') {
      await loseConsent(tx, connectionId, new Date())
      return null
    }
    await storeTokens(tx, connectionId, sealTokens(connectionId, tokens))
    return tokens.access_token ?? null
  })
  if (!token) throw new ProviderError('consent', 'The grant is gone.')
  return token
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

async function refresh(connection: Connection): Promise<TokenSet | 'consent lost'> {
  const refreshToken = openRefreshToken(connection)
  if (!refreshToken) return 'consent lost'
  try {
    return await (await googleClient()).refresh(refreshToken)
  } catch (cause) {
    if (cause instanceof errors.OPError && cause.error === 'invalid_grant') return 'consent lost'
    const status = cause instanceof errors.OPError ? cause.response?.statusCode : undefined
    throw new ProviderError(status === 429 ? 'rate' : 'unavailable', 'Google gave no access token.', {
      cause,
    })
  }
}
