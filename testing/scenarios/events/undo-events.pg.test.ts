// Undo of what a run did to a calendar: on both sides, for good, and undone again. A series with its changed and canceled dates is one
// unit, and nobody is sent a mail.
import { describe, expect, it } from 'vitest'
import { type CalendarEvent, EMPTY_EVENT, type EventTime } from '@/lib/domains/events/value/event'
import { THRESHOLDS } from '@/lib/engine/guard/guard'
import { db } from '@/lib/store/database/client'
import type { Run } from '@/lib/store/database/generated/client'
import { startUndo, undoPreview } from '@/lib/store/undo/undo'
import { withDatabase } from '@/testing/database/test-database'
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
const slot = (day: string, utcHour = '21') => `2026-12-${day}T${utcHour}:00:00Z`
const idAt = (id: string, at: string) => `${id}_${at.replace(/[-:]/g, '')}`
const WEEKLY = ['RRULE:FREQ=WEEKLY;COUNT=5']
const GUEST = { email: 'ben@example.com', responseStatus: 'accepted' }

/** A hearing and a weekly team meeting are in sync; of the meeting the 9th has another title and the 16th is canceled. */
async function inStep() {
  const sync = await setUpCalendar(emulator(), {
    thresholds: { ...THRESHOLDS, few: 100, fewDeleted: 100, fewest: 100 },
  })
  const hearing = sync.addThere({ summary: 'Hearing', ...timeThere('03', '10'), location: 'Room 1' })
  const team = sync.addThere({ summary: 'Team', ...timeThere('02', '15'), recurrence: WEEKLY })
  sync.editThere(idAt(team, slot('09')), { summary: 'Team and guests' })
  sync.deleteThere(idAt(team, slot('16')))
  const first = await sync.start(await sync.preview())
  const idHere = async (title: string) =>
    (await sync.here()).find((one) => !one.slot && one.value.title === title)?.id ?? ''
  return {
    sync,
    first,
    hearing,
    team,
    here: { hearing: await idHere('Hearing'), team: await idHere('Team') },
  }
}

const lineOf = ({ title, status, time, location }: CalendarEvent, at: string | null | undefined) =>
  `${at ?? 'whole'} ${status === 'cancelled' ? 'canceled' : `${title} ${time.start} ${location}`.trim()}`
const lines = (
  items: readonly { readonly value: CalendarEvent; readonly slot?: string | null | undefined }[],
) => items.map(({ value, slot }) => lineOf(value, slot)).sort()

async function sides(sync: CalendarSync) {
  const { items } = await (await sync.collectionThere()).pull(null, null)
  return { here: lines(await sync.here()), there: lines(items) }
}

const preview = async (sync: CalendarSync, runId: string, changeId: string | null = null) => {
  const shown = await undoPreview(sync.actor, { runId, changeId, field: null }, null, 50)
  if (!shown) throw new Error('no preview')
  return shown
}

async function undo(
  sync: CalendarSync,
  runId: string,
  more: { changeId?: string; deletesThere?: number } = {},
) {
  const request = { runId, changeId: null, field: null, deletesThere: 1_000, ...more }
  expect(await startUndo(sync.actor, request)).toMatchObject({ kind: 'started' })
  const run = await sync.work()
  expect(run).toMatchObject({ kind: 'undo', state: 'done' })
  expect(emulator().mails()).toEqual([])
  return run
}

/** The next checks, also one that reads everything, find nothing to write on either side. */
async function staysSo(sync: CalendarSync) {
  const before = await sides(sync)
  for (const full of [false, true, false]) {
    if (full)
      await db(sync.actor.firmId).collection.updateMany({
        where: { role: 'remote' },
        data: { cursorToken: null },
      })
    expect(await sync.later()).toMatchObject({ state: 'done', written: 0 })
  }
  expect(await sides(sync)).toEqual(before)
}

/** A run that does what was prepared. */
async function run(sync: CalendarSync): Promise<Run> {
  const done = await sync.later()
  expect(done.written).toBeGreaterThan(0)
  return done
}

/** Checks until nothing is written any more: a move takes up to three runs. */
async function rests(sync: CalendarSync) {
  for (let round = 0; round < 5; round += 1) if ((await sync.later()).written === 0) return
  throw new Error('The sync never rests')
}

