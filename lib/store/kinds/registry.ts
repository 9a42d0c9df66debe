// The kind of each sync.

import { contactDomain } from '@/lib/domains/contacts/domain'
import type { Region } from '@/lib/domains/contacts/text/phone-key'
import { eventDomain } from '@/lib/domains/events/domain'
import type { Domain } from '@/lib/engine/domain'
import type { Provider } from '@/lib/providers/provider'
import type { Prisma } from '@/lib/store/database/generated/client'
import { contactSync } from './contacts'
import { eventSync } from './events'
import type { AnyProvider, KindName, SyncKind, SyncOfKind, Value } from './kind'

/** What must be loaded with a sync. */
export const WITH_KIND = {
  connection: { select: { provider: true, firm: { select: { phoneRegion: true } } } },
  localCollection: { select: { calendarId: true } },
} satisfies Prisma.SyncInclude

export interface SyncWithKind extends SyncOfKind {
  readonly connection: { readonly provider: string; readonly firm: { readonly phoneRegion: Region } }
  readonly localCollection: { readonly calendarId: string | null }
}

/** A kind's own type of values becomes the opaque one here, and nowhere else. */
export function kindOf(sync: SyncWithKind): SyncKind {
  const { provider, firm } = sync.connection
  const { calendarId } = sync.localCollection
  if (sync.kind === 'contacts')
    return contactSync(sync, { provider, region: firm.phoneRegion }) as unknown as SyncKind
  if (calendarId === null) throw new Error('A sync of events names no calendar')
  return eventSync(sync, { provider, calendarId }) as unknown as SyncKind
}

/** How stored values of a kind are read: this does not depend on the firm. */
const VALUES = { contacts: contactDomain(null), events: eventDomain } as const satisfies Readonly<
  Record<KindName, unknown>
>

export const valuesOf = (kind: KindName): Domain<Value> => VALUES[kind] as unknown as Domain<Value>

export const anyProvider = <V>(provider: Provider<V>): AnyProvider => provider as unknown as AnyProvider
