// What came of pressing Save on an event, when it is not simply saved. In each case the form still holds what was typed.
import type { NotSavedState } from '@/components/ui/form/not-saved'
import type { EventFault, TypedEvent } from './typed-event'

/** The event as it is now, in words. */
interface EventNow {
  readonly title: string
  readonly when: string
}

interface Kept {
  readonly typed: TypedEvent
  /** Of the rule that was typed (rule-meaning.ts); null: not known. */
  readonly meaning: string | null
  /** The version that the form has seen: what the next Save is based on. */
  readonly version: number
  /** The same of the occurrence that it is about; 0: none, or it had no row of its own. */
  readonly occurrence: number
}

export type EventSaveState =
  | { readonly kind: 'untouched' }
  | (Kept & { readonly kind: 'faults'; readonly faults: readonly EventFault[] })
  /** It was changed since the form was opened. The next Save overwrites that. */
  | (Kept & { readonly kind: 'stale'; readonly now: EventNow })
  | (Kept & { readonly kind: 'deleted' | 'missing' | 'readOnly' })
  | (Kept & { readonly kind: 'refused'; readonly reason: string })
  | (Kept & { readonly kind: 'organized'; readonly organizer: string | null })
  | (Kept & NotSavedState)
