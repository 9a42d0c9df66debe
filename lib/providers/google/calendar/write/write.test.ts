import fc from 'fast-check'
import { afterAll, afterEach, expect, test } from 'vitest'
import { timed, weekly } from '@/emulator/calendar/fixture'
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import type { Outcome, Push } from '@/lib/engine/collection'
import type { Json } from '@/lib/providers/google/raw'
import { ProviderError } from '@/lib/providers/provider'
import { type CalendarFixture, calendarFixture } from '@/testing/providers/calendar-fixture'
import {
  create,
  done,
  pullAll,
  pushAll,
  pushOne,
  readOne,
  remove,
  thrownBy,
  update,
} from '@/testing/providers/contract-steps'
import { emulatorForTests, stopEmulators } from '@/testing/providers/emulator-fixture'
import { meeting } from '@/testing/providers/event-samples'
import { CALENDAR_QUOTAS, createCalendarPacing } from '../pacing'

const emulator = await emulatorForTests()
const usual = emulator.switches()
afterEach(() => {
  expect(emulator.mails()).toEqual([])
  emulator.clearFaults()
  emulator.setSwitches(usual)
})
afterAll(stopEmulators)

const opened = () => calendarFixture(emulator)
const json = (event: object): Json => event as Json
const GUESTS = [
  { email: 'clerk@court.example', name: 'Clerk', response: 'accepted', optional: false },
] as const
const withPlace = (push: Push<CalendarEvent>, parentId: string, slot: string): Push<CalendarEvent> =>
  push.kind === 'create' ? { ...push, place: { parentId, slot } } : push
const cancelled = (event: CalendarEvent): CalendarEvent => ({ ...event, status: 'cancelled' })
const message = (outcome: Outcome<CalendarEvent>) =>
  outcome.kind === 'rejected' ? outcome.message : `not rejected: ${outcome.kind}`
const item = async (fixture: CalendarFixture, id: string) => {
  const found = (await pullAll(fixture.collection, null)).items.find((one) => one.id === id)
  if (!found) throw new Error(`no item ${id}`)
  return found
}

test('create → the same create again → one event, whatever became of the first reply', async () => {
  const { collection, count, strike, emulator: google } = await opened()
  const push = create('c', meeting('Ana'))
  await strike('write', 'replyLost')
  expect(await pushOne(collection, push)).toMatchObject({ kind: 'unknown' })
  google.clearFaults()
  const first = done(await pushOne(collection, push))
  expect(done(await pushOne(collection, push))).toEqual(first)
  expect(first).toMatchObject({ key: push.key, value: meeting('Ana') })
  expect(await count()).toBe(1)
})

test('an event that was deleted and is created again gets the next generation of its id', async () => {
  const { collection } = await opened()
  const push = create('c', meeting('Ana'))
  const first = done(await pushOne(collection, push))
  done(await pushOne(collection, remove(first)))
  const second = done(await pushOne(collection, push))
  expect(second.id).not.toBe(first.id)
  expect(second.key).toBe(push.key)
})

test('a create never carries guests', async () => {
  const { collection, json: stored } = await opened()
  const made = done(await pushOne(collection, create('c', meeting('Ana', { guests: GUESTS }))))
  expect(stored(made.id)).not.toHaveProperty('attendees')
})

test('guests are written only if the write changes them, with what else is known of them, and nobody gets a mail', async () => {
  const fixture = await opened()
  const { collection, json: stored } = fixture
  const id = fixture.put(
    json(
      timed({
        attendees: [{ email: 'clerk@court.example', comment: 'By the side entrance', optional: true }],
      }),
    ),
  )
  const before = await readOne(collection, id)
  const after = done(await pushOne(collection, update(before, { title: 'Moved' })))
  expect(after.value.guests).toEqual(before.value.guests)
  const more = [...after.value.guests, { ...GUESTS[0], email: 'new@example.com', name: '' }]
  const invited = done(await pushOne(collection, update(after, { guests: more })))
  expect(invited.value.guests.map(({ email }) => email)).toEqual(['clerk@court.example', 'new@example.com'])
  expect(stored(id)?.attendees).toMatchObject([{ comment: 'By the side entrance' }, {}])
  expect(done(await pushOne(collection, remove(invited)))).toMatchObject({ deleted: true })
})

