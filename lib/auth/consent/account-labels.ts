// The labels of a connected account, read while a person chooses some of them. Like the list of calendars it is short, and nothing of it
// is stored.
import { log } from '@/lib/log'
import { CLIENTS } from '@/lib/providers/clients'
import { type Label, ProviderError } from '@/lib/providers/provider'
import { providerOf } from '@/lib/providers/registry'
import type { Actor } from '@/lib/store/firm/actor'
import type { ConnectionView } from '@/lib/store/sync/connections'
import { connectedTo } from './connected'

/** A person waits for the list. */
const TIMEOUT_MS = 10_000

/** By name; null if the provider does not list them now. */
export async function accountLabels(
  { firmId }: Actor,
  connection: ConnectionView,
): Promise<readonly Label[] | null> {
  const { contacts } = CLIENTS[providerOf(connection).name]
  const { labels } = contacts({
    ...connectedTo({ ...connection, firmId }, 'contacts'),
    timeoutMs: TIMEOUT_MS,
  })
  if (!labels) return []
  try {
    return [...(await labels.list())].sort((a, b) => a.name.localeCompare(b.name))
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    log.warn('the labels of an account could not be listed', { connectionId: connection.id, error })
    return null
  }
}
