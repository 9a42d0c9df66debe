// Opens a remote collection with the access token and the address of its connection, and counts the calls.
import { freshAccessToken } from '@/lib/auth/consent/tokens'
import { env } from '@/lib/env'
import { CLIENTS } from '@/lib/providers/clients'
import type { Connected } from '@/lib/providers/connected'
import { providerOf } from '@/lib/providers/registry'
import type { Collection, Connection } from '@/lib/store/database/generated/client'
import type { AnyProvider } from '@/lib/store/kinds/kind'
import { anyProvider } from '@/lib/store/kinds/registry'
import { accountOf } from '@/lib/store/sync/account-owner'

export function openCollection(
  connection: Connection,
  { kind, remoteId }: Pick<Collection, 'kind' | 'remoteId'>,
  onCall: () => void,
): AnyProvider {
  const { name, collections } = providerOf(connection)
  const connected: Connected = {
    account: accountOf(connection),
    rootUrl: collections[kind].rootUrl(env()),
    accessToken: (options) => freshAccessToken(connection, options),
    onCall,
  }
  const client = CLIENTS[name]
  return kind === 'contacts'
    ? anyProvider(client.contacts(connected))
    : anyProvider(client.events({ ...connected, calendarId: remoteId ?? '' }))
}
