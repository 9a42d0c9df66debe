// A connection's provider, ready to be called: its tokens, its address and a count of its calls.
import { freshAccessToken } from '@/lib/auth/tokens'
import { env } from '@/lib/env'
import type { Provider } from '@/lib/providers/provider'
import { PROVIDERS } from '@/lib/providers/registry'
import type { Connection } from '@/lib/store/database/generated/client'
import { accountOf } from '@/lib/store/sync/account-owner'
import { providerName } from './step-context'

export function openConnection(connection: Connection, onCall: () => void): Provider {
  return PROVIDERS[providerName(connection)]({
    account: accountOf(connection),
    rootUrl: env().GOOGLE_PEOPLE_URL,
    accessToken: (options) => freshAccessToken(connection, options),
    onCall,
  })
}
