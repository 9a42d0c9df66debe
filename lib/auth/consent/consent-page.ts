// The page that asks for access to a provider's account and shows the result.
import type { ConnectProblem } from '@/lib/auth/consent/connect'
import { env } from '@/lib/env'
import { syncPage } from '@/lib/http/sync-paths'
import type { ProviderName } from '@/lib/providers/registry'
import type { Aim } from './flow'

/** Its address, with the problem if there was one: the sync's page, or the page that the consent was asked for on. */
export function consentPage(
  provider: ProviderName,
  problem?: ConnectProblem,
  { purpose, back }: Aim = { purpose: 'contacts', back: null },
): string {
  const page = new URL(back ?? syncPage(provider), env().NEXTAUTH_URL)
  if (problem) page.searchParams.set('problem', problem)
  if (problem && purpose !== 'contacts') page.searchParams.set('for', purpose)
  return page.href
}
