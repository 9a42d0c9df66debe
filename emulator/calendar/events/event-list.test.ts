// events.list: full reads, incremental reads, tokens.
import { beforeEach, expect, test } from 'vitest'
import { allDay, calendarOwner, failure, readAll, timed, weekly, why } from '@/emulator/calendar/fixture'
import { ANA, openFixture } from '@/emulator/fixture'

const fixture = openFixture()
const owner = () => calendarOwner(fixture)
const events = () => owner().calendar.events
const add = (event: object) => String(fixture.emulator.addEvent({ account: ANA, event: { ...event } }).id)
const list = async (params: object = {}) => (await events().list({ calendarId: 'primary', ...params })).data
const ids = (items: readonly { id?: string | null }[] | undefined) => (items ?? []).map(({ id }) => id)
const SHORT = ['kind', 'etag', 'id', 'status']

let syncToken = ''
const increment = async (params: object = {}) => {
  const data = await list({ syncToken, ...params })
  syncToken = data.nextSyncToken ?? syncToken
  return data.items ?? []
}
beforeEach(() => {
  syncToken = ''
})

test('a page of events has 250 unless asked for, and a sync token only on the last', async () => {
  fixture.emulator.addEvents({
    account: ANA,
    events: Array.from({ length: 260 }, (_, at) => ({ ...timed(), summary: `${at}` })),
  })
  const first = await list()
  expect([first.items?.length, first.nextSyncToken]).toEqual([250, undefined])
  const second = await list({ pageToken: first.nextPageToken })
  expect([second.items?.length, second.nextPageToken]).toEqual([10, undefined])
  expect(second.nextSyncToken).toBeTruthy()
  expect((await list({ maxResults: 2_500 })).items).toHaveLength(260)
})

test('the list says whose calendar it is and in which zone', async () => {
  expect(await list()).toMatchObject({
    kind: 'calendar#events',
    summary: ANA,
    timeZone: 'America/Chicago',
    accessRole: 'owner',
    items: [],
  })
})

test('an increment of events gives what changed since, deletions too, and own writes', async () => {
  const [kept, edited, deleted] = [add(timed()), add(timed()), add(timed())]
  syncToken = (await list()).nextSyncToken ?? ''
  expect(await increment()).toEqual([])
  fixture.emulator.editEvent({ account: ANA, id: edited, event: { summary: 'Edited' } })
  fixture.emulator.deleteEvent({ account: ANA, id: deleted })
  const own = await events().insert({ calendarId: 'primary', requestBody: timed() })
  const items = await increment()
  expect(items.map(({ id, status }) => [id, status])).toEqual([
    [edited, 'confirmed'],
    [deleted, 'cancelled'],
    [own.data.id, 'confirmed'],
  ])
  expect(items.map(({ id }) => id)).not.toContain(kept)
  expect(await increment()).toEqual([])
})

test('a deleted event keeps its details on the calendar of its organizer, by switch only its id', async () => {
  const id = add(timed())
  syncToken = (await list()).nextSyncToken ?? ''
  fixture.emulator.deleteEvent({ account: ANA, id })
  const [item] = (await list({ syncToken })).items ?? []
  expect(item).toMatchObject({ status: 'cancelled', summary: 'Hearing' })
  fixture.emulator.setSwitches({ deletedDetails: 'stub' })
  expect(Object.keys((await increment())[0] ?? {})).toEqual(SHORT)
})

test('an increment covers events outside the time of the first read', async () => {
  const old = add(allDay('2020-01-01', '2020-01-02'))
  const first = await list({ timeMin: '2026-01-01T00:00:00Z' })
  expect(first.items).toEqual([])
  syncToken = first.nextSyncToken ?? ''
  fixture.emulator.editEvent({ account: ANA, id: old, event: { summary: 'Touched' } })
  expect(ids(await increment())).toEqual([old])
})

test('timeMin bounds the end and timeMax the start, both exclusive', async () => {
  const id = add(timed())
  const between = async (timeMin: string, timeMax: string) => ids((await list({ timeMin, timeMax })).items)
  expect(await between('2026-12-01T09:59:59-06:00', '2026-12-01T12:00:00-06:00')).toEqual([id])
  expect(await between('2026-12-01T10:00:00-06:00', '2026-12-01T12:00:00-06:00')).toEqual([])
  expect(await between('2026-12-01T08:00:00-06:00', '2026-12-01T09:00:00-06:00')).toEqual([])
  expect(await why(events().list({ calendarId: 'primary', timeMin: '2026-12-01' }))).toBe(
    '400 global/badRequest',
  )
})

test('filters do not go with a sync token', async () => {
  const token = (await list()).nextSyncToken ?? ''
  for (const [name, value] of Object.entries({
    iCalUID: 'x',
    orderBy: 'updated',
    privateExtendedProperty: ['a=b'],
    q: 'x',
    sharedExtendedProperty: ['a=b'],
    timeMin: '2026-01-01T00:00:00Z',
    timeMax: '2026-01-01T00:00:00Z',
    updatedMin: '2026-01-01T00:00:00Z',
    showDeleted: false,
  }))
    expect([
      name,
      await why(events().list({ calendarId: 'primary', syncToken: token, [name]: value })),
    ]).toEqual([name, '400 global/badRequest'])
})

