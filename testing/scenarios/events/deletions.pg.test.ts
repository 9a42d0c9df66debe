// Deletions of events that a person is asked about: nothing is deleted on the other side before they answer.
import { afterAll, describe, expect, it } from 'vitest'
import { closeQueue } from '@/lib/store/database/queue'
import { NO_SETTINGS_EFFECT, saveSyncSettings, setSyncSettings, stopSync } from '@/lib/store/sync/syncs'
import { owner, withDatabase } from '@/testing/database/test-database'
import { meeting } from '@/testing/providers/event-samples'
import { decideAsShown, decideDeletionsAsShown } from '../as-shown'
import { type CalendarSync, setUpCalendar } from '../calendar-fixture'
import { withEmulator } from '../with-emulator'

withDatabase()
const emulator = withEmulator()
afterAll(closeQueue)

const guest = { email: 'witness@example.com', name: '', response: 'needsAction', optional: false } as const
const timed = (date: string) =>
  ({
    kind: 'timed',
    start: `${date}T15:00:00`,
    end: `${date}T16:00:00`,
    zone: 'America/Chicago',
    endZone: null,
  }) as const
/** A day so many days from now, on the emulator's clock. */
const inDays = (sync: CalendarSync, days: number) =>
  new Date(sync.now().getTime() + days * 86_400_000).toISOString().slice(0, 10)

const titles = async (sync: CalendarSync) => (await sync.here()).map(({ value }) => value.title).sort()
/** As Google's own pages show the calendar: no occurrences of a deleted series. */
const summaries = async (sync: CalendarSync) => {
  const events = await sync.there()
  const gone = ({ recurringEventId: series }: { readonly recurringEventId?: unknown }) =>
    typeof series === 'string' && sync.thereById(series)?.status === 'cancelled'
  return events
    .filter((event) => !gone(event))
    .map(({ summary }) => summary)
    .sort()
}
const remoteOf = async (sync: CalendarSync, localId: string) =>
  (await sync.links()).find((link) => link.localId === localId)?.remoteId ?? ''
const waiting = (sync: CalendarSync) =>
  owner().change.findMany({ where: { syncId: sync.syncId, state: 'waiting' }, orderBy: { sortKey: 'asc' } })
const asked = async (sync: CalendarSync) =>
  (await waiting(sync)).map(({ kind, name, undecided }) => [kind, name, undecided])

/** An event with a guest that the account organizes, and the same here. */
async function withGuest(more: object = {}) {
  const sync = await setUpCalendar(emulator())
  const there = sync.addThere({
    summary: 'Hearing',
    start: { dateTime: '2027-03-02T15:00:00-06:00', timeZone: 'America/Chicago' },
    end: { dateTime: '2027-03-02T16:00:00-06:00', timeZone: 'America/Chicago' },
    attendees: [{ email: guest.email }],
    ...more,
  })
  await sync.start(await sync.preview())
  const [here] = await sync.here()
  emulator().clearMails()
  return { sync, there, here: here?.id ?? '' }
}

