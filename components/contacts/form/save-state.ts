// What became of pressing Save, when it is not simply saved. In every case the form still holds what was typed.
import type { FormFault, Typed } from '@/components/contacts/form/typed'
import type { NotSavedState } from '@/components/ui/form/not-saved'
import type { FieldChange } from '@/lib/domains/contacts/value/diff'
import type { FieldName } from '@/lib/domains/contacts/value/fields'
import type { Alike } from '@/lib/store/address-book/alike'

interface Kept {
  readonly typed: Typed
  /** The version that the form has seen: what the next Save is based on. */
  readonly version: number
}

/** The person who changed it; null: the sync. */
interface Meanwhile {
  readonly author: string | null
  readonly at: Date
}

/** `onlyMine`: what the check box said, where there is one. */
export type SaveState = Answer & { readonly onlyMine?: boolean }

type Answer =
  | { readonly kind: 'untouched' }
  | (Kept & { readonly kind: 'faults'; readonly faults: readonly FormFault[] })
  /** Somebody alike is here already; the next Save, which says that these were seen, adds it all the same. */
  | (Kept & { readonly kind: 'alike'; readonly alike: readonly Alike[] })
  /** Somebody else changed it meanwhile. `typed` has their changes in it where the form was not touched. */
  | (Kept &
      Meanwhile & {
        readonly kind: 'stale'
        readonly changes: readonly FieldChange[]
        readonly clashes: readonly FieldName[]
      })
  /** Somebody else deleted it meanwhile. */
  | (Kept & Meanwhile & { readonly kind: 'deleted' })
  | (Kept & { readonly kind: 'missing' })
  | (Kept & NotSavedState)
