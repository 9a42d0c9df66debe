// What a consent is for. Contacts and calendars are allowed apart, calendars in up to three steps, each with the least that it needs.
import { z } from 'zod'
import type { ProviderDescriptor } from '@/lib/providers/descriptor'
import { findProvider } from '@/lib/providers/registry'

/**
 * `calendars`: list the account's calendars, create new ones and write into those. `ownCalendars`: write into calendars of the account's
 * owner too. `otherCalendars`: into those of other people too.
 */
export const PURPOSES = ['contacts', 'calendars', 'ownCalendars', 'otherCalendars'] as const
export type Purpose = (typeof PURPOSES)[number]
export const purposeSchema = z.enum(PURPOSES)

type Collections = Pick<ProviderDescriptor, 'collections'>

/** The scopes that a consent asks for, beyond the owner's identity. */
export function scopesFor({ collections }: Collections, purpose: Purpose): readonly string[] {
  const { contacts, events } = collections
  switch (purpose) {
    case 'contacts':
      return contacts.scopes
    case 'calendars':
      return events.scopes.listAndNew
    case 'ownCalendars':
      return events.scopes.own
    case 'otherCalendars':
      return events.scopes.others
  }
}

/** The account of a connection as far as it is about what it allows. */
export interface Grant {
  /** The provider's name. */
  readonly provider: string
  readonly scopes: readonly string[]
}

/** Whether the account allows what this purpose needs. Writing into anybody's calendars includes the owner's. */
export function isGranted({ provider, scopes }: Grant, purpose: Purpose): boolean {
  const descriptor = findProvider(provider)
  if (!descriptor) return false
  const includes = (one: Purpose) => scopesFor(descriptor, one).every((scope) => scopes.includes(scope))
  return includes(purpose) || (purpose === 'ownCalendars' && includes('otherCalendars'))
}

/** Whether its calendars can be used now: they were allowed, and the provider has not refused them since. */
export const allowsCalendars = (connection: Grant & { readonly calendarsLostAt: Date | null }): boolean =>
  connection.calendarsLostAt === null && isGranted(connection, 'calendars')
