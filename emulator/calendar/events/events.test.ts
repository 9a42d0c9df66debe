// events.insert, get, patch, update and delete: ids, etags, validation, conditions.
import { expect, test } from 'vitest'
import {
  allDay,
  CHICAGO,
  calendarOwner,
  type Event,
  failure,
  NINE,
  TEN,
  timed,
  weekly,
  why,
} from '@/emulator/calendar/fixture'
import { ANA, openFixture } from '@/emulator/fixture'

const fixture = openFixture()
const events = () => calendarOwner(fixture).calendar.events
const at = { calendarId: 'primary' }
const insert = async (requestBody: Event) => (await events().insert({ ...at, requestBody })).data
const patch = async (eventId: string, requestBody: Event) =>
  (await events().patch({ ...at, eventId, requestBody })).data
const get = async (eventId: string) => (await events().get({ ...at, eventId })).data
const refused = (requestBody: object) => failure(events().insert({ ...at, requestBody }))
const headers = (etag: string) => ({ headers: { 'If-Match': etag } })

test('a new event has everything that Google gives every event', async () => {
  const event = await insert(timed())
  expect(event).toMatchObject({
    kind: 'calendar#event',
    status: 'confirmed',
    summary: 'Hearing',
    creator: { email: ANA, self: true },
    organizer: { email: ANA, self: true },
    start: { dateTime: NINE, timeZone: CHICAGO },
    end: { dateTime: TEN, timeZone: CHICAGO },
    sequence: 0,
    reminders: { useDefault: true },
    eventType: 'default',
    iCalUID: `${event.id}@google.com`,
  })
  expect(event.id).toMatch(/^[a-v0-9]{26}$/)
  expect(event.etag).toMatch(/^"\d+"$/)
  expect(event.htmlLink).toContain('https://www.google.com/calendar/event?eid=')
  expect([
    Number.isNaN(Date.parse(event.created ?? '')),
    Number.isNaN(Date.parse(event.updated ?? '')),
  ]).toEqual([false, false])
})

test('a client may choose the id, and a bad one is refused', async () => {
  expect((await insert(timed({ id: 'a1b2c3' }))).id).toBe('a1b2c3')
  expect(await refused(timed({ id: 'xyz' }))).toMatchObject({
    status: 400,
    reason: 'invalid',
    message: 'Invalid resource id value.',
  })
  expect(await refused(timed({ id: 'a1b2c4', iCalUID: 'both@example.com' }))).toMatchObject({ status: 400 })
})

test('an id that is taken is refused as duplicate, by a deleted event too unless switched', async () => {
  await insert(timed({ id: 'taken' }))
  const duplicate = {
    status: 409,
    domain: 'global',
    reason: 'duplicate',
    message: 'The requested identifier already exists.',
  }
  expect(await refused(timed({ id: 'taken' }))).toMatchObject(duplicate)
  await events().delete({ ...at, eventId: 'taken' })
  expect(await refused(timed({ id: 'taken' }))).toMatchObject(duplicate)
  fixture.emulator.setSwitches({ deletedIdsTaken: false })
  expect((await insert(timed({ id: 'taken' }))).status).toBe('confirmed')
})

test('start and end must be of one kind, in order, and there', async () => {
  const cases: [object, string, string][] = [
    [
      { end: { date: '2026-12-02' } },
      'invalid',
      'Start and end times must either both be date or both be dateTime.',
    ],
    [{ end: { dateTime: NINE } }, 'timeRangeEmpty', 'The specified time range is empty.'],
    [
      { start: { dateTime: '2026-12-01T09:00:00' } },
      'required',
      'Missing time zone definition for start time.',
    ],
    [
      { start: { dateTime: NINE, timeZone: 'Mars/Olympus' } },
      'invalid',
      'Invalid time zone definition for start time.',
    ],
    [{ start: undefined }, 'required', 'Missing start time.'],
    [{ end: undefined }, 'required', 'Missing end time.'],
    [{ start: { dateTime: 'tomorrow' } }, 'invalid', 'Invalid value for: Invalid format: "tomorrow"'],
    [
      { start: { date: '2026-02-30' }, end: { date: '2026-03-01' } },
      'invalid',
      'Invalid value for: Invalid format: "2026-02-30"',
    ],
  ]
  for (const [change, reason, message] of cases)
    expect(await refused({ ...timed(), ...change })).toMatchObject({ status: 400, reason, message })
  expect(await refused(allDay('2026-12-01', '2026-12-01'))).toMatchObject({ reason: 'timeRangeEmpty' })
})

test('by switch an event may end when it starts', async () => {
  fixture.emulator.setSwitches({ zeroLengthEvents: true })
  expect((await insert(timed({ end: { dateTime: NINE } }))).status).toBe('confirmed')
})