test('guests that Google gave only in part are not written', async () => {
  const { collection, put, calls } = await opened()
  const before = await readOne(collection, put(json(timed({ attendees: [{ email: 'a@x.example' }] }))))
  const cut = { ...before, raw: { ...(before.raw as Json), attendeesOmitted: true } }
  calls.length = 0
  expect(message(await pushOne(collection, update(cut, { guests: GUESTS })))).toContain(
    'only some of the guests',
  )
  expect(calls).toEqual([])
})

test('an invitation by somebody else is neither changed nor deleted, and the others of its batch are written', async () => {
  const fixture = await opened()
  const { collection, account, calls, count } = fixture
  const attendees = [{ email: account }, { email: 'boss@court.example' }]
  const { id } = emulator.addEvent({
    account,
    event: json(timed({ attendees })),
    organizer: { email: 'boss@court.example' },
  }) as { id: string }
  const before = await readOne(collection, id)
  calls.length = 0
  const outcomes = await pushAll(collection, [update(before, { title: 'Mine' }), create('c', meeting('Ana'))])
  expect(message(outcomes.get(`r-${id}`) ?? { kind: 'untried', ref: '' })).toBe(
    'Only its organizer may change this event',
  )
  done(outcomes.get('r-c'))
  expect(calls).toEqual(['calendar.events.insert'])
  expect(message(await pushOne(collection, remove(before)))).toBe('Only its organizer may change this event')
  expect(await count()).toBe(2)
})

test('Google’s refusal of one event is about that event, not about the calendar', async () => {
  const { collection, account, add } = await opened()
  const [first, second] = [await add(meeting('Ana')), await add(meeting('Ben'))]
  const items = await collection.read([first, second])
  emulator.addFaults([
    {
      kind: 'status',
      preset: 'calendar-not-organizer',
      match: { account, api: 'calendar.events.patch' },
    },
  ])
  const outcomes = await pushAll(
    collection,
    items.map((one) => update(one, { location: 'Room 4' })),
  )
  expect(outcomes.get(`r-${first}`)).toMatchObject({ kind: 'rejected', field: null })
  done(outcomes.get(`r-${second}`))
})

test('a role that no longer writes stops the whole calendar, and keeps what is there', async () => {
  const owner = await opened()
  const { account } = await opened()
  const id = owner.put(json(timed()))
  emulator.shareCalendar({ account: owner.account, with: account, role: 'writer' })
  const scopes = ['https://www.googleapis.com/auth/calendar.events']
  const accessToken = async () => emulator.issueTokens({ account, scopes }).accessToken
  const shared = owner.open({ accessToken })
  const before = await readOne(shared, id)
  emulator.shareCalendar({ account: owner.account, with: account, role: 'reader' })
  expect(await thrownBy(shared.push([update(before, { title: 'Mine' })]))).toMatchObject({
    kind: 'gone',
    message: 'The account may no longer change events of this calendar',
  })
})

test('a rule that we cannot read stays as it is while other fields are written', async () => {
  const { collection, put, json: stored } = await opened()
  const recurrence = ['RRULE:FREQ=WEEKLY;COUNT=5', 'RDATE;VALUE=PERIOD:20261210T150000Z/PT2H']
  const before = await readOne(collection, put(json(weekly({ recurrence }))))
  done(await pushOne(collection, update(before, { title: 'Renamed' })))
  expect(stored(before.id)).toMatchObject({ summary: 'Renamed', recurrence })
})

test.each([
  ['birthday', 'Google changes this kind of event only in its own pages'],
  ['fromGmail', 'Google made this event from a mail, and only Google changes it'],
  ['outOfOffice', 'Google changes this kind of event only in its own pages'],
  ['teleportation', 'Google changes this kind of event only in its own pages'],
])('an event of the type %s is never written', async (eventType, reason) => {
  const { collection, put, calls } = await opened()
  const before = await readOne(collection, put(json(timed())))
  const other = { ...before, raw: { ...(before.raw as Json), eventType } }
  calls.length = 0
  expect(message(await pushOne(collection, update(other, { title: 'Mine' })))).toBe(reason)
  expect(calls).toEqual([])
})

