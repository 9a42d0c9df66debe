// What came of pressing Save on an event, when it is not simply saved. In each case the form still holds what was typed.
import type { NotSavedState } from '@/components/ui/form/not-saved'
import type { EventFault, TypedEvent } from './typed-event'

interface Kept {
  readonly typed: TypedEvent
  /** The version that the form has seen: what the next Save is based on. */
  readonly version: number
}

export type EventSaveState =
  | { readonly kind: 'untouched' }
  | (Kept & { readonly kind: 'faults'; readonly faults: readonly EventFault[] })
  /** It was changed since the form was opened. The next Save overwrites that. */
  | (Kept & { readonly kind: 'stale'; readonly now: TypedEvent })
  | (Kept & { readonly kind: 'deleted' | 'missing' | 'readOnly' })
  | (Kept & { readonly kind: 'refused'; readonly reason: string })
  | (Kept & NotSavedState)
