// A series moves to another time, or gets another rule, while occurrences of it differ (traps 12, 21, 23): no edit and no cancellation is
// lost without a question, and nothing is doubled.
import { describe, expect, it } from 'vitest'
import { seriesRules } from '@/lib/domains/events/recurrence/edit/slots'
import type { CalendarEvent, EventTime } from '@/lib/domains/events/value/event'
import { THRESHOLDS } from '@/lib/engine/guard/guard'
import { deleteEvent, restoreEvent, saveEvent } from '@/lib/store/calendar/editing'
import { eventFromRow } from '@/lib/store/calendar/event-row'
import { db } from '@/lib/store/database/client'
import { withDatabase } from '@/testing/database/test-database'
import { decideAsShown } from '../as-shown'
import { type CalendarSync, setUpCalendar } from '../calendar-fixture'
import { withEmulator } from '../with-emulator'

withDatabase()
const emulator = withEmulator()

const ZONE = 'America/Chicago'
const timed = (day: string, hour: string): EventTime => ({
  kind: 'timed',
  start: `2026-12-${day}T${hour}:00:00`,
  end: `2026-12-${day}T${hour}:30:00`,
  zone: ZONE,
  endZone: null,
})
const timeThere = (day: string, hour: string) => ({
  start: { dateTime: `2026-12-${day}T${hour}:00:00`, timeZone: ZONE },
  end: { dateTime: `2026-12-${day}T${hour}:30:00`, timeZone: ZONE },
})
const slot = (day: string, utcHour: string) => `2026-12-${day}T${utcHour}:00:00Z`
const idAt = (id: string, at: string) => `${id}_${at.replace(/[-:]/g, '')}`

/** Wednesdays at 15:00: the 9th has another title, the 16th is canceled, the 23rd is on the 24th instead. In sync. */
async function inSync() {
  emulator().setSwitches({ orphanedExceptions: 'dropped' })
  const sync = await setUpCalendar(emulator(), {
    thresholds: { ...THRESHOLDS, few: 100, fewest: 100 },
  })
  const id = sync.addThere({
    summary: 'Team',
    ...timeThere('02', '15'),
    recurrence: ['RRULE:FREQ=WEEKLY;COUNT=5'],
  })
  sync.editThere(idAt(id, slot('09', '21')), { summary: 'Team and guests' })
  sync.deleteThere(idAt(id, slot('16', '21')))
  sync.editThere(idAt(id, slot('23', '21')), timeThere('24', '10'))
  await sync.start(await sync.preview())
  const series = (await sync.here()).find((one) => !one.slot)?.id ?? ''
  return { sync, id, series }
}

const rowOf = ({ actor }: CalendarSync, id: string) =>
  db(actor.firmId).calendarEvent.findFirstOrThrow({ where: { id } })

/** As the page of the whole series saves it. */
async function saveHere(sync: CalendarSync, id: string, change: Partial<CalendarEvent>) {
  const { version, calendarId, ...row } = await rowOf(sync, id)
  const event = { ...eventFromRow(row), ...change }
  return saveEvent(sync.actor, { id, version, calendarId, scope: { kind: 'all' }, event })
}

const lineOf = ({ title, status, time }: CalendarEvent, at: string | null | undefined) =>
  `${at ?? 'series'} ${status === 'cancelled' ? 'canceled' : `${title} ${time.start}`}`

const here = async (sync: CalendarSync) =>
  (await sync.here()).map(({ value, slot }) => lineOf(value, slot)).sort()
/** As our provider reads it, so that both sides are said alike. */
const there = async (sync: CalendarSync) => {
  const calendar = await sync.collectionThere()
  const { items } = await calendar.pull(null, null)
  const series = new Map(items.filter((one) => !one.slot).map((one) => [one.id, one.value]))

  return items
    .filter(({ parentId, slot, value }) => {
      const whole = series.get(parentId ?? '')
      return !slot || value.status !== 'cancelled' || (whole !== undefined && seriesRules.has(whole, slot))
    })
    .map(({ value, slot }) => lineOf(value, slot))
    .sort()
}

