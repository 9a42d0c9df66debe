// The calendars that an emulator starts with: Ana a lawyer's three months, a second calendar of her own, one of Ben's
// that she writes, one of Cho's that she reads, and the holidays; Ben some appointments; the others empty ones.
import { changeEvent } from '@/emulator/calendar/events/event-change'
import { insertEvent } from '@/emulator/calendar/events/event-insert'
import { removeEvent } from '@/emulator/calendar/events/event-remove'
import { instanceId, locate } from '@/emulator/calendar/events/events'
import type { Writing } from '@/emulator/calendar/events/writing'
import type { Calendar, MainRow } from '@/emulator/calendar/model'
import { addCalendar, type CalendarStore, primaryOf, share } from '@/emulator/calendar/store'
import { readDate, readDateTime } from '@/emulator/calendar/time/zones'
import { type Days, daysFrom, dayText, moment } from './seed-days'
import { appointments, drawnEvents, holidays, lawyersEvents, type SeededEvent } from './seed-events'

const [ANA, BEN, CHO] = ['ana@example.com', 'ben@example.com', 'cho@example.com']
const HOLIDAYS = 'en.usa#holiday@group.v.calendar.google.com'
const DAY = 86_400_000

function place(
  writing: Writing,
  days: Days,
  { event, organizer, changes = [] }: SeededEvent,
  created: number,
): void {
  const { store, calendar } = writing
  const made = insertEvent(writing, event, { anyType: true, created, ...(organizer ? { organizer } : {}) })
  for (const { day, time, patch } of changes) {
    const original =
      time === undefined ? readDate(dayText(days, day)) : readDateTime(moment(days, day, time))?.at
    const found = locate(
      store,
      calendar,
      instanceId(made.kind === 'main' ? made.row : noSeries(), original ?? 0),
    )
    if (!found) throw new Error(`the series ${String(event.summary)} has no occurrence on day ${day}`)
    if (patch) changeEvent(writing, found, patch, 'patch')
    else removeEvent(writing, found)
  }
}

function noSeries(): MainRow {
  throw new Error('a new event has a row')
}

function fill(
  store: CalendarStore,
  calendar: Calendar,
  by: string,
  events: (days: Days) => readonly SeededEvent[],
): void {
  const now = store.clock.now()
  const days = daysFrom(now, calendar.timeZone)
  const writing: Writing = { store, calendar, by: { email: by }, sendUpdates: 'none' }
  const list = events(days)
  list.forEach((event, at) => {
    place(writing, days, event, now - 60 * DAY + Math.floor((at / list.length) * 50) * DAY)
  })
}

/** The calendars of the three demo accounts, as lifelike as their address books. */
export function seedCalendars(store: CalendarStore, seed = 1): void {
  const [ana, ben, cho] = [{ email: ANA }, { email: BEN }, { email: CHO }]
  fill(store, primaryOf(store, ana), ANA, (days) => lawyersEvents(days, ANA, seed))
  fill(store, primaryOf(store, ben), BEN, (days) => appointments(days, 'Appointment of Ben', seed + 1))
  primaryOf(store, cho)
  const group = addCalendar(store, { summary: 'Litigation group', dataOwner: ANA })
  share(store, group, ana, 'owner')
  fill(store, group, ANA, (days) => appointments(days, 'Moot court', seed + 2, 6))
  const docket = addCalendar(store, { summary: 'Okafor docket', dataOwner: BEN })
  share(store, docket, ben, 'owner')
  share(store, docket, ana, 'writer')
  fill(store, docket, BEN, (days) => appointments(days, 'Docket call', seed + 3))
  const rooms = addCalendar(store, { summary: 'Conference rooms', dataOwner: CHO })
  share(store, rooms, cho, 'owner')
  share(store, rooms, ana, 'reader')
  fill(store, rooms, CHO, (days) => appointments(days, 'Room A', seed + 4))
  const off = addCalendar(store, { id: HOLIDAYS, summary: 'Holidays in United States' })
  for (const account of [ana, ben]) share(store, off, account, 'reader')
  fill(store, off, HOLIDAYS, holidays)
}

/** Adds so many drawn events to a calendar, for a benchmark. */
export function seedEvents(
  store: CalendarStore,
  calendar: Calendar,
  by: string,
  count: number,
  seed = 1,
): void {
  fill(store, calendar, by, (days) => drawnEvents(days, count, seed))
}
