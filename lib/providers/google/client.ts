// Calls to the People API. Calls are rate-limited, tried once, and every failure is classified. A writing call returns failures of single
// contacts and unknown outcomes; it throws for everything else.
import { people_v1 } from 'googleapis/build/src/apis/people/v1'
import type { Connected } from '@/lib/providers/connected'
import { ProviderError } from '@/lib/providers/provider'
import { ask, type GoogleReply, type Send, throwIfWhole } from './call'
import { type Failure, failureOf } from './errors'
import { COSTS, type Cost, type Pacing } from './pacing'
import type { Json } from './raw'

export type Reply = GoogleReply | Failure

const TIMEOUT_MS = 60_000
/** Without this, Google mixes in the name and photo of the contact's own profile. */
const SOURCES = ['READ_SOURCE_TYPE_CONTACT']
export type Client = ReturnType<typeof createClient>

export function createClient(connected: Connected, pacing: Pacing, readMask: string) {
  // The library's own retries would use quota four times over and repeat deletes; the caller retries.
  const api = new people_v1.People({
    rootUrl: connected.rootUrl,
    retry: false,
    timeout: connected.timeoutMs ?? TIMEOUT_MS,
  }).people
  const caller = { connected, limiter: pacing, failureOf }
  const call = async (method: string, cost: Cost, send: Send): Promise<Reply> => {
    const reply = await ask(caller, method, cost, send)
    throwIfAll(reply, method)
    return reply
  }
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

/** Throws failures of the whole call that only the People API has, and those of single writes that concern all. */
function throwIfAll(reply: Reply, method: string): void {
  if (reply.kind === 'full')
    throw new ProviderError('full', 'The Google account holds as many contacts as it can')
  if (reply.kind !== 'batch') return
  for (const failure of reply.each.values()) {
    throwIfWhole(failure, method)
    throwIfAll(failure, method)
  }
}
