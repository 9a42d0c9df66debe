// The agenda of an account: four weeks of all its calendars, by day.
import { eventJson } from '@/emulator/calendar/events/event-view'
import { effective, type Found, findSeries, idOfFound, rowOf } from '@/emulator/calendar/events/events'
import { occurrencesOf, type Window, within } from '@/emulator/calendar/events/occurrences'
import type { Calendar, Json, ListEntry, Role, Span } from '@/emulator/calendar/model'
import { type CalendarStore, listOf, primaryOf } from '@/emulator/calendar/store'
import { clockText, dateText, instantOf, readDate, wallOf } from '@/emulator/calendar/time/zones'
import { h, type Markup } from '@/emulator/page'
import { link } from '@/emulator/page-call'
import type { Account } from '@/emulator/store'

const DAY = 86_400_000
export const SHOWN_DAYS = 28

export interface Listed {
  readonly calendar: Calendar
  readonly entry: ListEntry
}

export function calendarsOf(store: CalendarStore, account: Account): Listed[] {
  return [...listOf(store, account).entries.values()].flatMap((entry) => {
    const calendar = store.calendars.byId.get(entry.calendarId)
    return calendar && !entry.deleted ? [{ calendar, entry }] : []
  })
}

export const nameOf = (calendar: Calendar, account: Account): string =>
  calendar.id === account.email ? account.name : calendar.summary

/** Events and occurrences of a calendar within the window, without cancelled ones. */
function eventsWithin(store: CalendarStore, calendar: Calendar, window: Window): Found[] {
  return [...calendar.events.values()].flatMap((row): Found[] => {
    if (row.status === 'cancelled') return []
    if (row.kind === 'main' && row.recurrence) return occurrencesOf(store, calendar, row, window)
    if (row.kind === 'exception' && findSeries(calendar, row.seriesId)) return []
    const found: Found =
      row.kind === 'main' ? { kind: 'main', row } : { kind: 'exception', row, series: undefined }
    return within(effective(found).span, calendar.timeZone, window) ? [found] : []
  })
}

/** Wall times of start and end in the page's zone. */
export function wallsOf(span: Span, zone: string): { readonly start: number; readonly end: number } {
  return span.allDay ? span : { start: wallOf(zone, span.start), end: wallOf(zone, span.end) }
}

const LONG: Intl.DateTimeFormatOptions = {
  weekday: 'long',
  month: 'long',
  day: 'numeric',
  year: 'numeric',
  timeZone: 'UTC',
}
const SHORT: Intl.DateTimeFormatOptions = { month: 'short', day: 'numeric', timeZone: 'UTC' }
export const longDay = (wall: number): string => new Intl.DateTimeFormat('en-US', LONG).format(wall)
const shortDay = (wall: number) => new Intl.DateTimeFormat('en-US', SHORT).format(wall)

/** "9:00–10:00", "All day", "All day until Dec 5". */
export function timeText(span: Span, zone: string): string {
  const { start, end } = wallsOf(span, zone)
  if (span.allDay) return end - start > DAY ? `All day until ${shortDay(end - DAY)}` : 'All day'
  const sameDay = dateText(start) === dateText(end)
  return `${clockText(start)}–${sameDay ? '' : `${shortDay(end)} `}${clockText(end)}`
}

export const titleOf = (event: Json): string =>
  typeof event.summary === 'string' ? event.summary : event.visibility === 'private' ? 'Busy' : '(no title)'

interface Row {
  readonly found: Found
  readonly calendar: Calendar
  readonly event: Json
  readonly span: Span
  readonly day: number
}

function rowsOf(store: CalendarStore, account: Account, from: number, zone: string): Row[] {
  const window = { timeMin: instantOf(zone, from), timeMax: instantOf(zone, from + SHOWN_DAYS * DAY) }
  const rows = calendarsOf(store, account).flatMap(({ calendar, entry }) =>
    eventsWithin(store, calendar, window)
      .filter((found) => effective(found).status !== 'cancelled')
      .map((found) => rowFor(calendar, entry.role, found, from, zone)),
  )
  return rows.sort(
    (a, b) => a.day - b.day || Number(b.span.allDay) - Number(a.span.allDay) || a.span.start - b.span.start,
  )
}

function rowFor(calendar: Calendar, role: Role, found: Found, from: number, zone: string): Row {
  const { span } = effective(found)
  const day = Math.floor(Math.max(wallsOf(span, zone).start, from) / DAY) * DAY
  return { found, calendar, span, day, event: eventJson(calendar, found, { role, zone }) }
}

function notesOf({ found, event }: Row, account: Account): string {
  const organizer = (event.organizer ?? {}) as { email?: string; self?: boolean }
  const invited = organizer.email && !organizer.self && rowOf(found).organizer.email !== account.email
  return [
    found.kind === 'main' ? '' : found.kind === 'exception' ? 'changed occurrence' : 'repeats',
    event.status === 'tentative' ? 'tentative' : '',
    invited ? `invitation by ${organizer.email}` : '',
    typeof event.location === 'string' ? event.location : '',
  ]
    .filter(Boolean)
    .join(' · ')
}

function rowMarkup(row: Row, account: Account, zone: string): Markup {
  const target = link('/calendar/event', {
    account: account.email,
    calendar: row.calendar.id,
    id: idOfFound(row.found),
  })
  const notes = notesOf(row, account)
  return h`<li><a class="event" href="${target}"><span class="time">${timeText(row.span, zone)}</span>
<span>${titleOf(row.event)}<small>${nameOf(row.calendar, account)}${notes && ` · ${notes}`}</small></span></a></li>`
}

function navigation(account: Account, from: number): Markup {
  const to = (day: number, words: string) =>
    h`<a class="button" href="${link('/calendar', { account: account.email, from: dateText(day) })}">${words}</a>`
  return h`<nav class="bar" aria-label="Weeks">${to(from - SHOWN_DAYS * DAY, 'Previous')}
<a class="button" href="${link('/calendar', { account: account.email })}">Today</a>${to(from + SHOWN_DAYS * DAY, 'Next')}</nav>`
}

export function agendaPage(
  store: CalendarStore,
  account: Account,
  query: URLSearchParams,
): { title: string; body: Markup } {
  const zone = primaryOf(store, account).timeZone
  const today = Math.floor(wallOf(zone, store.clock.now()) / DAY) * DAY
  const from = readDate(query.get('from') ?? '') ?? today
  const rows = rowsOf(store, account, from, zone)
  const days = [...new Set(rows.map(({ day }) => day))].map(
    (day) =>
      h`<section class="card"><h2>${longDay(day)}${day === today && ' · today'}</h2><ul class="plain">${rows
        .filter((row) => row.day === day)
        .map((row) => rowMarkup(row, account, zone))}</ul></section>`,
  )
  const title = `Calendar of ${account.name}`
  const body = h`<p><a href="/">All accounts</a> · <a href="${link('/book', { account: account.email })}">Contacts of ${account.name}</a></p>
<h1>${title}</h1><p class="soft">Google Calendar (emulated) of ${account.email}. Times are those of ${zone}.</p>
<div class="bar"><span role="status">${rows.length} ${rows.length === 1 ? 'event' : 'events'} from ${longDay(from)} on, four weeks</span>
<a class="button main" href="${link('/calendar/edit', { account: account.email, date: dateText(from) })}">New event</a></div>
${navigation(account, from)}${days}${rows.length === 0 && h`<p class="soft">No events in these weeks.</p>`}`
  return { title, body }
}
