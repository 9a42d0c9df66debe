// The page that asks for access to a provider's account and shows the result.
import type { ConnectProblem } from '@/lib/auth/consent/connect'
import { env } from '@/lib/env'
import { syncPage } from '@/lib/http/sync-paths'
import type { ProviderName } from '@/lib/providers/registry'

/** Its address, with the problem if there was one. */
export const consentPage = (provider: ProviderName, problem?: ConnectProblem): string =>
  `${env().NEXTAUTH_URL}${syncPage(provider)}${problem ? `?problem=${problem}` : ''}`
