// "This and following" as in Google's own pages: the head gets an end, and the tail becomes a new series.
import * as errors from '@/emulator/calendar/errors'
import type { ExceptionRow, Json, MainRow } from '@/emulator/calendar/model'
import { refuse } from '@/emulator/calendar/refusal'
import { exceptionsOf, put } from '@/emulator/calendar/store'
import { occurs, originals, stampOf } from '@/emulator/calendar/time/series'
import { dateText, instantText, readDate, readDateTime } from '@/emulator/calendar/time/zones'
import { changeEvent } from './event-change'
import { insertEvent } from './event-insert'
import { spanOf } from './event-times'
import { effective, type Found, locate, readingOf, seriesOf, spanAt, zoneOf } from './events'
import { spread } from './guests'
import { cutBefore } from './recurrence'
import type { Writing } from './writing'

const compactUtc = (at: number) => new Date(at).toISOString().replace(/[-:]|\.\d{3}Z/g, '')

function tailId({ store }: Writing, series: MainRow, original: number): string {
  const base = series.id.replace(/_R\d{8}(T\d{6})?$/, '')
  const { allDay } = series.span
  if (store.switches.splitIds === 'plain') return `${base}_${stampOf(original, allDay)}`
  return `${base}_R${allDay ? stampOf(original, true) : compactUtc(original)}`
}

/** The rule of the tail: its COUNT is reduced by the occurrences that the head keeps. */
function restOf({ store }: Writing, series: MainRow, original: number): string[] {
  let before = 0
  for (const one of originals(seriesOf(series), readingOf(store))) {
    if (one >= original) break
    before += 1
  }
  return (series.recurrence ?? []).map((line) =>
    line.replace(/COUNT=(\d+)/, (_, count: string) => `COUNT=${Math.max(1, Number(count) - before)}`),
  )
}

/** Removes these exceptions from the head. */
function drop({ store, calendar }: Writing, gone: readonly ExceptionRow[]): void {
  for (const { id } of gone) {
    const now = calendar.events.get(id)
    if (now?.kind === 'exception' && !now.dropped)
      put<ExceptionRow>(store, calendar, { ...now, dropped: true, status: 'cancelled' })
  }
}

/** Moves exceptions of the head to the tail; by default the tail starts without exceptions. */
function carry({ store, calendar }: Writing, rows: readonly ExceptionRow[], tail: string): void {
  for (const row of rows) {
    if (row.dropped) continue
    const id = `${tail}_${stampOf(row.original, row.originalAllDay)}`
    put<ExceptionRow>(store, calendar, { ...row, id, seriesId: tail, iCalUID: `${tail}@google.com` })
    spread(store, calendar, id, [])
  }
}

/** `at` is the original start of the first occurrence of the tail: a date, or a date-time with offset. */
export function splitSeries(
  writing: Writing,
  found: Found,
  at: string,
  changes: Json,
): { head: Found; tail: Found } {
  const { store, calendar } = writing
  const original = readDate(at) ?? readDateTime(at)?.at
  if (found.kind !== 'main' || !found.row.recurrence || original === undefined)
    throw refuse(errors.badRequest('A series is split at the start of one of its occurrences.'))
  const series = found.row
  if (!occurs(seriesOf(series), original, readingOf(store)) || original === series.span.start)
    throw refuse(errors.badRequest('A series is split at a later one of its occurrences.'))
  const { allDay } = series.span
  const zone = zoneOf(series.span)
  const recurrence = restOf(writing, series, original)
  const gone = exceptionsOf(calendar, series.id).filter((row) => row.original >= original)
  const head = changeEvent(
    writing,
    found,
    { recurrence: cutBefore(series.recurrence ?? [], original, allDay, zone) },
    'patch',
  )
  drop(writing, gone)
  const span = spanAt(series, original)
  const { content } = effective(found)
  const body = { ...content, ...spanOf(span, zone), recurrence }
  const id = tailId(writing, series, original)
  const made = insertEvent(writing, body, { id, organizer: series.organizer, anyType: true })
  if (store.switches.exceptionsAfterSplit === 'moved') carry(writing, gone, id)
  const tail = Object.keys(changes).length > 0 ? changeEvent(writing, made, changes, 'patch') : made
  return { head: locate(store, calendar, series.id) ?? head, tail }
}

/** The original start of an occurrence as `splitSeries` takes it. */
export function originalText(original: number, allDay: boolean, zone: string): string {
  return allDay ? dateText(original) : instantText(original, zone)
}
