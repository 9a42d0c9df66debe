// people.connections.list: full and incremental. A sync token is bound to the account, the shape of the request, its position in the log
// and the time of its full sync; it expires seven days after that time.

import { createHash } from 'node:crypto'
import { shortOf } from '@/emulator/control/quota'
import { expiredSyncToken, invalid, notFound, refuse } from '@/emulator/errors'
import { corrupt, open, seal } from '@/emulator/oauth/seal'
import { json, type Reply } from '@/emulator/reply'
import { type Account, type Contact, propagate, type Version, viewAt } from '@/emulator/store'
import { DAY } from '@/emulator/time'
import { type ApiCall, numberOf, viewOf, type World } from '@/emulator/world'
import { project, readMask, readSources, type View } from './person'

const ORDERS = [
  'LAST_MODIFIED_ASCENDING',
  'LAST_MODIFIED_DESCENDING',
  'FIRST_NAME_ASCENDING',
  'LAST_NAME_ASCENDING',
]

interface Place {
  readonly kind: 'sync' | 'page'
  readonly account: string
  readonly shape: string
  /** Log entries that the reader has seen once all pages are read. */
  readonly through: number
  readonly fullSyncAt: number
  readonly epoch: number
  /** Page tokens: the position of the next page, and of the first one. */
  readonly next?: number
  readonly since?: number
}

interface Seen {
  readonly contact: Contact
  readonly version: Version
}

/** Log entries after `from` that are still their contact's current version, at most `limit`. */
function walk(account: Account, from: number, through: number, deleted: boolean, limit: number) {
  const page: Seen[] = []
  for (let index = from; index < through; index++) {
    const contact = account.log[index]?.contact
    const version = contact && viewAt(contact, through)
    if (!contact || version?.sequence !== index + 1 || (version.deleted && !deleted)) continue
    if (page.length === limit) return { page, next: index }
    page.push({ contact, version })
  }
  return { page, next: undefined }
}

/** The contacts of the previous pages, in their current version. */
function shownBefore(account: Account, start: ReturnType<typeof begin>, visible: number): readonly Seen[] {
  const { page } = walk(
    account,
    start.since ?? 0,
    visible,
    start.since !== undefined,
    Number.POSITIVE_INFINITY,
  )
  return page.filter(({ version }) => version.sequence <= start.from)
}

/** Mixes two contacts of previous pages into this one: Google does not promise that a list never repeats items. */
function unruly(api: ApiCall, page: readonly Seen[], shown: readonly Seen[]): readonly Seen[] {
  const turn = (api.world.turn * 7) % Math.max(1, shown.length)
  const again = [...shown.slice(turn), ...shown.slice(0, turn)].slice(0, 2)
  return [...again, ...page].sort((a, b) => disorder(api, a) - disorder(api, b))
}

const disorder = ({ world }: ApiCall, { version }: Seen) => (version.sequence * 7919 * (world.turn + 1)) % 101

const nameKey = (seen: Seen, first: 'givenName' | 'familyName') => {
  const entry = seen.version.content.names?.[0] ?? {}
  const second = first === 'givenName' ? 'familyName' : 'givenName'
  return `${entry[first] ?? ''}\u0000${entry[second] ?? ''}`.toLowerCase()
}

/** A page in an order other than the log's; it cannot be combined with sync. */
function sortedPage(account: Account, through: number, order: string, from: number, limit: number) {
  const { page: all } = walk(account, 0, through, false, Number.POSITIVE_INFINITY)
  if (order === 'LAST_MODIFIED_DESCENDING') all.reverse()
  else {
    const first = order === 'FIRST_NAME_ASCENDING' ? 'givenName' : 'familyName'
    all.sort((a, b) => (nameKey(a, first) < nameKey(b, first) ? -1 : 1))
  }
  return { page: all.slice(from, from + limit), next: from + limit < all.length ? from + limit : undefined }
}

interface Asked {
  readonly shape: string
  readonly view: View
  readonly pageSize: number
  readonly order: string
  readonly wantsToken: boolean
}

function readAsked(api: ApiCall): Asked {
  const { query } = api.call
  if (api.params.id !== 'me') throw invalid('Only "people/me" is valid.', 'resource_name')
  const fields = readMask('personFields', query.get('personFields') ?? undefined)
  const sources = readSources(query.getAll('sources'))
  const pageSize = numberOf(query, 'pageSize', 100, 1000)
  const order = query.get('sortOrder') || 'LAST_MODIFIED_ASCENDING'
  if (!ORDERS.includes(order)) throw invalid(`Invalid value at 'sort_order', "${order}"`, 'sort_order')
  const parts = [[...fields].sort().join(), [...sources].sort().join(), pageSize, order].join('|')
  return {
    shape: createHash('sha1').update(parts).digest('base64url').slice(0, 8),
    view: { ...viewOf(api, fields, sources), capped: true },
    pageSize,
    order,
    wantsToken: query.get('requestSyncToken') === 'true',
  }
}

function expired(world: World): never {
  throw refuse(expiredSyncToken(world.switches.expiredSyncToken))
}

function readPlace(api: ApiCall, name: 'syncToken' | 'pageToken', asked: Asked): Place | undefined {
  const token = api.call.query.get(name)
  if (!token) return undefined
  const place = open(api.world.secret, token) as Place
  if (place.kind !== (name === 'syncToken' ? 'sync' : 'page') || place.account !== api.account.sub)
    throw corrupt()
  if (place.shape !== asked.shape)
    throw invalid(`The request's parameters differ from those of the call that gave the ${name}.`, name)
  if (name === 'syncToken') {
    const age = api.world.clock.now() - place.fullSyncAt
    if (place.epoch !== api.account.syncEpoch || age > api.world.switches.syncTokenDays * DAY)
      expired(api.world)
  }
  return place
}