/** Checks until nothing is written any more. */
async function rests(sync: CalendarSync) {
  for (let round = 0; round < 8; round += 1) {
    const run = await sync.later()
    expect(run.state).toBe('done')
    if (run.written === 0 && round > 0) break
    expect(round).toBeLessThan(7)
  }
  expect(emulator().mails()).toEqual([])
}

const waiting = ({ actor, syncId }: CalendarSync) =>
  db(actor.firmId).change.findMany({ where: { syncId, state: 'waiting' } })

/** Decides the question about the series. */
async function answer(sync: CalendarSync, choice: 'local' | 'remote') {
  const open = await waiting(sync)
  expect(open).toHaveLength(1)
  const [change] = open
  const { conflicts } = (change ?? { body: {} }).body as unknown as {
    conflicts: readonly { readonly id: string }[]
  }
  expect(conflicts.length).toBeGreaterThan(0)
  await decideAsShown(sync.actor, change?.id ?? '', {
    conflicts: Object.fromEntries(conflicts.map(({ id }) => [id, choice])),
  })
}

const AT_NINE = [
  'series Team 2026-12-02T09:00:00',
  `${slot('09', '15')} Team and guests 2026-12-09T09:00:00`,
  `${slot('16', '15')} canceled`,
  `${slot('23', '15')} Team 2026-12-24T10:00:00`,
].sort()

const atNine = (orphanedExceptions: 'dropped' | 'shifted') =>
  orphanedExceptions === 'dropped' ? AT_NINE : AT_NINE.map((line) => line.replace('24T10', '24T04'))

// Google does not say what it does with occurrences that a moved series no longer has.
describe.each(['dropped', 'shifted'] as const)(
  'exceptions of a moved series in Google are %s',
  (orphanedExceptions) => {
    const expected = atNine(orphanedExceptions)
    const switched = async () => {
      const world = await inSync()
      emulator().setSwitches({ orphanedExceptions })
      return world
    }

    it('a series that moves in Google keeps the changes of its occurrences on both sides', async () => {
      const { sync, id } = await switched()
      sync.editThere(id, timeThere('02', '09'))
      await rests(sync)
      expect(await here(sync)).toEqual(expected)
      expect(await there(sync)).toEqual(expected)
    })

    it('a series that moves here keeps the changes of its occurrences on both sides', async () => {
      const { sync, series } = await switched()
      await saveHere(sync, series, { time: timed('02', '09') })
      await rests(sync)
      expect(await here(sync)).toEqual(expected)
      expect(await there(sync)).toEqual(expected)
    })

    it('an occurrence that was edited in Google before its series moved here keeps the edit', async () => {
      const { sync, id, series } = await switched()
      sync.editThere(idAt(id, slot('09', '21')), { location: 'Room 4' })
      sync.editThere(idAt(id, slot('30', '21')), { summary: 'Last one' })
      await saveHere(sync, series, { time: timed('02', '09') })
      await rests(sync)
      for (const side of [await here(sync), await there(sync)])
        expect(side).toEqual([...expected, `${slot('30', '15')} Last one 2026-12-30T09:00:00`].sort())
      const edited = (await sync.here()).find(({ value }) => value.title === 'Team and guests')
      expect(edited?.value.location).toBe('Room 4')
    })

    it('an occurrence that was edited here before its series moved in Google keeps the edit', async () => {
      const { sync, id, series } = await switched()
      const occurrence = (await sync.here()).find(({ value }) => value.title === 'Team and guests')
      await sync.editHere(occurrence?.id ?? '', { location: 'Room 4' })
      await sync.addHere(
        {
          ...eventFromRow(await rowOf(sync, series)),
          title: 'Last one',
          time: timed('30', '15'),
          repeat: [],
        },
        { parentId: series, slot: slot('30', '21') },
      )
      sync.editThere(id, timeThere('02', '09'))
      await rests(sync)
      for (const side of [await here(sync), await there(sync)])
        expect(side).toEqual([...expected, `${slot('30', '15')} Last one 2026-12-30T09:00:00`].sort())
      const [found] = (await sync.there()).filter(({ location }) => location === 'Room 4')
      expect(found).toMatchObject({ summary: 'Team and guests' })
    })
  },
)

