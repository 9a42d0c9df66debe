import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, expect, test } from 'vitest'
import { allDay, timed, weekly } from '@/emulator/calendar/fixture'
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import type { Collection } from '@/lib/engine/collection'
import type { Json } from '@/lib/providers/google/raw'
import { calendarFixture } from '@/testing/providers/calendar-fixture'
import { create, done, pullAll, pushOne, readOne, thrownBy } from '@/testing/providers/contract-steps'
import { emulatorForTests, stopEmulators } from '@/testing/providers/emulator-fixture'
import { meeting } from '@/testing/providers/event-samples'
import { pageItems } from './pull'

const emulator = await emulatorForTests()
const usual = emulator.switches()
afterEach(() => {
  emulator.clearFaults()
  emulator.setSwitches(usual)
})
afterAll(stopEmulators)

const opened = (...options: Parameters<typeof calendarFixture> extends [unknown, ...infer R] ? R : never) =>
  calendarFixture(emulator, ...options)
const json = (event: object): Json => event as Json
const byId = async (collection: Collection<CalendarEvent>) => {
  const { items } = await pullAll(collection, null)
  return new Map(items.map((item) => [item.id, item]))
}

test('an expired token, by control, by a changed role or as a malformed one, asks for a full pull', async () => {
  const { collection, emulator: google, account, strike } = await opened()
  const { cursor } = await pullAll(collection, null)
  google.expireSyncTokens({})
  expect((await thrownBy(collection.pull(cursor, null))).kind).toBe('cursorExpired')
  const again = await pullAll(collection, null)
  google.setCalendarRole({ account, role: 'writer' })
  expect((await thrownBy(collection.pull(again.cursor, null))).kind).toBe('cursorExpired')
  const malformed = { ...again.cursor, token: 'malformed' }
  expect((await thrownBy(collection.pull(malformed, null))).kind).toBe('cursorExpired')
  expect((await thrownBy(collection.pull(null, 'malformed'))).kind).toBe('cursorExpired')
  await strike('read', 'rate')
  expect((await thrownBy(collection.pull(null, null))).kind).toBe('rate')
})

test('after a full pull without tombstones, a missing event is asked for by its id', async () => {
  const { collection, put, remove } = await opened()
  const [kept, gone] = [put(json(timed())), put(json(timed()))]
  await remove(gone)
  expect((await pullAll(collection, null)).items.map(({ id }) => id)).toEqual([kept])
  expect(await collection.read([gone, kept, 'neverthere'])).toMatchObject([
    { id: gone, deleted: true },
    { id: kept, deleted: false },
    { id: 'neverthere', deleted: true },
  ])
})

test('a calendar that is gone, unshared or shared as busy only is gone, and none of its events is deleted', async () => {
  const { collection, put, account, open, emulator: google } = await opened()
  const { id: calendar } = google.addCalendar({ account, summary: 'Second' })
  const second = open({ calendarId: calendar })
  const { id } = google.addEvent({ account, calendar, event: json(timed()) }) as { id: string }
  expect(await readOne(second, id)).toMatchObject({ deleted: false })
  google.setCalendarRole({ account, calendar, role: 'freeBusyReader' })
  expect((await thrownBy(second.pull(null, null))).kind).toBe('gone')
  google.deleteCalendar({ account, calendar })
  expect(await thrownBy(second.read([id]))).toMatchObject({
    kind: 'gone',
    message: 'The calendar no longer exists or is no longer shared with the account',
  })
  expect((await thrownBy(second.pull(null, null))).kind).toBe('gone')
  expect((await thrownBy(second.push([create('c', meeting('Ana'))]))).kind).toBe('gone')
  put(json(timed()))
  expect((await pullAll(collection, null)).items).toHaveLength(1)
})

test('an endless series is one item, whatever its length and however far its exceptions lie', async () => {
  const { collection, put, change } = await opened()
  const id = put(json(weekly({ recurrence: ['RRULE:FREQ=WEEKLY'] })))
  change(`${id}_20361202T150000Z`, { summary: 'In ten years' })
  const { items } = await pullAll(collection, null)
  expect(items).toMatchObject([
    { id, parentId: null, slot: null, value: { repeat: ['RRULE:FREQ=WEEKLY'] } },
    { parentId: id, slot: '2036-12-02T15:00:00Z', value: { title: 'In ten years', repeat: [] } },
  ])
})

