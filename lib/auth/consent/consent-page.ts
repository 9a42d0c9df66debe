// The page that asks for access to a provider's account and shows the result.
import type { ConnectProblem } from '@/lib/auth/consent/connect'
import { env } from '@/lib/env'
import { syncPage } from '@/lib/http/sync-paths'
import type { ProviderName } from '@/lib/providers/registry'
import type { Purpose } from './purpose'

/** Its address, with the problem if there was one. */
export function consentPage(
  provider: ProviderName,
  problem?: ConnectProblem,
  purpose: Purpose = 'contacts',
): string {
  const page = `${env().NEXTAUTH_URL}${syncPage(provider)}`
  if (!problem) return page
  return `${page}?${new URLSearchParams({ problem, ...(purpose === 'contacts' ? {} : { for: purpose }) })}`
}
