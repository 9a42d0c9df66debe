// Series: their rules, occurrences, exceptions, splits.
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
const series = async (more: Event = {}) => (await insert(weekly(more))).id ?? ''
const starts = async (eventId: string, params: object = {}) =>
  ((await events().instances({ ...at, eventId, ...params })).data.items ?? []).map(
    ({ start }) => start?.date ?? start?.dateTime,
  )
const increment = async (act: () => Promise<unknown>) => {
  const { data } = await events().list(at)
  await act()
  return (await events().list({ ...at, syncToken: data.nextSyncToken ?? '' })).data.items ?? []
}
const on = (id: string, day: string) => `${id}_202612${day}T150000Z`
const moved = (hour: string) => ({
  start: { dateTime: `2026-12-08T${hour}:00:00-06:00` },
  end: { dateTime: `2026-12-08T${hour}:30:00-06:00` },
})

test('only rules and dates are lines of a recurrence, and what cannot be read is refused', async () => {
  for (const line of [
    'DTSTART:20261201T150000Z',
    'RRULE:FREQ=SOMETIMES',
    'RRULE:FREQ=WEEKLY; BYDAY=TU',
    'RRULE:FREQ=WEEKLY;COUNT=2;UNTIL=20270101T000000Z',
    'FREQ=WEEKLY',
    'EXDATE:20261201T150000Z',
  ])
    expect([
      line,
      await failure(events().insert({ ...at, requestBody: weekly({ recurrence: [line] }) })),
    ]).toMatchObject([line, { status: 400, reason: 'invalid', message: 'Invalid recurrence rule.' }])
})

test('WKST goes to the front of a rule and INTERVAL=1 is dropped, unless switched off', async () => {
  const sent = ['RRULE:FREQ=WEEKLY;INTERVAL=1;BYDAY=TU;WKST=SU;COUNT=3']
  expect((await insert(weekly({ recurrence: sent }))).recurrence).toEqual([
    'RRULE:FREQ=WEEKLY;WKST=SU;BYDAY=TU;COUNT=3',
  ])
  fixture.emulator.setSwitches({ normalizeRules: false })
  expect((await insert(weekly({ recurrence: sent }))).recurrence).toEqual(sent)
})

test('a patch that only takes INTERVAL=1 away is not saved', async () => {
  const id = await series()
  const with_ = await patch(id, { recurrence: ['RRULE:FREQ=WEEKLY;INTERVAL=1;COUNT=7'] })
  expect(with_.recurrence).toEqual(['RRULE:FREQ=WEEKLY;INTERVAL=1;COUNT=7'])
  const without = await patch(id, { recurrence: ['RRULE:FREQ=WEEKLY;COUNT=7'] })
  expect([without.recurrence, without.etag]).toEqual([with_.recurrence, with_.etag])
})

test('an EXDATE of a zone that is no IANA name is read as UTC, unless switched off', async () => {
  const recurrence = ['RRULE:FREQ=WEEKLY;COUNT=3', 'EXDATE;TZID=Central-Standard:20261208T150000']
  const read = await insert(weekly({ recurrence }))
  expect(read.recurrence?.[1]).toBe(`EXDATE;TZID=${CHICAGO}:20261208T090000`)
  expect(await starts(read.id ?? '')).toEqual([NINE, '2026-12-15T09:00:00-06:00'])
  fixture.emulator.setSwitches({ foreignExdateZone: 'kept' })
  expect((await insert(weekly({ recurrence }))).recurrence).toEqual(recurrence)
})

test('the first start counts though the rule does not fit it, unless switched off', async () => {
  const id = await series({ recurrence: ['RRULE:FREQ=WEEKLY;BYDAY=WE;COUNT=3'] })
  expect(await starts(id)).toEqual([NINE, '2026-12-02T09:00:00-06:00', '2026-12-09T09:00:00-06:00'])
  fixture.emulator.setSwitches({ startOffRule: 'left-out' })
  expect(await starts(id)).toHaveLength(3)
  expect((await starts(id))[0]).toBe('2026-12-02T09:00:00-06:00')
})

