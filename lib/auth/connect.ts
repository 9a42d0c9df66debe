// Asking for access to a person's Google contacts: a flow of its own, apart from signing in, since the account may be another
// and the person may say no. What comes back counts only for the person and the browser that began.
import { generators, type IdTokenClaims, type TokenSet } from 'openid-client'
import { z } from 'zod'
import { giveBack } from '@/lib/auth/disconnect'
import { isAllowedAccount, offeredDomain } from '@/lib/auth/domains'
import { CONTACTS_SCOPE, callbackUrl, googleClient } from '@/lib/auth/google'
import { open, seal } from '@/lib/auth/seal'
import { sealingKeys, sealTokens } from '@/lib/auth/tokens'
import { env } from '@/lib/env'
import type { Actor } from '@/lib/store/firm/actor'
import { saveConnection } from '@/lib/store/sync/connections'

/** How long a person may take on Google's pages. */
export const FLOW_SECONDS = 15 * 60

/** Of the sealed memory of a flow, in the browser that began it. */
export const FLOW_COOKIE = 'concord.connect'

const PURPOSE = 'connecting a google account'

const flowSchema = z.object({
  userId: z.string(),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  until: z.number(),
})
type Flow = z.infer<typeof flowSchema>

/** Where to send the person, and the sealed memory of it for their browser's cookie. */
export async function beginConnect(
  actor: Actor,
  now: Date,
  loginHint?: string,
): Promise<{ readonly url: string; readonly cookie: string }> {
  const flow: Flow = {
    userId: actor.userId,
    state: generators.state(),
    nonce: generators.nonce(),
    verifier: generators.codeVerifier(),
    until: now.getTime() + FLOW_SECONDS * 1000,
  }
  const url = (await googleClient()).authorizationUrl({
    redirect_uri: callbackUrl(),
    scope: `openid email ${CONTACTS_SCOPE}`,
    state: flow.state,
    nonce: flow.nonce,
    code_challenge: generators.codeChallenge(flow.verifier),
    code_challenge_method: 'S256',
    access_type: 'offline',
    include_granted_scopes: 'true',
    // Only a consent brings a refresh token. Without a hint people choose: the account need not be the one they signed in with.
    prompt: loginHint ? 'consent' : 'select_account consent',
    ...(loginHint ? { login_hint: loginHint } : {}),
    ...offeredDomain(env().ALLOWED_DOMAINS),
  })
  return { url, cookie: seal(JSON.stringify(flow), sealingKeys(), PURPOSE) }
}

/**
 * `expired`: too late, or another browser. `otherPerson`: somebody else signed in meanwhile.
 * `failed`: Google did not answer as it should; nothing was stored. `removed`: the person left the firm meanwhile; nothing was
 * stored, and Google was asked to forget the grant. `domain`: an account of none of ALLOWED_DOMAINS; so too.
 */
export type ConnectProblem =
  | 'denied'
  | 'unticked'
  | 'expired'
  | 'otherPerson'
  | 'failed'
  | 'removed'
  | 'domain'
export type Connected =
  | { readonly kind: 'connected'; readonly connectionId: string }
  | { readonly kind: 'problem'; readonly problem: ConnectProblem }

const problem = (name: ConnectProblem): Connected => ({ kind: 'problem', problem: name })

export async function finishConnect(
  actor: Actor,
  now: Date,
  query: URLSearchParams,
  cookie: string | undefined,
): Promise<Connected> {
  const flow = readFlow(cookie)
  if (!flow || flow.until < now.getTime()) return problem('expired')
  if (flow.userId !== actor.userId) return problem('otherPerson')
  if (query.get('state') !== flow.state) return problem('expired')
  if (query.get('error') === 'access_denied') return problem('denied')
  const tokens = await exchange(query, flow)
  if (!tokens?.refresh_token || !tokens.access_token) return problem('failed')
  const scopes = (tokens.scope ?? '').split(' ').filter(Boolean)
  // Google lets people untick what they do not want to give.
  if (!scopes.includes(CONTACTS_SCOPE)) return problem('unticked')
  const { sub, email, email_verified, hd } = tokens.claims() as IdTokenClaims & { hd?: string }
  const account = { provider: 'google', accountId: sub, accountEmail: email ?? sub, scopes }
  if (!isAllowedAccount({ email, email_verified, hd }, env().ALLOWED_DOMAINS)) {
    await giveBack(account, tokens.refresh_token)
    return problem('domain')
  }
  const connectionId = await saveConnection(actor, account, (id) => sealTokens(id, tokens))
  if (connectionId === null) {
    await giveBack(account, tokens.refresh_token)
    return problem('removed')
  }
  return { kind: 'connected', connectionId }
}

function readFlow(cookie: string | undefined): Flow | null {
  if (!cookie) return null
  try {
    return flowSchema.parse(JSON.parse(open(cookie, sealingKeys(), PURPOSE)))
  } catch {
    return null
  }
}

/** Null when Google refuses the code or its answer does not hold. */
async function exchange(query: URLSearchParams, { state, nonce, verifier }: Flow): Promise<TokenSet | null> {
  try {
    const checks = { state, nonce, code_verifier: verifier, response_type: 'code' }
    return await (await googleClient()).callback(callbackUrl(), Object.fromEntries(query), checks)
  } catch {
    return null
  }
}
