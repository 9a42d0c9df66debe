// Calendars, both ways: a firm's calendar and a Google account in the emulator, over HTTP.
import { expect, it } from 'vitest'
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import { ProviderError } from '@/lib/providers/provider'
import { react } from '@/lib/worker/failed-step'
import type { StepContext } from '@/lib/worker/step-context'
import { owner, withDatabase } from '@/testing/database/test-database'
import { meeting } from '@/testing/providers/event-samples'
import { setUpCalendar } from '../calendar-fixture'
import { withEmulator } from '../with-emulator'

withDatabase()
const emulator = withEmulator()

const hearing = (summary: string, more: object = {}) => ({
  summary,
  start: { dateTime: '2026-12-02T15:00:00-06:00', timeZone: 'America/Chicago' },
  end: { dateTime: '2026-12-02T16:00:00-06:00', timeZone: 'America/Chicago' },
  ...more,
})
const weekly = { repeat: ['RRULE:FREQ=WEEKLY;COUNT=5;BYDAY=TU'] }
const SECOND = '2026-12-08T15:00:00Z'

const titles = (items: readonly { readonly value: { readonly title: string } }[]) =>
  items.map(({ value }) => value.title)
const summaries = (events: readonly { readonly summary?: unknown }[]) =>
  events.map(({ summary }) => summary).sort()

it('a first sync adds what each side lacks, and the next check does nothing', async () => {
  const sync = await setUpCalendar(emulator())
  await sync.addHere(meeting('Deposition'))
  sync.addThere(hearing('Hearing'))
  const preview = await sync.preview()
  expect(preview).toMatchObject({ state: 'ready' })
  expect((await sync.changes(preview.id)).map(({ kind, name }) => [kind, name])).toEqual([
    ['createLocal', 'Hearing'],
    ['createRemote', 'Deposition'],
  ])
  expect(await sync.start(preview)).toMatchObject({ state: 'done' })
  expect(titles(await sync.here())).toEqual(['Deposition', 'Hearing'])
  expect(summaries(await sync.there())).toEqual(['Deposition', 'Hearing'])
  const before = sync.calls()
  const later = await sync.later()
  expect(later).toMatchObject({ state: 'done', written: 0 })
  expect(sync.calls() - before).toBe(1)
})

it('edits, additions and deletions go both ways', async () => {
  const sync = await setUpCalendar(emulator())
  const ours = await sync.addHere(meeting('Deposition'))
  const theirs = sync.addThere(hearing('Hearing'))
  await sync.start(await sync.preview())
  await sync.editHere(ours, { location: 'Room 4' })
  sync.editThere(theirs, { summary: 'Hearing, moved' })
  await sync.later()
  expect(titles(await sync.here())).toEqual(['Deposition', 'Hearing, moved'])
  expect((await sync.there()).map(({ location }) => location)).toContain('Room 4')
  sync.deleteThere(theirs)
  await sync.deleteHere(ours)
  expect(await sync.later()).toMatchObject({ state: 'done' })
  expect(await sync.here()).toEqual([])
  expect(await sync.there()).toEqual([])
  expect(await sync.links()).toEqual([])
  expect(await sync.later()).toMatchObject({ state: 'done', written: 0 })
})

it('an event that was edited here while it was deleted there waits for a person', async () => {
  const sync = await setUpCalendar(emulator())
  const theirs = sync.addThere(hearing('Hearing'))
  await sync.start(await sync.preview())
  const [event] = await sync.here()
  await sync.editHere(event?.id ?? '', { title: 'Hearing with notes' })
  sync.deleteThere(theirs)
  await sync.later()
  expect(titles(await sync.here())).toEqual(['Hearing with notes'])
})

