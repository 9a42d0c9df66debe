// Opens or creates a remote collection with the access token and the address of its connection, and counts the calls.
import { connectedTo } from '@/lib/auth/consent/connected'
import { CLIENTS } from '@/lib/providers/clients'
import { providerOf } from '@/lib/providers/registry'
import { uncreated } from '@/lib/providers/uncreated'
import type { Collection, Connection, Sync } from '@/lib/store/database/generated/client'
import type { AnyProvider } from '@/lib/store/kinds/kind'
import { anyProvider } from '@/lib/store/kinds/registry'
import { neededLabels } from '@/lib/store/labels/account-labels'
import { isToCreate } from '@/lib/store/sync/calendar-syncs'
import type { OnCall } from './step-context'

type Opened = Pick<Collection, 'kind' | 'remoteId' | 'labels'> & Pick<Sync, 'privateAs' | 'settings'>

export function openCollection(
  connection: Connection,
  { kind, remoteId, privateAs, settings, labels }: Opened,
  onCall: OnCall,
): AnyProvider {
  const { name, collections } = providerOf(connection)
  const client = CLIENTS[name]
  const connected = { ...connectedTo(connection, kind), onCall }
  if (kind === 'contacts')
    return anyProvider(client.contacts({ ...connected, ...neededLabels({ settings, labels }) }))
  if (remoteId === null) throw new Error('A collection of events names no calendar')
  const ref = { kind, role: 'remote', remoteId } as const
  return isToCreate(remoteId)
    ? anyProvider(uncreated(ref, collections.events.can))
    : anyProvider(client.events({ ...connected, calendarId: remoteId, privateAs }))
}

/** Creates the calendar that the collection stands for, once however often it is called. Returns the provider's id. */
export async function createCalendar(
  connection: Connection,
  { id, name }: Pick<Collection, 'id' | 'name'>,
  onCall: OnCall,
): Promise<string> {
  const { calendars } = CLIENTS[providerOf(connection).name]
  return (await calendars({ ...connectedTo(connection, 'events'), onCall }).create(name, id)).id
}