test('an exception before its series, and an event twice on a page: each once, the series first, the newer wins', () => {
  const reading = { zone: null, role: 'owner', privateAs: 'busy' } as const
  const series = { ...weekly(), id: 'series', etag: '"2"', updated: '2026-11-02T10:00:00Z' }
  const older = { ...series, etag: '"1"', updated: '2026-11-01T10:00:00Z', summary: 'Older' }
  const exception = {
    ...timed({ summary: 'Moved' }),
    id: 'series_20261208T150000Z',
    recurringEventId: 'series',
    originalStartTime: { dateTime: '2026-12-08T09:00:00-06:00', timeZone: 'America/Chicago' },
  }
  const items = pageItems([exception, series, older].map(json), reading)
  expect(items.map(({ id, version }) => [id, version])).toEqual([
    ['series', '"2"'],
    ['series_20261208T150000Z', ''],
  ])
  expect(pageItems([older, exception, series].map(json), reading)).toEqual(items)
})

test('lists that are shuffled, repeated and cut into short pages give the same items', async () => {
  const { collection, put, change, emulator: google } = await opened()
  const id = put(json(weekly()))
  change(`${id}_20261208T150000Z`, { summary: 'Changed' })
  for (let at = 0; at < 8; at++) put(json(timed({ summary: `Event ${at}` })))
  const plain = await byId(collection)
  google.setSwitches({ unrulyEvents: true, eventsPerPage: 3, emptyFirstPages: true })
  expect(await byId(collection)).toEqual(plain)
})

test('a cancelled occurrence is a live item, alike as an event of its own and as an EXDATE', async () => {
  const { collection, put, remove } = await opened()
  const own = put(json(weekly()))
  await remove(`${own}_20261208T150000Z`)
  const exdate = put(
    json(
      weekly({ recurrence: ['RRULE:FREQ=WEEKLY;COUNT=5', 'EXDATE;TZID=America/Chicago:20261208T090000'] }),
    ),
  )
  const items = await byId(collection)
  const of = (id: string) => {
    const item = items.get(`${id}_20261208T150000Z`)
    const { id: _, parentId, version: __, raw: ___, ...rest } = item ?? { parentId: '' }
    return { ...rest, isOf: parentId === id }
  }
  expect(of(own)).toMatchObject({
    isOf: true,
    deleted: false,
    slot: '2026-12-08T15:00:00Z',
    value: { status: 'cancelled', title: '', time: { kind: 'timed', start: '2026-12-08T09:00:00' } },
  })
  expect(of(exdate)).toEqual(of(own))
  expect(items.get(exdate)?.value).toEqual(items.get(own)?.value)
  expect(await readOne(collection, `${exdate}_20261208T150000Z`)).toEqual(
    items.get(`${exdate}_20261208T150000Z`),
  )
})

test('an occurrence that was moved, then cancelled keeps the slot of its original start', async () => {
  const { collection, put, change, remove } = await opened()
  const id = put(json(weekly()))
  const occurrence = `${id}_20261208T150000Z`
  change(occurrence, {
    start: { dateTime: '2027-03-10T09:00:00-06:00' },
    end: { dateTime: '2027-03-10T10:00:00-06:00' },
  })
  const { cursor, items } = await pullAll(collection, null)
  expect(items.find((item) => item.id === occurrence)).toMatchObject({
    parentId: id,
    slot: '2026-12-08T15:00:00Z',
    value: { status: 'confirmed', time: { start: '2027-03-10T09:00:00' } },
  })
  await remove(occurrence)
  expect((await pullAll(collection, cursor)).items).toMatchObject([
    { id: occurrence, parentId: id, slot: '2026-12-08T15:00:00Z', value: { status: 'cancelled' } },
  ])
})

test('the slot of an all-day occurrence is a date, never an instant', async () => {
  const { collection, put, change } = await opened()
  const id = put(json(allDay('2026-12-01', '2026-12-02', { recurrence: ['RRULE:FREQ=WEEKLY;COUNT=3'] })))
  change(`${id}_20261208`, { summary: 'Changed' })
  expect((await byId(collection)).get(`${id}_20261208`)).toMatchObject({
    slot: '2026-12-08',
    value: { time: { kind: 'day', start: '2026-12-08', end: '2026-12-09' } },
  })
})

