// A connection's provider, ready to be called: its tokens, its address and a count of its calls.
import { freshAccessToken } from '@/lib/auth/tokens'
import type { Connection } from '@/lib/db/generated/client'
import { env } from '@/lib/env'
import type { Provider } from '@/lib/providers/provider'
import { PROVIDERS } from '@/lib/providers/registry'
import { laneAccount, providerName } from './work'

export function openConnection(connection: Connection, onCall: () => void): Provider {
  return PROVIDERS[providerName(connection)]({
    account: laneAccount(connection),
    rootUrl: env().GOOGLE_PEOPLE_URL,
    accessToken: (options) => freshAccessToken(connection, options),
    onCall,
  })
}
