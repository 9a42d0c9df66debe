// Faults that other calendar syncs had: each test is one of them, and says what is right.
import { expect, it } from 'vitest'
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import { createCalendar } from '@/lib/store/calendar/calendars'
import { deleteEvent, saveEvent } from '@/lib/store/calendar/editing'
import { eventFromRow } from '@/lib/store/calendar/event-row'
import { db } from '@/lib/store/database/client'
import { setUpCalendarSync } from '@/lib/store/sync/calendar-syncs'
import { withDatabase } from '@/testing/database/test-database'
import { meeting } from '@/testing/providers/event-samples'
import { type CalendarSync, setUpCalendar } from '../calendar-fixture'
import { withEmulator } from '../with-emulator'

withDatabase()
const emulator = withEmulator()

const at = (start: string, end: string) => ({
  start: { dateTime: `${start}-06:00`, timeZone: 'America/Chicago' },
  end: { dateTime: `${end}-06:00`, timeZone: 'America/Chicago' },
})
const standup = (more: object = {}) => ({
  summary: 'Standup',
  ...at('2026-12-02T15:00:00', '2026-12-02T16:00:00'),
  recurrence: ['RRULE:FREQ=WEEKLY;COUNT=5'],
  ...more,
})
const SLOTS = ['02', '09', '16', '23', '30'].map((day) => `2026-12-${day}T21:00:00Z`)
const [, SECOND = '', THIRD = ''] = SLOTS
const idAt = (id: string, slot: string) => `${id}_${slot.replace(/[-:]/g, '')}`

type There = readonly {
  readonly summary?: unknown
  readonly status?: unknown
  readonly recurrence?: unknown
}[]
const here = async (sync: CalendarSync) =>
  (await sync.here()).map(({ value: { title, status, time }, slot }) => [
    title,
    status,
    time.start,
    slot ?? '',
  ])
const there = async (sync: CalendarSync) =>
  ((await sync.there()) as There).map(({ summary }) => summary).sort()

/** A series of Google's that is in sync. */
async function inSync(more: object = {}) {
  const sync = await setUpCalendar(emulator())
  const id = sync.addThere(standup(more))
  await sync.start(await sync.preview())
  const series = (await sync.here()).find(({ slot }) => !slot)
  return { sync, id, series: series?.id ?? '' }
}

const rowOf = ({ actor }: CalendarSync, id: string) =>
  db(actor.firmId).calendarEvent.findFirstOrThrow({ where: { id } })

/** As the page of the whole series saves it. */
async function saveHere(sync: CalendarSync, id: string, change: Partial<CalendarEvent>) {
  const row = await rowOf(sync, id)
  const { version, calendarId } = row
  const event = { ...eventFromRow(row), ...change }
  return saveEvent(sync.actor, { id, version, calendarId, scope: { kind: 'all' }, event })
}

/** Two more checks: the second one has nothing to do. */
async function rests(sync: CalendarSync) {
  await sync.later()
  expect(await sync.later()).toMatchObject({ state: 'done', written: 0 })
  const links = await sync.links()
  for (const side of ['localId', 'remoteId'] as const)
    expect(new Set(links.map((link) => link[side])).size).toBe(links.length)
}

it('no check makes a new copy, also after the sync is set up again and its tokens are expired', async () => {
  const sync = await setUpCalendar(emulator())
  await sync.addHere(meeting('Deposition'))
  sync.addThere(standup())
  await sync.start(await sync.preview())
  emulator().expireSyncTokens({})
  await rests(sync)
  expect(await sync.start(await sync.preview())).toMatchObject({ state: 'done', written: 0 })
  expect(await there(sync)).toEqual(['Deposition', 'Standup'])
  expect((await here(sync)).map(([title]) => title)).toEqual(['Deposition', 'Standup'])
})

it('a calendar of the account is in one sync only', async () => {
  const sync = await setUpCalendar(emulator())
  await sync.start(await sync.preview())
  const { connection, actor, account } = sync
  const calendarId = crypto.randomUUID()
  await createCalendar(actor, calendarId, { name: 'Trials', color: 'blue' })
  const remote = { kind: 'existing', id: account, name: 'Olga Owner' } as const
  const twice = { connectionId: connection.id, calendarId, remote, from: 'all' } as const
  expect(await setUpCalendarSync(actor, twice)).toMatchObject({ kind: 'taken' })
})

