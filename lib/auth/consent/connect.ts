// Asks for access to a person's Google contacts. This consent is separate from signing in, because the account may be another one and
// the person may refuse. next-auth sends the request and validates the answer, which counts only for the person who started it.
import GoogleProvider, { type GoogleProfile } from 'next-auth/providers/google'
import { z } from 'zod'
import { giveBack } from '@/lib/auth/consent/disconnect'
import { sealingKeys, sealTokens } from '@/lib/auth/consent/tokens'
import { isAllowedAccount, offeredDomain } from '@/lib/auth/domains'
import { CONTACTS_SCOPE, discoveryUrl, TIMEOUT_MS, type Tokens } from '@/lib/auth/google'
import { open, seal } from '@/lib/auth/seal'
import { env } from '@/lib/env'
import { google } from '@/lib/providers/google/descriptor'
import type { Actor } from '@/lib/store/firm/actor'
import { saveConnection } from '@/lib/store/sync/connections'

/** next-auth's name of this consent; Google redirects to `/api/auth/callback/` followed by this name. */
export const CONTACTS_CONSENT = 'google-contacts'

/** How long a person may stay on Google's pages. */
export const FLOW_SECONDS = 15 * 60

/** The name of the cookie that stores, sealed, who started a consent in this browser. */
export const FLOW_COOKIE = 'concord.connect'

const PURPOSE = 'connecting a google account'

/** next-auth's provider entry for the consent. Its tokens go to a connection (`storeConsent`), never to a session. */
export function contactsConsent() {
  const { GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET, ALLOWED_DOMAINS } = env()
  return GoogleProvider({
    id: CONTACTS_CONSENT,
    clientId: GOOGLE_CLIENT_ID,
    clientSecret: GOOGLE_CLIENT_SECRET,
    wellKnown: discoveryUrl(),
    checks: ['pkce', 'state', 'nonce'],
    authorization: {
      params: {
        scope: [...google.identityScopes, CONTACTS_SCOPE].join(' '),
        access_type: 'offline',
        include_granted_scopes: 'true',
        ...offeredDomain(ALLOWED_DOMAINS),
      },
    },
    httpOptions: { timeout: TIMEOUT_MS },
  })
}

/**
 * Extra parameters for one consent. Google sends a refresh token only if it shows its consent page. Without a hint people choose an
 * account, since it need not be the one they signed in with.
 */
export const consentParams = (loginHint: string | undefined): Readonly<Record<string, string>> =>
  loginHint ? { prompt: 'consent', login_hint: loginHint } : { prompt: 'select_account consent' }

const flowSchema = z.object({ userId: z.string(), state: z.string(), until: z.number() })
type Flow = z.infer<typeof flowSchema>

/** The value of the flow cookie. next-auth's cookies bind an answer to the browser; this cookie binds it to the person. */
export function sealFlow({ userId }: Actor, state: string, now: Date): string {
  const flow: Flow = { userId, state, until: now.getTime() + FLOW_SECONDS * 1000 }
  return seal(JSON.stringify(flow), sealingKeys(), PURPOSE)
}

function openFlow(cookie: string | undefined): Flow | null {
  if (!cookie) return null
  try {
    return flowSchema.parse(JSON.parse(open(cookie, sealingKeys(), PURPOSE)))
  } catch {
    return null
  }
}

/**
 * `expired`: too late, or another browser. `otherPerson`: somebody else has signed in since. `failed`: Google's answer was invalid.
 * `removed`: the person has left the firm. `domain`: the account is in none of ALLOWED_DOMAINS.
 * In no case is anything stored; for `removed` and `domain` the grant is also revoked at Google.
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

/** Why an answer must not even reach next-auth; null if it may. `cookie` is the browser's flow cookie. */
export function problemOfAnswer(
  { userId }: Actor,
  now: Date,
  query: URLSearchParams,
  cookie: string | undefined,
): ConnectProblem | null {
  const flow = openFlow(cookie)
  if (!flow || flow.until < now.getTime()) return 'expired'
  if (flow.userId !== userId) return 'otherPerson'
  if (query.get('state') !== flow.state) return 'expired'
  return query.get('error') === 'access_denied' ? 'denied' : null
}

/** Part of Google's answer after next-auth has validated it. */
export type Consent = Tokens & { readonly scope?: string | undefined }
export type ConsentClaims = Pick<GoogleProfile, 'sub'> &
  Partial<Pick<GoogleProfile, 'email' | 'email_verified'>> & { readonly hd?: string }

/** Stores the tokens of a consent in the person's connection to that account. */
export async function storeConsent(
  actor: Actor,
  consent: Consent,
  claims: ConsentClaims,
): Promise<Connected> {
  const { access_token, refresh_token, scope = '' } = consent
  if (!refresh_token || !access_token) return problem('failed')
  const scopes = scope.split(' ').filter(Boolean)
  // Google lets people clear the check box of a permission.
  if (!scopes.includes(CONTACTS_SCOPE)) return problem('unticked')
  const { sub, email = sub } = claims
  const account = { provider: google.name, accountId: sub, accountEmail: email, scopes }
  if (!isAllowedAccount(claims, env().ALLOWED_DOMAINS)) {
    await giveBack(account, refresh_token)
    return problem('domain')
  }
  const connectionId = await saveConnection(actor, account, (id) => sealTokens(id, consent))
  if (connectionId === null) {
    await giveBack(account, refresh_token)
    return problem('removed')
  }
  return { kind: 'connected', connectionId }
}