test('an exception whose series is not in the account is an item like any other', () => {
  const event = {
    ...timed(),
    id: 'far_20261208T150000Z',
    recurringEventId: 'far',
    originalStartTime: { dateTime: '2026-12-08T16:00:00+01:00', timeZone: 'Europe/Berlin' },
  }
  expect(pageItems([json(event)], { zone: null, role: 'owner', privateAs: 'busy' })).toMatchObject([
    { parentId: 'far', slot: '2026-12-08T15:00:00Z', deleted: false },
  ])
})

test('a cancelled series in an ordinary list is deleted, not listed', async () => {
  const { collection, put, remove, emulator: google } = await opened()
  const id = put(json(weekly()))
  const { cursor } = await pullAll(collection, null)
  google.setSwitches({ cancelledSeriesListed: true })
  await remove(id)
  expect((await pullAll(collection, null)).items).toEqual([])
  expect((await pullAll(collection, cursor)).items).toMatchObject([{ id, deleted: true, raw: null }])
})

test('with a series its changed and cancelled occurrences are deleted, however Google lists them', async () => {
  const { collection, put, change, remove, emulator: google } = await opened()
  google.setSwitches({ exceptionsOfDeleted: 'cancelled' })
  const id = put(json(weekly()))
  change(`${id}_20261208T150000Z`, { summary: 'Changed' })
  await remove(`${id}_20261215T150000Z`)
  const { cursor } = await pullAll(collection, null)
  await remove(id)
  const { items } = await pullAll(collection, cursor)
  expect(items.map((item) => [item.id, item.deleted])).toEqual([
    [id, true],
    [`${id}_20261208T150000Z`, true],
  ])
  expect((await pullAll(collection, null)).items).toEqual([])
})

test('a series that was split is two items, and the tail is not taken for ours', async () => {
  const { collection, account, emulator: google } = await opened()
  const made = done(await pushOne(collection, create('c', meeting('Ana', { repeat: ['RRULE:FREQ=WEEKLY'] }))))
  const { tail } = google.split({ account, id: made.id, at: '2026-12-15T15:00:00Z' })
  const items = await byId(collection)
  expect(items.get(made.id)).toMatchObject({ key: made.key, value: { title: 'Ana' } })
  expect(items.get(String(tail.id))).toMatchObject({ key: null, parentId: null, value: { title: 'Ana' } })
})

test('an event of a type that nobody knows yet breaks no page', () => {
  const strange = {
    ...timed(),
    id: 'strange',
    eventType: 'teleportation',
    status: 'perhaps',
    visibility: 'x',
  }
  expect(pageItems([json(strange)], { zone: null, role: 'owner', privateAs: 'busy' })).toMatchObject([
    { id: 'strange', value: { title: 'Hearing', status: 'confirmed', visibility: 'default' } },
  ])
})

test('an event with a time that cannot be read breaks no page', () => {
  const broken = [{}, { start: { dateTime: 'soon' } }, { start: { date: '2026-02-31' }, end: { date: 'x' } }]
  const events = broken.map((times, at) => json({ ...times, id: `e${at}`, summary: 'Odd' }))
  const items = pageItems(events, { zone: 'Nowhere/Town', role: 'owner', privateAs: 'busy' })
  expect(items.map(({ value }) => value.title)).toEqual(['Odd', 'Odd', 'Odd'])
})

test('a private event comes as busy unless details are asked for, and one of ours with its content', async () => {
  const { collection, open, put } = await opened()
  const id = put(json(timed({ summary: 'Doctor', visibility: 'private', location: 'Clinic' })))
  const ours = done(await pushOne(collection, create('c', meeting('Ours', { visibility: 'private' }))))
  const items = await byId(collection)
  expect(items.get(id)?.value).toMatchObject({ title: 'Busy', location: '', visibility: 'private' })
  expect(items.get(ours.id)?.value).toMatchObject({ title: 'Ours' })
  const details = open({ privateAs: 'details' })
  expect((await byId(details)).get(id)?.value).toMatchObject({ title: 'Doctor', location: 'Clinic' })
  const shapes = [collection, details, open({ privateAs: 'none' })].map(({ shape }) => shape)
  expect(new Set(shapes).size).toBe(3)
})