it('a series that Google splits becomes two here, and stays two on both sides', async () => {
  const { sync, id } = await inSync()
  sync.editThere(idAt(id, SLOTS[0] ?? ''), { summary: 'Standup, first' })
  await sync.later()
  emulator().split({
    account: sync.account,
    id,
    at: '2026-12-16T15:00:00-06:00',
    changes: { summary: 'Sync' },
  })
  await rests(sync)
  expect(await here(sync)).toEqual([
    ['Standup', 'confirmed', '2026-12-02T15:00:00', ''],
    ['Standup, first', 'confirmed', '2026-12-02T15:00:00', SLOTS[0]],
    ['Sync', 'confirmed', '2026-12-16T15:00:00', ''],
  ])
  expect(await there(sync)).toEqual(['Standup', 'Standup, first', 'Sync'])
  const tail = (await sync.here()).find(({ value }) => value.title === 'Sync')
  await saveHere(sync, tail?.id ?? '', { location: 'Room 3' })
  await rests(sync)
  expect((await sync.there()).filter(({ location }) => location === 'Room 3')).toHaveLength(1)
})

it('a series that is split here becomes two in Google', async () => {
  const { sync, series } = await inSync()
  const row = await rowOf(sync, series)
  const tail = { ...eventFromRow(row), title: 'Sync', repeat: ['RRULE:FREQ=WEEKLY;COUNT=3'] }
  const time = { ...tail.time, start: '2026-12-16T15:00:00', end: '2026-12-16T16:00:00' } as typeof tail.time
  await saveEvent(sync.actor, {
    ...{ id: series, version: row.version, calendarId: row.calendarId },
    ...{ scope: { kind: 'following', on: THIRD }, event: { ...tail, time } },
  })
  await rests(sync)
  expect(await there(sync)).toEqual(['Standup', 'Sync'])
  const rules = ((await sync.there()) as There).map(({ recurrence }) => String(recurrence)).sort()
  expect(rules).toEqual(['RRULE:FREQ=WEEKLY;COUNT=3', 'RRULE:FREQ=WEEKLY;UNTIL=20261209T210000Z'])
  emulator().expireSyncTokens({})
  await rests(sync)
  expect(await there(sync)).toEqual(['Standup', 'Sync'])
})

it('canceled occurrences stay canceled, also after a read of everything and after a new setup', async () => {
  const { sync, id, series } = await inSync()
  sync.deleteThere(idAt(id, SECOND))
  const { version } = await rowOf(sync, series)
  await deleteEvent(sync.actor, { id: series, version, scope: { kind: 'this', on: THIRD, version: 0 } })
  await rests(sync)
  emulator().expireSyncTokens({})
  await rests(sync)
  await sync.start(await sync.preview())
  await rests(sync)
  const canceled = (await here(sync)).filter(([, status]) => status === 'cancelled')
  expect(canceled.map(([, , , slot]) => slot)).toEqual([SECOND, THIRD])
  for (const slot of SLOTS) {
    const isCanceled = slot === SECOND || slot === THIRD
    expect(sync.thereById(idAt(id, slot))?.status).toBe(isCanceled ? 'cancelled' : 'confirmed')
  }
})

it('an occurrence that was moved out of the scope travels with its series', async () => {
  const sync = await setUpCalendar(emulator(), { from: 'days30' })
  const id = sync.addThere(standup())
  sync.editThere(idAt(id, SECOND), at('2020-01-09T10:00:00', '2020-01-09T11:00:00'))
  await sync.start(await sync.preview())
  expect(await here(sync)).toContainEqual(['Standup', 'confirmed', '2020-01-09T10:00:00', SECOND])
  await rests(sync)
})

it('an occurrence that was moved on one side moves on the other, and never back', async () => {
  const { sync, id, series } = await inSync()
  sync.editThere(idAt(id, SECOND), at('2026-12-10T10:00:00', '2026-12-10T11:00:00'))
  await rests(sync)
  await saveHere(sync, series, { description: 'Bring the file.' })
  await rests(sync)
  expect(await here(sync)).toContainEqual(['Standup', 'confirmed', '2026-12-10T10:00:00', SECOND])
  expect(sync.thereById(idAt(id, SECOND))).toMatchObject({
    start: { dateTime: '2026-12-10T10:00:00-06:00' },
    originalStartTime: { dateTime: '2026-12-09T15:00:00-06:00' },
  })
})

