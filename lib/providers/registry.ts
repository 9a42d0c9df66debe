// Every provider by its name. A new one needs a descriptor here and a client in clients.ts.
import type { Project } from '@/lib/domains/contacts/types'
import { projectHere } from '@/lib/domains/contacts/value/project-here'
import type { Project as EventProject } from '@/lib/domains/events/types'
import { normalEvent } from '@/lib/domains/events/value/normal'
import type { ProviderDescriptor } from './descriptor'
import { google } from './google/descriptor'

const PROVIDERS = { google } as const satisfies Readonly<Record<string, ProviderDescriptor>>

export type ProviderName = keyof typeof PROVIDERS

/** In the order in which pages list them. */
export const ALL_PROVIDERS: readonly (ProviderDescriptor & { readonly name: ProviderName })[] =
  Object.values(PROVIDERS)

/** The provider with the name in an address; null if there is none. */
export const findProvider = (name: string) => ALL_PROVIDERS.find((one) => one.name === name) ?? null

/** The provider of a stored connection. Throws if this version of the program does not know it. */
export function providerOf(connection: { readonly provider: string }) {
  const found = findProvider(connection.provider)
  if (!found) throw new Error('A connection names a provider that this version of Concord does not know')
  return found
}

/** How people call the provider that a stored connection names: as it is stored where this version does not know it. */
export const labelOf = ({ provider }: { readonly provider: string }): string =>
  findProvider(provider)?.label ?? provider

/** How both sides of a sync with that account would store a contact. */
export const contactProjects = (connection: { readonly provider: string }): Project => ({
  local: projectHere,
  remote: providerOf(connection).collections.contacts.can.project,
})

/** How both sides of a sync with a calendar of that account would store an event. */
export const eventProjects = (connection: { readonly provider: string }): EventProject => ({
  local: normalEvent,
  remote: providerOf(connection).collections.events.can.project,
})

/** For sentences about no particular provider: "Google", later "Google or another". */
export const ANY_PROVIDER = ALL_PROVIDERS.map(({ label }) => label).join(' or ')

/** The same of what is synced: "Google Contacts", later "Google Contacts or another". */
export const ANY_CONTACTS = ALL_PROVIDERS.map(({ collections }) => collections.contacts.product).join(' or ')