it('a series travels with its changed and canceled occurrences', async () => {
  const sync = await setUpCalendar(emulator())
  const series = await sync.addHere(meeting('Team', weekly))
  const moved = meeting('Team, moved', {
    time: {
      kind: 'timed',
      start: '2026-12-15T11:00:00',
      end: '2026-12-15T12:00:00',
      zone: 'America/Chicago',
      endZone: null,
    },
  })
  await sync.addHere(moved, { parentId: series, slot: '2026-12-15T15:00:00Z' })
  await sync.addHere(meeting('Team', { status: 'cancelled' }), { parentId: series, slot: SECOND })
  const theirs = sync.addThere(hearing('Standup', { recurrence: ['RRULE:FREQ=WEEKLY;COUNT=4'] }))
  sync.editThere(`${theirs}_20261209T210000Z`, { summary: 'Standup, remote' })
  sync.deleteThere(`${theirs}_20261216T210000Z`)
  const run = await sync.start(await sync.preview())
  expect(run).toMatchObject({ state: 'done' })
  const here = await sync.here()
  expect(here.map(({ value }) => [value.title, value.status])).toEqual(
    expect.arrayContaining([
      ['Standup', 'confirmed'],
      ['Standup, remote', 'confirmed'],
      ['Team', 'confirmed'],
      ['Team, moved', 'confirmed'],
    ]),
  )
  expect(here.filter(({ value }) => value.status === 'cancelled')).toHaveLength(2)
  const there = await sync.there()
  expect(summaries(there)).toEqual(['Standup', 'Standup, remote', 'Team', 'Team, moved'])
  expect(await sync.later()).toMatchObject({ state: 'done', written: 0 })
})

it('an occurrence that was changed here has what Google says about its series', async () => {
  const sync = await setUpCalendar(emulator())
  const at = (date: string): CalendarEvent['time'] => ({
    ...{ kind: 'timed', start: `${date}T11:00:00`, end: `${date}T12:00:00` },
    ...{ zone: 'America/Chicago', endZone: null },
  })
  const ours = await sync.addHere(meeting('Team', weekly))
  const second = await sync.addHere(meeting('Team', { time: at('2026-12-08') }), {
    ...{ parentId: ours, slot: SECOND },
  })
  const theirs = sync.addThere({
    ...hearing('Team', { recurrence: weekly.repeat, description: 'Bring the files' }),
    start: { dateTime: '2026-12-01T09:00:00', timeZone: 'America/Chicago' },
    end: { dateTime: '2026-12-01T10:00:00', timeZone: 'America/Chicago' },
  })
  const says = async (description: string, ids: readonly string[]) => {
    const here = await Promise.all(ids.map((id) => sync.itemHere(id)))
    const there = await sync.there()
    expect(here.map(({ value }) => value.description)).toEqual(ids.map(() => description))
    expect(there.map((event) => event.description)).toEqual(ids.map(() => description))
  }
  expect(await sync.start(await sync.preview())).toMatchObject({ state: 'done', problem: null })
  await says('Bring the files', [ours, second])
  // Changed here while Google changes the series: the next run sees both at once.
  const third = await sync.addHere(
    meeting('Team', { time: at('2026-12-15'), description: 'Bring the files' }),
    { parentId: ours, slot: '2026-12-15T15:00:00Z' },
  )
  sync.editThere(theirs, { description: 'No files' })
  await sync.later()
  await sync.later()
  await says('No files', [ours, second, third])
  sync.editThere(theirs, { description: 'Two files' })
  await sync.later()
  await says('Two files', [ours, second, third])
  expect(await sync.later()).toMatchObject({ written: 0 })
})

it('an occurrence that is canceled on one side is canceled on the other, and nothing else', async () => {
  const sync = await setUpCalendar(emulator())
  const series = await sync.addHere(meeting('Team', weekly))
  await sync.start(await sync.preview())
  const [there] = await sync.there()
  sync.deleteThere(`${there?.id}_20261208T150000Z`)
  await sync.later()
  const here = await sync.here()
  expect(here.map(({ value, slot }) => [value.status, slot ?? null])).toEqual(
    expect.arrayContaining([
      ['confirmed', null],
      ['cancelled', SECOND],
    ]),
  )
  await sync.addHere(meeting('Team', { status: 'cancelled' }), {
    parentId: series,
    slot: '2026-12-22T15:00:00Z',
  })
  await sync.later()
  expect(sync.thereById(`${there?.id}_20261222T150000Z`)).toMatchObject({ status: 'cancelled' })
  expect(sync.thereById(`${there?.id}`)).toMatchObject({ status: 'confirmed' })
})