it('a cancellation that is read before its moved series stays a cancellation', async () => {
  const { sync, id } = await inSync()
  emulator().setSwitches({ eventsPerPage: 1, unrulyEvents: true })
  sync.editThere(id, timeThere('02', '09'))
  sync.deleteThere(idAt(id, slot('30', '15')))
  await rests(sync)
  emulator().setSwitches({ eventsPerPage: 2_500, unrulyEvents: false })
  for (const side of [await here(sync), await there(sync)])
    expect(side).toEqual([...AT_NINE, `${slot('30', '15')} canceled`].sort())
})

describe('a series of which a changed occurrence has no place any more', () => {
  const ENDED = { recurrence: ['RRULE:FREQ=WEEKLY;COUNT=2'] }

  it('asks before the occurrence is lost here, and writes nothing of it until then', async () => {
    const { sync, id } = await inSync()
    sync.editThere(id, ENDED)
    await sync.later()
    expect((await waiting(sync))[0]?.body).toMatchObject({
      reasons: expect.arrayContaining([{ kind: 'losesOccurrences', side: 'local', count: 1 }]),
    })
    emulator().expireSyncTokens({})
    await sync.later()
    expect(await here(sync)).toContain(`${slot('23', '21')} Team 2026-12-24T10:00:00`)
    await answer(sync, 'remote')
    await rests(sync)
    for (const side of [await here(sync), await there(sync)])
      expect(side).toEqual(
        ['series Team 2026-12-02T15:00:00', `${slot('09', '21')} Team and guests 2026-12-09T15:00:00`].sort(),
      )
  })

  it('keeps the lost occurrence in the bin, where it is restored as an event of its own', async () => {
    const { sync, id } = await inSync()
    const lost = (await sync.here()).find((one) => one.slot === slot('23', '21'))
    sync.editThere(id, ENDED)
    await sync.later()
    await answer(sync, 'remote')
    await rests(sync)
    expect(await restoreEvent(sync.actor, lost?.id ?? '', new Date(0))).toMatchObject({ kind: 'done' })
    await rests(sync)
    for (const side of [await here(sync), await there(sync)])
      expect(side).toContain('series Team 2026-12-24T10:00:00')
  })

  it('takes the old rule back in Google if Clio wins, with every changed occurrence', async () => {
    const { sync, id } = await inSync()
    const before = await here(sync)
    sync.editThere(id, ENDED)
    await sync.later()
    await answer(sync, 'local')
    await rests(sync)
    expect(await here(sync)).toEqual(before)
    expect(await there(sync)).toEqual(before)
  })

  it('asks nothing if the occurrence was deleted here together with the end of the series', async () => {
    const { sync, series } = await inSync()
    const { version } = await rowOf(sync, series)
    await deleteEvent(sync.actor, { id: series, version, scope: { kind: 'following', on: slot('16', '21') } })
    await rests(sync)
    expect(await waiting(sync)).toEqual([])
    expect(await there(sync)).toEqual(await here(sync))
    expect(await here(sync)).toHaveLength(2)
  })

  it('adds an occurrence that was taken out of its series and restored at once as an event of its own', async () => {
    const { sync, series } = await inSync()
    const out = (await sync.here()).find((one) => one.slot === slot('23', '21'))
    const { version } = await rowOf(sync, series)
    await deleteEvent(sync.actor, { id: series, version, scope: { kind: 'following', on: slot('16', '21') } })
    await sync.later()
    await restoreEvent(sync.actor, out?.id ?? '', new Date(0))
    await rests(sync)
    for (const side of [await here(sync), await there(sync)])
      expect(side).toContain('series Team 2026-12-24T10:00:00')
  })

  it('asks if the occurrence was edited in Google just before its series ended here', async () => {
    const { sync, id, series } = await inSync()
    sync.editThere(idAt(id, slot('23', '21')), { summary: 'Do not lose me' })
    const { version } = await rowOf(sync, series)
    await deleteEvent(sync.actor, { id: series, version, scope: { kind: 'following', on: slot('16', '21') } })
    await sync.later()
    await sync.later()
    expect(await waiting(sync)).not.toEqual([])
    expect(await there(sync)).toContain(`${slot('23', '21')} Do not lose me 2026-12-24T10:00:00`)
  })
})
