// Which days a page of the calendar shows, and how its address says so. Pure.

import { addDays, daysBetween, isDate } from '@/lib/domains/events/value/dates'
import type { DateText } from '@/lib/domains/events/value/event'
import { one, type Query } from '@/lib/http/query'

export type View = 'agenda' | 'month'

export interface Period {
  readonly view: View
  /** First day shown. */
  readonly from: DateText
  /** The day after the last one shown. */
  readonly to: DateText
  /** What the heading names: the first day, or the first of the month. */
  readonly anchor: DateText
}

/** Days of an agenda. */
const AGENDA_DAYS = 14

/** An agenda begins on its day; a month shows whole weeks, from Sunday to Saturday. */
export function periodOf(view: View, on: DateText): Period {
  if (view === 'agenda') return { view, from: on, to: addDays(on, AGENDA_DAYS), anchor: on }
  const anchor = `${on.slice(0, 7)}-01`
  const from = addDays(anchor, -weekdayOf(anchor))
  const weeks = Math.ceil(daysBetween(from, nextMonth(anchor)) / 7)
  return { view, from, to: addDays(from, weeks * 7), anchor }
}

/** 0 is Sunday. 4 January 1970 was one. */
export const weekdayOf = (date: DateText): number => ((daysBetween('1970-01-04', date) % 7) + 7) % 7

const nextMonth = (first: DateText): DateText => `${addDays(first, 32).slice(0, 7)}-01`

export const previousPeriod = ({ view, anchor }: Period): DateText =>
  view === 'agenda' ? addDays(anchor, -AGENDA_DAYS) : `${addDays(anchor, -1).slice(0, 7)}-01`

export const nextPeriod = ({ view, anchor }: Period): DateText =>
  view === 'agenda' ? addDays(anchor, AGENDA_DAYS) : nextMonth(anchor)

const MONTH = new Intl.DateTimeFormat('en-US', { month: 'long', year: 'numeric', timeZone: 'UTC' })

/** "December 2026", "November 27 – December 10, 2026" */
export function periodWords({ view, anchor, to }: Period): string {
  const at = (date: DateText) => new Date(`${date}T00:00:00Z`)
  if (view === 'month') return MONTH.format(at(anchor))
  return RANGE.formatRange(at(anchor), at(addDays(to, -1))).replaceAll('\u2009', ' ')
}

const RANGE = new Intl.DateTimeFormat('en-US', {
  month: 'long',
  day: 'numeric',
  year: 'numeric',
  timeZone: 'UTC',
})

/** What the address says; `on` null: today. `shown` null: all calendars. */
export interface Place {
  readonly view: View
  readonly on: DateText | null
  readonly shown: readonly string[] | null
}

const FIRST = '1900-01-01'
const LAST = '9990-12-31'

export function placeOf(params: Query): Place {
  const on = one(params.on) ?? ''
  return {
    view: params.view === 'month' ? 'month' : 'agenda',
    on: isDate(on) && on >= FIRST && on <= LAST ? on : null,
    shown: params.chosen === undefined ? null : [params.calendar ?? []].flat(),
  }
}

export function addressOf({ view, on, shown }: Place): string {
  const query = new URLSearchParams([
    ...(view === 'month' ? [['view', view]] : []),
    ...(on ? [['on', on]] : []),
    ...(shown ? [['chosen', '1'], ...shown.map((id) => ['calendar', id])] : []),
  ])
  return query.size > 0 ? `/calendar?${query}` : '/calendar'
}

/** What a link of the page changes: to a view or a day (null: today), or a period on or back. */
export type Move = { readonly view?: View; readonly on?: DateText | null } | { readonly step: 1 | -1 }

/** Where a link leads, from where the person is or is on the way to. */
export function moved(place: Place, move: Move, today: DateText): Place {
  if (!('step' in move)) return { ...place, ...move }
  const period = periodOf(place.view, place.on ?? today)
  return { ...place, on: move.step === 1 ? nextPeriod(period) : previousPeriod(period) }
}
