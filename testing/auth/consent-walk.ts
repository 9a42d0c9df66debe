// Simulates a browser in the consent of lib/auth/consent/connect.ts, with next-auth's own handler and without Next: our page's button, and the
// answer that Google sends back.
import type { NextApiRequest, NextApiResponse } from 'next'
import NextAuth, { type NextAuthOptions } from 'next-auth'
import {
  type Connected,
  type ConsentClaims,
  consentParams,
  GOOGLE_CONSENT,
  googleConsent,
  type KnownAccount,
  storeConsent,
} from '@/lib/auth/consent/connect'
import { aimOf, problemOfAnswer, sealFlow } from '@/lib/auth/consent/flow'
import type { Purpose } from '@/lib/auth/consent/purpose'
import { env } from '@/lib/env'
import type { Actor } from '@/lib/store/firm/actor'

type SignIn = NonNullable<NonNullable<NextAuthOptions['callbacks']>['signIn']>

export interface Begun {
  /** The address at Google. */
  readonly url: string
  /** next-auth's cookies in the browser that began. */
  readonly jar: Map<string, string>
  /** The flow cookie. */
  readonly cookie: string
}

/** Does what the page's button does. */
export async function beginWalk(
  actor: Actor,
  now: Date,
  {
    purpose = 'contacts',
    known = null,
  }: { readonly purpose?: Purpose; readonly known?: KnownAccount | null } = {},
): Promise<Begun> {
  const jar = new Map<string, string>()
  const { csrfToken } = (await ask(jar, ['csrf'])).body as { readonly csrfToken: string }
  const begun = await ask(jar, ['signin', GOOGLE_CONSENT], consentParams(purpose, known), { csrfToken })
  const state = new URL(begun.location).searchParams.get('state') ?? ''
  return { url: begun.location, jar, cookie: sealFlow(actor, state, { purpose, back: null }, now) }
}

interface Answered {
  /** Where our page sent the person. */
  readonly url: string
  readonly email: string
  readonly step: 'allow' | 'cancel'
  /** The boxes that are checked. */
  readonly scopes: readonly string[]
}

/** Clicks through Google's pages and returns the parameters that Google sends back. */
export async function answerAtGoogle(
  google: string,
  { url, email, step, scopes }: Answered,
): Promise<URLSearchParams> {
  const page = await (await fetch(url)).text()
  const request = /name="request" value="([^"]+)"/.exec(page)?.[1] ?? ''
  const press = (step: string, scopes: readonly string[] = []) =>
    fetch(`${google}/signin/oauth`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams([
        ['request', request],
        ['account', email],
        ['step', step],
        ...scopes.map((scope) => ['scope', scope]),
      ]),
    })
  await press('account')
  const back = (await press(step, scopes)).headers.get('location') ?? ''
  return new URL(back).searchParams
}

/** Does what the callback's route does; `failed` if next-auth does not accept the answer. */
export async function endWalk(
  actor: Actor,
  now: Date,
  query: URLSearchParams,
  { jar, cookie }: { readonly jar: Begun['jar']; readonly cookie: string | undefined },
): Promise<Connected> {
  const problem = problemOfAnswer(actor, now, query, cookie)
  if (problem) return { kind: 'problem', problem }
  let outcome: Connected = { kind: 'problem', problem: 'failed' }
  const signIn: SignIn = async ({ account, profile }) => {
    if (account) outcome = await storeConsent(actor, aimOf(cookie).purpose, account, profile as ConsentClaims)
    return '/'
  }
  await ask(jar, ['callback', GOOGLE_CONSENT], Object.fromEntries(query), undefined, signIn)
  return outcome
}

async function ask(
  jar: Map<string, string>,
  nextauth: readonly string[],
  query: Readonly<Record<string, string>> = {},
  body?: Readonly<Record<string, string>>,
  signIn: SignIn = () => false,
) {
  const answer = { location: '', body: undefined as unknown }
  const headers = new Map<string, string | string[]>()
  const response = {
    status: () => response,
    getHeader: (name: string) => headers.get(name),
    setHeader: (name: string, value: string | string[]) => {
      headers.set(name, value)
      return response
    },
    send: (sent: unknown) => {
      answer.body = sent
    },
    end: () => undefined,
  }
  const request = {
    method: body ? 'POST' : 'GET',
    query: { ...query, nextauth },
    cookies: Object.fromEntries(jar),
    headers: {},
    body,
  }
  await NextAuth(request as unknown as NextApiRequest, response as unknown as NextApiResponse, {
    secret: env().NEXTAUTH_SECRET,
    session: { strategy: 'jwt' },
    providers: [googleConsent()],
    callbacks: { signIn },
    logger: { error: () => undefined, warn: () => undefined },
  })
  for (const line of [headers.get('Set-Cookie') ?? []].flat()) {
    const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=')
    jar.set(name, decodeURIComponent(value))
  }
  answer.location = String(headers.get('Location') ?? '')
  return answer
}