test('a sync token is bound to account, calendar and shape, and a malformed one is invalid', async () => {
  const token = (await list()).nextSyncToken ?? ''
  const { id } = fixture.emulator.addCalendar({ account: ANA, summary: 'Second' })
  for (const [calendarId, params] of [
    [id, { syncToken: token }],
    ['primary', { syncToken: token, singleEvents: true }],
    ['primary', { syncToken: `x${token}` }],
  ] as const)
    expect(await failure(events().list({ calendarId, ...params }))).toMatchObject({
      status: 400,
      reason: 'invalid',
      message: 'Invalid sync token value.',
    })
})

test('a page token is bound to the whole query', async () => {
  add(timed())
  add(timed())
  const { nextPageToken } = await list({ maxResults: 1 })
  expect(
    await why(events().list({ calendarId: 'primary', maxResults: 2, pageToken: nextPageToken ?? '' })),
  ).toBe('400 global/invalid')
})

test('an expired sync token asks for a full sync: by control, when idle, when the role changed', async () => {
  const full = { status: 410, domain: 'calendar', reason: 'fullSyncRequired', location: 'syncToken' }
  const token = async () => (await list()).nextSyncToken ?? ''
  const with_ = (syncToken: string) => failure(events().list({ calendarId: 'primary', syncToken }))
  const first = await token()
  fixture.emulator.expireSyncTokens({})
  expect(await with_(first)).toMatchObject(full)
  const second = await token()
  fixture.emulator.advanceClock({ days: 8 })
  expect(await with_(second)).toMatchObject(full)
  const third = await token()
  fixture.emulator.setCalendarRole({ account: ANA, role: 'reader' })
  expect(await with_(third)).toMatchObject(full)
})

test('a token that is used lives on, and by switch for another number of idle days', async () => {
  syncToken = (await list()).nextSyncToken ?? ''
  for (let week = 0; week < 3; week++) {
    fixture.emulator.advanceClock({ days: 6 })
    expect(await increment()).toEqual([])
  }
  fixture.emulator.setSwitches({ calendarTokenDays: 1 })
  fixture.emulator.advanceClock({ days: 2 })
  expect(await why(events().list({ calendarId: 'primary', syncToken }))).toBe('410 calendar/fullSyncRequired')
})

test('an updatedMin of long ago is refused', async () => {
  expect(await why(events().list({ calendarId: 'primary', updatedMin: '2020-01-01T00:00:00Z' }))).toBe(
    '410 calendar/updatedMinTooLongAgo',
  )
})

test('a full read has no deleted singles and series, and get still finds them', async () => {
  const [single, series] = [add(timed()), add(weekly())]
  for (const id of [single, series]) fixture.emulator.deleteEvent({ account: ANA, id })
  expect((await list()).items).toEqual([])
  expect(ids((await list({ showDeleted: true })).items)).toEqual([single, series])
  const { data } = await events().get({ calendarId: 'primary', eventId: single })
  expect(data.status).toBe('cancelled')
  fixture.emulator.advanceClock({ days: 31 })
  expect(await why(events().get({ calendarId: 'primary', eventId: single }))).toBe('404 global/notFound')
})

test('by switch a deleted series stands in full lists as cancelled', async () => {
  const id = add(weekly())
  fixture.emulator.deleteEvent({ account: ANA, id })
  fixture.emulator.setSwitches({ cancelledSeriesListed: true })
  expect((await list()).items).toMatchObject([{ id, status: 'cancelled' }])
})

test('a cancelled occurrence comes in every list with no more than its key', async () => {
  const id = add(weekly())
  fixture.emulator.deleteEvent({ account: ANA, id: `${id}_20261208T150000Z` })
  const [, item] = (await list()).items ?? []
  expect(Object.keys(item ?? {})).toEqual([...SHORT, 'recurringEventId', 'originalStartTime'])
  expect(item).toMatchObject({
    id: `${id}_20261208T150000Z`,
    status: 'cancelled',
    recurringEventId: id,
    originalStartTime: { dateTime: '2026-12-08T09:00:00-06:00', timeZone: 'America/Chicago' },
  })
})

test('a series is listed when an occurrence may lie after timeMin, by switch also one that ended', async () => {
  const [ended, endless] = [add(weekly()), add(weekly({ recurrence: ['RRULE:FREQ=WEEKLY'] }))]
  const after = async () => ids((await list({ timeMin: '2027-06-01T00:00:00Z' })).items)
  expect(await after()).toEqual([endless])
  fixture.emulator.setSwitches({ endedSeriesListed: true })
  expect(await after()).toEqual([ended, endless])
})

