// Which consent gives access to accounts of which provider. One that is missing does not compile.
import { CONTACTS_CONSENT, consentParams } from '@/lib/auth/connect'
import { ALL_PROVIDERS, type ProviderName } from '@/lib/providers/registry'

interface ConsentEntry {
  /** next-auth's name of it: people are sent back to `/api/auth/callback/` and this name. */
  readonly id: string
  /** What else the provider is asked. `loginHint`: the address of the account that is meant, where one is. */
  readonly params: (loginHint: string | undefined) => Readonly<Record<string, string>>
}

export const CONSENTS: Readonly<Record<ProviderName, ConsentEntry>> = {
  google: { id: CONTACTS_CONSENT, params: consentParams },
}

/** Whose consent next-auth calls so; null where it is none of these, such as signing in. */
export const providerOfConsent = (id: string | undefined): ProviderName | null =>
  ALL_PROVIDERS.find(({ name }) => CONSENTS[name].id === id)?.name ?? null
