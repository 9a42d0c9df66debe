// The People API's methods: path, scopes, cost, allowed query parameters, and handler.

import { COSTS, type Cost, shortOf } from './control/quota'
import { invalid, type Refusal, refuse, scopeInsufficient, unauthenticated } from './errors'
import { readAccessToken } from './oauth/grants'
import { bearer } from './oauth/oauth'
import { modifyMembers } from './people/group-members'
import * as groups from './people/groups'
import * as people from './people/people'
import * as batch from './people/people-batch'
import { getMe, listConnections, searchContacts } from './people/people-list'
import type { Call, Reply } from './reply'
import type { Account } from './store'
import type { ApiCall, World } from './world'

const AUTH = 'https://www.googleapis.com/auth/'
const WRITE = [`${AUTH}contacts`]
const READ = [...WRITE, `${AUTH}contacts.readonly`]
const SELF = [...READ, 'profile', `${AUTH}userinfo.profile`]

interface ApiRoute {
  readonly api: string
  readonly method: string
  readonly pattern: RegExp
  readonly scopes: readonly string[]
  readonly cost: Cost
  readonly query: readonly string[]
  readonly mutation: boolean
  readonly reply: (api: ApiCall) => Reply
}

function route(
  api: string,
  verb: string,
  path: string,
  scopes: readonly string[],
  cost: Cost,
  query: string,
  reply: (api: ApiCall) => Reply,
): ApiRoute {
  const pattern = new RegExp(`^/v1/${path.replace('{id}', '(?<id>[^/:]+)')}$`)
  const mutation = scopes === WRITE
  return {
    api,
    method: verb,
    pattern,
    scopes,
    cost,
    query: query.split(' ').filter(Boolean),
    mutation,
    reply,
  }
}

const LIST =
  'personFields pageSize pageToken requestSyncToken syncToken sortOrder sources requestMask.includeField'
const { read, write, batchWrite, batchDelete, groupRead, groupWrite, photoWrite } = COSTS

const ROUTES: readonly ApiRoute[] = [
  route('people.connections.list', 'GET', 'people/{id}/connections', READ, read, LIST, listConnections),
  route(
    'people.getBatchGet',
    'GET',
    'people:batchGet',
    READ,
    read,
    'resourceNames personFields sources',
    people.batchGet,
  ),
  route(
    'people.searchContacts',
    'GET',
    'people:searchContacts',
    READ,
    read,
    'query pageSize readMask sources',
    searchContacts,
  ),
  route('people.get', 'GET', 'people/me', SELF, read, 'personFields sources', getMe),
  route('people.get', 'GET', 'people/{id}', READ, read, 'personFields sources', people.getPerson),
  route(
    'people.createContact',
    'POST',
    'people:createContact',
    WRITE,
    write,
    'personFields sources',
    people.createContact,
  ),
  route(
    'people.batchCreateContacts',
    'POST',
    'people:batchCreateContacts',
    WRITE,
    batchWrite,
    '',
    batch.batchCreate,
  ),
  route(
    'people.batchUpdateContacts',
    'POST',
    'people:batchUpdateContacts',
    WRITE,
    batchWrite,
    '',
    batch.batchUpdate,
  ),
  route(
    'people.batchDeleteContacts',
    'POST',
    'people:batchDeleteContacts',
    WRITE,
    batchDelete,
    '',
    batch.batchDelete,
  ),
  route(
    'people.updateContact',
    'PATCH',
    'people/{id}:updateContact',
    WRITE,
    write,
    'updatePersonFields personFields sources',
    people.updateContact,
  ),
  route(
    'people.deleteContact',
    'DELETE',
    'people/{id}:deleteContact',
    WRITE,
    COSTS.delete,
    '',
    people.deleteContact,
  ),
  route(
    'people.updateContactPhoto',
    'PATCH',
    'people/{id}:updateContactPhoto',
    WRITE,
    photoWrite,
    '',
    people.updateContactPhoto,
  ),
  route(
    'people.deleteContactPhoto',
    'DELETE',
    'people/{id}:deleteContactPhoto',
    WRITE,
    photoWrite,
    'personFields sources',
    people.deleteContactPhoto,
  ),
  route(
    'contactGroups.list',
    'GET',
    'contactGroups',
    READ,
    groupRead,
    'pageSize pageToken syncToken groupFields',
    groups.listGroups,
  ),
  route(
    'contactGroups.batchGet',
    'GET',
    'contactGroups:batchGet',
    READ,
    groupRead,
    'resourceNames maxMembers groupFields',
    groups.batchGetGroups,
  ),
  route('contactGroups.create', 'POST', 'contactGroups', WRITE, groupWrite, '', groups.createGroup),
  route(
    'contactGroups.get',
    'GET',
    'contactGroups/{id}',
    READ,
    groupRead,
    'maxMembers groupFields',
    groups.getGroup,
  ),
  route('contactGroups.update', 'PUT', 'contactGroups/{id}', WRITE, groupWrite, '', groups.updateGroup),
  route(
    'contactGroups.delete',
    'DELETE',
    'contactGroups/{id}',
    WRITE,
    groupWrite,
    'deleteContacts',
    groups.deleteGroup,
  ),
  route(
    'contactGroups.members.modify',
    'POST',
    'contactGroups/{id}/members:modify',
    WRITE,
    groupWrite,
    '',
    modifyMembers,
  ),
]

/** Query parameters that every method accepts. `fields` is not among them: partial replies are not emulated. */
const COMMON = new Set(['key', 'alt', 'prettyPrint', 'quotaUser', 'access_token', '$.xgafv', 'uploadType'])

export interface Routed {
  readonly route: ApiRoute
  readonly params: Readonly<Record<string, string>>
}

export function apiRoute(call: Call): Routed | undefined {
  const path = call.path.replace(/%3A/gi, ':')
  for (const one of ROUTES) {
    const match = call.method === one.method ? one.pattern.exec(path) : null
    if (match) return { route: one, params: { ...match.groups } }
  }
  return undefined
}

/** The account of the request's token, if the token is valid. */
export function callerOf(world: World, call: Call): Account | undefined {
  return readAccessToken(world, world.oauth, bearer(call) ?? '')?.account
}

function queryRefusal(route: ApiRoute, call: Call): Refusal | undefined {
  for (const name of call.query.keys())
    if (!COMMON.has(name) && !route.query.includes(name))
      return invalid(
        `Invalid JSON payload received. Unknown name "${name}": Cannot bind query parameter. ` +
          `Field '${name}' could not be found in request message.`,
        name,
      )
  return undefined
}

/** Checks token, scope, query and quota in this order, then calls the method's handler. */
export function answer(world: World, call: Call, { route, params }: Routed): Reply {
  const value = bearer(call)
  if (!value) throw refuse(unauthenticated('CREDENTIALS_MISSING'))
  const token = readAccessToken(world, world.oauth, value)
  if (!token) throw refuse(unauthenticated('ACCESS_TOKEN_EXPIRED'))
  if (!route.scopes.some((scope) => token.scopes.includes(scope))) throw refuse(scopeInsufficient(route.api))
  const unknown = queryRefusal(route, call)
  if (unknown) throw unknown
  const short = world.quota.take(token.account.sub, route.cost, world.clock.now())
  if (short) throw refuse(shortOf(short))
  world.turn += 1
  return route.reply({ world, account: token.account, call, params })
}