test('by switch Google does not know a zone that others know', async () => {
  const kyiv = timed({ start: { dateTime: NINE, timeZone: 'Europe/Kyiv' } })
  expect((await insert(kyiv)).start?.timeZone).toBe('Europe/Kyiv')
  fixture.emulator.setSwitches({ unknownZones: ['Europe/Kyiv'] })
  expect(await refused(kyiv)).toMatchObject({ message: 'Invalid time zone definition for start time.' })
})

test('a repeating timed event must name its zone', async () => {
  expect(await refused(weekly({ start: { dateTime: NINE }, end: { dateTime: TEN } }))).toMatchObject({
    reason: 'required',
    message: 'Missing time zone definition for start time.',
  })
})

test('a date-time without offset is read in its zone', async () => {
  const event = await insert(
    timed({
      start: { dateTime: '2026-12-01T09:00:00', timeZone: 'Europe/Zurich' },
      end: { dateTime: '2026-12-01T10:00:00', timeZone: 'Europe/Zurich' },
    }),
  )
  expect(event.start).toEqual({ dateTime: '2026-12-01T02:00:00-06:00', timeZone: 'Europe/Zurich' })
})

test('an all-day event is dates alone, the end exclusive', async () => {
  const event = await insert(allDay('2026-12-01', '2026-12-03'))
  expect([event.start, event.end]).toEqual([{ date: '2026-12-01' }, { date: '2026-12-03' }])
})

test('values at their defaults are left out of answers', async () => {
  const event = await insert(timed({ transparency: 'opaque', visibility: 'default', guestsCanModify: false }))
  expect(event).not.toHaveProperty('transparency')
  expect(event).not.toHaveProperty('visibility')
  expect(event).not.toHaveProperty('guestsCanModify')
  expect(await insert(timed({ transparency: 'transparent' }))).toHaveProperty('transparency', 'transparent')
})

test('a patch changes the fields it names, joins objects, replaces lists and clears by null', async () => {
  const { id } = await insert(
    timed({
      description: 'Bring the file',
      location: 'Room 4',
      extendedProperties: { private: { a: '1', b: '2' } },
      attendees: [{ email: 'one@example.com' }, { email: 'two@example.com' }],
    }),
  )
  const event = await patch(id ?? '', {
    location: null,
    extendedProperties: { private: { a: null as unknown as string, c: '3' } },
    attendees: [{ email: 'three@example.com' }],
  })
  expect(event).toMatchObject({ summary: 'Hearing', description: 'Bring the file' })
  expect(event).not.toHaveProperty('location')
  expect(event.extendedProperties).toEqual({ private: { b: '2', c: '3' } })
  expect(event.attendees).toEqual([{ email: 'three@example.com', responseStatus: 'needsAction' }])
})

test('an update replaces everything', async () => {
  const { id } = await insert(timed({ description: 'Bring the file', location: 'Room 4' }))
  const { data } = await events().update({
    ...at,
    eventId: id ?? '',
    requestBody: timed({ summary: 'Moved' }),
  })
  expect(data.summary).toBe('Moved')
  expect(data).not.toHaveProperty('description')
  expect(data).not.toHaveProperty('location')
})

test('switching the kind of time needs the other kind cleared', async () => {
  const { id } = await insert(timed())
  const dates = { start: { date: '2026-12-01' }, end: { date: '2026-12-02' } }
  expect(await why(events().patch({ ...at, eventId: id ?? '', requestBody: dates }))).toBe(
    '400 global/invalid',
  )
  const cleared = {
    start: { ...dates.start, dateTime: null, timeZone: null },
    end: { ...dates.end, dateTime: null, timeZone: null },
  }
  expect((await patch(id ?? '', cleared)).start).toEqual({ date: '2026-12-01' })
})

test('every write gives a new etag, and updated stays for reminders alone', async () => {
  const first = await insert(timed())
  fixture.emulator.advanceClock({ minutes: 1 })
  const second = await patch(first.id ?? '', { summary: 'Other' })
  expect([second.etag === first.etag, second.updated === first.updated]).toEqual([false, false])
  fixture.emulator.advanceClock({ minutes: 1 })
  const reminders = { useDefault: false, overrides: [{ method: 'popup', minutes: 10 }] }
  const third = await patch(first.id ?? '', { reminders })
  expect([third.etag === second.etag, third.updated === second.updated]).toEqual([false, true])
  fixture.emulator.setSwitches({ reminderEtag: false })
  const fourth = await patch(first.id ?? '', { reminders: { useDefault: true, overrides: [] } })
  expect(fourth.etag).toBe(third.etag)
})