describe('an event with guests that was deleted here', () => {
  it('stays in the account until a person answers, however often is checked, and Delete deletes it without a mail', async () => {
    const { sync, here } = await withGuest()
    await sync.deleteHere(here)
    await sync.later()
    await sync.later()
    expect(await asked(sync)).toEqual([['deletion', 'Hearing', true]])
    expect(await summaries(sync)).toEqual(['Hearing'])
    const [question] = await waiting(sync)
    expect(await decideAsShown(sync.actor, question?.id ?? '', { deletion: 'delete' })).toBe(true)
    expect(await summaries(sync)).toEqual(['Hearing'])
    await sync.later()
    expect(await summaries(sync)).toEqual([])
    expect([await waiting(sync), await sync.links()]).toEqual([[], []])
    expect(emulator().mails()).toEqual([])
    expect(await sync.later()).toMatchObject({ state: 'done', written: 0 })
  })

  it('is here again after Keep, the same event', async () => {
    const { sync, here } = await withGuest()
    await sync.deleteHere(here)
    await sync.later()
    const [question] = await waiting(sync)
    await decideAsShown(sync.actor, question?.id ?? '', { deletion: 'keep' })
    await sync.later()
    expect((await sync.here()).map(({ id, value }) => [id, value.title])).toEqual([[here, 'Hearing']])
    expect(await summaries(sync)).toEqual(['Hearing'])
    expect(await waiting(sync)).toEqual([])
    expect(await sync.later()).toMatchObject({ state: 'done', written: 0 })
  })

  it('is asked about anew if it is edited in the account after the answer', async () => {
    const { sync, here, there } = await withGuest()
    await sync.deleteHere(here)
    await sync.later()
    const [question] = await waiting(sync)
    await decideAsShown(sync.actor, question?.id ?? '', { deletion: 'delete' })
    sync.editThere(there, { summary: 'Hearing, moved' })
    await sync.later()
    expect(await asked(sync)).toEqual([['deletion', 'Hearing, moved', true]])
    expect(await summaries(sync)).toEqual(['Hearing, moved'])
  })
})

describe('an event with guests that was deleted in the account', () => {
  it('stays here until a person answers; Delete moves it to the bin', async () => {
    const { sync, there, here } = await withGuest()
    sync.deleteThere(there)
    await sync.later()
    expect(await asked(sync)).toEqual([['deletion', 'Hearing', true]])
    expect(await titles(sync)).toEqual(['Hearing'])
    const [question] = await waiting(sync)
    await decideAsShown(sync.actor, question?.id ?? '', { deletion: 'delete' })
    await sync.later()
    expect(await titles(sync)).toEqual([])
    expect((await sync.itemHere(here)).deleted).toBe(true)
    expect(await waiting(sync)).toEqual([])
  })

  it('is added there again after Keep, and nobody is invited', async () => {
    const { sync, there } = await withGuest()
    sync.deleteThere(there)
    await sync.later()
    const [question] = await waiting(sync)
    await decideAsShown(sync.actor, question?.id ?? '', { deletion: 'keep' })
    await sync.later()
    expect(await titles(sync)).toEqual(['Hearing'])
    expect(await summaries(sync)).toEqual(['Hearing'])
    expect(emulator().mails()).toEqual([])
    expect(await sync.links()).toHaveLength(1)
    expect(await sync.later()).toMatchObject({ state: 'done', written: 0 })
  })

  it('is asked about in a preview, too, and Start Sync leaves it out or does what was answered', async () => {
    const { sync, there } = await withGuest()
    sync.deleteThere(there)
    await stopSync(sync.actor, sync.syncId)
    const preview = await sync.preview()
    const [row] = await sync.changes(preview.id)
    expect(row).toMatchObject({ kind: 'deletion', undecided: true, group: 'decide' })
    await decideAsShown(sync.actor, row?.id ?? '', { deletion: 'delete' })
    expect(await sync.start(preview)).toMatchObject({ state: 'done' })
    expect(await titles(sync)).toEqual([])
  })
})