test('what was read as busy is never written back', async () => {
  const { collection, open, put, calls } = await opened()
  const id = put(json(timed({ summary: 'Doctor', visibility: 'private' })))
  const before = await readOne(collection, id)
  expect(before.value.title).toBe('Busy')
  calls.length = 0
  expect(message(await pushOne(collection, update(before, { location: 'x' })))).toContain('private')
  expect(calls).toEqual([])
  expect(message(await pushOne(collection, remove(before)))).toContain('private')
  const details = open({ privateAs: 'details' })
  const seen = await readOne(details, id)
  const written = done(await pushOne(details, update(seen, { location: 'x' })))
  expect(written.value.title).toBe('Doctor')
  expect(await pushOne(details, update(seen, { location: 'y' }))).toMatchObject({ kind: 'stale' })
  expect(await pushOne(details, remove(written))).toMatchObject({ kind: 'done' })
})

test('a private event of ours is written on, with its content', async () => {
  const { collection } = await opened()
  const made = done(await pushOne(collection, create('c', meeting('Ana', { visibility: 'private' }))))
  expect(done(await pushOne(collection, update(made, { location: 'Room 4' }))).value).toMatchObject({
    title: 'Ana',
    location: 'Room 4',
    visibility: 'private',
  })
})

test('deleting what is deleted already is gone, not an error', async () => {
  const { collection, put, remove: removed } = await opened()
  const before = await readOne(collection, put(json(timed())))
  await removed(before.id)
  expect(await pushOne(collection, remove(before))).toEqual({ kind: 'gone', ref: `r-${before.id}` })
  emulator.setSwitches({ purgeDays: 0 })
  emulator.advanceClock({ minutes: 1 })
  expect(await pushOne(collection, remove(before))).toMatchObject({ kind: 'gone' })
})

test.each(['calendar-not-found', 'calendar-deleted'] as const)(
  'a delete that Google answers with %s is gone',
  async (preset) => {
    const { collection, account, put } = await opened()
    const before = await readOne(collection, put(json(timed())))
    emulator.addFaults([{ kind: 'status', preset, match: { account, api: 'calendar.events.delete' } }])
    expect(await pushOne(collection, remove(before))).toMatchObject({ kind: 'gone' })
  },
)

test('an event turned from timed to all-day and back has exactly the days and times that it was given', async () => {
  const { collection, put } = await opened()
  const before = await readOne(collection, put(json(weekly())))
  const day = { kind: 'day', start: '2026-12-01', end: '2026-12-03' } as const
  const repeat = ['RRULE:FREQ=WEEKLY;UNTIL=20270101']
  const days = done(await pushOne(collection, update(before, { time: day, repeat })))
  expect(days.value).toMatchObject({ time: day, repeat: ['RRULE:FREQ=WEEKLY;UNTIL=20270101'] })
  const back = done(await pushOne(collection, update(days, { time: before.value.time })))
  expect(back.value).toMatchObject({
    time: before.value.time,
    repeat: ['RRULE:FREQ=WEEKLY;UNTIL=20270102T055959Z'],
  })
})

test('excluded dates move with their series', async () => {
  const { collection, put, json: stored } = await opened()
  const recurrence = ['RRULE:FREQ=WEEKLY;COUNT=5', 'EXDATE;TZID=America/Chicago:20261208T090000']
  const before = await readOne(collection, put(json(weekly({ recurrence }))))
  const time = { ...before.value.time, start: '2026-12-01T11:30:00', end: '2026-12-01T12:30:00' }
  const after = done(await pushOne(collection, update(before, { time: time as CalendarEvent['time'] })))
  expect(stored(after.id)?.recurrence).toEqual(['RRULE:FREQ=WEEKLY;COUNT=5', 'EXDATE:20261208T173000Z'])
  const renamed = done(await pushOne(collection, update(after, { repeat: ['RRULE:FREQ=WEEKLY;COUNT=9'] })))
  expect(stored(renamed.id)?.recurrence).toEqual(['RRULE:FREQ=WEEKLY;COUNT=9', 'EXDATE:20261208T173000Z'])
})

