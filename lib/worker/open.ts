// Opens or creates a remote collection with the access token and the address of its connection, and counts the calls.
import { freshAccessToken } from '@/lib/auth/consent/tokens'
import { env } from '@/lib/env'
import { CLIENTS } from '@/lib/providers/clients'
import type { Connected } from '@/lib/providers/connected'
import { providerOf } from '@/lib/providers/registry'
import { uncreated } from '@/lib/providers/uncreated'
import type { Collection, Connection } from '@/lib/store/database/generated/client'
import type { AnyProvider } from '@/lib/store/kinds/kind'
import { anyProvider } from '@/lib/store/kinds/registry'
import { accountOf } from '@/lib/store/sync/account-owner'
import { isToCreate } from '@/lib/store/sync/calendar-syncs'

type Opened = Pick<Collection, 'kind' | 'remoteId'>

export function openCollection(
  connection: Connection,
  { kind, remoteId }: Opened,
  onCall: () => void,
): AnyProvider {
  const { name, collections } = providerOf(connection)
  const client = CLIENTS[name]
  const connected = connectedTo(connection, kind, onCall)
  if (kind === 'contacts') return anyProvider(client.contacts(connected))
  if (remoteId === null) throw new Error('A collection of events names no calendar')
  const ref = { kind, role: 'remote', remoteId } as const
  return isToCreate(remoteId)
    ? anyProvider(uncreated(ref, collections.events.can))
    : anyProvider(client.events({ ...connected, calendarId: remoteId }))
}

/** Creates the calendar that the collection stands for, once however often it is called. Returns the provider's id. */
export async function createCalendar(
  connection: Connection,
  { id, name }: Pick<Collection, 'id' | 'name'>,
  onCall: () => void,
): Promise<string> {
  const { calendars } = CLIENTS[providerOf(connection).name]
  return (await calendars(connectedTo(connection, 'events', onCall)).create(name, id)).id
}

function connectedTo(connection: Connection, kind: Collection['kind'], onCall: () => void): Connected {
  return {
    account: accountOf(connection),
    rootUrl: providerOf(connection).collections[kind].rootUrl(env()),
    accessToken: (options) => freshAccessToken(connection, options),
    onCall,
  }
}
