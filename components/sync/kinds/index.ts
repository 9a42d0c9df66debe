// The view of each kind, by its name.
import type { Zone } from '@/components/ui/time/moment'
import { CONTACTS } from './contacts'
import { EVENTS } from './events'
import type { ItemKind } from './kind-words'
import type { KindView } from './view'

const VIEWS = { contacts: CONTACTS, events: EVENTS } as const

/** The view of a kind. Its caller passes it values of that kind only; the types no longer check that. */
export const viewOf = (kind: ItemKind): KindView<unknown> => VIEWS[kind] as KindView<unknown>

/** How a page speaks: about items of one kind, in the reader's time zone, and of the provider with this label. */
export interface Terms {
  readonly view: KindView<unknown>
  readonly zone: Zone
  readonly label: string
}

export const termsOf = (kind: ItemKind, zone: Zone, label: string): Terms => ({
  view: viewOf(kind),
  zone,
  label,
})
