// The pages under /calendar: a person views, adds, edits, moves, cancels, splits and answers events with plain forms.
import { beforeEach, expect, test } from 'vitest'
import { ANA, BEN, openFixture, request } from '@/emulator/fixture'

const fixture = openFixture()
const NOW = '2026-12-01T15:00:00Z'
const get = async (path: string) => (await request(fixture.emulator.url + path)).text
const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  request(fixture.emulator.url + path, {
    method: 'POST',
    headers,
    body: new URLSearchParams({ account: ANA, ...fields }),
  })
const address = (path: string, params: Record<string, string>) =>
  `${path}?${new URLSearchParams({ account: ANA, ...params })}`
const events = () => fixture.emulator.events({ account: ANA })
const starts = (id: string) =>
  fixture.emulator.events({ account: ANA }).find((event) => event.id === id)?.start as { dateTime?: string }

const FORM = {
  summary: 'Hearing',
  calendar: 'primary',
  startDate: '2026-12-02',
  startTime: '09:30',
  endDate: '2026-12-02',
  endTime: '10:30',
  timeZone: 'America/Chicago',
  repeats: 'no',
  rule: '',
  location: 'Room 4',
  description: '',
  guests: '',
}
const own = (id: string) => ({ calendar: ANA, id })
const save = (fields: Record<string, string> = {}) => post('/calendar/save', { ...FORM, ...fields })
async function weekly(): Promise<string> {
  await save({ summary: 'Weekly', repeats: 'week' })
  return String(events().find(({ summary }) => summary === 'Weekly')?.id)
}
beforeEach(() => {
  fixture.emulator.setClock({ at: NOW, frozen: true })
})

test('the agenda lists four weeks by day, with the calendars that are shared', async () => {
  await save()
  await save({ summary: 'Vacation', allDay: 'on', startDate: '2026-12-07', endDate: '2026-12-11' })
  await weekly()
  const docket = fixture.emulator.addCalendar({ account: BEN, summary: 'Docket' })
  fixture.emulator.shareCalendar({ account: BEN, calendar: docket.id, with: ANA, role: 'reader' })
  const secret = {
    summary: 'Doctor',
    visibility: 'private',
    start: { date: '2026-12-03' },
    end: { date: '2026-12-04' },
  }
  fixture.emulator.addEvent({ account: BEN, calendar: docket.id, event: secret })
  const text = await get(address('/calendar', {}))
  expect(text).toContain('Calendar of Ana Lima')
  expect(text).toContain('7 events from Tuesday, December 1, 2026')
  expect(text).toContain('<h2>Wednesday, December 2, 2026</h2>')
  expect(text).toContain('All day until Dec 11')
  expect(text).toContain('09:30–10:30')
  expect([text.includes('Busy'), text.includes('Doctor')]).toEqual([true, false])
  const later = await get(address('/calendar', { from: '2026-12-29' }))
  expect([later.includes('Weekly'), later.includes('Hearing')]).toEqual([true, false])
})

test('the home page and the contacts lead to the calendar', async () => {
  expect(await get('/')).toContain('Calendar of Ana Lima')
  expect(await get(`/book?account=${ANA}`)).toContain('/calendar?account=ana%40example.com')
})

test('a new event is what the form says', async () => {
  const reply = await save({
    guests: 'ben@example.com, x@out.example',
    private: 'on',
    free: 'on',
    description: 'Two\r\nlines',
  })
  expect(reply.status).toBe(302)
  expect(events()).toMatchObject([
    {
      summary: 'Hearing',
      location: 'Room 4',
      description: 'Two\nlines',
      start: { dateTime: '2026-12-02T09:30:00-06:00', timeZone: 'America/Chicago' },
      end: { dateTime: '2026-12-02T10:30:00-06:00' },
      visibility: 'private',
      transparency: 'transparent',
      attendees: [{ email: 'ben@example.com' }, { email: 'x@out.example' }],
    },
  ])
  expect(fixture.emulator.events({ account: BEN })).toHaveLength(1)
})

test('the last day of an all-day event counts', async () => {
  await save({ allDay: 'on', startDate: '2026-12-07', endDate: '2026-12-08' })
  const [event] = events()
  expect(event).toMatchObject({ start: { date: '2026-12-07' }, end: { date: '2026-12-09' } })
  expect(await get(address('/calendar/edit', own(String(event?.id))))).toContain(
    'name="endDate" value="2026-12-08"',
  )
})

test('a form that cannot be saved comes back with the reason and what was typed', async () => {
  for (const [fields, reason] of [
    [{ startDate: 'soon' }, 'The days must be dates'],
    [{ startTime: '9h' }, 'The times must be'],
    [{ timeZone: 'Mars' }, 'The time zone must be'],
    [{ endTime: '08:00' }, 'The specified time range is empty.'],
    [{ repeats: 'custom', rule: 'FREQ=NEVER' }, 'Invalid recurrence rule.'],
    [{ allDay: 'on', endDate: '2026-12-01' }, 'The event ends before it starts.'],
  ] as const) {
    const reply = await save({ ...fields, location: 'Kept' })
    expect([reply.status, reply.text.includes(reason), reply.text.includes('Kept')]).toEqual([
      400,
      true,
      true,
    ])
  }
  expect(events()).toEqual([])
})

