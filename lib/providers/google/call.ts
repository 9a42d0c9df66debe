// One call to one of Google's APIs: rate-limited, tried once, and its failure classified by the API's own rules.
import { storable } from '@/lib/domains/text/storable'
import type { Connected } from '@/lib/providers/connected'
import { ProviderError } from '@/lib/providers/provider'
import type { Cost, Limiter, Rest } from './rate-limiter'
import { isObject, type Json, text } from './raw'

/** A response that was not a usable reply. */
export interface Answer {
  readonly status: number | null
  readonly body: unknown
  readonly retryAfter: string | null
  /** The network error's code, if there was no answer at all. */
  readonly code: string | null
}

/** Failures that every API has. */
export type CallFailure =
  /** It was never sent, so nothing was written. */
  | { readonly kind: 'notSent' }
  /** It may have happened: no reply, a truncated one, or one from a machine in between. */
  | { readonly kind: 'noReply' }
  | { readonly kind: 'token' }
  | { readonly kind: 'consent' }
  /** `limit`: Google's name of the limit that was exceeded. */
  | {
      readonly kind: 'rate'
      readonly lasting: boolean
      readonly limit: string | null
      readonly retryAfter: string | null
    }
  /** Google lets nobody of this project in, whatever the call. */
  | { readonly kind: 'closed'; readonly message: string }

/** Codes of connections that were never made. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

/** The failure of a call without an answer. */
export const unanswered = (code: string | null): CallFailure =>
  code && NEVER_SENT.has(code) ? { kind: 'notSent' } : { kind: 'noReply' }

export interface GoogleReply {
  readonly kind: 'reply'
  readonly body: Json
}

/** Output-only texts come in the requested language; nothing may depend on it. */
const HEADERS = { 'Accept-Language': 'en' }

export type Headers = Readonly<Record<string, string>>
export type Send = (options: { readonly headers: Headers }) => Promise<{ readonly data: unknown }>

export interface Caller<B extends string, F> {
  readonly connected: Connected
  readonly limiter: Limiter<B>
  readonly failureOf: (answer: Answer) => F | CallFailure
  /** Whether a reply without a body is complete. */
  readonly mayBeEmpty?: boolean
}

/** Throws ProviderError for failures of the whole call, after which certainly nothing was written; returns all others. */
export async function ask<B extends string, F extends { readonly kind: string }>(
  caller: Caller<B, F>,
  method: string,
  cost: Cost<B>,
  send: Send,
): Promise<GoogleReply | F | CallFailure> {
  const { connected, limiter } = caller
  const { account, accessToken, onCall, now = () => new Date(), random = Math.random } = connected
  const rest = limiter.take(account, cost, now())
  if (rest) throw tooFast(`${method} has to wait for Google's quota`, rest)
  const attempt = async (token: string) => {
    const ended = onCall?.(method)
    const answer = await answerOf(caller, () =>
      send({ headers: { ...HEADERS, Authorization: `Bearer ${token}` } }),
    )
    if (typeof ended === 'function') ended(answer.kind)
    return answer
  }
  const token = await accessToken()
  const first = await attempt(token)
  // The token may have been revoked early. The call did nothing then and may be repeated.
  const reply = first.kind === 'token' ? await attempt(await accessToken({ refused: token })) : first
  if (isRate(reply)) {
    const until = limiter.slowDown(account, { ...reply, cost, now: now(), random: random() })
    throw tooFast(`Google answered ${method} with too many requests`, until)
  }
  if (reply.kind !== 'noReply' && reply.kind !== 'notSent') limiter.answered(account)
  throwIfWhole(reply, method)
  return reply
}

const isRate = (reply: { readonly kind: string }): reply is Extract<CallFailure, { kind: 'rate' }> =>
  reply.kind === 'rate'

const tooFast = (message: string, { until, quota }: Rest) =>
  new ProviderError('rate', message, { retryAt: until, quota })

/** Also for the failures of single writes in a batch. */
export function throwIfWhole(
  reply: { readonly kind: string; readonly message?: string },
  method: string,
): void {
  switch (reply.kind) {
    case 'token':
      throw new ProviderError('consent', `Google refused a fresh access token at ${method}`)
    case 'consent':
      throw new ProviderError('consent', `Google no longer grants what ${method} needs`)
    case 'notSent':
      throw new ProviderError('unavailable', `Google could not be reached for ${method}`)
    case 'closed':
      throw new ProviderError('unavailable', reply.message ?? `Google does not allow ${method}`)
    default:
      return
  }
}

async function answerOf<B extends string, F>(
  { failureOf, mayBeEmpty = false }: Caller<B, F>,
  send: () => Promise<{ readonly data: unknown }>,
): Promise<GoogleReply | F | CallFailure> {
  try {
    const { data } = await send()
    if (mayBeEmpty && (data === '' || data === undefined || data === null)) return { kind: 'reply', body: {} }
    // A truncated reply arrives as text.
    return isObject(data) ? { kind: 'reply', body: storable(data) } : { kind: 'noReply' }
  } catch (thrown) {
    return failureOf(answerIn(thrown))
  }
}

/** Extracts the answer from the client library's error and drops the rest, which contains the token and the contacts that were sent. */
function answerIn(thrown: unknown): Answer {
  const error = members(thrown)
  const response = members(error.response)
  const retryAfter = header(response.headers, 'retry-after')
  const code = text(error.code) || text(members(error.cause).code) || null
  return {
    status: typeof response.status === 'number' ? response.status : null,
    body: response.data,
    retryAfter,
    code,
  }
}

/** Also for errors and responses, whose members may be inherited. */
function members(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {}
}

function header(headers: unknown, name: string): string | null {
  const { get } = members(headers)
  const value: unknown = typeof get === 'function' ? get.call(headers, name) : members(headers)[name]
  return text(value) || null
}
