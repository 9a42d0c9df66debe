// Which syncs an edit here wakes: those of the collection that was edited, and no other. What stops the sync of a calendar.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '@/emulator/server'
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import { calendarsOf, deleteCalendar } from '@/lib/store/calendar/calendars'
import { addEvent, deleteEvent, restoreEvent, saveEvent } from '@/lib/store/calendar/editing'
import { confirmEventImport, storeEventImport } from '@/lib/store/calendar/event-import'
import { removeUser } from '@/lib/store/firm/users'
import { discardPreview, startPreview, syncNow, wakeSyncs } from '@/lib/store/runs/runs'
import { MINUTE } from '@/lib/time'
import { owner, withDatabase } from '@/testing/database/test-database'
import { meeting } from '@/testing/providers/event-samples'
import { type CalendarSync, setUpCalendar } from './calendar-fixture'
import { setUpFixture } from './fixture'

withDatabase()
let emulator: Emulator
/** A calendar and an address book of one firm, both in sync; and the calendar of a colleague. */
let ana: CalendarSync
let book: Awaited<ReturnType<typeof setUpFixture>>
let ben: CalendarSync
beforeAll(async () => {
  emulator = await startEmulator()
  ana = await setUpCalendar(emulator)
  const { firmId } = ana.actor
  await ana.start(await ana.preview())
  book = await setUpFixture({ firmId })
  await book.start(await book.preview())
  ben = await setUpCalendar(emulator, { firmId })
  await ben.start(await ben.preview())
})
afterAll(() => emulator.close())
beforeEach(async () => {
  await owner().sync.updateMany({ data: { wokenAt: null, nextCheckAt: null } })
})

const wokenSyncs = async () => {
  const rows = await owner().sync.findMany({ where: { wokenAt: { not: null } } })
  const names = new Map([
    [ana.syncId, 'Ana’s calendar'],
    [book.sync.id, 'contacts'],
    [ben.syncId, 'Ben’s calendar'],
  ])
  return rows.map(({ id }) => names.get(id)).sort()
}
const ALL = { kind: 'all' } as const

async function added(event: CalendarEvent, calendarId = ana.calendarId): Promise<string> {
  const id = crypto.randomUUID()
  expect(await addEvent(ana.actor, { id, calendarId, event })).toEqual({ kind: 'done', id })
  return id
}

