// Undo of a series and of its occurrences, which are one unit. An occurrence is never added or deleted by itself: its addition made it
// differ from its series, so undo makes it the same again. A series is deleted only with occurrences that are as the run left them, and
// keeps its time and its rule if occurrences that differ from it would lose their places. Pure.
import type { Domain } from '@/lib/engine/domain'
import type { FieldOf, Item, Side, Write } from '@/lib/engine/model'
import { present } from './undo-write'

/** The changed and canceled occurrences that a series has now. `touched`: not all of them are as the run left them. */
export type OccurrencesNow = 'none' | 'untouched' | 'touched'

/** The series of an occurrence, now and as the same undo leaves it. */
export interface SeriesOf<V> {
  readonly now: V
  readonly after: V
}

/** What an undo has to know besides the item itself, by side. */
export type Around<V> =
  /** The item is an occurrence. null: its series is gone. */
  | { readonly kind: 'occurrence'; readonly series: Readonly<Record<Side, SeriesOf<V> | null>> }
  | {
      readonly kind: 'series'
      readonly occurrences: Readonly<Record<Side, OccurrencesNow>>
      /** Their slots here, where they move with their series. An account may drop them. */
      readonly slotsHere: readonly string[]
    }

type Fields<V> = readonly FieldOf<V>[] | null

/**
 * The addition of an occurrence as an edit of it; null if its series is gone, and it with that. Its series is undone first and takes it
 * along if it moves.
 */
export function asEdit<V>(
  { series: rules }: Pick<Domain<V>, 'series'>,
  { to }: Write<V>,
  occurrence: Item<V> | null,
  series: SeriesOf<V> | null,
): Write<V> | null {
  const slot = present(occurrence)?.slot
  if (!rules || !slot || series === null) return null
  const { now, after } = series
  return { from: rules.plain(rules.sameSlots(now, after) ? after : now, slot), to }
}

/** Whether the write would give a series other slots. */
export const movesSlots = <V>(
  { series: rules }: Pick<Domain<V>, 'series'>,
  write: Write<V> | null,
): boolean =>
  rules !== null &&
  write !== null &&
  write.from !== null &&
  write.to !== null &&
  !rules.sameSlots(write.from, write.to)

/** Whether the write would take places from occurrences that differ from the series. */
export function losesPlaces<V>(
  domain: Pick<Domain<V>, 'series'>,
  side: Side,
  write: Write<V> | null,
  around: Around<V> | undefined,
): boolean {
  const rules = domain.series
  if (around?.kind !== 'series' || around.occurrences[side] === 'none' || !movesSlots(domain, write))
    return false
  if (side === 'remote' || !rules || !write?.from || !write.to) return true
  const { from, to } = write
  return around.slotsHere.some((slot) => rules.slotAfter(slot, from, to) === null)
}

/** The fields without those that decide which slots a series has. */
export const besidesSlots = <V>(
  { series: rules, fields }: Domain<V>,
  only: Fields<V>,
): readonly FieldOf<V>[] => (only ?? fields).filter((field) => !rules?.fields.includes(field))
