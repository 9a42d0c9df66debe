// What is unusual in a calendar stops the run and asks: deleted series, an emptied calendar, an event written again and again.
import { describe, expect, it } from 'vitest'
import type { Run } from '@/lib/store/database/generated/client'
import { guardsIn } from '@/lib/store/runs/problem'
import { syncNow } from '@/lib/store/runs/runs'
import { MINUTE } from '@/lib/time'
import { withDatabase } from '@/testing/database/test-database'
import { meeting } from '@/testing/providers/event-samples'
import { type CalendarSync, setUpCalendar } from '../calendar-fixture'
import { continueAsShown } from '../fixture'
import { withEmulator } from '../with-emulator'

withDatabase()
const emulator = withEmulator()

const WEEKLY = { repeat: ['RRULE:FREQ=WEEKLY;COUNT=5;BYDAY=TU'] }
const guardsOf = ({ problem }: Pick<Run, 'problem'>) =>
  guardsIn(problem).guards.map(({ kind, count }) => `${kind} ${count}`)
const titles = async (sync: CalendarSync) => (await sync.here()).map(({ value }) => value.title).sort()

/** Six series here and in the account, and enough single events beside them that nothing else is unusual. */
async function withSeries() {
  const sync = await setUpCalendar(emulator())
  const series = await Promise.all(
    ['A', 'B', 'C', 'D', 'E', 'F'].map((name) => sync.addHere(meeting(`Series ${name}`, WEEKLY))),
  )
  for (let at = 0; at < 4; at += 1) await sync.addHere(meeting(`Single ${at}`))
  await sync.start(await sync.preview())
  const remote = new Map((await sync.links()).map(({ localId, remoteId }) => [localId, remoteId]))
  return { sync, series, there: series.map((id) => remote.get(id) ?? '') }
}

describe('more than three series deleted in one run', () => {
  it('in the account: nothing is deleted here until a person continues', async () => {
    const { sync, there } = await withSeries()
    for (const id of there.slice(0, 4)) sync.deleteThere(id)
    const held = await sync.later()
    expect(held).toMatchObject({ state: 'comparing', waitKind: 'guard' })
    expect(guardsOf(held)).toEqual(['seriesDeletedLocal 4'])
    expect(await titles(sync)).toHaveLength(10)
    await continueAsShown(sync.actor, held)
    expect(await sync.work()).toMatchObject({ state: 'done' })
    expect(await titles(sync)).toHaveLength(6)
  })

  it('here: nothing is deleted in the account until a person continues', async () => {
    const { sync, series } = await withSeries()
    for (const id of series.slice(0, 4)) await sync.deleteHere(id)
    const held = await sync.later()
    expect(guardsOf(held)).toEqual(['seriesDeletedRemote 4'])
    expect(await sync.there()).toHaveLength(10)
    await continueAsShown(sync.actor, held)
    await sync.work()
    expect(await sync.there()).toHaveLength(6)
  })

  it('on both sides together', async () => {
    const { sync, series, there } = await withSeries()
    for (const id of series.slice(0, 2)) await sync.deleteHere(id)
    for (const id of there.slice(4)) sync.deleteThere(id)
    expect(guardsOf(await sync.later())).toEqual(['seriesDeletedLocal 2', 'seriesDeletedRemote 2'])
  })

  it('three are deleted without a question', async () => {
    const { sync, there } = await withSeries()
    for (const id of there.slice(0, 3)) sync.deleteThere(id)
    expect(await sync.later()).toMatchObject({ state: 'done' })
    expect(await titles(sync)).toHaveLength(7)
  })
})

it('a calendar that was emptied on one side asks, and so do more than five deletions', async () => {
  const sync = await setUpCalendar(emulator())
  const ids: string[] = []
  for (let at = 0; at < 8; at += 1) ids.push(await sync.addHere(meeting(`Single ${at}`)))
  await sync.start(await sync.preview())
  for (const id of ids.slice(0, 6)) await sync.deleteHere(id)
  const held = await sync.later()
  expect(guardsOf(held)).toEqual(['manyDeletes 6'])
  await continueAsShown(sync.actor, held)
  await sync.work()
  await sync.addHere(meeting('One more'))
  await sync.later()
  for (const { id } of await sync.there()) sync.deleteThere(String(id))
  expect(guardsOf(await sync.later())).toEqual(['remoteEmptied 3'])
  expect(await titles(sync)).toHaveLength(3)
})

it('an event that is written more than ten times within an hour asks', async () => {
  const sync = await setUpCalendar(emulator())
  const id = await sync.addHere(meeting('Deposition'))
  await sync.start(await sync.preview())
  const edit = async (at: number) => {
    await sync.editHere(id, { location: `Room ${at}` })
    emulator().advanceClock({ ms: MINUTE })
    await syncNow(sync.actor, sync.syncId)
    return sync.work()
  }
  // The first of the ten writes added it there.
  for (let at = 1; at <= 9; at += 1) expect(await edit(at)).toMatchObject({ state: 'done', written: 1 })
  const held = await edit(10)
  expect(held).toMatchObject({ state: 'comparing', waitKind: 'guard' })
  expect(guardsOf(held)).toEqual(['manyWrites 1'])
  expect((await sync.there()).map(({ location }) => location)).toEqual(['Room 9'])
  await continueAsShown(sync.actor, held)
  await sync.work()
  expect((await sync.there()).map(({ location }) => location)).toEqual(['Room 10'])
})