test('a weekly meeting keeps its wall time, and a time that is skipped in spring is shifted or left out', async () => {
  const start = { dateTime: '2027-03-07T02:30:00-06:00', timeZone: CHICAGO }
  const end = { dateTime: '2027-03-07T02:45:00-06:00', timeZone: CHICAGO }
  const id = await series({ start, end, recurrence: ['RRULE:FREQ=WEEKLY;COUNT=3'] })
  expect(await starts(id)).toEqual([
    '2027-03-07T02:30:00-06:00',
    '2027-03-14T03:30:00-05:00',
    '2027-03-21T02:30:00-05:00',
  ])
  fixture.emulator.setSwitches({ gapOccurrence: 'left-out' })
  expect((await starts(id))[1]).toBe('2027-03-21T02:30:00-05:00')
})

test('an occurrence has the id of its series and its original start, all-day ones a date', async () => {
  const id = await series()
  expect(await get(on(id, '08'))).toMatchObject({
    id: on(id, '08'),
    recurringEventId: id,
    originalStartTime: { dateTime: '2026-12-08T09:00:00-06:00', timeZone: CHICAGO },
    start: { dateTime: '2026-12-08T09:00:00-06:00' },
    summary: 'Weekly',
    iCalUID: `${id}@google.com`,
  })
  const days = await insert(allDay('2026-12-01', '2026-12-02', { recurrence: ['RRULE:FREQ=DAILY;COUNT=3'] }))
  expect(await get(`${days.id}_20261202`)).toMatchObject({ originalStartTime: { date: '2026-12-02' } })
})

test('an occurrence outside the rule is not found', async () => {
  const id = await series()
  for (const eventId of [on(id, '09'), `${id}_20261208`, `${id}_20270105T150000Z`])
    expect(await why(events().get({ ...at, eventId }))).toBe('404 global/notFound')
})

test('instances are found by original start and time, and cancelled ones when asked for', async () => {
  const id = await series()
  await events().delete({ ...at, eventId: on(id, '15') })
  expect(await starts(id)).toHaveLength(4)
  expect(await starts(id, { showDeleted: true })).toHaveLength(5)
  expect(await starts(id, { originalStart: '2026-12-08T15:00:00Z' })).toEqual(['2026-12-08T09:00:00-06:00'])
  expect(await starts(id, { timeMin: '2026-12-22T00:00:00Z', timeMax: '2026-12-23T00:00:00Z' })).toHaveLength(
    1,
  )
  expect(await starts(id, { maxResults: 2 })).toHaveLength(2)
})

test('the first write to an occurrence makes an exception that follows its series in the rest', async () => {
  const id = await series({ location: 'Room 4' })
  const [item] = await increment(() => patch(on(id, '08'), { summary: 'Special' }))
  expect(item).toMatchObject({
    id: on(id, '08'),
    recurringEventId: id,
    summary: 'Special',
    location: 'Room 4',
    iCalUID: `${id}@google.com`,
  })
  const items = await increment(() => patch(id, { location: 'Room 5', summary: 'All' }))
  expect(items.map(({ summary, location }) => [summary, location])).toEqual([
    ['All', 'Room 5'],
    ['Special', 'Room 5'],
  ])
})

test('a moved occurrence keeps its id and its original start', async () => {
  const id = await series()
  const event = await patch(on(id, '08'), moved('14'))
  expect(event).toMatchObject({
    id: on(id, '08'),
    start: { dateTime: '2026-12-08T14:00:00-06:00' },
    originalStartTime: { dateTime: '2026-12-08T09:00:00-06:00' },
    sequence: 1,
  })
  expect(await starts(id)).toContain('2026-12-08T14:00:00-06:00')
})