test('singleEvents gives occurrences in place of their series, sorted when asked for', async () => {
  const id = add(weekly())
  const day = add(allDay('2026-12-09', '2026-12-10'))
  fixture.emulator.editEvent({
    account: ANA,
    id: `${id}_20261208T150000Z`,
    event: {
      start: { dateTime: '2026-12-10T09:00:00-06:00' },
      end: { dateTime: '2026-12-10T10:00:00-06:00' },
    },
  })
  fixture.emulator.deleteEvent({ account: ANA, id: `${id}_20261215T150000Z` })
  const { items } = await list({ singleEvents: true, orderBy: 'startTime' })
  expect(ids(items)).toEqual([
    `${id}_20261201T150000Z`,
    day,
    `${id}_20261208T150000Z`,
    `${id}_20261222T150000Z`,
    `${id}_20261229T150000Z`,
  ])
  expect(items?.every(({ recurrence }) => recurrence === undefined)).toBe(true)
  expect(await why(events().list({ calendarId: 'primary', orderBy: 'startTime' }))).toBe(
    '400 global/badRequest',
  )
})

test('an endless series is expanded to its horizon', async () => {
  add(weekly({ recurrence: ['RRULE:FREQ=YEARLY'] }))
  const last = async () => (await readAll(owner(), { singleEvents: true })).items.at(-1)?.start?.dateTime
  expect(await last()).toBe('2099-12-01T09:00:00-06:00')
  fixture.emulator.setSwitches({ horizonYear: 2040 })
  expect(await last()).toBe('2040-12-01T09:00:00-06:00')
})

test('an ordered list gives no sync token', async () => {
  expect((await list({ orderBy: 'updated' })).nextSyncToken).toBeUndefined()
  expect((await list({ singleEvents: true, orderBy: 'startTime' })).nextSyncToken).toBeUndefined()
})

test('events are found by words, iCalUID, private and shared properties, and type', async () => {
  const id = add(
    timed({
      summary: 'Smith v. Jones',
      extendedProperties: { private: { key: 'mine' }, shared: { s: '1' } },
    }),
  )
  add(timed())
  for (const params of [
    { q: 'jones' },
    { iCalUID: `${id}@google.com` },
    { privateExtendedProperty: ['key=mine'] },
    { sharedExtendedProperty: ['s=1'] },
  ])
    expect(ids((await list(params)).items)).toEqual([id])
  expect((await list({ eventTypes: ['birthday'] })).items).toEqual([])
})

test('date-times are written in the zone asked for, else in that of the calendar', async () => {
  add(timed())
  const start = async (params: object) => (await list(params)).items?.[0]?.start
  expect(await start({})).toEqual({ dateTime: '2026-12-01T09:00:00-06:00', timeZone: 'America/Chicago' })
  expect(await start({ timeZone: 'Europe/Zurich' })).toEqual({
    dateTime: '2026-12-01T16:00:00+01:00',
    timeZone: 'America/Chicago',
  })
})

test('a change while pages are read comes with the next increment, and nothing is missed', async () => {
  const made = [add(timed()), add(timed()), add(timed())]
  const first = await list({ maxResults: 2 })
  fixture.emulator.editEvent({ account: ANA, id: made[0] ?? '', event: { summary: 'Between' } })
  const late = add(timed())
  const second = await list({ maxResults: 2, pageToken: first.nextPageToken })
  expect(new Set(ids([...(first.items ?? []), ...(second.items ?? [])]))).toEqual(new Set([...made, late]))
  syncToken = second.nextSyncToken ?? ''
  expect(ids(await increment())).toEqual([made[0], late])
})

test('by switch lists of events come shuffled, exceptions before their series, and repeat some', async () => {
  const id = add(weekly())
  fixture.emulator.editEvent({ account: ANA, id: `${id}_20261208T150000Z`, event: { summary: 'Changed' } })
  for (let at = 0; at < 8; at++) add(timed())
  fixture.emulator.setSwitches({ unrulyEvents: true, eventsPerPage: 3 })
  const { items } = await readAll(owner(), {})
  expect(items.length).toBeGreaterThan(10)
  expect(new Set(ids(items)).size).toBe(10)
  const page = (await list()).items ?? []
  const at = (wanted: string) => page.findIndex((one) => one.id === wanted)
  expect(at(`${id}_20261208T150000Z`)).toBeLessThan(at(id))
})

test('by switch pages of events are shorter than asked for', async () => {
  for (let at = 0; at < 5; at++) add(timed())
  fixture.emulator.setSwitches({ eventsPerPage: 2 })
  expect((await list({ maxResults: 100 })).items).toHaveLength(2)
  expect((await readAll(owner(), {})).items).toHaveLength(5)
})

test('by switch the first page is empty and others follow', async () => {
  const id = add(timed())
  fixture.emulator.setSwitches({ emptyFirstPages: true })
  const first = await list()
  expect([first.items, first.nextSyncToken]).toEqual([[], undefined])
  const all = await readAll(owner(), {})
  expect(ids(all.items)).toEqual([id])
  fixture.emulator.editEvent({ account: ANA, id, event: { summary: 'Edited' } })
  expect(ids((await readAll(owner(), { syncToken: all.syncToken })).items)).toEqual([id])
})
