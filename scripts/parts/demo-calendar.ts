// The demo's firm has some events in its calendar: some of those that Ana has in Google, some of them written differently, and some of
// its own. So the preview of a calendar has links, questions and additions. A firm exists only after the first person signed in.
import { setTimeout as sleep } from 'node:timers/promises'
import { emulatorControl } from '@/emulator/client'
import { addDays } from '@/lib/domains/events/value/dates'
import { type CalendarEvent, EMPTY_EVENT } from '@/lib/domains/events/value/event'
import { dateOf } from '@/lib/domains/events/value/time'
import { todayIn } from '@/lib/domains/events/value/words'
import { createCalendarPacing, NO_CALENDAR_QUOTAS } from '@/lib/providers/google/calendar/pacing'
import { googleEvents } from '@/lib/providers/google/calendar/provider'
import { google } from '@/lib/providers/google/descriptor'
import { calendarsOf } from '@/lib/store/calendar/calendars'
import { calendarCollection } from '@/lib/store/calendar/collection'
import { db, setDatabase } from '@/lib/store/database/client'
import { openAsOwner } from '@/lib/store/database/owner'
import type { Actor } from '@/lib/store/firm/actor'

const ANA = 'ana@example.com'
const LOOK_MS = 1_000
const ZONE = 'America/Chicago'

/** Waits for the first firm, then fills its calendar if nothing was ever in it. `address`: of the imitated Google. */
export async function fillFirmCalendar(databaseUrl: string, address: string): Promise<void> {
  await setDatabase(databaseUrl)
  const actor = await firstPerson(databaseUrl)
  const { firmId, userId } = actor
  const [calendar] = (await calendarsOf(actor)).filter(({ kind }) => kind === 'firm')
  if (!calendar) return
  const calendarId = calendar.id
  if ((await db(firmId).calendarEvent.count({ where: { firmId, calendarId } })) > 0) return
  const events = firmsEvents(await anasEvents(address), todayIn(new Date(), ZONE))
  const pushes = events.map((to) => {
    const key = crypto.randomUUID()
    return { kind: 'create', ref: key, key, to } as const
  })
  await calendarCollection(firmId, calendarId, { by: () => ({ userId }) }).push(pushes)
}

async function firstPerson(databaseUrl: string): Promise<Actor> {
  const owner = openAsOwner(databaseUrl)
  for (;;) {
    // The database ends before this process does: that is no failure.
    const found = await owner.client.user
      .findFirst({ where: { role: 'admin' }, orderBy: { id: 'asc' } })
      .catch(() => null)
    if (found) {
      await owner.close()
      return { userId: found.id, firmId: found.firmId, role: found.role }
    }
    await sleep(LOOK_MS)
  }
}

/** Single events and series of Ana's main calendar, by start. */
async function anasEvents(address: string): Promise<readonly CalendarEvent[]> {
  const scopes = google.collections.events.scopes.others
  // By another client than Concord, which has to ask Ana itself.
  const asks = { account: ANA, client: 'demo', scopes: [...scopes] }
  const { accessToken } = await emulatorControl(address).issueTokens(asks)
  const opened = {
    ...{ account: ANA, calendarId: ANA, rootUrl: `${address}/` },
    ...{ accessToken: async () => accessToken, onCall: () => undefined },
  }
  const events: CalendarEvent[] = []
  const calendar = googleEvents(opened, createCalendarPacing(NO_CALENDAR_QUOTAS))
  for (let page: string | null | undefined; page !== null; ) {
    const read = await calendar.pull(null, page ?? null)
    events.push(...read.items.flatMap(({ deleted, parentId, value }) => (deleted || parentId ? [] : [value])))
    page = read.nextPage
  }
  return events.sort((a, b) => (a.time.start < b.time.start ? -1 : 1))
}

const HEARING = /^(Hearing|Status conference|Motion hearing|Pretrial conference): /
const MEETING = /^(Client meeting|Witness preparation|Settlement talk): /

function firmsEvents(anas: readonly CalendarEvent[], today: string): readonly CalendarEvent[] {
  const coming = anas.filter(({ time }) => dateOf(time.start) >= today)
  const hearings = coming.filter(({ title }) => HEARING.test(title))
  const meetings = coming.filter(({ title }) => MEETING.test(title))
  const series = anas.filter(({ title }) => title === 'Time sheets')
  const monday = mondayAfter(today)
  return [
    ...hearings.slice(0, 4),
    ...hearings.slice(4, 6).map((event) => ({ ...event, location: 'Courtroom to be announced' })),
    ...meetings.slice(0, 3).map((event) => ({ ...event, title: event.title.replace(MEETING, 'Meeting: ') })),
    ...series,
    own('Partners’ meeting', addDays(monday, 1), { repeat: ['RRULE:FREQ=WEEKLY;COUNT=8'] }),
    own('Training: new e-filing rules', addDays(monday, 9), { location: 'Library' }),
    own('Visit of the auditors', addDays(monday, 17), {}),
  ]
}

/** The next Monday that is not today. */
function mondayAfter(today: string): string {
  const weekday = new Date(`${today}T00:00:00Z`).getUTCDay()
  return addDays(today, (8 - weekday) % 7 || 7)
}

const own = (title: string, day: string, more: Partial<CalendarEvent>): CalendarEvent => ({
  ...EMPTY_EVENT,
  title,
  time: { kind: 'timed', start: `${day}T12:00:00`, end: `${day}T13:00:00`, zone: ZONE, endZone: null },
  ...more,
})
