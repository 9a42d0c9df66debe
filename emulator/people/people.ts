// One contact at a time: get, batchGet, create, update, delete, photo.
import { createHash } from 'node:crypto'
import { GRPC, invalid, notFound, refuse, staleEtag } from '@/emulator/errors'
import { json, type Reply } from '@/emulator/reply'
import * as store from '@/emulator/store'
import { type ApiCall, bodyOf, textOf, viewOf } from '@/emulator/world'
import { FIELD_NAMES, type FieldName } from './fields'
import { groupRefusal } from './memberships'
import {
  type Person,
  project,
  readMask,
  readSources,
  readUpdateMask,
  sourceEtagWithin,
  type View,
} from './person'
import { type Content, isObject, readPerson } from './person-body'

/** Create and update return all fields unless a mask says otherwise. */
function replyView(api: ApiCall): View {
  const mask = api.call.query.get('personFields')
  const fields = mask ? readMask('personFields', mask) : FIELD_NAMES
  return viewOf(api, fields, readSources(api.call.query.getAll('sources')))
}

export function show(api: ApiCall, contact: store.Contact, view: View): Person {
  return project(api.account, contact, store.newest(contact), view)
}

export function mustFind(api: ApiCall, resourceName: string): store.Contact {
  const contact = store.findContact(api.account, resourceName)
  if (!contact) throw notFound()
  return contact
}

export function getPerson(api: ApiCall): Reply {
  const { query } = api.call
  const fields = readMask('personFields', query.get('personFields') ?? undefined)
  const view = viewOf(api, fields, readSources(query.getAll('sources')))
  return json(show(api, mustFind(api, `people/${api.params.id}`), view))
}

export function batchGet(api: ApiCall): Reply {
  const { query } = api.call
  const names = query.getAll('resourceNames')
  if (names.length === 0) throw invalid('Resource names are required.', 'resourceNames')
  if (names.length > 200) throw invalid('Cannot get more than 200 people in one request.', 'resourceNames')
  const fields = readMask('personFields', query.get('personFields') ?? undefined)
  const view = viewOf(api, fields, readSources(query.getAll('sources')))
  const responses = names.map((requestedResourceName) => {
    const contact = store.findContact(api.account, requestedResourceName)
    if (contact)
      return { httpStatusCode: 200, person: show(api, contact, view), requestedResourceName, status: {} }
    const status = { code: GRPC.NOT_FOUND, message: 'Requested entity was not found.' }
    return { httpStatusCode: 404, requestedResourceName, status }
  })
  return json({ responses })
}

/** Reads a contact to create; its groups must exist and accept members. */
export function readNew(api: ApiCall, body: unknown, at: string): Content {
  const content = readPerson(body, at, api.world.switches)
  const refusal = groupRefusal(api.account, content.memberships ?? [], [])
  if (refusal) throw refusal
  return content
}

export function createContact(api: ApiCall): Reply {
  const view = replyView(api)
  const content = readNew(api, bodyOf(api.call), 'person')
  store.checkRoom(api.world, api.account, 1)
  return json(show(api, store.addContact(api.world, api.account, content), view))
}

/** Rejects a body that does not name the CONTACT source with the contact's current etag. */
function checkEtag(api: ApiCall, body: Record<string, unknown>, contact: store.Contact): void {
  const current = store.newest(contact).etag
  const personEtag = textOf(body.etag, 'person.etag')
  const metadata = isObject(body.metadata) ? body.metadata : {}
  const sources = (Array.isArray(metadata.sources) ? metadata.sources : []).filter(isObject)
  const source = sources.find((one) => one.type === 'CONTACT')
  if (!source && !(personEtag && api.world.switches.acceptPersonEtagAlone))
    throw invalid(
      'Request must set person.metadata.sources with a source of type CONTACT.',
      'person.metadata.sources',
    )
  if (personEtag && sourceEtagWithin(personEtag) !== current) throw staleEtag('person.etag')
  if (source && source.etag !== `#${current}` && !(personEtag && source.etag === undefined))
    throw staleEtag('person.metadata.sources.etag')
}

/** Checks one update against the current contact and reads the fields that it writes. */
export function readChange(
  api: ApiCall,
  contact: store.Contact,
  body: unknown,
  mask: readonly FieldName[],
): Content {
  if (!isObject(body)) throw invalid("Invalid value at 'person'.", 'person')
  const content = readPerson(body, 'person', api.world.switches, mask)
  checkEtag(api, body, contact)
  if (mask.includes('memberships')) {
    if (!content.memberships?.some((entry) => entry.contactGroupMembership))
      throw invalid(
        'Request must set at least one person.memberships when memberships are updated.',
        'person.memberships',
      )
    const kept = store.newest(contact).content.memberships ?? []
    const refusal = groupRefusal(api.account, content.memberships, kept)
    if (refusal) throw refusal
  }
  return content
}

export function updateContact(api: ApiCall): Reply {
  const mask = readUpdateMask('updatePersonFields', api.call.query.get('updatePersonFields') ?? undefined)
  const view = replyView(api)
  const contact = mustFind(api, `people/${api.params.id}`)
  const content = readChange(api, contact, bodyOf(api.call), mask)
  store.replaceFields(api.world, api.account, contact, mask, content)
  return json(show(api, contact, view))
}

export function deleteContact(api: ApiCall): Reply {
  store.remove(api.world, api.account, mustFind(api, `people/${api.params.id}`))
  return json({})
}

function photoBytes(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64')
  const png = bytes.subarray(1, 4).toString() === 'PNG'
  const jpeg = bytes[0] === 0xff && bytes[1] === 0xd8
  if (!png && !jpeg) throw invalid('The photo is neither JPEG nor PNG.', 'photo_bytes')
  return bytes
}

export function updateContactPhoto(api: ApiCall): Reply {
  const body = bodyOf(api.call)
  const bytes = photoBytes(textOf(body.photoBytes, 'photo_bytes'))
  const mask = textOf(body.personFields, 'person_fields')
  const contact = mustFind(api, `people/${api.params.id}`)
  const url = `https://photos.invalid/${createHash('sha1').update(bytes).digest('hex')}=s100`
  store.setPhoto(api.world, api.account, contact, url)
  if (!mask) return json({})
  return json({ person: show(api, contact, viewOf(api, readMask('personFields', mask), readSources([]))) })
}

export function deleteContactPhoto(api: ApiCall): Reply {
  const contact = mustFind(api, `people/${api.params.id}`)
  if (!store.newest(contact).photo)
    throw refuse({ code: 404, status: 'NOT_FOUND', message: 'The contact has no photo.' })
  store.setPhoto(api.world, api.account, contact, '')
  const mask = api.call.query.get('personFields')
  if (!mask) return json({})
  return json({ person: show(api, contact, viewOf(api, readMask('personFields', mask), readSources([]))) })
}
