// Asks for access to a person's Google contacts, or to their calendars. These consents are separate from signing in, because the account
// may be another one and the person may refuse. next-auth sends the request and validates the answer, which counts only for the person
// who started it (flow.ts).
import GoogleProvider, { type GoogleProfile } from 'next-auth/providers/google'
import { giveBack } from '@/lib/auth/consent/disconnect'
import { sealTokens } from '@/lib/auth/consent/tokens'
import { isAllowedAccount, offeredDomain } from '@/lib/auth/domains'
import { discoveryUrl, TIMEOUT_MS, type Tokens } from '@/lib/auth/google'
import { env } from '@/lib/env'
import { google } from '@/lib/providers/google/descriptor'
import type { Actor } from '@/lib/store/firm/actor'
import { type ConnectionView, connectionOf, saveConnection } from '@/lib/store/sync/connections'
import { isGranted, PURPOSES, type Purpose, scopesFor } from './purpose'

/**
 * next-auth's name of these consents; Google redirects to `/api/auth/callback/` followed by it. Consents for calendars have the same, so
 * that a firm registers one address at Google.
 */
export const GOOGLE_CONSENT = 'google-contacts'

/** next-auth's provider entry for the consents. Their tokens go to a connection (`storeConsent`), never to a session. */
export function googleConsent() {
  const { GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET, ALLOWED_DOMAINS } = env()
  return GoogleProvider({
    id: GOOGLE_CONSENT,
    clientId: GOOGLE_CLIENT_ID,
    clientSecret: GOOGLE_CLIENT_SECRET,
    wellKnown: discoveryUrl(),
    checks: ['pkce', 'state', 'nonce'],
    authorization: {
      params: {
        scope: scopeText('contacts'),
        access_type: 'offline',
        include_granted_scopes: 'true',
        ...offeredDomain(ALLOWED_DOMAINS),
      },
    },
    httpOptions: { timeout: TIMEOUT_MS },
  })
}

const OURS = PURPOSES.flatMap((purpose) => scopesFor(google, purpose))

const scopeText = (purpose: Purpose, again: readonly string[] = []) =>
  [...new Set([...google.identityScopes, ...scopesFor(google, purpose), ...again])].join(' ')

/** The connection that the person has, if any: they are expected to choose its account again. */
export type KnownAccount = Pick<
  ConnectionView,
  'provider' | 'accountEmail' | 'scopes' | 'consentLostAt' | 'calendarsLostAt'
>

/**
 * Extra parameters for one consent. Google sends a refresh token only if it shows its consent page. Without a hint people choose an
 * account, since it need not be the one they signed in with. After access was lost, to all or to calendars, all that it included is
 * asked for again: Google has forgotten it.
 */
export function consentParams(
  purpose: Purpose,
  known: KnownAccount | null,
): Readonly<Record<string, string>> {
  const again =
    known?.consentLostAt || known?.calendarsLostAt ? known.scopes.filter((one) => OURS.includes(one)) : []
  const scope = scopeText(purpose, again)
  if (!known) return { scope, prompt: 'select_account consent' }
  return { scope, prompt: 'consent', login_hint: known.accountEmail }
}

/**
 * `expired`: too late, or another browser. `otherPerson`: somebody else has signed in since. `failed`: Google's answer was invalid.
 * `removed`: the person has left the firm. `domain`: the account is in none of ALLOWED_DOMAINS. `otherAccount`: the person is connected
 * with another account, whose contacts or calendars a change of account would end.
 * In no case is anything stored; for `removed`, `domain` and `otherAccount` the grant is also revoked at Google.
 */
export type ConnectProblem =
  | 'denied'
  | 'unticked'
  | 'expired'
  | 'otherPerson'
  | 'failed'
  | 'removed'
  | 'domain'
  | 'otherAccount'
export type Connected =
  | { readonly kind: 'connected'; readonly connectionId: string }
  | { readonly kind: 'problem'; readonly problem: ConnectProblem }

const problem = (name: ConnectProblem): Connected => ({ kind: 'problem', problem: name })

/** Part of Google's answer after next-auth has validated it. */
export type Consent = Tokens & { readonly scope?: string | undefined }
export type ConsentClaims = Pick<GoogleProfile, 'sub'> &
  Partial<Pick<GoogleProfile, 'email' | 'email_verified'>> & { readonly hd?: string }

/**
 * Stores the tokens of a consent in the person's connection to that account. With what the account allowed before, since Google includes
 * that in its answer.
 */
export async function storeConsent(
  actor: Actor,
  purpose: Purpose,
  consent: Consent,
  claims: ConsentClaims,
): Promise<Connected> {
  const { access_token, refresh_token, scope = '' } = consent
  if (!refresh_token || !access_token) return problem('failed')
  const scopes = scope.split(' ').filter(Boolean)
  // Google lets people clear the check box of a permission. What was allowed before goes on with the tokens that it has.
  if (!isGranted({ provider: google.name, scopes }, purpose)) return problem('unticked')
  const { sub, email = sub } = claims
  const account = { provider: google.name, accountId: sub, accountEmail: email, scopes }
  const refuse = async (name: ConnectProblem) => {
    await giveBack(account, refresh_token)
    return problem(name)
  }
  if (!isAllowedAccount(claims, env().ALLOWED_DOMAINS)) return refuse('domain')
  if (await wouldEndOther(actor, purpose, sub)) return refuse('otherAccount')
  const connectionId = await saveConnection(actor, account, (id) => sealTokens(id, consent))
  return connectionId === null ? refuse('removed') : { kind: 'connected', connectionId }
}

/**
 * Whether the person is connected with another account, and not for this purpose alone. A connection is with one account; a person who
 * syncs contacts may change it, and is asked what about the contacts of the former account.
 */
async function wouldEndOther(actor: Actor, purpose: Purpose, accountId: string): Promise<boolean> {
  const live = await connectionOf(actor, google.name)
  if (!live || live.accountId === accountId) return false
  return purpose !== 'contacts' || isGranted(live, 'calendars')
}