/** Where this call begins: at a page, at a sync token, or at the start. */
function begin(api: ApiCall, asked: Asked, visible: number) {
  const { world, account } = api
  const sync = readPlace(api, 'syncToken', asked)
  const page = readPlace(api, 'pageToken', asked)
  if (page && page.since !== sync?.through)
    throw invalid('The page token belongs to another list of calls.', 'pageToken')
  if (page) return { ...page, from: page.next ?? 0, firstFull: false }
  const now = world.clock.now()
  const renewed = !sync || world.switches.incrementalExtendsSyncToken
  return {
    through: visible,
    fullSyncAt: renewed ? now : sync.fullSyncAt,
    epoch: account.syncEpoch,
    from: sync?.through ?? 0,
    since: sync?.through,
    firstFull: !sync && asked.wantsToken,
  }
}

function total(account: Account, from: number, visible: number, incremental: boolean): number {
  if (!incremental && visible === account.log.length) return account.live
  return walk(account, incremental ? from : 0, visible, incremental, Number.POSITIVE_INFINITY).page.length
}

export function listConnections(api: ApiCall): Reply {
  const { world, account } = api
  const asked = readAsked(api)
  const syncing = asked.wantsToken || api.call.query.has('syncToken')
  const lagging = syncing || world.switches.lagCoversPlainList
  const visible = lagging ? propagate(world, account) : account.log.length
  const start = begin(api, asked, visible)
  const short = start.firstFull && world.quota.take(account.sub, { fullSyncFirstPages: 1 }, world.clock.now())
  if (short) throw refuse(shortOf(short))
  const incremental = start.since !== undefined
  const limit = Math.min(asked.pageSize, world.switches.mostPerPage)
  const { page, next } =
    syncing || asked.order === 'LAST_MODIFIED_ASCENDING'
      ? walk(account, start.from, visible, incremental, limit)
      : sortedPage(account, visible, asked.order, start.from, limit)
  const view = incremental ? { ...asked.view, since: start.since ?? 0 } : asked.view
  const place = {
    account: account.sub,
    shape: asked.shape,
    through: start.through,
    fullSyncAt: start.fullSyncAt,
    epoch: start.epoch,
  }
  const pageToken = { kind: 'page', ...place, next, since: start.since } as const
  const count = total(account, start.since ?? 0, visible, incremental)
  const listed = world.switches.unrulyLists ? unruly(api, page, shownBefore(account, start, visible)) : page
  return json({
    ...(listed.length > 0
      ? { connections: listed.map((one) => project(account, one.contact, one.version, view)) }
      : {}),
    ...(next !== undefined ? { nextPageToken: seal(world.secret, pageToken) } : {}),
    ...(next === undefined && asked.wantsToken
      ? { nextSyncToken: seal(world.secret, { kind: 'sync', ...place }) }
      : {}),
    ...(count > 0 ? { totalPeople: count, totalItems: count } : {}),
  })
}

/** people.searchContacts: word prefixes, over a cache that only an empty query updates. */
export function searchContacts(api: ApiCall): Reply {
  const { account, world } = api
  const { query } = api.call
  const fields = readMask('readMask', query.get('readMask') ?? undefined)
  const view = viewOf(api, fields, readSources(query.getAll('sources')))
  const limit = Math.min(numberOf(query, 'pageSize', 10, 1_000_000), 30)
  const wanted = (query.get('query') ?? '').toLowerCase()
  if (wanted === '') {
    account.searchable = propagate(world, account)
    return json({})
  }
  const seen = walk(account, 0, account.searchable, false, Number.POSITIVE_INFINITY).page
  const found = seen.filter((one) => searchWords(one.version).some((word) => word.startsWith(wanted)))
  const results = found
    .slice(0, limit)
    .map((one) => ({ person: project(account, one.contact, one.version, view) }))
  return json(results.length > 0 ? { results } : {})
}

function searchWords(version: Version): string[] {
  const {
    names = [],
    nicknames = [],
    emailAddresses = [],
    phoneNumbers = [],
    organizations = [],
  } = version.content
  const entries = [...names, ...nicknames, ...emailAddresses, ...phoneNumbers, ...organizations]
  const texts = entries.flatMap((entry) => [entry.givenName, entry.familyName, entry.value, entry.name])
  return texts.flatMap((text) =>
    typeof text === 'string' ? [text.toLowerCase(), ...text.toLowerCase().split(/\s+/)] : [],
  )
}

/** people.get for the account's own profile. */
export function getMe(api: ApiCall): Reply {
  const { account, call } = api
  const fields = readMask('personFields', call.query.get('personFields') ?? undefined)
  const metadata = { primary: true, source: { type: 'PROFILE', id: account.sub } }
  const [givenName = '', ...rest] = account.name.split(' ')
  const person: Record<string, unknown> = {
    names: [{ metadata, displayName: account.name, givenName, familyName: rest.join(' ') }],
    emailAddresses: [{ metadata: { ...metadata, verified: true }, value: account.email }],
    metadata: { sources: [{ type: 'PROFILE', id: account.sub }], objectType: 'PERSON' },
  }
  const asked = fields.filter((field) => person[field]).map((field) => [field, person[field]])
  if (account.sub === '') throw notFound()
  return json({ resourceName: `people/${account.sub}`, etag: '%EgIBAg==', ...Object.fromEntries(asked) })
}
