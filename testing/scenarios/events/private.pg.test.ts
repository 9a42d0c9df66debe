// The setting of a calendar's sync about private events of the account, over worker steps and the emulator.
import { describe, expect, it } from 'vitest'
import type { PrivateAs } from '@/lib/store/database/generated/client'
import { setPrivateAs } from '@/lib/store/sync/calendar-syncs'
import { owner, withDatabase } from '@/testing/database/test-database'
import { type CalendarSync, setUpCalendar } from '../calendar-fixture'
import { withEmulator } from '../with-emulator'

withDatabase()
const emulator = withEmulator()

const meeting = (summary: string, more: object = {}) => ({
  summary,
  start: { dateTime: '2026-12-02T15:00:00Z' },
  end: { dateTime: '2026-12-02T16:00:00Z' },
  ...more,
})
const doctor = (summary = 'Doctor') => meeting(summary, { visibility: 'private', location: 'Clinic' })

async function started(privateAs: PrivateAs = 'busy'): Promise<CalendarSync> {
  const sync = await setUpCalendar(emulator())
  await setPrivateAs(sync.actor, sync.syncId, privateAs)
  sync.addThere(doctor())
  sync.addThere(meeting('Hearing'))
  await sync.start(await sync.preview())
  return sync
}

const here = async (sync: CalendarSync) =>
  (await sync.here()).map(({ value: { title, location } }) => [title, location].filter(Boolean).join(', '))
const set = (sync: CalendarSync, privateAs: PrivateAs) => setPrivateAs(sync.actor, sync.syncId, privateAs)
const later = async (sync: CalendarSync) => {
  const run = await sync.later()
  expect(run.state).toBe('done')
  return run
}

describe('private events of the account', () => {
  it('come as busy, with their content once that is chosen, and the next read is a full one', async () => {
    const sync = await started()
    expect(await here(sync)).toEqual(['Busy', 'Hearing'])
    expect((await later(sync)).full).toBe(false)
    expect(await set(sync, 'details')).toBe(true)
    expect((await later(sync)).full).toBe(true)
    expect(await here(sync)).toEqual(['Doctor, Clinic', 'Hearing'])
    expect((await later(sync)).full).toBe(false)
    expect(await sync.there()).toHaveLength(2)
  })

  it('as busy again: new ones come without content, and what is here stays', async () => {
    const sync = await started('details')
    expect(await here(sync)).toEqual(['Doctor, Clinic', 'Hearing'])
    await set(sync, 'busy')
    expect((await later(sync)).full).toBe(true)
    sync.addThere(doctor('Bank'))
    await later(sync)
    expect(await here(sync)).toEqual(['Busy', 'Doctor, Clinic', 'Hearing'])
    expect((await sync.there()).map(({ summary }) => summary).sort()).toEqual(['Bank', 'Doctor', 'Hearing'])
  })

  it('are left out, until another way is chosen', async () => {
    const sync = await started('none')
    expect(await here(sync)).toEqual(['Hearing'])
    await later(sync)
    expect(await here(sync)).toEqual(['Hearing'])
    await set(sync, 'busy')
    expect((await later(sync)).full).toBe(true)
    expect(await here(sync)).toEqual(['Busy', 'Hearing'])
  })

  it('that are linked stay linked when private ones are left out from now on, and nothing is deleted', async () => {
    const sync = await started()
    const id = String((await sync.there()).find(({ summary }) => summary === 'Doctor')?.id)
    await set(sync, 'none')
    expect((await later(sync)).full).toBe(true)
    sync.addThere(doctor('Bank'))
    sync.editThere(id, {
      start: { dateTime: '2026-12-02T17:00:00Z' },
      end: { dateTime: '2026-12-02T18:00:00Z' },
    })
    await later(sync)
    expect(await here(sync)).toEqual(['Hearing', 'Busy'])
    expect(await sync.links()).toHaveLength(2)
    expect(await sync.there()).toHaveLength(3)
  })

  it('that are series are left out with their occurrences', async () => {
    const sync = await setUpCalendar(emulator())
    await set(sync, 'none')
    const id = sync.addThere({
      ...meeting('Therapy', { visibility: 'private', recurrence: ['RRULE:FREQ=WEEKLY;COUNT=4'] }),
      start: { dateTime: '2026-12-02T15:00:00Z', timeZone: 'UTC' },
      end: { dateTime: '2026-12-02T16:00:00Z', timeZone: 'UTC' },
    })
    sync.editThere(`${id}_20261209T150000Z`, { location: 'Elsewhere' })
    sync.deleteThere(`${id}_20261216T150000Z`)
    await sync.start(await sync.preview())
    await later(sync)
    expect(await here(sync)).toEqual([])
  })

  it('of ours reach the account as private ones, whatever is chosen', async () => {
    const sync = await started('none')
    const [hearing] = await sync.here()
    if (!hearing) throw new Error('the hearing is here')
    await sync.addHere({ ...hearing.value, title: 'Busy', visibility: 'private' })
    await sync.addHere({ ...hearing.value, title: 'Strategy', visibility: 'private' })
    await later(sync)
    await later(sync)
    const there = (await sync.there()).map(({ summary, visibility }) =>
      `${summary} ${visibility ?? ''}`.trim(),
    )
    expect(there.sort()).toEqual(['Busy private', 'Doctor private', 'Hearing', 'Strategy private'])
    expect((await here(sync)).sort()).toEqual(['Busy', 'Hearing', 'Strategy'])
  })
})

it('a read that began before the choice is not gone on with', async () => {
  const sync = await started()
  emulator().expireSyncTokens({})
  await set(sync, 'details')
  emulator().advanceClock({ ms: 15 * 60_000 })
  const reading = {
    syncId: sync.syncId,
    firmId: sync.actor.firmId,
    kind: 'manual',
    state: 'reading',
  } as const
  const page = { full: true, pageToken: 'another-shape page-two', pages: 1, done: 1 }
  await owner().run.create({ data: { id: crypto.randomUUID(), ...reading, ...page } })
  expect(await sync.work()).toMatchObject({ state: 'done', full: true })
  expect(await here(sync)).toEqual(['Doctor, Clinic', 'Hearing'])
})

it('nobody chooses for another person', async () => {
  const [ana, ben] = [await started(), await setUpCalendar(emulator())]
  expect(await setPrivateAs(ben.actor, ana.syncId, 'details')).toBe(false)
  expect(await set(ana, 'busy')).toBe(false)
})