describe('an event that was edited on one side and deleted on the other', () => {
  it.each([
    ['delete', [], []],
    ['keep', ['Hearing with notes'], ['Hearing with notes']],
  ] as const)('edited here: %s', async (deletion, here, there) => {
    const sync = await setUpCalendar(emulator())
    const id = await sync.addHere(meeting('Hearing'))
    await sync.start(await sync.preview())
    await sync.editHere(id, { title: 'Hearing with notes' })
    sync.deleteThere(await remoteOf(sync, id))
    await sync.later()
    expect(await asked(sync)).toEqual([['deletion', 'Hearing with notes', true]])
    const [question] = await waiting(sync)
    await decideAsShown(sync.actor, question?.id ?? '', { deletion })
    await sync.later()
    expect([await titles(sync), await summaries(sync)]).toEqual([here, there])
    expect(await waiting(sync)).toEqual([])
  })

  it.each([
    ['delete', [], []],
    ['keep', ['Hearing, moved'], ['Hearing, moved']],
  ] as const)('edited in the account: %s', async (deletion, here, there) => {
    const sync = await setUpCalendar(emulator())
    const id = await sync.addHere(meeting('Hearing'))
    await sync.start(await sync.preview())
    sync.editThere(await remoteOf(sync, id), { summary: 'Hearing, moved' })
    await sync.deleteHere(id)
    await sync.later()
    expect(await asked(sync)).toEqual([['deletion', 'Hearing, moved', true]])
    const [question] = await waiting(sync)
    await decideAsShown(sync.actor, question?.id ?? '', { deletion })
    await sync.later()
    expect([await titles(sync), await summaries(sync)]).toEqual([here, there])
  })

  it('is no question any more once it is restored where it was deleted', async () => {
    const sync = await setUpCalendar(emulator())
    const id = await sync.addHere(meeting('Hearing'))
    await sync.start(await sync.preview())
    sync.editThere(await remoteOf(sync, id), { summary: 'Hearing, moved' })
    await sync.deleteHere(id)
    await sync.later()
    await owner().calendarEvent.update({
      where: { id },
      data: { deletedAt: null, version: { increment: 1 } },
    })
    await sync.later()
    expect(await asked(sync)).toEqual([])
    expect([await titles(sync), await summaries(sync)]).toEqual([['Hearing, moved'], ['Hearing, moved']])
  })
})

describe('an event of the next 14 days', () => {
  const askSoon = (sync: CalendarSync) =>
    setSyncSettings(sync.actor, sync.syncId, { onConflict: 'ask', onLocalDelete: 'delete', askSoon: true })

  it('is asked about before it is deleted here, if the setting says so; a later one is not', async () => {
    const sync = await setUpCalendar(emulator())
    const soon = await sync.addHere(meeting('Soon', { time: timed(inDays(sync, 7)) }))
    const later = await sync.addHere(meeting('Later', { time: timed(inDays(sync, 40)) }))
    await sync.start(await sync.preview())
    await askSoon(sync)
    for (const id of [soon, later]) sync.deleteThere(await remoteOf(sync, id))
    await sync.later()
    expect(await titles(sync)).toEqual(['Soon'])
    expect(await asked(sync)).toEqual([['deletion', 'Soon', true]])
    // Without the setting the next check would delete it: that must be confirmed.
    const settings = { onConflict: 'ask', onLocalDelete: 'delete' } as const
    const asks = { ...NO_SETTINGS_EFFECT, answers: 1 }
    expect(await saveSyncSettings(sync.actor, sync.syncId, settings, NO_SETTINGS_EFFECT)).toEqual(asks)
    await sync.later()
    expect(await titles(sync)).toEqual(['Soon'])
    expect(await saveSyncSettings(sync.actor, sync.syncId, settings, asks)).toBeNull()
    await sync.later()
    expect(await titles(sync)).toEqual([])
  })

  it('is deleted without a question by default, and there always', async () => {
    const sync = await setUpCalendar(emulator())
    const one = await sync.addHere(meeting('One', { time: timed(inDays(sync, 7)) }))
    const two = await sync.addHere(meeting('Two', { time: timed(inDays(sync, 7)) }))
    await sync.start(await sync.preview())
    sync.deleteThere(await remoteOf(sync, one))
    await sync.later()
    expect(await titles(sync)).toEqual(['Two'])
    await askSoon(sync)
    await sync.deleteHere(two)
    await sync.later()
    expect(await summaries(sync)).toEqual([])
  })
})

