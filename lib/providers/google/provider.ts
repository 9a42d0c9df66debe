// Google Contacts as a provider: pulls the account's contacts since a sync token and writes with the expected version.
// One batch is one call. Only if Google rejects a batch without naming the items does the provider read them or split the batch.
import { createHash } from 'node:crypto'
import type { Page, RemoteItem } from '@/lib/domains/contacts/types'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import type { Connected } from '@/lib/providers/connected'
import type { Cursor, Provider } from '@/lib/providers/provider'
import { ProviderError } from '@/lib/providers/provider'
import { batches } from './batches'
import { type Client, createClient, type Reply } from './client'
import { google } from './descriptor'
import { googleLabels } from './groups'
import type { Pacing } from './pacing'
import { asAskedFor, missing, toItem } from './person'
import { pusher } from './push'
import { isPerson, type Json, list, object, text } from './raw'

const CAN = google.collections.contacts.can
const LIMITS = CAN.limits

/** All fields are always read: a field that is not read cannot be written back. */
const ALL_FIELDS = [
  'addresses',
  'biographies',
  'birthdays',
  'clientData',
  'emailAddresses',
  'metadata',
  'names',
  'nicknames',
  'organizations',
  'phoneNumbers',
  'urls',
]
/** Labels are read only where they are needed: everything is read again once they are. */
const maskFor = ({ labels }: Connected): string =>
  (labels ? [...ALL_FIELDS, 'memberships'].sort() : ALL_FIELDS).join()

/** Google binds a sync token to the parameters of the call that returned it. */
const shapeOf = (mask: string): string =>
  createHash('sha256').update(`${mask} CONTACT ${LIMITS.pageSize}`).digest('hex').slice(0, 12)

const NOT_FOUND = 5

export function googleProvider(connected: Connected, pacing: Pacing): Provider<Contact> {
  const mask = maskFor(connected)
  const shape = shapeOf(mask)
  const client = createClient(connected, pacing, mask)
  const read = (ids: readonly string[]) => readEntries(client, ids)
  return {
    ref: { kind: 'contacts', role: 'remote', remoteId: google.collections.contacts.only.id },
    can: { ...CAN, limits: { ...LIMITS, lagMs: connected.lagMs ?? LIMITS.lagMs } },
    quotaUsage: {
      counted: () => pacing.counted(connected.account),
      know: (counted) => pacing.know(connected.account, counted),
    },
    shape,
    pull: (cursor, page) => pull(client, shape, cursor, page),
    read,
    batches,
    push: pusher(client, read, LIMITS.readSize, connected.labels ?? []),
    labels: googleLabels(connected, pacing),
  }
}

async function pull(
  client: Client,
  shape: string,
  cursor: Cursor | null,
  page: string | null,
): Promise<Page> {
  if (cursor && cursor.shape !== shape)
    throw new ProviderError('cursorExpired', 'The cursor belongs to another request')
  const reply = await client.list({
    pageSize: LIMITS.pageSize,
    ...(cursor ? { syncToken: cursor.token } : {}),
    ...(page ? { pageToken: page } : {}),
  })
  const { connections, nextPageToken, nextSyncToken, totalItems } = body(
    reply,
    cursor !== null || page !== null,
  )
  const token = text(nextSyncToken)
  const nextPage = text(nextPageToken) || null
  return {
    items: people(connections).map(toItem),
    nextPage,
    cursor: nextPage === null && token ? { token, shape } : null,
    total: cursor === null && typeof totalItems === 'number' ? totalItems : null,
  }
}

/** Google leaves out an empty list. Any other value is a broken reply, which must not count as deletions. */
function people(connections: unknown): readonly Json[] {
  const persons = list(connections)
  const whole =
    connections === undefined || (Array.isArray(connections) && persons.length === connections.length)
  if (!whole || !persons.every(isPerson)) throw broken('people.connections.list')
  return persons
}

function broken(method: string): ProviderError {
  return new ProviderError('unavailable', `Google answered ${method} with something else`)
}

/** The reply to a call that writes nothing; throws if there is none. `placed`: the call continued from one of Google's tokens. */
function body(reply: Reply, placed: boolean): Json {
  switch (reply.kind) {
    case 'reply':
      return reply.body
    case 'cursorExpired':
      throw new ProviderError('cursorExpired', 'The sync token is expired')
    case 'refused':
    case 'stale':
      // Google reports a damaged token only as an invalid argument.
      if (placed) throw new ProviderError('cursorExpired', 'Google does not know the token')
      throw new ProviderError('unavailable', 'Google refused to read contacts')
    default:
      throw new ProviderError('unavailable', 'Google did not answer')
  }
}

async function readEntries(client: Client, ids: readonly string[]): Promise<readonly RemoteItem[]> {
  if (ids.length === 0) return []
  const responses = list(body(await client.batchGet(ids), false).responses)
  const byId = new Map(responses.map((response) => [text(response.requestedResourceName), response]))
  return ids.map((id) => readResponse(id, byId.get(id)))
}

function readResponse(id: string, response: Json | undefined): RemoteItem {
  const person = object(response?.person)
  if (isPerson(person)) return asAskedFor(id, toItem(person))
  const notFound = object(response?.status).code === NOT_FOUND || response?.httpStatusCode === 404
  if (notFound) return missing(id)
  throw broken('people.getBatchGet')
}
