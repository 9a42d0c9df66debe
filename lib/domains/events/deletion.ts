// When a person is asked before an event is deleted because it was deleted on the other side. Pure.
import { expand } from '@/lib/domains/events/recurrence/expand'
import { addDays } from '@/lib/domains/events/value/dates'
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import { problemsOf } from '@/lib/domains/events/value/validity'
import { SOON } from '@/lib/engine/deletion'
import type { KnownDeletion } from '@/lib/engine/domain'
import type { Side } from '@/lib/engine/model'

/** "Soon" at the time of the deletion: within so many days after it. */
const SOON_DAYS = 14

/** `guests`: other people are invited. `soon`: it takes place within two weeks, and the calendar's setting says to ask. */
export function asksBeforeDeleting(
  side: Side,
  event: CalendarEvent,
  { deletedAt, settings }: KnownDeletion,
): 'guests' | typeof SOON | null {
  if (event.guests.length > 0) return 'guests'
  return side === 'local' && settings.askSoon === true && isSoon(event, deletedAt) ? SOON : null
}

/**
 * Counted from the deletion, so that the answer does not change while the question waits. If its time is unknown, or that of the event
 * cannot be read, the event counts as soon.
 */
function isSoon(event: CalendarEvent, deletedAt: Date | null): boolean {
  if (deletedAt === null || problemsOf(event).some(({ field }) => field === 'time')) return true
  const from = deletedAt.toISOString().slice(0, 10)
  const { occurrences, problems } = expand(event, { from, to: addDays(from, SOON_DAYS + 1), zone: 'UTC' })
  return occurrences.length > 0 || problems.length > 0
}
