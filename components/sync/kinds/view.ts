// How pages show the items of one kind. Everything else of a review is the same for all kinds.
import type { Zone } from '@/components/ui/time/moment'
import type { Conflict, Reason, Side } from '@/lib/engine/model'
import type { ItemKind, KindWords } from './kind-words'

export interface FieldView {
  readonly name: string
  /** As on the form. */
  readonly label: string
  /** Inside a sentence: "phone". */
  readonly inSentence: string
  /** Whether it is a list. */
  readonly many: boolean
}

/** The engine's types with fields by name, for values of any kind. */
export type AnyReason = Reason<Record<string, unknown>>
export type AnyConflict = Pick<
  Conflict<Record<string, unknown>>,
  'id' | 'field' | 'local' | 'remote' | 'mayKeepBoth'
>

/** What both sides have. null: no such item on that side. */
export type Sides<V> = Readonly<Record<Side, V | null>>

export interface RowAvatar {
  readonly initials: string
  readonly isCompany: boolean
}

/** `V`: the value of an item. `zone`: the reader's time zone. Field names that the view does not know say nothing. */
export interface KindView<V> {
  readonly kind: ItemKind
  readonly words: KindWords
  /** In the order of the form. */
  readonly fields: readonly FieldView[]
  /** The fields worth comparing in these values: not those that are empty, or as in every new item, in all of them. */
  compared(known: readonly V[]): readonly FieldView[]
  /** No lines for nothing, one for a single value, one for each entry of a list. */
  lines(value: V, field: string, zone: Zone): readonly string[]
  /** By line: what it is about, however it is spelled. `known`: all values that are compared. */
  keys(value: V, field: string, known: readonly V[], zone: Zone): ReadonlyMap<string, string>
  /** Both values in conflict. `sides`: the items that they belong to. */
  conflictTexts(conflict: AnyConflict, sides: Sides<V>, zone: Zone): Readonly<Record<Side, string>>
  /** What an answer to a conflict of this field does not do; '' for nothing worth saying. */
  conflictNote(field: string, label: string): string
  title(value: V): string
  /** What tells it from others with the same title: "zoe@example.com, Acme". */
  secondary(value: V, zone: Zone): string
  /** The line below the title in a list of changes; '' for none. A question has no values, only its reasons. */
  rowLine(value: V | null, reasons: readonly AnyReason[], zone: Zone): string
  /** What the avatar of a row shows; null: rows of this kind have none. */
  avatar(value: V | null, name: string): RowAvatar | null
  /** A value that a reason names. */
  reasonText(field: string, text: string, zone: Zone): string
  /** Whether the item stands for an occurrence that does not take place. */
  isCanceled(value: V): boolean
  /** Address of the item here. */
  href(localId: string): string
}
