// Batches: all or nothing. One invalid entry rejects the whole batch, and the error names every invalid one.
import { type ApiError, GRPC, invalid, notFound, Refusal, refuse } from '@/emulator/errors'
import { json, type Reply } from '@/emulator/reply'
import * as store from '@/emulator/store'
import { type ApiCall, bodyOf, namesOf, textOf, viewOf } from '@/emulator/world'
import { mustFind, readChange, readNew, show } from './people'
import { readMask, readSources, readUpdateMask } from './person'
import { isObject } from './person-body'

const TYPE = 'type.googleapis.com/google.people.v1.'

/** The result of `read`, or its error. */
function attempt<T>(read: () => T): { readonly value: T } | { readonly error: ApiError } {
  try {
    return { value: read() }
  } catch (thrown) {
    if (thrown instanceof Refusal && thrown.error) return { error: thrown.error }
    throw thrown
  }
}

const rpcStatus = (error: ApiError) => ({
  code: GRPC[error.status],
  message: error.message,
  ...(error.details ? { details: error.details } : {}),
})

function batchRefusal(
  kind: 'BatchCreateContactsErrorDetails' | 'BatchUpdateContactsErrorDetails',
  errors: Map<string, ApiError>,
) {
  const [first] = errors.values()
  if (!first) throw new Error('a batch is refused for its errors')
  const contactErrors = Object.fromEntries([...errors].map(([key, error]) => [key, rpcStatus(error)]))
  const details = [{ '@type': `${TYPE}${kind}`, contactErrors }]
  return refuse({ code: first.code, status: first.status, message: first.message, details })
}

function batchView(api: ApiCall, body: Record<string, unknown>) {
  const mask = textOf(body.readMask, 'read_mask')
  const sources = readSources(namesOf(body.sources, 'sources'))
  return mask === '' ? undefined : viewOf(api, readMask('readMask', mask), sources)
}

function arranged<T>(api: ApiCall, list: readonly T[]): readonly T[] {
  return api.world.switches.batchOrder === 'reversed' ? list.toReversed() : list
}

export function batchCreate(api: ApiCall): Reply {
  const { world, account } = api
  const body = bodyOf(api.call)
  const contacts = Array.isArray(body.contacts) ? body.contacts : []
  if (contacts.length === 0) throw invalid('Request must set contacts.', 'contacts')
  if (contacts.length > 200) throw invalid('Cannot create more than 200 contacts in one request.', 'contacts')
  const view = batchView(api, body)
  const errors = new Map<string, ApiError>()
  const contents = contacts.flatMap((one: unknown, index) => {
    const at = `contacts[${index}].contact_person`
    const result = attempt(() => readNew(api, isObject(one) ? (one.contactPerson ?? {}) : one, at))
    if ('value' in result) return [result.value]
    errors.set(String(index), result.error)
    return []
  })
  if (errors.size > 0) throw batchRefusal('BatchCreateContactsErrorDetails', errors)
  store.checkRoom(world, account, contents.length)
  const created = contents.map((content) => store.addContact(world, account, content))
  if (!view) return json({})
  const createdPeople = arranged(api, created).map((contact) => ({
    httpStatusCode: 200,
    person: show(api, contact, view),
    requestedResourceName: store.newest(contact).resourceName,
  }))
  return json({ createdPeople })
}

export function batchUpdate(api: ApiCall): Reply {
  const { world, account } = api
  const body = bodyOf(api.call)
  const mask = readUpdateMask('updateMask', textOf(body.updateMask, 'update_mask'))
  const view = batchView(api, body)
  const contacts = Object.entries(isObject(body.contacts) ? body.contacts : {})
  if (contacts.length === 0) throw invalid('Request must set contacts.', 'contacts')
  if (contacts.length > 200) throw invalid('Cannot update more than 200 contacts in one request.', 'contacts')
  const errors = new Map<string, ApiError>()
  const changes = contacts.flatMap(([name, person]) => {
    const result = attempt(() => {
      const contact = mustFind(api, name)
      return { name, contact, content: readChange(api, contact, person, mask) }
    })
    if ('value' in result) return [result.value]
    errors.set(name, result.error)
    return []
  })
  const everyErrorIsStale = [...errors.values()].every((error) => error.status === 'FAILED_PRECONDITION')
  const perEntry = world.switches.staleInBatch === 'per-entry' && everyErrorIsStale
  if (errors.size > 0 && !perEntry) throw batchRefusal('BatchUpdateContactsErrorDetails', errors)
  for (const { contact, content } of changes) store.replaceFields(world, account, contact, mask, content)
  if (!view) return json({})
  const done = changes.map(({ name, contact }) => [
    name,
    { httpStatusCode: 200, person: show(api, contact, view), requestedResourceName: name },
  ])
  const failed = [...errors].map(([name, error]) => [
    name,
    { httpStatusCode: error.code, requestedResourceName: name, status: rpcStatus(error) },
  ])
  return json({ updateResult: Object.fromEntries(arranged(api, [...done, ...failed])) })
}

export function batchDelete(api: ApiCall): Reply {
  const names = namesOf(bodyOf(api.call).resourceNames, 'resource_names')
  if (names.length === 0) throw invalid('Request must set resource_names.', 'resource_names')
  if (names.length > 500)
    throw invalid('Cannot delete more than 500 contacts in one request.', 'resource_names')
  const contacts = new Set(names.map((name) => store.findContact(api.account, name)))
  if (contacts.has(undefined)) throw notFound()
  for (const contact of contacts) if (contact) store.remove(api.world, api.account, contact)
  return json({})
}