it('all deletions that ask are answered together, and a conflict is not', async () => {
  const sync = await setUpCalendar(emulator())
  const ids: string[] = []
  for (const name of ['A', 'B', 'C']) ids.push(await sync.addHere(meeting(name)))
  await sync.start(await sync.preview())
  const [a = '', b = '', c = ''] = ids
  for (const id of [a, b]) {
    await sync.editHere(id, { location: 'Room 4' })
    sync.deleteThere(await remoteOf(sync, id))
  }
  await sync.editHere(c, { title: 'C here' })
  sync.editThere(await remoteOf(sync, c), { summary: 'C there' })
  await sync.later()
  const scope = { syncId: sync.syncId, runId: null }
  const all = { view: 'decide', q: '' } as const
  expect(await decideDeletionsAsShown(sync.actor, scope, all, 'keep')).toBe(2)
  await sync.later()
  expect(await summaries(sync)).toEqual(['A', 'B', 'C there'])
  expect((await asked(sync)).map(([kind]) => kind)).toEqual(['update'])
})

describe('a series of which one date was edited', () => {
  const WEEKLY = { repeat: ['RRULE:FREQ=WEEKLY;COUNT=5;BYDAY=TU'] }
  const SLOT = '2026-12-08T15:00:00Z'

  async function synced() {
    const sync = await setUpCalendar(emulator())
    const series = await sync.addHere(meeting('Team', WEEKLY))
    const occurrence = await sync.addHere(meeting('Team, long'), { parentId: series, slot: SLOT })
    await sync.start(await sync.preview())
    return { sync, series, occurrence, there: await remoteOf(sync, series) }
  }

  it.each([
    ['delete', [], []],
    ['keep', ['Team', 'Team, longer'], ['Team', 'Team, longer']],
  ] as const)('here, while the series was deleted in the account: %s', async (deletion, here, there) => {
    const { sync, occurrence, there: remote } = await synced()
    await sync.editHere(occurrence, { title: 'Team, longer' })
    sync.deleteThere(remote)
    await sync.later()
    expect(await asked(sync)).toEqual([['deletion', 'Team', true]])
    expect(await titles(sync)).toEqual(['Team', 'Team, longer'])
    const [question] = await waiting(sync)
    expect(await decideAsShown(sync.actor, question?.id ?? '', { deletion })).toBe(true)
    await sync.later()
    await sync.later()
    expect([await titles(sync), await summaries(sync)]).toEqual([here, there])
    expect(await waiting(sync)).toEqual([])
    expect(await sync.later()).toMatchObject({ state: 'done', written: 0 })
  })

  it.each([
    ['delete', [], []],
    ['keep', ['Team', 'Team, longer'], ['Team', 'Team, longer']],
  ] as const)('in the account, while the series was deleted here: %s', async (deletion, here, there) => {
    const { sync, series, there: remote } = await synced()
    sync.editThere(`${remote}_20261208T150000Z`, { summary: 'Team, longer' })
    await sync.deleteHere(series)
    await sync.later()
    expect(await asked(sync)).toEqual([['deletion', 'Team', true]])
    expect(await summaries(sync)).toEqual(['Team', 'Team, longer'])
    const [question] = await waiting(sync)
    await decideAsShown(sync.actor, question?.id ?? '', { deletion })
    await sync.later()
    await sync.later()
    expect([await titles(sync), await summaries(sync)]).toEqual([here, there])
    expect(await waiting(sync)).toEqual([])
    expect(await sync.later()).toMatchObject({ state: 'done', written: 0 })
  })
})

it('a series of which all dates were canceled one by one is deleted on neither side', async () => {
  const sync = await setUpCalendar(emulator())
  const series = await sync.addHere(meeting('Team', { repeat: ['RRULE:FREQ=WEEKLY;COUNT=2;BYDAY=TU'] }))
  await sync.start(await sync.preview())
  const remote = await remoteOf(sync, series)
  for (const date of ['20261201', '20261208']) sync.deleteThere(`${remote}_${date}T150000Z`)
  await sync.later()
  await sync.later()
  expect((await sync.itemHere(series)).deleted).toBe(false)
  expect((await sync.here()).filter(({ value }) => value.status === 'cancelled')).toHaveLength(2)
  expect(sync.thereById(remote)).toMatchObject({ status: 'confirmed' })
})