test('an event sent back untouched keeps its time, guests and what the form does not show', async () => {
  const made = fixture.emulator.addEvent({
    account: ANA,
    event: {
      summary: 'Own',
      start: { dateTime: '2026-12-02T09:30:00', timeZone: 'Europe/Zurich' },
      end: { dateTime: '2026-12-02T10:30:00', timeZone: 'Europe/Zurich' },
      attendees: [{ email: 'x@out.example', responseStatus: 'accepted' }],
      extendedProperties: { private: { key: 'v' } },
    },
  })
  const text = await get(address('/calendar/edit', own(String(made.id))))
  const inputs = [...text.matchAll(/<input type="(?!checkbox)[a-z]+" name="([^"]+)" value="([^"]*)"/g)]
  const fields = Object.fromEntries(inputs.map(([, name = '', value = '']) => [name, value]))
  expect((await post('/calendar/save', { ...fields, repeats: 'no' })).status).toBe(302)
  const { etag: _, ...before } = made
  expect(events()).toMatchObject([before])
})

test('one occurrence is moved or cancelled alone', async () => {
  const id = await weekly()
  const [second, third] = [`${id}_20261209T153000Z`, `${id}_20261216T153000Z`]
  const page = await get(address('/calendar/event', own(second)))
  for (const words of ['Only this event', 'This and following events', 'All events', 'The whole series'])
    expect(page).toContain(words)
  expect(await get(address('/calendar/edit', { ...own(second), scope: 'one' }))).not.toContain(
    'name="repeats"',
  )
  await save({
    ...own(second),
    scope: 'one',
    summary: 'Moved',
    startTime: '14:00',
    startDate: '2026-12-10',
    endDate: '2026-12-10',
    endTime: '15:00',
  })
  await post('/calendar/delete', { ...own(third), scope: 'one' })
  expect(starts(second)).toMatchObject({ dateTime: '2026-12-10T14:00:00-06:00' })
  expect(fixture.emulator.event({ account: ANA, id: third })).toMatchObject({ status: 'cancelled' })
  expect((await request(fixture.emulator.url + address('/calendar/event', own(third)))).status).toBe(404)
})

test('this and following splits the series, and deletes its rest', async () => {
  const id = await weekly()
  const third = `${id}_20261216T153000Z`
  const form = await get(address('/calendar/edit', { ...own(third), scope: 'following' }))
  expect(form).toContain('This and following events')
  const fields = { startDate: '2026-12-16', endDate: '2026-12-16', summary: 'From now on' }
  await save({ ...own(third), scope: 'following', ...fields })
  const tail = `${id}_R20261216T153000`
  expect(events().map((event) => [event.id, event.summary])).toEqual([
    [id, 'Weekly'],
    [tail, 'From now on'],
  ])
  await post('/calendar/delete', { ...own(`${tail}_20261223T153000Z`), scope: 'following' })
  expect(events().at(-1)?.recurrence).toEqual(['RRULE:FREQ=WEEKLY;UNTIL=20261223T055959Z'])
})

test('all events changes and deletes the series', async () => {
  const id = await weekly()
  const second = `${id}_20261209T153000Z`
  expect(await get(address('/calendar/edit', { ...own(second), scope: 'all' }))).toContain(
    'value="2026-12-02"',
  )
  await save({
    ...own(second),
    scope: 'all',
    summary: 'Renamed',
    repeats: 'custom',
    rule: 'FREQ=WEEKLY;COUNT=3',
  })
  expect(events()).toMatchObject([{ id, summary: 'Renamed', recurrence: ['RRULE:FREQ=WEEKLY;COUNT=3'] }])
  await post('/calendar/delete', { ...own(second), scope: 'all' })
  expect(events()).toEqual([])
})

test('an invitation is answered by a button', async () => {
  const made = fixture.emulator.addEvent({
    account: ANA,
    event: {
      summary: 'Conference',
      start: { date: '2026-12-02' },
      end: { date: '2026-12-03' },
      attendees: [{ email: ANA }, { email: 'clerk@court.example', responseStatus: 'accepted' }],
    },
    organizer: { email: 'clerk@court.example' },
  })
  const id = String(made.id)
  const page = await get(address('/calendar/event', own(id)))
  expect(page).toContain('You: has not answered.')
  await post('/calendar/respond', { ...own(id), response: 'accepted' })
  expect(await get(address('/calendar/event', own(id)))).toContain('You: accepted.')
  const refused = await save({ ...own(id), summary: 'Mine' })
  expect([refused.status, refused.text.includes('Shared properties can only be changed')]).toEqual([
    400,
    true,
  ])
})

test('a calendar that can only be read has no buttons and takes no form', async () => {
  const { id } = fixture.emulator.addCalendar({ account: BEN, summary: 'Of Ben' })
  fixture.emulator.shareCalendar({ account: BEN, calendar: id, with: ANA, role: 'reader' })
  const day = { summary: 'Theirs', start: { date: '2026-12-02' }, end: { date: '2026-12-03' } }
  const event = fixture.emulator.addEvent({ account: BEN, calendar: id, event: day })
  const one = { calendar: id, id: String(event.id) }
  const page = await get(address('/calendar/event', one))
  expect([page.includes('Theirs'), page.includes('Delete')]).toEqual([true, false])
  expect((await post('/calendar/delete', one)).status).toBe(404)
  expect((await save({ calendar: id })).status).toBe(404)
})

test('what people type into the calendar is shown as text, and a form of another site is refused', async () => {
  await save({ summary: '<script>alert(1)</script>' })
  const text = await get(address('/calendar', {}))
  expect([text.includes('<script>'), text.includes('&lt;script&gt;')]).toEqual([false, true])
  expect((await post('/calendar/save', FORM, { origin: 'https://evil.example' })).status).toBe(403)
  expect((await request(`${fixture.emulator.url}/calendar?account=nobody@example.com`)).status).toBe(404)
})
