// What is deleted in the account and restored from here comes back there whole: a series with its changed and canceled occurrences.
import { beforeEach, describe, expect, it } from 'vitest'
import { restoreEvent } from '@/lib/store/calendar/editing'
import { restoreToRemote } from '@/lib/store/sync/links'
import { stopSync } from '@/lib/store/sync/syncs'
import { owner, withDatabase } from '@/testing/database/test-database'
import { meeting } from '@/testing/providers/event-samples'
import { decideAsShown } from '../as-shown'
import { type CalendarSync, setUpCalendar } from '../calendar-fixture'
import { withEmulator } from '../with-emulator'

withDatabase()
const emulator = withEmulator()

/** Tuesdays at nine in Chicago. */
const weekly = { repeat: ['RRULE:FREQ=WEEKLY;COUNT=5'] }
const [SECOND, THIRD] = ['2026-12-08T15:00:00Z', '2026-12-15T15:00:00Z'] as const

let sync: CalendarSync
let series: string

beforeEach(async () => {
  sync = await setUpCalendar(emulator())
  series = await sync.addHere(meeting('Team', weekly))
  await sync.addHere(meeting('Team', { status: 'cancelled' }), { parentId: series, slot: SECOND })
  await sync.addHere(meeting('Team, remote'), { parentId: series, slot: THIRD })
  await sync.start(await sync.preview())
  await rests()
  expect(await there()).toEqual(WHOLE)
})

/** Events there, without occurrences of a series that is deleted. */
async function live() {
  const events = await sync.there()
  const ids = new Set(events.map(({ id }) => id))
  return events.filter(({ recurringEventId: of }) => of === undefined || ids.has(of))
}

/** Their titles, and what became of the second occurrence. */
async function there(): Promise<readonly string[]> {
  const events = await live()
  const id = String(events.find(({ recurrence }) => recurrence)?.id)
  const second = sync.thereById(`${id}_${SECOND.replace(/[-:]/g, '')}`)
  return [...events.map(({ summary }) => String(summary)).sort(), `second is ${second?.status}`]
}
const WHOLE = ['Team', 'Team, remote', 'second is cancelled']

/** Two more checks: the second one has nothing to do. */
async function rests(): Promise<void> {
  await sync.later()
  expect(await sync.later()).toMatchObject({ state: 'done', written: 0 })
}

async function deleteThere(): Promise<void> {
  const id = String((await sync.there()).find(({ recurrence }) => recurrence)?.id)
  sync.deleteThere(id)
}

describe('a series that was deleted in Google', () => {
  it('and edited here meanwhile comes back by Restore to Google with its occurrences', async () => {
    await sync.editHere(series, { location: 'Room 4' })
    await deleteThere()
    await rests()
    expect(await live()).toEqual([])
    // As earlier versions left it, which asked nothing.
    const { syncId } = sync
    await owner().change.deleteMany({ where: { syncId, state: 'waiting' } })
    await owner().link.updateMany({
      where: { syncId, localId: series },
      data: { tombstone: 'remote', tombstoneAt: new Date() },
    })
    const link = (await sync.links()).find(({ localId }) => localId === series)
    expect(link?.tombstone).toBe('remote')
    expect(await restoreToRemote(sync.actor, link?.id ?? '')).toBe(true)
    await rests()
    expect(await there()).toEqual(WHOLE)
    expect((await live()).map(({ location }) => location)).toContain('Room 4')
    expect(await sync.links()).toHaveLength(3)
  })

  it('and edited here meanwhile comes back with its occurrences after the answer Keep', async () => {
    await sync.editHere(series, { location: 'Room 4' })
    await deleteThere()
    await rests()
    const [asked] = await owner().change.findMany({ where: { syncId: sync.syncId, state: 'waiting' } })
    expect(await decideAsShown(sync.actor, asked?.id ?? '', { deletion: 'keep' })).toBe(true)
    // The series first: the next check adds its changed dates to it.
    await sync.later()
    await rests()
    expect(await there()).toEqual(WHOLE)
    expect((await live()).map(({ location }) => location)).toContain('Room 4')
    expect(await sync.links()).toHaveLength(3)
  })

  it('and so went to the bin comes back from there with its occurrences', async () => {
    await deleteThere()
    await rests()
    expect(await sync.here()).toEqual([])
    expect((await restoreEvent(sync.actor, series, new Date(0))).kind).toBe('done')
    await rests()
    expect(await there()).toEqual(WHOLE)
    expect(await sync.here()).toHaveLength(3)
  })

  it('and edited here meanwhile comes back with its occurrences when the sync is set up again', async () => {
    await sync.editHere(series, { location: 'Room 4' })
    await deleteThere()
    await rests()
    await stopSync(sync.actor, sync.syncId)
    await sync.start(await sync.preview())
    await rests()
    expect(await there()).toEqual(WHOLE)
  })
})
