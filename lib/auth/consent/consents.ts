// The consent that gives access to each provider's accounts. A missing one does not compile.
import { consentParams, GOOGLE_CONSENT, type KnownAccount } from '@/lib/auth/consent/connect'
import { ALL_PROVIDERS, type ProviderName } from '@/lib/providers/registry'
import type { Purpose } from './purpose'

interface ConsentEntry {
  /** next-auth's name of it; the provider redirects to `/api/auth/callback/` followed by this name. */
  readonly id: string
  /** Extra parameters for the provider. `known`: the person's connection; its account is expected again. */
  readonly params: (purpose: Purpose, known: KnownAccount | null) => Readonly<Record<string, string>>
}

export const CONSENTS: Readonly<Record<ProviderName, ConsentEntry>> = {
  google: { id: GOOGLE_CONSENT, params: consentParams },
}

/** The provider of the consent with next-auth's name `id`; null for other consents, such as signing in. */
export const providerOfConsent = (id: string | undefined): ProviderName | null =>
  ALL_PROVIDERS.find(({ name }) => CONSENTS[name].id === id)?.name ?? null
