// Opens a connection's provider with its access token and address, and counts its calls.
import { freshAccessToken } from '@/lib/auth/consent/tokens'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { env } from '@/lib/env'
import { CLIENTS } from '@/lib/providers/clients'
import type { Provider } from '@/lib/providers/provider'
import { providerOf } from '@/lib/providers/registry'
import type { Connection } from '@/lib/store/database/generated/client'
import { accountOf } from '@/lib/store/sync/account-owner'

export function openConnection(connection: Connection, onCall: () => void): Provider<Contact> {
  const { name, collections } = providerOf(connection)
  return CLIENTS[name].contacts({
    account: accountOf(connection),
    rootUrl: collections.contacts.rootUrl(env()),
    accessToken: (options) => freshAccessToken(connection, options),
    onCall,
  })
}
