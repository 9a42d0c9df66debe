// The consent that gives access to each provider's accounts. A missing one does not compile.
import { CONTACTS_CONSENT, consentParams } from '@/lib/auth/consent/connect'
import { ALL_PROVIDERS, type ProviderName } from '@/lib/providers/registry'

interface ConsentEntry {
  /** next-auth's name of it; the provider redirects to `/api/auth/callback/` followed by this name. */
  readonly id: string
  /** Extra parameters for the provider. `loginHint`: the expected account's address, if there is one. */
  readonly params: (loginHint: string | undefined) => Readonly<Record<string, string>>
}

export const CONSENTS: Readonly<Record<ProviderName, ConsentEntry>> = {
  google: { id: CONTACTS_CONSENT, params: consentParams },
}

/** The provider of the consent with next-auth's name `id`; null for other consents, such as signing in. */
export const providerOfConsent = (id: string | undefined): ProviderName | null =>
  ALL_PROVIDERS.find(({ name }) => CONSENTS[name].id === id)?.name ?? null