test('an occurrence that differs here is written to the instance of its original start', async () => {
  const fixture = await opened()
  const { collection, put, count, strike } = fixture
  const id = put(json(weekly({ attendees: [{ email: 'clerk@court.example' }] })))
  const series = await readOne(collection, id)
  const to = { ...series.value, title: 'Elsewhere', repeat: [], guests: [], time: meeting('').time }
  const push = withPlace(create('c', to), id, '2026-12-08T15:00:00Z')
  const made = done(await pushOne(collection, push))
  expect(made).toMatchObject({
    id: `${id}_20261208T150000Z`,
    key: push.kind === 'create' ? push.key : '',
    parentId: id,
    slot: '2026-12-08T15:00:00Z',
    value: { title: 'Elsewhere', time: { start: '2026-12-01T09:00:00' } },
  })
  expect(made.value.guests.map(({ email }) => email)).toEqual(['clerk@court.example'])
  await strike('write', 'replyLost')
  const again = await pushOne(collection, push)
  expect(['done', 'unknown']).toContain(again.kind)
  emulator.clearFaults()
  expect(done(await pushOne(collection, push)).id).toBe(made.id)
  expect(await count()).toBe(2)
})

test('an occurrence that somebody changed meanwhile is stale, and one that the series lacks is rejected', async () => {
  const { collection, put, change, remove: removed } = await opened()
  const id = put(json(weekly()))
  change(`${id}_20261208T150000Z`, { summary: 'Theirs' })
  await removed(`${id}_20261215T150000Z`)
  const at = (slot: string) => pushOne(collection, withPlace(create('c', meeting('Ours')), id, slot))
  expect(await at('2026-12-08T15:00:00Z')).toMatchObject({ kind: 'stale' })
  expect(await at('2026-12-15T15:00:00Z')).toMatchObject({ kind: 'stale' })
  expect(message(await at('2026-12-09T15:00:00Z'))).toBe(
    'The series in Google has no occurrence at this time',
  )
  await removed(id)
  expect(await at('2026-12-22T15:00:00Z')).toMatchObject({ kind: 'stale' })
})

test('cancelling an occurrence takes exactly it out, and it can be taken up again', async () => {
  const fixture = await opened()
  const { collection, put, count } = fixture
  const id = put(json(weekly()))
  const series = await readOne(collection, id)
  const push = withPlace(create('c', cancelled(series.value)), id, '2026-12-08T15:00:00Z')
  const out = done(await pushOne(collection, push))
  expect(out).toMatchObject({ deleted: false, parentId: id, value: { status: 'cancelled' } })
  expect(done(await pushOne(collection, push)).version).toBe(out.version)
  expect(await count()).toBe(1)
  const to = { ...series.value, repeat: [], title: 'Again', time: meeting('').time }
  const back = done(await pushOne(collection, { ...update(out, {}), to } as Push<CalendarEvent>))
  expect(back).toMatchObject({ id: out.id, slot: '2026-12-08T15:00:00Z', value: { title: 'Again' } })
  const again = done(await pushOne(collection, update(back, { status: 'cancelled' })))
  expect(again.value.status).toBe('cancelled')
})

test('an occurrence that its series excludes by EXDATE can be taken up again', async () => {
  const fixture = await opened()
  const { collection, put, json: stored } = fixture
  const recurrence = ['RRULE:FREQ=WEEKLY;COUNT=5', 'EXDATE:20261208T150000Z,20261215T150000Z']
  const id = put(json(weekly({ recurrence })))
  const out = await item(fixture, `${id}_20261208T150000Z`)
  const to = {
    ...meeting('Again'),
    time: { ...meeting('').time, start: '2026-12-08T09:00:00', end: '2026-12-08T10:00:00' },
  }
  const push = { ...update(out, {}), to } as Push<CalendarEvent>
  expect(done(await pushOne(collection, push))).toMatchObject({
    id: out.id,
    slot: '2026-12-08T15:00:00Z',
    value: { title: 'Again', status: 'confirmed' },
  })
  expect(stored(id)?.recurrence).toEqual(['RRULE:FREQ=WEEKLY;COUNT=5', 'EXDATE:20261215T150000Z'])
  expect(await pushOne(collection, push)).toMatchObject({ kind: 'stale' })
})