test('the sequence grows with time and repetition, and a lower one is refused', async () => {
  const { id: eventId = '' } = await insert(timed())
  expect((await patch(eventId ?? '', { summary: 'Same time' })).sequence).toBe(0)
  expect((await patch(eventId ?? '', { end: { dateTime: '2026-12-01T11:00:00-06:00' } })).sequence).toBe(1)
  const { status, message } = await failure(
    events().patch({ ...at, eventId: eventId ?? '', requestBody: { sequence: 0 } }),
  )
  expect([status, message.startsWith('Invalid sequence value.')]).toEqual([400, true])
})

test('a stale If-Match is refused, the present one and * pass', async () => {
  const { id, etag } = await insert(timed())
  const eventId = id ?? ''
  const once = (tag: string, summary: string) =>
    events().patch({ ...at, eventId, requestBody: { summary } }, headers(tag))
  const { data } = await once(etag ?? '', 'First')
  expect(await failure(once(etag ?? '', 'Second'))).toMatchObject({
    status: 412,
    domain: 'global',
    reason: 'conditionNotMet',
    location: 'If-Match',
  })
  expect((await once('*', 'Third')).data.summary).toBe('Third')
  expect(await why(events().delete({ ...at, eventId }, headers(data.etag ?? '')))).toBe(
    '412 global/conditionNotMet',
  )
  expect(await why(events().update({ ...at, eventId, requestBody: timed() }, headers('"1"')))).toBe(
    '412 global/conditionNotMet',
  )
})

test('a get of an unchanged event by If-None-Match is not modified', async () => {
  const { id, etag } = await insert(timed())
  const { accessToken } = fixture.emulator.issueTokens({
    account: ANA,
    scopes: ['https://www.googleapis.com/auth/calendar'],
  })
  const response = await fetch(`${fixture.emulator.url}/calendar/v3/calendars/primary/events/${id}`, {
    headers: { authorization: `Bearer ${accessToken}`, 'if-none-match': etag ?? '' },
  })
  expect(response.status).toBe(304)
})

test('a second delete finds the event gone, and an unknown id is not found', async () => {
  const { id } = await insert(timed())
  expect((await events().delete({ ...at, eventId: id ?? '' })).status).toBe(204)
  expect(await failure(events().delete({ ...at, eventId: id ?? '' }))).toMatchObject({
    status: 410,
    reason: 'deleted',
    message: 'Resource has been deleted',
  })
  expect((await get(id ?? '')).status).toBe('cancelled')
  expect(await why(events().delete({ ...at, eventId: 'nothing00' }))).toBe('404 global/notFound')
})

test('a deleted event comes back by status confirmed, unless switched off', async () => {
  const { id } = await insert(timed())
  const eventId = id ?? ''
  await events().delete({ ...at, eventId })
  expect(await why(events().patch({ ...at, eventId, requestBody: { summary: 'x' } }))).toBe(
    '410 global/deleted',
  )
  expect((await patch(eventId, { status: 'confirmed' })).summary).toBe('Hearing')
  await patch(eventId, { status: 'cancelled' })
  fixture.emulator.setSwitches({ reviveDeleted: false })
  expect(await why(events().patch({ ...at, eventId, requestBody: { status: 'confirmed' } }))).toBe(
    '410 global/deleted',
  )
})

test('extended properties have limits', async () => {
  const with_ = (properties: Record<string, string>) =>
    refused(timed({ extendedProperties: { private: properties } }))
  expect((await with_({ ['k'.repeat(45)]: 'v' })).status).toBe(400)
  expect((await with_({ k: 'v'.repeat(1_025) })).status).toBe(400)
  const many = Object.fromEntries(Array.from({ length: 301 }, (_, index) => [`k${index}`, 'v']))
  expect((await with_(many)).status).toBe(400)
  const large = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`k${index}`, 'v'.repeat(1_000)]))
  expect((await with_(large)).status).toBe(400)
})

test('too long a summary, description or location is refused', async () => {
  expect((await refused(timed({ summary: 's'.repeat(1_025) }))).status).toBe(400)
  expect((await refused(timed({ description: 'd'.repeat(8_193) }))).status).toBe(400)
  expect((await refused(timed({ location: 'l'.repeat(1_025) }))).status).toBe(400)
  fixture.emulator.setSwitches({ longestSummary: 2_000, longestDescription: 10_000, longestLocation: 2_000 })
  expect((await insert(timed({ description: 'd'.repeat(8_193) }))).status).toBe('confirmed')
})

test('values of the wrong kind are refused, and names that Google does not know are ignored', async () => {
  for (const change of [
    { summary: 7 },
    { transparency: 'glass' },
    { attendees: 'all' },
    { attendees: [{ displayName: 'no address' }] },
    { reminders: { useDefault: true, overrides: [{ method: 'popup', minutes: 5 }] } },
    { reminders: { useDefault: false, overrides: [{ method: 'fax', minutes: 5 }] } },
    { colorId: '12' },
    { status: 'maybe' },
  ])
    expect([change, (await refused({ ...timed(), ...change })).status]).toEqual([change, 400])
  expect(await insert({ ...timed(), nonsense: 1 } as Event)).not.toHaveProperty('nonsense')
})