describe('an edit wakes the sync of what was edited', () => {
  it('an event that is added, changed, deleted and restored: its calendar’s', async () => {
    const form = { id: await added(meeting('Deposition')), scope: ALL, calendarId: ana.calendarId }
    expect(await wokenSyncs()).toEqual(['Ana’s calendar'])
    const again = () => owner().sync.updateMany({ data: { wokenAt: null } })
    const steps = [
      () => saveEvent(ana.actor, { ...form, version: 1, event: meeting('Deposition, moved') }),
      () => deleteEvent(ana.actor, { ...form, version: 2 }),
      () => restoreEvent(ana.actor, form.id, new Date(0)),
    ]
    for (const step of steps) {
      await again()
      expect(await step()).toMatchObject({ kind: 'done' })
      expect(await wokenSyncs()).toEqual(['Ana’s calendar'])
    }
  })

  it('an event that moves to another calendar: both', async () => {
    const [firms] = await calendarsOf(ana.actor)
    const id = await added(meeting('Deposition'), firms?.id)
    expect(await wokenSyncs()).toEqual([])
    await saveEvent(ana.actor, {
      ...{ id, version: 1, scope: ALL, calendarId: ana.calendarId },
      event: meeting('Deposition'),
    })
    expect(await wokenSyncs()).toEqual(['Ana’s calendar'])
    await owner().sync.updateMany({ data: { wokenAt: null } })
    await saveEvent(ana.actor, {
      ...{ id, version: 2, scope: ALL, calendarId: firms?.id ?? '' },
      event: meeting('Deposition'),
    })
    expect(await wokenSyncs()).toEqual(['Ana’s calendar'])
  })

  it('a calendar file: the calendar’s that it is imported into, if anything is', async () => {
    const text = [
      ...[
        'BEGIN:VCALENDAR',
        'VERSION:2.0',
        'PRODID:-//Test//EN',
        'BEGIN:VEVENT',
        'UID:hearing@court.example',
      ],
      ...['DTSTAMP:20261101T000000Z', 'DTSTART;VALUE=DATE:20261204', 'SUMMARY:Hearing', 'END:VEVENT'],
      'END:VCALENDAR',
    ].join('\r\n')
    const bytes = new TextEncoder().encode(text)
    const file = { calendarId: ana.calendarId, fileName: 'court.ics', bytes, zone: 'America/Chicago' }
    expect(await confirmEventImport(ana.actor, await storeEventImport(ana.actor, file))).toMatchObject({
      count: 1,
    })
    expect(await wokenSyncs()).toEqual(['Ana’s calendar'])
    await owner().sync.updateMany({ data: { wokenAt: null } })
    expect(await confirmEventImport(ana.actor, await storeEventImport(ana.actor, file))).toMatchObject({
      count: 0,
    })
    expect(await wokenSyncs()).toEqual([])
  })

  it('a contact: only those of contacts', async () => {
    await wakeSyncs(ana.actor.firmId, { kind: 'contacts' })
    expect(await wokenSyncs()).toEqual(['contacts'])
  })

  it('an edit that is refused wakes nothing', async () => {
    const id = await added(meeting('Deposition'))
    await owner().sync.updateMany({ data: { wokenAt: null } })
    const stale = { id, version: 7, scope: ALL, calendarId: ana.calendarId, event: meeting('Other') }
    expect(await saveEvent(ana.actor, stale)).toMatchObject({ kind: 'stale' })
    expect(await saveEvent(ben.actor, stale)).toMatchObject({ kind: 'missing' })
    expect(await wokenSyncs()).toEqual([])
  })

  it('a run that wrote events here wakes no sync of contacts and of no other calendar', async () => {
    ana.addThere({
      summary: 'Hearing',
      start: { dateTime: '2026-12-02T15:00:00-06:00', timeZone: 'America/Chicago' },
      end: { dateTime: '2026-12-02T16:00:00-06:00', timeZone: 'America/Chicago' },
    })
    await owner().sync.updateMany({ where: { id: ana.syncId }, data: { nextCheckAt: new Date(0) } })
    expect(await ana.later(0)).toMatchObject({ state: 'done' })
    expect((await ana.here()).map(({ value }) => value.title)).toContain('Hearing')
    expect(await wokenSyncs()).toEqual([])
  })

  it('within a minute the edit is in Google', async () => {
    await added(meeting('Edited here'))
    expect(await ana.later(MINUTE)).toMatchObject({ kind: 'edit', state: 'done' })
    expect((await ana.there()).map(({ summary }) => summary)).toContain('Edited here')
  })
})

describe('the sync of a calendar stops', () => {
  const stateOf = ({ syncId }: CalendarSync) =>
    owner().sync.findUniqueOrThrow({ where: { id: syncId }, select: { state: true, nextCheckAt: true } })

  it('when the calendar is deleted here; Google keeps its events', async () => {
    const sync = await setUpCalendar(emulator)
    await sync.addHere(meeting('Deposition'))
    await sync.start(await sync.preview())
    const runId = await syncNow(sync.actor, sync.syncId)
    expect(await deleteCalendar(sync.actor, sync.calendarId)).toBe(true)
    expect(await stateOf(sync)).toEqual({ state: 'stopped', nextCheckAt: null })
    expect(await owner().run.findUniqueOrThrow({ where: { id: runId ?? '' } })).toMatchObject({
      state: 'stopped',
    })
    const before = sync.calls()
    await sync.later()
    expect(sync.calls()).toBe(before)
    expect((await sync.there()).map(({ summary }) => summary)).toEqual(['Deposition'])
    expect(await startPreview(sync.actor, sync.syncId)).toBe(null)
  })

  it('when the calendar is deleted here while its preview is built or waits', async () => {
    const sync = await setUpCalendar(emulator)
    const preview = await sync.preview()
    expect(await deleteCalendar(sync.actor, sync.calendarId)).toBe(true)
    expect(await owner().run.findUniqueOrThrow({ where: { id: preview.id } })).toMatchObject({
      state: 'stopped',
    })
    expect(await discardPreview(sync.actor, preview.id)).toBe(false)
    expect(await startPreview(sync.actor, sync.syncId)).toBe(null)
  })

  it('when its person is removed; the calendar of a colleague goes on', async () => {
    expect(await removeUser(ana.actor, ben.actor.userId)).toBe('done')
    expect(await stateOf(ben)).toMatchObject({ state: 'stopped' })
    expect(await stateOf(ana)).toMatchObject({ state: 'active' })
  })
})