describe('undo of a run of a calendar', () => {
  it('that brought an edit here: here is as before, Google keeps it, and what people edited since stays', async () => {
    const { sync, hearing, here } = await inStep()
    const before = await sides(sync)
    sync.editThere(hearing, { summary: 'Court date', location: 'Room 2' })
    const edited = await run(sync)
    await sync.editHere(here.hearing, { location: 'Room 3' })
    expect(await preview(sync, edited.id)).toMatchObject({
      ...{ notNow: null, calendarId: sync.calendarId },
      counts: { total: 1, restores: 1, kept: { edited: 1 } },
      rows: [{ kept: [{ why: 'edited', side: 'local', fields: ['location'] }] }],
    })
    await undo(sync, edited.id)
    const now = await sides(sync)
    expect(now.here).toContain('whole Hearing 2026-12-03T10:00:00 Room 3')
    expect(now.there).toContain('whole Court date 2026-12-03T10:00:00 Room 2')
    // The others are untouched.
    expect(now.here.filter((line) => !line.includes('03T10'))).toEqual(
      before.here.filter((line) => !line.includes('03T10')),
    )
    // The edit that had not traveled yet still does.
    await run(sync)
    expect((await sides(sync)).there).toContain('whole Court date 2026-12-03T10:00:00 Room 3')
    await staysSo(sync)
  })

  it('that carried edits and a new time to Google: Google is as before, and undone again it is not', async () => {
    const { sync, here } = await inStep()
    const before = await sides(sync)
    await sync.editHere(here.hearing, { title: 'Trial', time: timed('04', '11') })
    const edited = await run(sync)
    const after = await sides(sync)
    const undone = await undo(sync, edited.id)
    expect(await sides(sync)).toEqual({ here: after.here, there: before.there })
    await staysSo(sync)
    await undo(sync, undone.id)
    expect(await sides(sync)).toEqual(after)
    await staysSo(sync)
  })

  it('that added everything here: it goes to Deleted with its dates, comes back, and goes once more', async () => {
    const { sync, first } = await inStep()
    const before = await sides(sync)
    expect(await preview(sync, first.id)).toMatchObject({
      counts: { deletesHere: 2, deletesThere: 0, kept: {} },
    })
    const undone = await undo(sync, first.id)
    expect(await sides(sync)).toEqual({ here: [], there: before.there })
    await staysSo(sync)
    const again = await undo(sync, undone.id)
    expect(await sides(sync)).toEqual(before)
    await staysSo(sync)
    await undo(sync, again.id)
    expect(await sides(sync)).toEqual({ here: [], there: before.there })
    await staysSo(sync)
  })

  it('keeps a series of which a date was changed since, and says so', async () => {
    const { sync, first, here } = await inStep()
    const [ninth] = (await sync.here()).filter((one) => one.slot === slot('09'))
    await sync.editHere(ninth?.id ?? '', { location: 'Bar' })
    const shown = await preview(sync, first.id)
    expect(shown).toMatchObject({ counts: { deletesHere: 1, kept: { occurrences: 1 } } })
    await undo(sync, first.id)
    expect((await sync.itemHere(here.team)).deleted).toBe(false)
    expect((await sides(sync)).here).toContain(`${slot('09')} Team and guests 2026-12-09T15:00:00 Bar`)
    await run(sync)
    await staysSo(sync)
  })

  it('that added a series to Google: it is deleted there only if asked, and returns with its dates', async () => {
    const { sync } = await inStep()
    const before = await sides(sync)
    const guests = [{ email: 'ben@example.com', name: '', response: 'needsAction' as const, optional: false }]
    const series = await sync.addHere({
      ...EMPTY_EVENT,
      ...{
        title: 'Review',
        time: timed('07', '15'),
        repeat: WEEKLY,
        guests,
      },
    })
    const at = (day: string) => ({ parentId: series, slot: slot(day) })
    const value = (await sync.itemHere(series)).value
    await sync.addHere({ ...value, repeat: [], time: timed('14', '09') }, at('14'))
    await sync.addHere({ ...value, repeat: [], time: timed('21', '15'), status: 'cancelled' }, at('21'))
    const added = await run(sync)
    const after = await sides(sync)
    expect(await preview(sync, added.id)).toMatchObject({ counts: { deletesThere: 1, kept: {} } })
    await undo(sync, added.id, { deletesThere: 0 })
    expect(await sides(sync)).toEqual(after)
    const undone = await undo(sync, added.id)
    expect(await sides(sync)).toEqual({ here: after.here, there: before.there })
    await staysSo(sync)
    const shown = await preview(sync, undone.id)
    expect(shown.counts).toMatchObject({ adds: 1 })
    expect(shown.rows[0]?.occurrences).toHaveLength(2)
    const again = await undo(sync, undone.id)
    expect(await sides(sync)).toEqual(after)
    await staysSo(sync)
    await undo(sync, again.id)
    expect(await sides(sync)).toEqual({ here: after.here, there: before.there })
    await staysSo(sync)
  })

  it('keeps a series in Google of which somebody changed a date there meanwhile', async () => {
    const { sync } = await inStep()
    await sync.addHere({
      ...EMPTY_EVENT,
      ...{ title: 'Review', time: timed('07', '15'), repeat: WEEKLY },
    })
    const added = await run(sync)
    const series = (await sync.there()).find(({ summary }) => summary === 'Review')
    sync.editThere(idAt(String(series?.id), slot('14')), { summary: 'Review with Ben' })
    await undo(sync, added.id)
    expect((await sides(sync)).there).toContain(`${slot('14')} Review with Ben 2026-12-14T15:00:00`)
    await run(sync)
    await staysSo(sync)
  })

  it('that changed and canceled dates here: they are as their series again', async () => {
    const { sync, team } = await inStep()
    const before = await sides(sync)
    sync.editThere(idAt(team, slot('23')), { summary: 'Party' })
    sync.deleteThere(idAt(team, slot('30')))
    const brought = await run(sync)
    const after = await sides(sync)
    const undone = await undo(sync, brought.id)
    const now = await sides(sync)
    expect(now.there).toEqual(after.there)
    expect(now.here).toEqual(
      [
        ...before.here,
        `${slot('23')} Team 2026-12-23T15:00:00`,
        `${slot('30')} Team 2026-12-30T15:00:00`,
      ].sort(),
    )
    await staysSo(sync)
    await undo(sync, undone.id)
    expect(await sides(sync)).toEqual(after)
    await staysSo(sync)
  })

  it('that changed and canceled dates in Google: they take place there again', async () => {
    const { sync, here } = await inStep()
    const at = (day: string) => ({ parentId: here.team, slot: slot(day) })
    const { value } = await sync.itemHere(here.team)
    await sync.addHere({ ...value, repeat: [], title: 'Party', time: timed('23', '15') }, at('23'))
    await sync.addHere({ ...value, repeat: [], time: timed('30', '15'), status: 'cancelled' }, at('30'))
    const carried = await run(sync)
    const after = await sides(sync)
    const party = (await sync.changes(carried.id)).find(({ name }) => name === 'Party')
    await undo(sync, carried.id, { changeId: party?.id ?? '' })
    expect((await sides(sync)).there).toContain(`${slot('23')} Team 2026-12-23T15:00:00`)
    expect((await sides(sync)).there).toContain(`${slot('30')} canceled`)
    await undo(sync, carried.id)
    expect((await sides(sync)).there).toContain(`${slot('30')} Team 2026-12-30T15:00:00`)
    expect((await sides(sync)).here).toEqual(after.here)
    await staysSo(sync)
  })

  it.each(['here', 'there'] as const)(
    'that deleted events, first deleted %s: the other side has them again',
    async (side) => {
      const { sync, hearing, team } = await inStep()
      // One of its dates is an EXDATE in Google.
      const vote = sync.addThere({
        summary: 'Vote',
        ...timeThere('01', '12'),
        recurrence: [...WEEKLY, 'EXDATE;TZID=America/Chicago:20261208T120000'],
      })
      await run(sync)
      const before = await sides(sync)
      const ids = (await sync.here()).flatMap(({ id, slot }) => (slot ? [] : [id]))
      if (side === 'here') for (const id of ids) await sync.deleteHere(id)
      else for (const id of [hearing, team, vote]) sync.deleteThere(id)
      const deleted = await run(sync)
      const nothing: readonly string[] = []
      expect(await sides(sync)).toEqual({ here: nothing, there: nothing })
      expect(await preview(sync, deleted.id)).toMatchObject({ counts: { adds: 3, kept: {} } })
      const undone = await undo(sync, deleted.id)
      const back =
        side === 'here' ? { here: nothing, there: before.there } : { here: before.here, there: nothing }
      expect(await sides(sync)).toEqual(back)
      await staysSo(sync)
      await undo(sync, undone.id)
      expect(await sides(sync)).toEqual({ here: nothing, there: nothing })
      await staysSo(sync)
    },
  )

  it('that moved a series here: its changed and canceled dates move back with it', async () => {
    const { sync, team } = await inStep()
    const before = await sides(sync)
    sync.editThere(team, timeThere('02', '09'))
    const moved = await run(sync)
    await rests(sync)
    const after = await sides(sync)
    expect(await preview(sync, moved.id)).toMatchObject({ counts: { restores: 1, kept: {} } })
    const undone = await undo(sync, moved.id)
    expect(await sides(sync)).toEqual({ here: before.here, there: after.there })
    await staysSo(sync)
    await undo(sync, undone.id)
    expect(await sides(sync)).toEqual(after)
    await staysSo(sync)
  })

  it('that moved a series in Google of which dates differ: its time stays there, and the page says so', async () => {
    const { sync, here } = await inStep()
    await sync.editHere(here.team, { title: 'All hands', time: timed('02', '09') })
    const moved = await run(sync)
    await rests(sync)
    const shown = await preview(sync, moved.id)
    expect(shown.rows.find(({ name }) => name === 'All hands')?.kept).toEqual([
      { why: 'slots', side: 'remote' },
    ])
    await undo(sync, moved.id)
    expect((await sides(sync)).there).toContain('whole Team 2026-12-02T09:00:00')
    await staysSo(sync)
  })

  it('that made a series longer and changed one of its dates: the date has the old length again', async () => {
    const { sync, team } = await inStep()
    sync.editThere(idAt(team, slot('23')), { summary: 'Party' })
    const { start } = timeThere('02', '15')
    sync.editThere(team, { start, end: timeThere('02', '17').end })
    const brought = await run(sync)
    await undo(sync, brought.id)
    const dates = (await sync.here()).filter((one) => one.slot === slot('23'))
    expect(dates.map(({ value }) => value)).toMatchObject([{ title: 'Team', time: timed('23', '15') }])
    await staysSo(sync)
  })

  it('that changed a series here of which a date was here only: the date gives back what it took over', async () => {
    const { sync, team, here } = await inStep()
    const { value } = await sync.itemHere(here.team)
    const party = { ...value, repeat: [], title: 'Party', time: timed('23', '15') }
    await sync.addHere(party, { parentId: here.team, slot: slot('23') })
    const before = await sides(sync)
    sync.editThere(team, { location: 'Bar' })
    const brought = await run(sync)
    // The date itself goes to Google in the next run, with what it took over.
    const added = await run(sync)
    const after = await sides(sync)
    expect(after.here).toContain(`${slot('23')} Party 2026-12-23T15:00:00 Bar`)
    const undone = [await undo(sync, added.id), await undo(sync, brought.id)]
    expect((await sides(sync)).here).toEqual(before.here)
    await staysSo(sync)
    for (const { id } of undone.reverse()) await undo(sync, id)
    expect(await sides(sync)).toEqual(after)
    await staysSo(sync)
  })

  it('that changed a series in Google of which a date was changed there: the next check brings nothing here', async () => {
    const { sync, team, here } = await inStep()
    await sync.editHere(here.team, { title: 'All hands' })
    sync.editThere(idAt(team, slot('23')), { location: 'Bar' })
    const done = await run(sync)
    await rests(sync)
    await undo(sync, done.id)
    expect((await sides(sync)).there).toContain(`${slot('23')} Team 2026-12-23T15:00:00 Bar`)
    expect((await sides(sync)).here).toContain(`${slot('23')} All hands 2026-12-23T15:00:00`)
    await staysSo(sync)
  })

  it('of an event whose guests Google has: nobody gets a mail, and the guests stay where they are', async () => {
    const { sync, hearing } = await inStep()
    sync.editThere(hearing, { summary: 'Court date', attendees: [GUEST] })
    const brought = await run(sync)
    await undo(sync, brought.id)
    expect(sync.thereById(hearing)).toMatchObject({ summary: 'Court date', attendees: [GUEST] })
    await staysSo(sync)
  })
})