test('a deleted occurrence is cancelled, and a second delete finds it gone', async () => {
  const id = await series()
  const eventId = on(id, '08')
  const [item] = await increment(() => events().delete({ ...at, eventId }))
  expect(item).toMatchObject({ id: eventId, status: 'cancelled', recurringEventId: id })
  expect(item).not.toHaveProperty('summary')
  expect(await why(events().delete({ ...at, eventId }))).toBe('410 global/deleted')
  expect((await get(eventId)).status).toBe('cancelled')
  expect((await get(id)).status).toBe('confirmed')
})

test('a cancelled occurrence comes back by status confirmed', async () => {
  const id = await series()
  await patch(on(id, '08'), { status: 'cancelled' })
  expect(await starts(id)).toHaveLength(4)
  expect((await patch(on(id, '08'), { status: 'confirmed' })).summary).toBe('Weekly')
})

test('exceptions of a deleted series are gone, by switch they come as cancelled', async () => {
  const remove = async () => {
    const id = await series()
    await patch(on(id, '08'), { summary: 'Special' })
    const items = await increment(() => events().delete({ ...at, eventId: id }))
    expect(await why(events().get({ ...at, eventId: on(id, '15') }))).toBe('404 global/notFound')
    return items.map(({ id: one, status }) => [one === id ? 'series' : 'exception', status])
  }
  expect(await remove()).toEqual([['series', 'cancelled']])
  fixture.emulator.setSwitches({ exceptionsOfDeleted: 'cancelled' })
  expect(await remove()).toEqual([
    ['series', 'cancelled'],
    ['exception', 'cancelled'],
  ])
})

const later = {
  start: { dateTime: '2026-12-01T11:00:00-06:00' },
  end: { dateTime: '2026-12-01T12:00:00-06:00' },
}

test('exceptions that a new time of the series no longer has are dropped', async () => {
  const id = await series()
  await patch(on(id, '08'), { summary: 'Special' })
  const items = await increment(() => patch(id, later))
  expect(items.map(({ id: one, status }) => [one, status])).toEqual([
    [id, 'confirmed'],
    [on(id, '08'), 'cancelled'],
  ])
  expect((await events().list(at)).data.items).toHaveLength(1)
  expect(await why(events().get({ ...at, eventId: on(id, '08') }))).toBe('404 global/notFound')
})

test('by switch they are kept as orphans that cannot be changed, or shifted with the series', async () => {
  fixture.emulator.setSwitches({ orphanedExceptions: 'kept' })
  const kept = await series()
  await patch(on(kept, '08'), { summary: 'Special' })
  await patch(kept, later)
  expect((await get(on(kept, '08'))).summary).toBe('Special')
  expect(
    await failure(events().patch({ ...at, eventId: on(kept, '08'), requestBody: { summary: 'x' } })),
  ).toMatchObject({
    status: 400,
    message: 'Invalid start time.',
  })
  fixture.emulator.setSwitches({ orphanedExceptions: 'shifted' })
  const shifted = await series()
  await patch(on(shifted, '08'), { summary: 'Special' })
  await patch(shifted, later)
  expect((await get(`${shifted}_20261208T170000Z`)).summary).toBe('Special')
  expect(await why(events().get({ ...at, eventId: on(shifted, '08') }))).toBe('404 global/notFound')
})

test('an exception whose occurrence a new rule still has stays', async () => {
  const id = await series()
  await patch(on(id, '08'), { summary: 'Special' })
  await patch(id, { recurrence: ['RRULE:FREQ=WEEKLY;COUNT=3'] })
  expect((await get(on(id, '08'))).summary).toBe('Special')
})

test('a stricter visibility of one occurrence is that of the series, a laxer one is ignored', async () => {
  const id = await series()
  await patch(on(id, '08'), { visibility: 'private' })
  expect((await get(id)).visibility).toBe('private')
  expect((await patch(on(id, '15'), { visibility: 'public' })).visibility).toBe('private')
})

