// The calendars of a connected account, read while a person chooses one, and what each of them needs. This is the one list that a request
// reads from a provider: it is short, and nothing of it is stored.
import { log } from '@/lib/log'
import type { RemoteCalendar } from '@/lib/providers/calendars'
import { CLIENTS } from '@/lib/providers/clients'
import { ProviderError } from '@/lib/providers/provider'
import { providerOf } from '@/lib/providers/registry'
import type { Actor } from '@/lib/store/firm/actor'
import type { ConnectionView } from '@/lib/store/sync/connections'
import { connectedTo } from './connected'
import type { Purpose } from './purpose'

/** A person waits for the list. */
const TIMEOUT_MS = 10_000

/**
 * `needs`: the access that writing its events takes. `why`: it cannot be synced, since the account only reads it, or sees private events
 * there without their content and would overwrite them.
 */
export type AccountCalendar = Pick<RemoteCalendar, 'id' | 'name'> &
  (
    | { readonly kind: 'open'; readonly needs: Purpose }
    | { readonly kind: 'closed'; readonly why: 'reads' | 'redacted' }
  )

export function accountCalendar({
  id,
  name,
  role,
  marker,
}: Omit<RemoteCalendar, 'timeZone' | 'primary'>): AccountCalendar {
  const of = { id, name }
  switch (role) {
    case 'owner':
      // One that we created is ours to write with the first consent.
      return { ...of, kind: 'open', needs: marker === null ? 'ownCalendars' : 'calendars' }
    case 'writer':
      return { ...of, kind: 'open', needs: 'otherCalendars' }
    case 'writerWithoutPrivateAccess':
      return { ...of, kind: 'closed', why: 'redacted' }
    case 'reader':
    case 'freeBusyReader':
      return { ...of, kind: 'closed', why: 'reads' }
  }
}

/** The main calendar first, then by name; null if the provider does not list them now. */
export async function accountCalendars(
  { firmId }: Actor,
  connection: ConnectionView,
): Promise<readonly AccountCalendar[] | null> {
  const { calendars } = CLIENTS[providerOf(connection).name]
  const client = calendars({ ...connectedTo({ ...connection, firmId }, 'events'), timeoutMs: TIMEOUT_MS })
  try {
    const found = await client.list()
    const order = (a: RemoteCalendar, b: RemoteCalendar) =>
      Number(b.primary) - Number(a.primary) || a.name.localeCompare(b.name)
    return [...found].sort(order).map(accountCalendar)
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    log.warn('the calendars of an account could not be listed', { connectionId: connection.id, error })
    return null
  }
}