test('a private event has another version where it is read with its content, and one of ours has not', async () => {
  const { collection, open, put } = await opened()
  const id = put(json(timed({ summary: 'Doctor', visibility: 'private' })))
  const shared = put(json(timed({ summary: 'Hearing' })))
  const ours = done(await pushOne(collection, create('c', meeting('Ours', { visibility: 'private' }))))
  const [busy, details, none] = await Promise.all(
    (['busy', 'details', 'none'] as const).map((privateAs) => byId(open({ privateAs }))),
  )
  expect(details?.get(id)?.version).not.toBe(busy?.get(id)?.version)
  expect(none?.get(id)).toEqual(busy?.get(id))
  for (const same of [shared, ours.id]) expect(details?.get(same)).toEqual(busy?.get(same))
})

test('what the account may not see comes as busy, whatever was asked for', async () => {
  const { put, emulator: google, account, open } = await opened()
  const reader = await opened({ calendarId: account, privateAs: 'details' })
  const id = put(json(timed({ summary: 'Doctor', visibility: 'private' })))
  google.shareCalendar({ account, with: reader.account, role: 'writerWithoutPrivateAccess' })
  expect((await byId(reader.collection)).get(id)?.value).toMatchObject({ title: 'Busy' })
  expect((await readOne(reader.open({ privateAs: 'details' }), id)).value).toMatchObject({ title: 'Busy' })
  expect((await readOne(open({ privateAs: 'details' }), id)).value).toMatchObject({ title: 'Doctor' })
})

test('two copies of one meeting have the same uid', async () => {
  const [ana, ben] = [await opened(), await opened()]
  const id = ana.put(json(timed({ attendees: [{ email: ben.account }] })))
  const [first] = (await pullAll(ana.collection, null)).items
  const [second] = (await pullAll(ben.collection, null)).items
  expect(first?.id).toBe(id)
  expect(first?.uid).toBe(second?.uid)
  expect(first?.uid).toBeTruthy()
})

test('the calendar’s reminders are not copied as the event’s own', async () => {
  const { collection, put } = await opened()
  const usual = put(json(timed()))
  const own = put(
    json(timed({ reminders: { useDefault: false, overrides: [{ method: 'popup', minutes: 5 }] } })),
  )
  const items = await byId(collection)
  expect(items.get(usual)?.value.reminders).toBeNull()
  expect(items.get(own)?.value.reminders).toEqual([{ method: 'popup', minutes: 5 }])
})

test('a description comes as text, whether Google gives HTML or not', async () => {
  const { collection, put } = await opened()
  const html = put(json(timed({ description: '<p>Bring <b>the file</b>.</p>Room&nbsp;4<br>9&nbsp;AM' })))
  const plain = put(json(timed({ description: 'Bring the file.\na < b' })))
  const items = await byId(collection)
  expect(items.get(html)?.value.description).toBe('Bring the file.\n\nRoom 4\n9 AM')
  expect(items.get(plain)?.value.description).toBe('Bring the file.\na < b')
})

test('a reply without events is a broken one, not an empty calendar', async () => {
  const { collection, account, put } = await opened()
  const id = put(json(timed()))
  for (const kind of ['cut-json', 'html-502', 'drop-before'] as const) {
    emulator.addFaults([{ kind, match: { account, method: 'GET' } }])
    expect((await thrownBy(collection.pull(null, null))).kind).toBe('unavailable')
    emulator.addFaults([{ kind, match: { account, method: 'GET' } }])
    expect((await thrownBy(collection.read([id]))).kind).toBe('unavailable')
  }
  const server = createServer((_, response) => void response.setHeader('content-length', '0').end())
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const empty = (await opened()).open({ rootUrl: `http://127.0.0.1:${port}/` })
  expect((await thrownBy(empty.pull(null, null))).kind).toBe('unavailable')
  expect(await empty.push([create('c', meeting('Ana'))])).toMatchObject([{ kind: 'unknown' }])
  server.close()
})

test('birthdays and working locations stay in Google; an absence from work is read', () => {
  const events = ['default', 'birthday', 'workingLocation', 'outOfOffice', 'fromGmail', 'somethingNew'].map(
    (eventType) => json({ ...timed(), id: eventType, etag: '"1"', eventType }),
  )
  const gone = json({ id: 'gone', status: 'cancelled', eventType: 'birthday' })
  const reading = { zone: null, role: 'owner', privateAs: 'busy' } as const
  expect(pageItems([...events, gone], reading).map(({ id, deleted }) => [id, deleted])).toEqual([
    ['default', false],
    ['outOfOffice', false],
    ['fromGmail', false],
    ['somethingNew', false],
    ['gone', true],
  ])
})
