// Calls to the People API. Calls are rate-limited, tried once, and every failure is classified. A writing call returns failures of single
// contacts and unknown outcomes; it throws for everything else.
import { people_v1 } from 'googleapis/build/src/apis/people/v1'
import { storable } from '@/lib/domains/contacts/value/storable'
import type { Connected } from '@/lib/providers/connected'
import { ProviderError } from '@/lib/providers/provider'
import { type Answer, type Failure, failureOf } from './errors'
import { COSTS, type Cost, type Pacing, type Rest } from './pacing'
import { isObject, type Json, text } from './raw'

export type Reply = { readonly kind: 'reply'; readonly body: Json } | Failure

const TIMEOUT_MS = 60_000
/** Without this, Google mixes in the name and photo of the contact's own profile. */
const SOURCES = ['READ_SOURCE_TYPE_CONTACT']
/** Output-only texts come in the requested language; nothing may depend on it. */
const HEADERS = { 'Accept-Language': 'en' }

type Send = (options: { readonly headers: Record<string, string> }) => Promise<{ readonly data: unknown }>

export type Client = ReturnType<typeof createClient>

export function createClient(connected: Connected, pacing: Pacing, readMask: string) {
  // The library's own retries would use quota four times over and repeat deletes; the caller retries.
  const api = new people_v1.People({
    rootUrl: connected.rootUrl,
    retry: false,
    timeout: connected.timeoutMs ?? TIMEOUT_MS,
  }).people
  const call = (method: string, cost: Cost, send: Send) => ask(pacing, connected, method, cost, send)
  const view = { personFields: readMask, sources: SOURCES }
  const batchView = { readMask, sources: SOURCES }
  return {
    list: (params: { readonly pageSize: number; readonly syncToken?: string; readonly pageToken?: string }) =>
      call('people.connections.list', isFirst(params) ? COSTS.fullRead : COSTS.read, (options) =>
        api.connections.list(
          { resourceName: 'people/me', requestSyncToken: true, ...view, ...params },
          options,
        ),
      ),
    get: (resourceName: string) =>
      call('people.get', COSTS.read, (options) => api.get({ resourceName, ...view }, options)),
    batchGet: (resourceNames: readonly string[]) =>
      call('people.getBatchGet', COSTS.read, (options) =>
        api.getBatchGet({ resourceNames: [...resourceNames], ...view }, options),
      ),
    create: (requestBody: Json) =>
      call('people.createContact', COSTS.write, (options) =>
        api.createContact({ ...view, requestBody }, options),
      ),
    batchCreate: (persons: readonly Json[]) =>
      call('people.batchCreateContacts', COSTS.batchWrite, (options) => {
        const contacts = persons.map((contactPerson) => ({ contactPerson }))
        return api.batchCreateContacts({ requestBody: { contacts, ...batchView } }, options)
      }),
    update: (resourceName: string, mask: string, requestBody: Json) =>
      call('people.updateContact', COSTS.write, (options) =>
        api.updateContact({ resourceName, updatePersonFields: mask, ...view, requestBody }, options),
      ),
    batchUpdate: (mask: string, contacts: Readonly<Record<string, Json>>) =>
      call('people.batchUpdateContacts', COSTS.batchWrite, (options) =>
        api.batchUpdateContacts({ requestBody: { contacts, updateMask: mask, ...batchView } }, options),
      ),
    delete: (resourceName: string) =>
      call('people.deleteContact', COSTS.delete, (options) => api.deleteContact({ resourceName }, options)),
    batchDelete: (resourceNames: readonly string[]) =>
      call('people.batchDeleteContacts', COSTS.batchDelete, (options) =>
        api.batchDeleteContacts({ requestBody: { resourceNames: [...resourceNames] } }, options),
      ),
  }
}

const isFirst = (params: { readonly syncToken?: string; readonly pageToken?: string }): boolean =>
  params.syncToken === undefined && params.pageToken === undefined

async function ask(
  pacing: Pacing,
  { account, accessToken, onCall, now = () => new Date(), random = Math.random }: Connected,
  method: string,
  cost: Cost,
  send: Send,
): Promise<Reply> {
  const rest = pacing.take(account, cost, now())
  if (rest) throw tooFast(`${method} has to wait for Google's quota`, rest)
  const attempt = async (token: string) => {
    onCall?.(method)
    return answerOf(() => send({ headers: { ...HEADERS, Authorization: `Bearer ${token}` } }))
  }
  const token = await accessToken()
  const first = await attempt(token)
  // The token may have been revoked early. The call did nothing then and may be repeated.
  const reply = first.kind === 'token' ? await attempt(await accessToken({ refused: token })) : first
  if (reply.kind === 'rate') {
    const until = pacing.slowDown(account, { ...reply, cost, now: now(), random: random() })
    throw tooFast(`Google answered ${method} with too many requests`, until)
  }
  if (reply.kind !== 'noReply' && reply.kind !== 'notSent') pacing.answered(account)
  throwIfWhole(reply, method)
  return reply
}

const tooFast = (message: string, { until, quota }: Rest) =>
  new ProviderError('rate', message, { retryAt: until, quota })

/** Throws failures of the whole call, after which certainly nothing was written. */
function throwIfWhole(reply: Reply, method: string): void {
  switch (reply.kind) {
    case 'token':
      throw new ProviderError('consent', `Google refused a fresh access token at ${method}`)
    case 'consent':
      throw new ProviderError('consent', `Google no longer grants what ${method} needs`)
    case 'full':
      throw new ProviderError('full', 'The Google account holds as many contacts as it can')
    case 'notSent':
      throw new ProviderError('unavailable', `Google could not be reached for ${method}`)
    case 'closed':
      throw new ProviderError('unavailable', reply.message)
    case 'batch':
      for (const failure of reply.each.values()) throwIfWhole({ ...failure }, method)
      return
    default:
      return
  }
}

async function answerOf(send: () => Promise<{ readonly data: unknown }>): Promise<Reply> {
  try {
    const { data } = await send()
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
