// What the server answers to **Save** of the matter form.
import type { NotSavedState } from '@/components/ui/form/not-saved'
import type { MatterChange } from '@/lib/domains/matters/diff'
import type { MatterFault, MatterField } from '@/lib/domains/matters/matter'
import type { TypedMatter } from './typed'

interface Kept {
  readonly typed: TypedMatter
  /** The version that the form has seen: what the next Save is based on. */
  readonly version: number
}

interface Meanwhile {
  readonly author: string | null
  readonly at: Date
}

export type MatterSaveState =
  | { readonly kind: 'untouched' }
  | (Kept & { readonly kind: 'faults'; readonly faults: readonly MatterFault[] })
  /** Someone else changed it meanwhile. `typed` has their changes where the form was not touched. */
  | (Kept &
      Meanwhile & {
        readonly kind: 'stale'
        readonly changes: readonly MatterChange[]
        readonly clashes: readonly MatterField[]
      })
  /** Someone else deleted it meanwhile. */
  | (Kept & Meanwhile & { readonly kind: 'deleted' })
  | (Kept & { readonly kind: 'missing' })
  | (Kept & NotSavedState)
