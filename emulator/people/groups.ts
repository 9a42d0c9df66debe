// Contact groups (labels) as the API gives them: list, get, create, update, delete.
import { expiredSyncToken, invalid, notFound, refuse } from '@/emulator/errors'
import { corrupt, open, seal } from '@/emulator/oauth/seal'
import { json, type Reply } from '@/emulator/reply'
import { type Account, type Group, MY_CONTACTS, newest, remove, replaceFields } from '@/emulator/store'
import { type ApiCall, bodyOf, numberOf, textOf } from '@/emulator/world'
import {
  addGroup,
  changeGroup,
  groupNameOf,
  memberCounts,
  SYSTEM_GROUPS,
  type SystemGroup,
} from './memberships'
import { type Entry, isObject } from './person-body'

const GROUP_FIELDS = ['clientData', 'groupType', 'memberCount', 'metadata', 'name']
const DEFAULT_FIELDS = ['groupType', 'memberCount', 'metadata', 'name']
function readGroupFields(value: string | undefined): readonly string[] {
  const fields = (value ?? '')
    .split(',')
    .map((field) => field.trim())
    .filter(Boolean)
  for (const field of fields)
    if (!GROUP_FIELDS.includes(field))
      throw invalid(`Invalid groupFields mask path: "${field}".`, 'groupFields')
  return fields.length > 0 ? fields : DEFAULT_FIELDS
}

type Shown = Record<string, unknown>

function pick(resourceName: string, etag: string, all: Shown, fields: readonly string[]): Shown {
  const { formattedName, ...rest } = all
  const shown = Object.entries(rest).filter(([key, value]) => fields.includes(key) && value !== undefined)
  const name = fields.includes('name') && formattedName ? { formattedName } : {}
  return { resourceName, ...(etag ? { etag } : {}), ...Object.fromEntries(shown), ...name }
}

function showSystem(
  group: SystemGroup,
  counts: ReadonlyMap<string, number>,
  fields: readonly string[],
): Shown {
  const resourceName = `contactGroups/${group.id}`
  const memberCount = counts.get(resourceName)
  const all = {
    groupType: 'SYSTEM_CONTACT_GROUP',
    name: group.id,
    formattedName: group.formattedName,
    memberCount,
  }
  return pick(resourceName, '', all, fields)
}

function showGroup(group: Group, counts: ReadonlyMap<string, number>, fields: readonly string[]): Shown {
  const resourceName = `contactGroups/${group.id}`
  if (group.deleted) return pick(resourceName, group.etag, { metadata: { deleted: true } }, fields)
  const all = {
    groupType: 'USER_CONTACT_GROUP',
    name: group.name,
    formattedName: group.name,
    memberCount: counts.get(resourceName),
    metadata: { updateTime: new Date(group.updatedAt).toISOString() },
    clientData: group.clientData.length > 0 ? group.clientData : undefined,
  }
  return pick(resourceName, group.etag, all, fields)
}

interface GroupPlace {
  readonly kind: 'groups' | 'group-page'
  readonly account: string
  readonly at: number
  readonly epoch: number
  readonly since?: number | undefined
  readonly next?: number
}

function readPlace(api: ApiCall, name: 'syncToken' | 'pageToken'): GroupPlace | undefined {
  const token = api.call.query.get(name)
  if (!token) return undefined
  const place = open(api.world.secret, token) as GroupPlace
  if (place.kind !== (name === 'syncToken' ? 'groups' : 'group-page') || place.account !== api.account.sub)
    throw corrupt()
  if (place.epoch !== api.account.syncEpoch)
    throw refuse(expiredSyncToken(api.world.switches.expiredSyncToken))
  return place
}

export function listGroups(api: ApiCall): Reply {
  const { account, world, call } = api
  const fields = readGroupFields(call.query.get('groupFields') ?? undefined)
  const pageSize = numberOf(call.query, 'pageSize', 30, 1000)
  const sync = readPlace(api, 'syncToken')
  const page = readPlace(api, 'pageToken')
  const since = page ? page.since : sync?.at
  const counts = memberCounts(account)
  const own = [...account.groups.values()].filter((group) =>
    since === undefined ? !group.deleted : group.sequence > since,
  )
  const all = [
    ...(since === undefined ? SYSTEM_GROUPS.map((group) => showSystem(group, counts, fields)) : []),
    ...own.map((group) => showGroup(group, counts, fields)),
  ]
  const from = page?.next ?? 0
  const next = from + pageSize
  const place = { account: account.sub, at: page?.at ?? account.groupSequence, epoch: account.syncEpoch }
  const shown = all.slice(from, next)
  return json({
    ...(shown.length > 0 ? { contactGroups: shown } : {}),
    ...(all.length > 0 ? { totalItems: all.length } : {}),
    ...(next < all.length
      ? { nextPageToken: seal(world.secret, { kind: 'group-page', ...place, since, next }) }
      : { nextSyncToken: seal(world.secret, { kind: 'groups', ...place }) }),
  })
}

