// What a provider needs to work for a stored connection: the account, the vendor's address and a token.
import { freshAccessToken } from '@/lib/auth/consent/tokens'
import { env } from '@/lib/env'
import type { Connected } from '@/lib/providers/connected'
import { providerOf } from '@/lib/providers/registry'
import type { Connection } from '@/lib/store/database/generated/client'
import type { KindName } from '@/lib/store/kinds/kind'
import { accountOf } from '@/lib/store/sync/account-owner'

export const connectedTo = (
  connection: Pick<Connection, 'id' | 'firmId' | 'provider' | 'accountId'>,
  kind: KindName,
): Connected => ({
  account: accountOf(connection),
  rootUrl: providerOf(connection).collections[kind].rootUrl(env()),
  accessToken: (options) => freshAccessToken(connection, options),
})
