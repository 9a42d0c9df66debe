// Google's token and revocation endpoints, for stored grants. Consents go through next-auth (options.ts, connect.ts); these two calls are
// plain OAuth 2 posts without an ID token (RFC 6749 section 6, RFC 7009).
import { z } from 'zod'
import { env } from '@/lib/env'
import { google } from '@/lib/providers/google/descriptor'
import { ProviderError } from '@/lib/providers/provider'
import { mustBeOutsideTransaction } from '@/lib/transaction-scope'

export const CONTACTS_SCOPE = google.collections.contacts.scopes[0]

/** For one call to Google's endpoints. next-auth's default of 3.5 s is too short for distant servers. */
export const TIMEOUT_MS = 10_000

/** Named as in OAuth. `expires_at` is in seconds since 1970. Google sends a refresh token only when it changes. */
export interface Tokens {
  readonly access_token?: string | undefined
  readonly refresh_token?: string | undefined
  readonly expires_at?: number | undefined
}

const endpoints = z.object({ token_endpoint: z.url(), revocation_endpoint: z.url() })
const refreshed = z.object({
  access_token: z.string(),
  refresh_token: z.string().optional(),
  expires_in: z.number(),
})
const refusal = z.object({ error: z.string() })

export const discoveryUrl = (): string => `${env().GOOGLE_ISSUER}/.well-known/openid-configuration`

let discovered: Promise<z.infer<typeof endpoints>> | undefined

/** Runs once per process. A failed discovery is not cached: the next call tries again. */
function discover(): Promise<z.infer<typeof endpoints>> {
  discovered ??= ask(discoveryUrl())
    .then(async (answer) => endpoints.parse(await answer.json()))
    .catch((error) => {
      discovered = undefined
      throw error
    })
  return discovered
}

function ask(url: string, fields?: Readonly<Record<string, string>>): Promise<Response> {
  mustBeOutsideTransaction('Google was asked')
  return fetch(url, {
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
    ...(fields ? { method: 'POST', body: new URLSearchParams(fields) } : {}),
  })
}

/** The response's `error`, or its status if the body has none. */
async function reasonOf(answer: Response): Promise<string> {
  const { data } = refusal.safeParse(await answer.json().catch(() => null))
  return data?.error ?? String(answer.status)
}

/**
 * New tokens for a refresh token; 'consent lost' if the grant is gone.
 * Throws ProviderError 'rate' or 'unavailable' if Google does not give any now.
 */
export async function refreshTokens(refreshToken: string): Promise<Tokens | 'consent lost'> {
  try {
    const { token_endpoint } = await discover()
    const { GOOGLE_CLIENT_ID: client_id, GOOGLE_CLIENT_SECRET: client_secret } = env()
    const grant = { grant_type: 'refresh_token', refresh_token: refreshToken }
    const answer = await ask(token_endpoint, { ...grant, client_id, client_secret })
    if (answer.ok) {
      const { expires_in, ...tokens } = refreshed.parse(await answer.json())
      return { ...tokens, expires_at: Math.floor(Date.now() / 1000) + expires_in }
    }
    const reason = await reasonOf(answer)
    if (reason === 'invalid_grant') return 'consent lost'
    throw new ProviderError(answer.status === 429 ? 'rate' : 'unavailable', `Google refused: ${reason}.`)
  } catch (cause) {
    if (cause instanceof ProviderError) throw cause
    throw new ProviderError('unavailable', 'Google gave no access token.', { cause })
  }
}

/** Revokes a token's grant. Google rejects a token that is already invalid, which counts as success. */
export async function revokeToken(token: string): Promise<void> {
  const { revocation_endpoint } = await discover()
  const answer = await ask(revocation_endpoint, { token })
  const reason = answer.ok ? null : await reasonOf(answer)
  if (reason !== null && reason !== 'invalid_token') throw new Error(`Google did not revoke: ${reason}`)
}
