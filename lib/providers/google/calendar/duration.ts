// Estimates the duration of writes to a Google calendar: each event is a call of its own. Pure.
import type { Writes } from '@/lib/providers/descriptor'
import { MINUTE } from '@/lib/time'
import { calendarQuotasAt } from './pacing'

/** The time of one call; a guess. */
const ANSWER_MS = 250
/** Google deletes without saying of what, so an event is read just before. */
const CALLS_PER_DELETE = 2

export function calendarWritingMs({ creates, updates, deletes }: Writes, rootUrl: string): number {
  const updated = updates.reduce((total, alike) => total + alike, 0)
  const calls = creates + updated + deletes * CALLS_PER_DELETE
  return calls * Math.max(ANSWER_MS, MINUTE / calendarQuotasAt(rootUrl).requests)
}
