// next-auth's settings for both consents: signing in (openid, email and profile only) and, later and separately, access to contacts and calendars.
// A person who may sign in gets a session of ours (begin-session.ts), which next-auth's sealed cookie names.

import { headers } from 'next/headers'
import type { NextAuthOptions } from 'next-auth'
import GoogleProvider, { type GoogleProfile } from 'next-auth/providers/google'
import { beginSession } from '@/lib/auth/begin-session'
import { rememberAccount } from '@/lib/auth/choice'
import { googleConsent } from '@/lib/auth/consent/connect'
import { providerOfConsent } from '@/lib/auth/consent/consents'
import { CSRF_COOKIE, cookieName, cookieOptions, isSecure } from '@/lib/auth/cookies'
import { isAllowedAccount, offeredDomain } from '@/lib/auth/domains'
import { discoveryUrl, TIMEOUT_MS } from '@/lib/auth/google'
import { SESSION_COOKIE } from '@/lib/auth/session-cookie'
import { regionOfLanguages } from '@/lib/domains/contacts/text/phone-region'
import { env } from '@/lib/env'
import { issuerName } from '@/lib/issuer'
import { log } from '@/lib/log'
import { recordRefusedSignIn } from '@/lib/store/audit/record'
import type { Identity } from '@/lib/store/database/cross-tenant'
import { SESSION_SECONDS } from '@/lib/store/firm/sessions'
import { type Account, admit } from '@/lib/store/firm/users'

/** How long a person may stay on Google's page. */
const SIGN_IN_SECONDS = 15 * 60

let options: NextAuthOptions | undefined

export function authOptions(): NextAuthOptions {
  options ??= createOptions()
  return options
}

function createOptions(): NextAuthOptions {
  const { NEXTAUTH_SECRET, GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET, ALLOWED_DOMAINS } = env()
  return {
    secret: NEXTAUTH_SECRET,
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    jwt: { maxAge: SESSION_SECONDS },
    useSecureCookies: isSecure(),
    cookies: cookies(),
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [
      GoogleProvider({
        clientId: GOOGLE_CLIENT_ID,
        clientSecret: GOOGLE_CLIENT_SECRET,
        wellKnown: discoveryUrl(),
        checks: ['pkce', 'state', 'nonce'],
        authorization: {
          params: {
            scope: 'openid email profile',
            prompt: 'select_account',
            ...offeredDomain(ALLOWED_DOMAINS),
          },
        },
        httpOptions: { timeout: TIMEOUT_MS },
      }),
      googleConsent(),
    ],
    callbacks: {
      async signIn({ account: answer, profile }) {
        // Answers to a consent have a callback of their own (consent-answer.ts); none of them signs anybody in.
        if (providerOfConsent(answer?.provider)) return false
        const claims = profile as GoogleClaims
        const account = await accountOf(claims)
        if (!isAllowedAccount(claims, ALLOWED_DOMAINS)) return refuse(account, 'domain')
        const admission = await admit(account)
        if (admission.kind === 'admitted') return true
        if (admission.kind === 'refused') return refuse(account, admission.reason)
        await rememberAccount(account, new Date())
        return '/sign-in/firm'
      },
      // Only Google's answer contains an account.
      jwt: async ({ account, profile }) =>
        (account && profile && (await beginSession(identityOf(profile as GoogleClaims)))) ?? {},
    },
    logger: {
      // The details of an error may quote Google's answer, including tokens, so only the code is logged.
      error: (code) =>
        log.error('sign-in or consent failed', { reason: code.toLowerCase().replaceAll('_', '-') }),
      warn: () => undefined,
      debug: () => undefined,
    },
  }
}

/** next-auth's own cookies, with stricter names. */
function cookies(): NonNullable<NextAuthOptions['cookies']> {
  const lasting = (name: string) => ({ name: cookieName(name), options: cookieOptions() })
  const brief = (name: string) => ({
    ...lasting(name),
    options: { ...cookieOptions(), maxAge: SIGN_IN_SECONDS },
  })
  return {
    sessionToken: lasting(SESSION_COOKIE),
    callbackUrl: lasting('next-auth.callback-url'),
    csrfToken: lasting(CSRF_COOKIE),
    pkceCodeVerifier: brief('next-auth.pkce.code_verifier'),
    state: brief('next-auth.state'),
    nonce: brief('next-auth.nonce'),
  }
}

type GoogleClaims = GoogleProfile & { readonly hd?: string }

const identityOf = ({ iss, sub }: Pick<GoogleClaims, 'iss' | 'sub'>): Identity => ({
  issuer: issuerName(iss),
  subject: sub,
})

const accountOf = async ({ email, email_verified, name, ...claims }: GoogleClaims): Promise<Account> => ({
  ...identityOf(claims),
  email,
  emailVerified: email_verified === true,
  name: name || email,
  region: regionOfLanguages((await headers()).get('accept-language')),
})

/** The address of the page that shows the reason. */
async function refuse(account: Account, reason: string): Promise<string> {
  log.warn('sign-in refused', { reason })
  await recordRefusedSignIn(account, reason)
  return `/sign-in?problem=${reason}`
}
