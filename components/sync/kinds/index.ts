// The view of each kind, by its name.
import type { Zone } from '@/components/ui/time/moment'
import { CONTACTS } from './contacts'
import { EVENTS } from './events'
import type { ItemKind } from './kind-words'
import type { KindView } from './view'

const VIEWS = { contacts: CONTACTS, events: EVENTS } as const

/** The only place that forgets what a value is: whoever asks for a kind's view gives it values of that kind. */
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
