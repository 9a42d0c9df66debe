// An event that moves between two synced calendars of one account (docs/decisions/0228): Google keeps its id and its UID, and reports a
// deletion in one calendar and an addition in the other, in either order.
import { expect, it } from 'vitest'
import { createCalendar } from '@/lib/store/calendar/calendars'
import { restoreEvent } from '@/lib/store/calendar/editing'
import { db } from '@/lib/store/database/client'
import { openStates } from '@/lib/store/runs/run-sql'
import { startPreview } from '@/lib/store/runs/runs'
import { setUpCalendarSync } from '@/lib/store/sync/calendar-syncs'
import { MINUTE } from '@/lib/time'
import { advance } from '@/lib/worker/advance'
import { tick } from '@/lib/worker/schedule'
import { withDatabase } from '@/testing/database/test-database'
import { type CalendarSync, setUpCalendar } from '../calendar-fixture'
import { startAsShown } from '../fixture'
import { withEmulator } from '../with-emulator'

withDatabase()
const emulator = withEmulator()

const hearing = {
  summary: 'Hearing',
  start: { dateTime: '2026-12-02T15:00:00Z', timeZone: 'UTC' },
  end: { dateTime: '2026-12-02T16:00:00Z', timeZone: 'UTC' },
}
const series = { ...hearing, recurrence: ['RRULE:FREQ=WEEKLY;COUNT=4'] }
const SECOND = '20261209T150000Z'

/** The account's main calendar and a second one, each in sync with a calendar of the firm. */
async function twoCalendars() {
  const sync = await setUpCalendar(emulator())
  const { account, actor, connection } = sync
  const trials = emulator().addCalendar({ account, summary: 'Trials' }).id
  const calendarId = crypto.randomUUID()
  await createCalendar(actor, calendarId, { name: 'Trials', color: 'red' })
  const remote = { kind: 'existing', id: trials, name: 'Trials' } as const
  const done = await setUpCalendarSync(actor, {
    connectionId: connection.id,
    calendarId,
    remote,
    from: 'all',
  })
  if (done.kind !== 'done') throw new Error(`the second calendar was not set up: ${done.kind}`)
  return { sync, trials, calendarId, second: done.syncId }
}

async function start({ sync, second }: Awaited<ReturnType<typeof twoCalendars>>): Promise<void> {
  await sync.start(await sync.preview())
  const id = await startPreview(sync.actor, second)
  if (id === null) throw new Error('no preview was started')
  await advance(id, sync.deps)
  await startAsShown(sync.actor, { id })
  await advance(id, sync.deps)
}

/** All that is due, in both calendars, until nothing is written any more. */
async function rest({ actor, deps, now }: CalendarSync): Promise<void> {
  for (let round = 0; round < 2; round++) {
    emulator().advanceClock({ ms: 15 * MINUTE })
    await tick(now())
    const open = await db(actor.firmId).$queryRaw<{ id: string }[]>`
      select id from "Run" where "firmId" = ${actor.firmId}::uuid and state in (${openStates})`
    for (const { id } of open) await advance(id, deps)
  }
  const runs = await db(actor.firmId).run.findMany({ where: { firmId: actor.firmId } })
  expect(new Set(runs.map(({ state }) => state))).toEqual(new Set(['done']))
}

async function move({ account }: CalendarSync, from: string, id: string, to: string): Promise<void> {
  const scopes = ['https://www.googleapis.com/auth/calendar']
  const { accessToken } = emulator().issueTokens({ account, scopes })
  const path = `calendar/v3/calendars/${encodeURIComponent(from)}/events/${id}/move`
  const url = new URL(`${path}?destination=${encodeURIComponent(to)}`, emulator().url)
  const reply = await fetch(url, { method: 'POST', headers: { authorization: `Bearer ${accessToken}` } })
  expect(reply.status).toBe(200)
}

/** Events of the firm that are not deleted: title and calendar. */
async function here({ actor: { firmId } }: CalendarSync): Promise<readonly string[]> {
  const rows = await db(firmId).calendarEvent.findMany({
    where: { firmId, deletedAt: null, shape: { not: 'occurrence' } },
    include: { calendar: { select: { name: true } } },
  })
  return rows.map(({ value, calendar }) => `${(value as { title: string }).title} in ${calendar.name}`).sort()
}

it.each(['to a calendar that is checked later', 'to a calendar that is checked first'])(
  'it moves here %s: it is there once, nothing is doubled, and the copy in the bin can be restored',
  async (way) => {
    const both = await twoCalendars()
    const { sync, trials, calendarId } = both
    const isForward = way.endsWith('later')
    const [from, to] = isForward ? [sync.account, trials] : [trials, sync.account]
    const id = String(emulator().addEvent({ account: sync.account, calendar: from, event: hearing }).id)
    await start(both)
    expect(await here(sync)).toEqual([`Hearing in ${isForward ? 'Hearings' : 'Trials'}`])
    await move(sync, from, id, to)
    await rest(sync)
    expect(await here(sync)).toEqual([`Hearing in ${isForward ? 'Trials' : 'Hearings'}`])
    for (const [calendar, count] of [
      [from, 0],
      [to, 1],
    ] as const)
      expect(emulator().events({ account: sync.account, calendar })).toHaveLength(count)

    const left = isForward ? sync.calendarId : calendarId
    const { firmId } = sync.actor
    const binned = await db(firmId).calendarEvent.findFirstOrThrow({ where: { firmId, calendarId: left } })
    expect(binned.deletedAt).not.toBeNull()
    expect((await restoreEvent(sync.actor, binned.id, new Date(0))).kind).toBe('done')
    await rest(sync)
    expect(await here(sync)).toEqual(['Hearing in Hearings', 'Hearing in Trials'])
    for (const calendar of [from, to])
      expect(emulator().events({ account: sync.account, calendar })).toHaveLength(1)
  },
)

it('a series moves with its changed occurrence', async () => {
  const both = await twoCalendars()
  const { sync, trials, calendarId } = both
  const id = sync.addThere(series)
  sync.editThere(`${id}_${SECOND}`, { summary: 'Hearing, remote' })
  await start(both)
  await move(sync, sync.account, id, trials)
  await rest(sync)
  expect(await here(sync)).toEqual(['Hearing in Trials'])
  const { firmId } = sync.actor
  const occurrences = await db(firmId).calendarEvent.findMany({
    where: { firmId, calendarId, shape: 'occurrence', deletedAt: null },
  })
  expect(occurrences.map(({ value }) => (value as { title: string }).title)).toEqual(['Hearing, remote'])
})