it('a new occurrence is never deleted because the other side does not have it yet', async () => {
  const { sync, id, series } = await inSync()
  await sync.addHere(meeting('Standup, here'), { parentId: series, slot: SECOND })
  sync.editThere(idAt(id, THIRD), { summary: 'Standup, there' })
  emulator().expireSyncTokens({})
  await rests(sync)
  expect((await here(sync)).map(([title]) => title).sort()).toEqual([
    'Standup',
    'Standup, here',
    'Standup, there',
  ])
  expect(await there(sync)).toEqual(['Standup', 'Standup, here', 'Standup, there'])
})

it('an occurrence that was moved and then canceled is canceled on the other side', async () => {
  const { sync, id } = await inSync()
  sync.editThere(idAt(id, SECOND), at('2026-12-10T10:00:00', '2026-12-10T11:00:00'))
  await sync.later()
  sync.deleteThere(idAt(id, SECOND))
  await rests(sync)
  const ofSecond = (await here(sync)).filter(([, , , slot]) => slot === SECOND)
  expect(ofSecond.map(([, status]) => status)).toEqual(['cancelled'])
})

it('an event that Google refuses stops no other one', async () => {
  const sync = await setUpCalendar(emulator())
  const time = { kind: 'timed', zone: 'America/Chicago', endZone: null } as const
  const none = { ...time, start: '2026-12-01T09:00:00', end: '2026-12-01T09:00:00' }
  await sync.addHere(meeting('No length', { time: none }))
  await sync.addHere(meeting('Deposition'))
  await sync.start(await sync.preview())
  expect(await there(sync)).toContain('Deposition')
})

it('a private event of the account comes as busy, and is never written over', async () => {
  const sync = await setUpCalendar(emulator())
  const id = sync.addThere({ ...standup({ visibility: 'private', recurrence: null, location: 'Clinic' }) })
  await sync.start(await sync.preview())
  const [event] = await sync.here()
  expect(event?.value).toMatchObject({ location: '', description: '' })
  expect(event?.value.title).not.toBe('Standup')
  await rests(sync)
  expect(sync.thereById(id)).toMatchObject({ summary: 'Standup', location: 'Clinic' })
})

it('an account whose events are suddenly gone deletes nothing here before a person says so', async () => {
  const sync = await setUpCalendar(emulator())
  const ids = Array.from({ length: 12 }, (_, day) =>
    sync.addThere({
      summary: `Hearing ${day}`,
      start: { date: `2026-12-${10 + day}` },
      end: { date: `2026-12-${11 + day}` },
    }),
  )
  await sync.start(await sync.preview())
  for (const id of ids) sync.deleteThere(id)
  expect(await sync.later()).toMatchObject({ waitKind: 'guard' })
  expect(await sync.here()).toHaveLength(12)
})

it('a deleted series in an ordinary list of events is no event', async () => {
  const usual = emulator().switches()
  emulator().setSwitches({ cancelledSeriesListed: true })
  try {
    const sync = await setUpCalendar(emulator())
    const id = sync.addThere(standup())
    sync.addThere({ summary: 'Hearing', ...at('2026-12-02T09:00:00', '2026-12-02T10:00:00') })
    sync.deleteThere(id)
    await sync.start(await sync.preview())
    expect((await here(sync)).map(([title]) => title)).toEqual(['Hearing'])
    await rests(sync)
  } finally {
    emulator().setSwitches(usual)
  }
})

it('a small calendar with changed occurrences that is suddenly empty deletes nothing here unasked', async () => {
  const sync = await setUpCalendar(emulator())
  const series = await sync.addHere(meeting('Team', { repeat: ['RRULE:FREQ=WEEKLY;COUNT=5;BYDAY=TU'] }))
  for (const slot of ['2026-12-08T15:00:00Z', '2026-12-15T15:00:00Z'])
    await sync.addHere(meeting('Team, canceled', { status: 'cancelled' }), { parentId: series, slot })
  for (const title of ['A', 'B', 'C', 'D', 'E', 'F']) await sync.addHere(meeting(`Hearing ${title}`))
  await sync.start(await sync.preview())
  const before = (await sync.here()).length
  for (const { id } of await sync.there()) if (!String(id).includes('_')) sync.deleteThere(String(id))
  expect(await sync.later()).toMatchObject({ state: 'comparing', waitKind: 'guard' })
  expect(await sync.here()).toHaveLength(before)
})