it('an occurrence that Google gives without its content has that of its series, in the preview and here', async () => {
  const sync = await setUpCalendar(emulator())
  const theirs = sync.addThere(
    hearing('Standup', { location: 'Room 4', recurrence: ['RRULE:FREQ=WEEKLY;COUNT=4'] }),
  )
  sync.deleteThere(`${theirs}_20261216T210000Z`)
  const excluded = {
    recurrence: ['RRULE:FREQ=WEEKLY;COUNT=4', 'EXDATE;TZID=America/Chicago:20261203T150000'],
  }
  sync.addThere({
    ...hearing('Call', excluded),
    start: { dateTime: '2026-11-26T15:00:00-06:00', timeZone: 'America/Chicago' },
    end: { dateTime: '2026-11-26T15:30:00-06:00', timeZone: 'America/Chicago' },
  })
  const preview = await sync.preview()
  const rows = await sync.changes(preview.id)
  expect(rows.map(({ name, sortKey }) => [name, sortKey.slice(0, 10)]).sort()).toEqual([
    ['Call', '2026-11-26'],
    ['Call', '2026-12-03'],
    ['Standup', '2026-12-02'],
    ['Standup', '2026-12-16'],
  ])
  await sync.start(preview)
  const canceled = (await sync.here())
    .map(({ value }) => value)
    .filter(({ status }) => status === 'cancelled')
  expect(canceled.map(({ title, location, time }) => [title, location, time.start, time.end])).toEqual([
    ['Call', '', '2026-12-03T15:00:00', '2026-12-03T15:30:00'],
    ['Standup', 'Room 4', '2026-12-16T15:00:00', '2026-12-16T16:00:00'],
  ])
  // Known to the next check only by their place, too.
  sync.deleteThere(`${theirs}_20261223T210000Z`)
  expect((await sync.changes((await sync.later()).id)).map(({ name }) => name)).toEqual(['Standup'])
  expect(await sync.later()).toMatchObject({ state: 'done', written: 0 })
})

it('a canceled occurrence whose own values were erased here is named by its series', async () => {
  const sync = await setUpCalendar(emulator())
  const series = await sync.addHere(meeting('Team', weekly))
  const place = { parentId: series, slot: SECOND }
  const id = await sync.addHere(meeting('Team', { status: 'cancelled' }), place)
  await owner().calendarEvent.update({ where: { id }, data: { value: {}, purgedAt: new Date() } })
  const preview = await sync.preview()
  const rows = await sync.changes(preview.id)
  expect(rows.map(({ name, sortKey }) => [name, sortKey.slice(0, 10)])).toEqual([
    ['Team', '2026-12-01'],
    ['Team', '2026-12-08'],
  ])
  await sync.start(preview)
  const [there] = await sync.there()
  expect(sync.thereById(`${there?.id}_20261208T150000Z`)).toMatchObject({ status: 'cancelled' })
  expect(await sync.later()).toMatchObject({ state: 'done', written: 0 })
})

it('a new calendar in Google is created with the start, once', async () => {
  const sync = await setUpCalendar(emulator(), { remote: 'new' })
  await sync.addHere(meeting('Deposition'))
  const preview = await sync.preview()
  expect(emulator().calendars({ account: sync.account })).toHaveLength(1)
  expect(await sync.start(preview)).toMatchObject({ state: 'done' })
  expect(
    emulator()
      .calendars({ account: sync.account })
      .map(({ summary }) => summary),
  ).toContain('Hearings')
  expect(summaries(await sync.there())).toEqual(['Deposition'])
  expect(await sync.later()).toMatchObject({ state: 'done', written: 0 })
})