test('the visibility of one occurrence is not written, since Google gives it to the whole series', async () => {
  const { collection, put, change, calls, json: stored } = await opened()
  const id = put(json(weekly()))
  change(`${id}_20261208T150000Z`, { summary: 'Changed' })
  const before = await readOne(collection, `${id}_20261208T150000Z`)
  calls.length = 0
  done(await pushOne(collection, update(before, { visibility: 'private' })))
  expect(calls).toEqual([])
  expect(stored(id)).not.toHaveProperty('visibility')
})

test('a zone that Google knows only by its former name is written by that name', async () => {
  emulator.setSwitches({ unknownZones: ['Europe/Kyiv'] })
  const { collection } = await opened()
  const time = { ...meeting('').time, zone: 'Europe/Kyiv' } as CalendarEvent['time']
  const made = done(await pushOne(collection, create('c', meeting('Ana', { time }))))
  expect(made.value.time).toEqual({ ...time, zone: 'Europe/Kiev' })
  const moved = { ...time, start: '2026-12-01T08:00:00' } as CalendarEvent['time']
  expect(done(await pushOne(collection, update(made, { time: moved }))).value.time).toMatchObject({
    start: '2026-12-01T08:00:00',
    zone: 'Europe/Kiev',
  })
  emulator.setSwitches({ unknownZones: ['Europe/Kyiv', 'Europe/Kiev'] })
  expect(await pushOne(collection, create('d', meeting('Ben', { time })))).toMatchObject({
    kind: 'rejected',
    field: 'time',
  })
})

test('an event that ends before it starts is rejected alone, and the others are written', async () => {
  const { collection } = await opened()
  const time = { ...meeting('').time, end: '2026-11-01T09:00:00' } as CalendarEvent['time']
  const outcomes = await pushAll(collection, [
    create('bad', meeting('Bad', { time })),
    create('early', meeting('Early', { time: { kind: 'day', start: '1899-01-01', end: '1899-01-02' } })),
    create('rule', meeting('Rule', { repeat: ['RRULE:FREQ=SOMETIMES'] })),
    create('good', meeting('Good')),
  ])
  expect(outcomes.get('r-bad')).toMatchObject({ kind: 'rejected', field: 'time' })
  expect(outcomes.get('r-early')).toMatchObject({ kind: 'rejected', field: 'time' })
  expect(outcomes.get('r-rule')).toMatchObject({ kind: 'rejected', field: 'repeat' })
  done(outcomes.get('r-good'))
})

test('what Google makes of a value is what the reply says, and a second write of it is none', async () => {
  const { collection, calls } = await opened()
  const block = '-::~:~::~:~:~Join the meeting~:~:~::~:~::-'
  const to = meeting('Ana', {
    description: `Bring the file. ${block}`,
    repeat: ['RRULE:FREQ=YEARLY;INTERVAL=1'],
  })
  const made = done(await pushOne(collection, create('c', to)))
  expect(made.value).toMatchObject({ description: 'Bring the file.', repeat: ['RRULE:FREQ=YEARLY'] })
  calls.length = 0
  const same = done(await pushOne(collection, update(made, { repeat: ['RRULE:INTERVAL=1;FREQ=YEARLY'] })))
  expect(same.version).toBe(made.version)
  expect(calls).toEqual([])
})

test('series are written before their occurrences, deletions last, and no batch is long', async () => {
  const { collection, put } = await opened()
  const series = await readOne(collection, put(json(weekly())))
  const pushes = [
    remove(series),
    withPlace(create('o', meeting('Occurrence')), series.id, '2026-12-08T15:00:00Z'),
    ...Array.from({ length: 60 }, (_, at) => create(`c${at}`, meeting('Ana'))),
    update(series, { title: 'x' }),
  ]
  const batches = collection.batches(pushes)
  expect(batches.map(({ length }) => length)).toEqual([50, 13])
  expect(
    batches
      .flat()
      .slice(-3)
      .map(({ kind, ref }) => `${kind} ${ref}`),
  ).toEqual([`update r-${series.id}`, 'create r-o', `delete r-${series.id}`])
})