function membersOf(account: Account, resourceName: string, max: number): string[] {
  const names: string[] = []
  for (const contact of account.contacts.values()) {
    if (names.length >= max) break
    const version = newest(contact)
    const inGroup = version.content.memberships?.some((entry) => groupNameOf(entry) === resourceName)
    if (inGroup || resourceName === 'contactGroups/all') names.push(version.resourceName)
  }
  return names
}

function showOne(api: ApiCall, id: string, fields: readonly string[], maxMembers: number): Shown | undefined {
  const counts = memberCounts(api.account)
  const system = SYSTEM_GROUPS.find((group) => group.id === id)
  const own = api.account.groups.get(id)
  if (!system && (!own || own.deleted)) return undefined
  const shown = system ? showSystem(system, counts, fields) : own ? showGroup(own, counts, fields) : {}
  const members = membersOf(api.account, `contactGroups/${id}`, maxMembers)
  return members.length > 0 ? { ...shown, memberResourceNames: members } : shown
}

function mustShow(api: ApiCall, id: string, mask?: string, maxMembers = 0): Reply {
  const shown = showOne(api, id, readGroupFields(mask), maxMembers)
  if (!shown) throw notFound()
  return json(shown)
}

export function getGroup(api: ApiCall): Reply {
  const { query } = api.call
  const max = numberOf(query, 'maxMembers', 0, 1_000_000)
  return mustShow(api, api.params.id ?? '', query.get('groupFields') ?? undefined, max)
}

export function batchGetGroups(api: ApiCall): Reply {
  const { query } = api.call
  const names = query.getAll('resourceNames')
  if (names.length === 0 || names.length > 200)
    throw invalid('Between 1 and 200 resource names are needed.', 'resource_names')
  const fields = readGroupFields(query.get('groupFields') ?? undefined)
  const max = numberOf(query, 'maxMembers', 0, 1_000_000)
  const responses = names.map((requestedResourceName) => {
    const contactGroup = showOne(api, requestedResourceName.replace('contactGroups/', ''), fields, max)
    const status = { code: 5, message: 'Requested entity was not found.' }
    return contactGroup ? { requestedResourceName, contactGroup } : { requestedResourceName, status }
  })
  return json({ responses })
}

function readName(api: ApiCall, body: Record<string, unknown>, except?: Group): string {
  const group = isObject(body.contactGroup) ? body.contactGroup : {}
  const name = textOf(group.name, 'contact_group.name').trim()
  if (name === '') throw invalid('The contact group needs a name.', 'contact_group.name')
  const taken = [...api.account.groups.values()].some(
    (one) => one !== except && !one.deleted && one.name === name,
  )
  if (taken || SYSTEM_GROUPS.some((one) => one.id === name))
    throw refuse({ code: 409, status: 'ALREADY_EXISTS', message: 'Contact group name already exists.' })
  return name
}

function readClientData(body: Record<string, unknown>): readonly Entry[] {
  const group = isObject(body.contactGroup) ? body.contactGroup : {}
  return Array.isArray(group.clientData) ? group.clientData.filter(isObject) : []
}

export function createGroup(api: ApiCall): Reply {
  const body = bodyOf(api.call)
  const group = addGroup(api.world, api.account, readName(api, body), readClientData(body))
  return mustShow(api, group.id, textOf(body.readGroupFields, 'read_group_fields'))
}

function mustFindGroup(api: ApiCall): Group {
  const id = api.params.id ?? ''
  if (SYSTEM_GROUPS.some((group) => group.id === id))
    throw invalid('System contact groups cannot be changed.')
  const group = api.account.groups.get(id)
  if (!group || group.deleted) throw notFound()
  return group
}

export function updateGroup(api: ApiCall): Reply {
  const group = mustFindGroup(api)
  const body = bodyOf(api.call)
  const mask = textOf(body.updateGroupFields, 'update_group_fields') || 'name'
  if (mask.includes('name')) group.name = readName(api, body, group)
  if (mask.includes('clientData')) group.clientData = readClientData(body)
  changeGroup(api.world, api.account, group)
  return mustShow(api, group.id, textOf(body.readGroupFields, 'read_group_fields'))
}

export function deleteGroup(api: ApiCall): Reply {
  const { account, world, call } = api
  const group = mustFindGroup(api)
  const resourceName = `contactGroups/${group.id}`
  for (const contact of [...account.contacts.values()]) {
    const entries = newest(contact).content.memberships ?? []
    const rest = entries.filter((entry) => groupNameOf(entry) !== resourceName)
    if (rest.length === entries.length) continue
    if (call.query.get('deleteContacts') === 'true') remove(world, account, contact)
    else {
      const memberships = rest.length > 0 ? rest : [MY_CONTACTS]
      replaceFields(world, account, contact, ['memberships'], { memberships })
    }
  }
  group.deleted = true
  changeGroup(world, account, group)
  return json({})
}