test('a split ends the head the day before and begins a new series', async () => {
  const id = await series({ recurrence: ['RRULE:FREQ=WEEKLY;COUNT=5'] })
  await patch(on(id, '22'), { summary: 'Special' })
  const { head, tail } = fixture.emulator.split({
    account: ANA,
    id,
    at: '2026-12-15T09:00:00-06:00',
    changes: { summary: 'From now on' },
  })
  expect(head).toMatchObject({ id, recurrence: ['RRULE:FREQ=WEEKLY;UNTIL=20261215T055959Z'] })
  expect(tail).toMatchObject({
    id: `${id}_R20261215T150000`,
    iCalUID: `${id}_R20261215T150000@google.com`,
    summary: 'From now on',
    recurrence: ['RRULE:FREQ=WEEKLY;COUNT=3'],
    start: { dateTime: '2026-12-15T09:00:00-06:00' },
  })
  expect(await starts(id)).toEqual([NINE, '2026-12-08T09:00:00-06:00'])
  expect(await starts(String(tail.id))).toHaveLength(3)
  const titles = (await events().list({ ...at, singleEvents: true })).data.items?.map(
    ({ summary }) => summary,
  )
  expect(titles).not.toContain('Special')
})

test('by switch the tail of a split has a plain stamp in its id', async () => {
  fixture.emulator.setSwitches({ splitIds: 'plain' })
  const id = await series()
  const { tail } = fixture.emulator.split({ account: ANA, id, at: '2026-12-15T15:00:00Z' })
  expect(tail.id).toBe(on(id, '15'))
  const days = await insert(allDay('2026-12-01', '2026-12-02', { recurrence: ['RRULE:FREQ=DAILY'] }))
  const halves = fixture.emulator.split({ account: ANA, id: days.id ?? '', at: '2026-12-05' })
  expect(halves.head.recurrence).toEqual(['RRULE:FREQ=DAILY;UNTIL=20261204'])
  expect(halves.tail).toMatchObject({ id: `${days.id}_20261205`, start: { date: '2026-12-05' } })
})

test('by switch exceptions after the cut go with the tail', async () => {
  fixture.emulator.setSwitches({ exceptionsAfterSplit: 'moved' })
  const id = await series()
  await patch(on(id, '22'), { summary: 'Special' })
  await events().delete({ ...at, eventId: on(id, '29') })
  const { tail } = fixture.emulator.split({ account: ANA, id, at: '2026-12-15T15:00:00Z' })
  expect(await get(on(String(tail.id), '22'))).toMatchObject({
    summary: 'Special',
    recurringEventId: tail.id,
  })
  expect(await starts(String(tail.id))).toEqual(['2026-12-15T09:00:00-06:00', '2026-12-22T09:00:00-06:00'])
  expect(await why(events().get({ ...at, eventId: on(id, '22') }))).toBe('404 global/notFound')
})

test('a series is split at a later occurrence of it, and at nothing else', async () => {
  const id = await series()
  for (const moment of ['2026-12-16T15:00:00Z', NINE, 'soon'])
    expect(() => fixture.emulator.split({ account: ANA, id, at: moment })).toThrow(/A series is split/)
})

test('an occurrence takes no recurrence of its own', async () => {
  const id = await series()
  const requestBody = { recurrence: ['RRULE:FREQ=DAILY'] }
  expect(await why(events().patch({ ...at, eventId: on(id, '08'), requestBody }))).toBe('400 global/invalid')
})

test('a single event becomes a series by a patch, and single again by an empty list', async () => {
  const { id } = await insert(timed({ end: { dateTime: TEN } }))
  await patch(id ?? '', { recurrence: ['RRULE:FREQ=DAILY;COUNT=2'] })
  expect(await starts(id ?? '')).toHaveLength(2)
  expect(await patch(id ?? '', { recurrence: [] })).not.toHaveProperty('recurrence')
})