test('after a failure of the whole calendar in the middle, what was written is said and the rest is untried', async () => {
  const { collection, account } = await opened()
  emulator.addFaults([
    { kind: 'status', preset: 'calendar-usage', nth: 2, match: { account, api: 'calendar.events.insert' } },
  ])
  const pushes = ['a', 'b', 'c'].map((name) => create(name, meeting(name)))
  const outcomes = await collection.push(pushes)
  expect(outcomes.map(({ kind }) => kind)).toEqual(['done', 'untried', 'untried'])
})

test.each([
  ['calendar-rate', 'minute'],
  ['calendar-user-rate', 'minute'],
  ['calendar-429', 'minute'],
  ['calendar-usage', 'day'],
] as const)('%s is a limit for a %s', async (preset, quota) => {
  const { collection, account } = await opened()
  emulator.addFaults([{ kind: 'status', preset, match: { account, method: 'POST' } }])
  expect(await thrownBy(collection.push([create('c', meeting('Ana'))]))).toMatchObject({
    kind: 'rate',
    quota,
  })
})

test('our own rate limit stops before Google’s', async () => {
  const fixture = await calendarFixture(
    emulator,
    {},
    createCalendarPacing({ ...CALENDAR_QUOTAS, requests: 3 }),
  )
  const { collection, calls } = fixture
  for (let at = 0; at < 3; at++) await collection.pull(null, null)
  expect(await thrownBy(collection.pull(null, null))).toMatchObject({ kind: 'rate', quota: 'minute' })
  expect(calls).toHaveLength(3)
})

test('on the day when clocks change an occurrence is still written, whichever of its length and its end Google keeps', async () => {
  const { collection, put } = await opened()
  const times = {
    start: { dateTime: '2026-03-01T01:00:00', timeZone: 'America/Chicago' },
    end: { dateTime: '2026-03-01T04:00:00', timeZone: 'America/Chicago' },
  }
  const id = put(json({ ...times, summary: 'Night shift', recurrence: ['RRULE:FREQ=WEEKLY'] }))
  const time = { ...meeting('').time, start: '2026-03-08T05:00:00', end: '2026-03-08T06:00:00' }
  const to = meeting('Day shift', { time: time as CalendarEvent['time'] })
  expect(
    done(await pushOne(collection, withPlace(create('c', to), id, '2026-03-08T07:00:00Z'))).value,
  ).toEqual(to)
})

test('whatever fails and however often, the same create pushed until it is done makes one event', async () => {
  const fault = fc.record({
    kind: fc.constantFrom('apply-then-drop', 'drop-before', 'cut-json', 'html-502'),
    applied: fc.boolean(),
    nth: fc.integer({ min: 1, max: 3 }),
    method: fc.constantFrom('POST', 'GET'),
  })
  const { collection, account, count } = await opened()
  let made = 0
  await fc.assert(
    fc.asyncProperty(fc.array(fault, { maxLength: 4 }), async (faults) => {
      emulator.clearFaults()
      emulator.addFaults(
        faults.map(({ kind, applied, nth, method }) => ({
          ...{ kind, nth, match: { account, method } },
          ...(kind === 'html-502' ? { applied } : {}),
        })),
      )
      const push = create('c', meeting('Ana'))
      let outcome: Outcome<CalendarEvent> | null = null
      for (let round = 0; outcome?.kind !== 'done' && round < 12; round++)
        outcome = await pushOne(collection, push).catch((error: unknown) => {
          if (error instanceof ProviderError) return null
          throw error
        })
      made += 1
      expect(outcome).toMatchObject({ kind: 'done', item: { key: push.key, value: meeting('Ana') } })
      expect(await count()).toBe(made)
    }),
    { numRuns: 40 },
  )
})

test('a write that arrived is unknown, not thrown, if Google then does not say how to read the event', async () => {
  const { collection, account, count, emulator: google } = await opened()
  google.addFaults([{ kind: 'drop-before', times: 0, match: { account, method: 'GET' } }])
  const push = create('c', meeting('', { visibility: 'private' }))
  expect(await pushOne(collection, push)).toMatchObject({ kind: 'unknown' })
  google.clearFaults()
  expect(await count()).toBe(1)
})