it('a series that is deleted here and edited there keeps its changed occurrences', async () => {
  const sync = await setUpCalendar(emulator())
  const theirs = sync.addThere(standup())
  sync.editThere(idAt(theirs, SECOND), { summary: 'Standup, remote' })
  await sync.start(await sync.preview())
  const series = (await sync.here()).find(({ value }) => value.title === 'Standup')
  await sync.deleteHere(series?.id ?? '')
  sync.editThere(theirs, { location: 'Room 9' })
  await sync.later()
  await sync.later()
  expect(sync.thereById(theirs)).toMatchObject({ status: 'confirmed', location: 'Room 9' })
  expect(sync.thereById(idAt(theirs, SECOND))).toMatchObject({ summary: 'Standup, remote' })
})

it('an event that moves to another calendar here is deleted in the Google calendar that it left', async () => {
  const sync = await setUpCalendar(emulator())
  const id = await sync.addHere(meeting('Hearing'))
  await sync.start(await sync.preview())
  const other = crypto.randomUUID()
  await createCalendar(sync.actor, other, { name: 'Own', color: 'green' })
  await db(sync.actor.firmId).calendarEvent.update({
    where: { id },
    data: { calendarId: other, version: { increment: 1 } },
  })
  await sync.later()
  expect(await sync.there()).toEqual([])
  expect(await db(sync.actor.firmId).calendarEvent.findFirstOrThrow({ where: { id } })).toMatchObject({
    deletedAt: null,
  })
})

it('a create whose reply is lost leaves the guests here as they are, and asks nothing', async () => {
  const sync = await setUpCalendar(emulator())
  const guest = { email: 'witness@example.com', name: 'Wim', response: 'accepted', optional: false } as const
  const id = await sync.addHere(meeting('Deposition', { guests: [guest] }))
  const preview = await sync.preview()
  emulator().addFaults([{ kind: 'apply-then-drop', match: { account: sync.account, method: 'POST' } }])
  await sync.start(preview)
  emulator().clearFaults()
  await rests(sync)
  expect((await sync.itemHere(id)).value.guests).toEqual([guest])
  const [made, ...more] = await sync.there()
  expect([made?.summary, made?.attendees ?? [], more]).toEqual(['Deposition', [], []])
  expect(await sync.links()).toHaveLength(1)
  const open = {
    syncId: sync.syncId,
    state: { in: ['planned' as const, 'waiting' as const, 'failed' as const] },
  }
  expect(await db(sync.actor.firmId).change.findMany({ where: open })).toEqual([])
})

it('an event that Clio cannot store fails at once with its reason, and stops no other one', async () => {
  const sync = await setUpCalendar(emulator())
  sync.addThere({ summary: 'Founding', start: { date: '1850-01-01' }, end: { date: '1850-01-02' } })
  sync.addThere({ summary: 'Hearing', start: { date: '2026-12-10' }, end: { date: '2026-12-11' } })
  const run = await sync.start(await sync.preview())
  expect(run).toMatchObject({ state: 'done', waitKind: null })
  expect((await here(sync)).map(([title]) => title)).toEqual(['Hearing'])
  const failed = (await sync.changes(run.id)).filter(({ state }) => state === 'failed')
  const error = { kind: 'rejectedHere', field: 'time', message: 'The year is before 1900.' }
  expect(failed.map((change) => change.error)).toEqual([error])
})

it('an event that becomes private in Google keeps its content here, and one whose write was lost too', async () => {
  const sync = await setUpCalendar(emulator())
  const day = { start: { date: '2026-12-10' }, end: { date: '2026-12-11' } }
  const theirs = sync.addThere({ summary: 'Clinic', location: 'Room 1', ...day })
  const ours = sync.addThere({ summary: 'Hearing', location: 'Room 2', ...day })
  await sync.start(await sync.preview())
  const hearing = (await sync.here()).find(({ value }) => value.title === 'Hearing')?.id ?? ''
  sync.editThere(theirs, { visibility: 'private', end: { date: '2026-12-12' } })
  await sync.editHere(hearing, { visibility: 'private' })
  emulator().addFaults([{ kind: 'apply-then-drop', match: { account: sync.account, method: 'PATCH' } }])
  await sync.later()
  emulator().clearFaults()
  await rests(sync)
  expect((await sync.here()).map(({ value }) => value)).toMatchObject([
    { title: 'Clinic', location: 'Room 1', visibility: 'private', time: { end: '2026-12-12' } },
    { title: 'Hearing', location: 'Room 2', visibility: 'private' },
  ])
  expect(sync.thereById(theirs)).toMatchObject({ summary: 'Clinic', location: 'Room 1' })
  expect(sync.thereById(ours)).toMatchObject({ summary: 'Hearing', visibility: 'private' })
})