it('events that ended before the scope are left alone, unless they repeat into it', async () => {
  const sync = await setUpCalendar(emulator(), { from: 'days30' })
  const old = (title: string, more: object = {}) =>
    meeting(title, {
      time: {
        kind: 'timed',
        start: '2020-12-01T09:00:00',
        end: '2020-12-01T10:00:00',
        zone: 'America/Chicago',
        endZone: null,
      },
      ...more,
    })
  await sync.addHere(old('Old trial'))
  await sync.addHere(old('Old series', { repeat: ['RRULE:FREQ=WEEKLY;BYDAY=TU'] }))
  await sync.start(await sync.preview())
  expect(summaries(await sync.there())).toEqual(['Old series'])
})

it('a calendar that is gone stops its sync, and everything here stays', async () => {
  const sync = await setUpCalendar(emulator(), { remote: 'new' })
  await sync.addHere(meeting('Deposition'))
  await sync.start(await sync.preview())
  emulator().deleteCalendar({ account: sync.account, calendar: await sync.remoteCalendar() })
  expect(await sync.later()).toMatchObject({ state: 'failed', problem: { kind: 'gone' } })
  expect(titles(await sync.here())).toEqual(['Deposition'])
})

it('no sync sends an e-mail to a guest', async () => {
  const sync = await setUpCalendar(emulator())
  emulator().clearMails()
  const guest = { email: 'witness@example.com', name: '', response: 'needsAction', optional: false } as const
  await sync.addHere(meeting('Deposition', { guests: [guest] }))
  const theirs = sync.addThere(hearing('Hearing', { attendees: [{ email: 'clerk@court.example' }] }))
  await sync.start(await sync.preview())
  const [ours] = (await sync.here()).filter(({ value }) => value.title === 'Hearing')
  await sync.editHere(ours?.id ?? '', { location: 'Room 2' })
  await sync.later()
  expect(sync.thereById(theirs)).toMatchObject({
    location: 'Room 2',
    attendees: [{ email: 'clerk@court.example' }],
  })
  expect(emulator().mails()).toEqual([])
})

it('lost access to calendars waits for a consent, and leaves contacts alone', async () => {
  const sync = await setUpCalendar(emulator())
  await sync.start(await sync.preview())
  emulator().addFaults([
    { kind: 'status', preset: 'calendar-scope', match: { account: sync.account, method: 'GET' } },
  ])
  expect(await sync.later()).toMatchObject({ state: 'reading', waitKind: 'consent', callsFailed: 1 })
  emulator().clearFaults()
  const connection = await owner().connection.findUniqueOrThrow({ where: { id: sync.connection.id } })
  expect(connection).toMatchObject({
    consentLostAt: null,
    calendarsLostAt: expect.any(Date),
    scopes: sync.connection.scopes,
  })
  expect(await sync.work()).toMatchObject({ state: 'reading', waitKind: 'consent' })
  await owner().connection.update({
    where: { id: connection.id },
    data: { calendarsLostAt: null },
  })
  expect(await sync.work()).toMatchObject({ state: 'done' })
})

it('a lost grant that a calendar finds first leaves known what calendars were allowed', async () => {
  const sync = await setUpCalendar(emulator())
  await sync.start(await sync.preview())
  const run = await owner().run.findFirstOrThrow({
    where: { sync: { kind: 'events' } },
    include: { sync: true },
  })
  const where = { id: sync.connection.id }
  const before = await owner().connection.findUniqueOrThrow({ where })
  // As the refresh of its token records it, during the step.
  const lostAt = new Date()
  await owner().connection.update({ where, data: { consentLostAt: lostAt } })
  const step = { run, sync: run.sync, connection: before, now: () => new Date(), log: () => undefined }
  await react(step as unknown as StepContext, new ProviderError('consent', 'The grant is gone.'))
  expect(await owner().connection.findUniqueOrThrow({ where })).toEqual({ ...before, consentLostAt: lostAt })
})
