// The labels of a connected account, and who has them, read while a person chooses some of them. Nothing of it is stored.
import { log } from '@/lib/log'
import { CLIENTS } from '@/lib/providers/clients'
import { type Label, type Labels, ProviderError } from '@/lib/providers/provider'
import { providerOf } from '@/lib/providers/registry'
import type { Actor } from '@/lib/store/firm/actor'
import type { ConnectionView } from '@/lib/store/sync/connections'
import { connectedTo } from './connected'

/** A person waits for the list. */
const TIMEOUT_MS = 10_000

/** By name; null if the provider does not list them now. */
export const accountLabels = (actor: Actor, connection: ConnectionView): Promise<readonly Label[] | null> =>
  asked(actor, connection, [], async (labels) =>
    [...(await labels.list())].sort((a, b) => a.name.localeCompare(b.name)),
  )

/** The ids of the account's contacts with one of the labels; null if the provider does not list them now. */
export const contactsWith = (
  actor: Actor,
  connection: ConnectionView,
  labelIds: readonly string[],
): Promise<ReadonlySet<string> | null> =>
  asked(actor, connection, new Set<string>(), (labels) => labels.itemsWith(labelIds))

/** `none`: of an account that has no labels. */
async function asked<T>(
  { firmId }: Actor,
  connection: ConnectionView,
  none: T,
  ask: (labels: Labels) => Promise<T>,
): Promise<T | null> {
  const { contacts } = CLIENTS[providerOf(connection).name]
  const { labels } = contacts({
    ...connectedTo({ ...connection, firmId }, 'contacts'),
    timeoutMs: TIMEOUT_MS,
  })
  if (!labels) return none
  try {
    return await ask(labels)
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    log.warn('the labels of an account could not be listed', { connectionId: connection.id, error })
    return null
  }
}
