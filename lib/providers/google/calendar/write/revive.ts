// Brings back a cancelled occurrence. Of one that Google holds as a cancelled event only the place is known, so its series says who may
// write it.
import { withoutExdates } from '@/lib/domains/events/recurrence/cancelled'
import { readRepeat, repeatLines } from '@/lib/domains/events/recurrence/lines'
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import type { Slot } from '@/lib/domains/events/value/time'
import type { Place } from '@/lib/engine/collection'
import { isCancelledEvent, isExdate, type Reading } from '@/lib/providers/google/calendar/item'
import type { Reader } from '@/lib/providers/google/calendar/read'
import { slotIn } from '@/lib/providers/google/calendar/times'
import { eventValue, linesOf } from '@/lib/providers/google/calendar/value'
import { type Json, text } from '@/lib/providers/google/raw'
import { occurrenceBody, patchBody } from './body'
import { findInstance, liveSeries, writeOccurrence } from './occurrence'
import { afterWrite, done, type EventOutcome, failed, type PushOf, rejected, stale, unknown } from './outcome'
import { readOnlyReason } from './refusal'

export async function reviveOccurrence(
  reader: Reader,
  push: PushOf<'update'>,
  raw: Json,
): Promise<EventOutcome> {
  const slot = slotIn(raw)
  const series = await liveSeries(reader, text(raw.recurringEventId))
  // The next pull says what became of the series.
  if (series === null || slot === null) return stale(push)
  const reading = await reader.facts.readingOf(series)
  const refusal = readOnlyReason(series, reading)
  if (refusal) return rejected(push, refusal)
  if (isExdate(raw)) return reviveExdate(reader, push, { series, reading, slot })
  return writeOccurrence(reader, push, raw, patchBody({ from: push.from, to: push.to, raw }))
}

interface Excluded {
  readonly series: Json
  readonly reading: Reading
  readonly slot: Slot
}

/** First the series takes in again what it excludes by EXDATE, then the occurrence gets its value. */
async function reviveExdate(
  reader: Reader,
  push: PushOf<'update'>,
  { series, reading, slot }: Excluded,
): Promise<EventOutcome> {
  const whole = eventValue(series, reading.zone)
  if (!withoutExdates(whole).cancelled.includes(slot)) return stale(push)
  const recurrence = withoutExdate(linesOf(series), whole, slot)
  const reply = await reader.client.patch(text(series.id), text(series.etag), { recurrence })
  if (reply.kind !== 'reply') return failed(reader, push, reply)
  const place: Place = { parentId: text(series.id), slot }
  return afterWrite(push, async () => {
    const found = await findInstance(reader, place)
    if (found === null || isCancelledEvent(found)) return unknown(push)
    const body = occurrenceBody(eventValue(found, reading.zone), push.to, found)
    if (Object.keys(body).length === 0) return done(reader, push, found)
    const written = await writeOccurrence(reader, push, found, body)
    return written.kind === 'done' ? written : unknown(push)
  })
}

function withoutExdate(lines: readonly string[], { time }: CalendarEvent, slot: Slot): readonly string[] {
  const read = readRepeat(lines, time)
  return repeatLines({ ...read, withoutDates: read.withoutDates.filter((one) => one !== slot) }, time)
}