test('a body of a calendar call that is not JSON is a parse error', async () => {
  const { accessToken } = fixture.emulator.issueTokens({
    account: ANA,
    scopes: ['https://www.googleapis.com/auth/calendar'],
  })
  const response = await fetch(`${fixture.emulator.url}/calendar/v3/calendars/primary/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
    body: '{"summary":',
  })
  expect(await response.json()).toMatchObject({ error: { code: 400, errors: [{ reason: 'parseError' }] } })
})

test('the type of an event never changes', async () => {
  const { id } = await insert(timed())
  const eventId = id ?? ''
  expect(await why(events().patch({ ...at, eventId, requestBody: { eventType: 'focusTime' } }))).toBe(
    '400 global/badRequest',
  )
})

test('a birthday takes no private properties, and an event from Gmail no new time', async () => {
  const birthday = fixture.emulator.addEvent({
    account: ANA,
    event: {
      ...allDay('2026-12-24', '2026-12-25'),
      eventType: 'birthday',
      recurrence: ['RRULE:FREQ=YEARLY'],
    },
  })
  const extendedProperties = { private: { k: 'v' } }
  expect(
    await failure(
      events().patch({ ...at, eventId: String(birthday.id), requestBody: { extendedProperties } }),
    ),
  ).toMatchObject({
    status: 400,
    message: "'birthday' event type must not have private extended properties.",
  })
  expect(await refused(timed({ eventType: 'fromGmail' }))).toMatchObject({ status: 400 })
  const flight = fixture.emulator.addEvent({ account: ANA, event: { ...timed(), eventType: 'fromGmail' } })
  const end = { dateTime: '2026-12-01T11:00:00-06:00' }
  expect(await why(events().patch({ ...at, eventId: String(flight.id), requestBody: { end } }))).toBe(
    '400 global/badRequest',
  )
})

test('a conference block is cut from the description of an event without conference, unless switched off', async () => {
  const description = 'Call me.\n-::~:~::~:~:~\nJoin: https://meet.example\n::~:~::-'
  expect((await insert(timed({ description }))).description).toBe('Call me.\n')
  fixture.emulator.setSwitches({ stripConferenceBlock: false })
  expect((await insert(timed({ description }))).description).toBe(description)
})

test('conference data is written only with version 1', async () => {
  const conferenceData = {
    conferenceId: 'abc',
    entryPoints: [{ entryPointType: 'video', uri: 'https://meet.example' }],
  }
  expect(await insert(timed({ conferenceData }))).not.toHaveProperty('conferenceData')
  const { data } = await events().insert({
    ...at,
    conferenceDataVersion: 1,
    requestBody: timed({ conferenceData }),
  })
  expect(data.conferenceData?.conferenceId).toBe('abc')
  const replaced = await events().update({ ...at, eventId: data.id ?? '', requestBody: timed() })
  expect(replaced.data.conferenceData?.conferenceId).toBe('abc')
})

test('an import is a private copy, found again by its iCalUID', async () => {
  const body = { ...timed(), iCalUID: 'x@elsewhere.example', organizer: { email: 'judge@court.example' } }
  const first = await events().import({ ...at, requestBody: body })
  expect(first.data).toMatchObject({
    iCalUID: 'x@elsewhere.example',
    organizer: { email: 'judge@court.example' },
    privateCopy: true,
  })
  const second = await events().import({ ...at, requestBody: { ...body, summary: 'Again' } })
  expect([second.data.id, second.data.summary]).toEqual([first.data.id, 'Again'])
  expect(await why(events().import({ ...at, requestBody: timed() }))).toBe('400 global/required')
})

test('a move gives the event another organizer and leaves a stub behind', async () => {
  const { id: destination } = fixture.emulator.addCalendar({ account: ANA, summary: 'Second' })
  const { id } = await insert(timed())
  const eventId = id ?? ''
  const { data } = await events().move({ ...at, eventId, destination })
  expect(data).toMatchObject({
    id,
    iCalUID: `${id}@google.com`,
    organizer: { email: destination, self: true },
  })
  expect(Object.keys(await get(eventId))).toEqual(['kind', 'etag', 'id', 'status'])
  const flight = fixture.emulator.addEvent({ account: ANA, event: { ...timed(), eventType: 'fromGmail' } })
  expect(await why(events().move({ ...at, eventId: String(flight.id), destination }))).toBe(
    '400 global/badRequest',
  )
})
