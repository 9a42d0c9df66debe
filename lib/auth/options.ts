// Signing in with Google: openid, email and profile only. Access to contacts is asked for later and apart (connect.ts).
// The session is a signed cookie that carries nothing but who it is; everything else is read from the database.
import type { NextAuthOptions } from 'next-auth'
import GoogleProvider, { type GoogleProfile } from 'next-auth/providers/google'
import { cookieName, cookieOptions, isSecure } from '@/lib/auth/cookies'
import { type Admission, admit, userIdOf } from '@/lib/db/users'
import { env } from '@/lib/env'
import { log } from '@/lib/log'

declare module 'next-auth' {
  interface Session {
    userId?: string
  }
}

declare module 'next-auth/jwt' {
  interface JWT {
    userId?: string
  }
}

/**
 * A working week and its weekend; then Google is asked again, which costs a person one click. Nothing prolongs it: no answer
 * of ours renews the cookie.
 */
const SESSION_SECONDS = 7 * 24 * 3600
/** How long a person may take on Google's page. */
const SIGN_IN_SECONDS = 15 * 60

/** Google's answers travel half-way round the world; the library gives up after 3.5 s by itself. */
const TIMEOUT = 10_000

let options: NextAuthOptions | undefined

export function authOptions(): NextAuthOptions {
  options ??= createOptions()
  return options
}

function createOptions(): NextAuthOptions {
  const { NEXTAUTH_SECRET, GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET, GOOGLE_ISSUER } = env()
  return {
    secret: NEXTAUTH_SECRET,
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    useSecureCookies: isSecure(),
    cookies: cookies(),
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [
      GoogleProvider({
        clientId: GOOGLE_CLIENT_ID,
        clientSecret: GOOGLE_CLIENT_SECRET,
        wellKnown: `${GOOGLE_ISSUER}/.well-known/openid-configuration`,
        checks: ['pkce', 'state', 'nonce'],
        authorization: { params: { scope: 'openid email profile', prompt: 'select_account' } },
        httpOptions: { timeout: TIMEOUT },
      }),
    ],
    callbacks: {
      async signIn({ profile }) {
        const admission = await admitProfile(profile as GoogleProfile)
        return admission.kind === 'admitted' || `/sign-in?problem=${admission.reason}`
      },
      async jwt({ token, account }) {
        if (!account) return token
        const userId = await userIdOf(account.providerAccountId)
        return userId ? { userId } : {}
      },
      session: ({ session, token }) => ({
        expires: session.expires,
        ...(token.userId ? { userId: token.userId } : {}),
      }),
    },
    logger: {
      // What comes with the code may quote an answer of Google's, tokens included: the code alone is logged.
      error: (code) => log.error('sign-in failed', { reason: code.toLowerCase().replaceAll('_', '-') }),
      warn: () => undefined,
      debug: () => undefined,
    },
  }
}

/** The library's own, with stricter names. */
function cookies(): NonNullable<NextAuthOptions['cookies']> {
  const lasting = (name: string) => ({ name: cookieName(`next-auth.${name}`), options: cookieOptions() })
  const brief = (name: string) => ({
    ...lasting(name),
    options: { ...cookieOptions(), maxAge: SIGN_IN_SECONDS },
  })
  return {
    sessionToken: lasting('session-token'),
    callbackUrl: lasting('callback-url'),
    csrfToken: lasting('csrf-token'),
    pkceCodeVerifier: brief('pkce.code_verifier'),
    state: brief('state'),
    nonce: brief('nonce'),
  }
}

function admitProfile({ sub, email, email_verified, name }: GoogleProfile): Promise<Admission> {
  return admit({ subject: sub, email, emailVerified: email_verified === true, name: name || email })
}
