// Which provider, and which sync with it, an address or a form is about. One of another name is no page of ours.
import { notFound } from 'next/navigation'
import type { ItemKind } from '@/components/sync/kinds/kind-words'
import { calendarPlace, findPlace } from '@/lib/http/sync-paths'
import { findProvider } from '@/lib/providers/registry'

export interface ProviderParams {
  readonly params: Promise<{ readonly provider: string }>
}

export const providerNamed = (name: string) => findProvider(name) ?? notFound()

export const providerIn = async ({ params }: ProviderParams) => providerNamed((await params).provider)

export interface SyncPlace {
  /** As in addresses: 'google', or 'google/calendars/ID'. */
  readonly place: string
  readonly provider: ReturnType<typeof providerNamed>
  /** The calendar of the firm; null for the contacts of the account. */
  readonly calendarId: string | null
  /** What the sync is of. */
  readonly kind: ItemKind
}

export interface PlaceParams {
  readonly params: Promise<{ readonly provider: string; readonly calendarId?: string }>
}

export async function placeIn({ params }: PlaceParams): Promise<SyncPlace> {
  const { provider, calendarId } = await params
  return placeNamed(calendarId === undefined ? provider : calendarPlace(provider, calendarId))
}

/** By the place that a page gave to its form. */
export function placeNamed(place: string): SyncPlace {
  const { provider, calendarId } = findPlace(place) ?? notFound()
  return {
    place,
    provider: providerNamed(provider),
    calendarId,
    kind: calendarId === null ? 'contacts' : 'events',
  }
}
