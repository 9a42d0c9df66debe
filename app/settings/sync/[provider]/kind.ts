// What the syncs of these pages are of.
import type { ItemKind } from '@/components/sync/kinds/kind-words'

export const KIND: ItemKind = 'contacts'
