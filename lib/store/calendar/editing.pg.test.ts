// What people do to events, on a real database: series, occurrences, access, and forms that were open for a while.
import { beforeAll, describe, expect, it } from 'vitest'
import { type CalendarEvent, EMPTY_EVENT } from '@/lib/domains/events/value/event'
import type { Actor } from '@/lib/store/firm/actor'
import { owner, withDatabase } from '@/testing/database/test-database'
import { calendarsOf, createCalendar, deleteCalendar, type SeenCalendar, saveShares } from './calendars'
import { addEvent, deleteEvent, type Edited, restoreEvent, type Scope, saveEvent } from './editing'
import { deletedEvents, eventHistory, eventsBetween, findEvent, occurrenceVersion } from './event-list'

withDatabase()

const firmId = crypto.randomUUID()
const ana: Actor = { firmId, userId: crypto.randomUUID(), role: 'admin' }
const ben: Actor = { firmId, userId: crypto.randomUUID(), role: 'member' }
let calendar: SeenCalendar

const ZONE = 'America/New_York'
const timed = (start: string, end: string): CalendarEvent['time'] => ({
  ...{ kind: 'timed', start, end },
  ...{ zone: ZONE, endZone: null },
})
const hearing: CalendarEvent = {
  ...EMPTY_EVENT,
  title: 'Hearing',
  time: timed('2026-12-01T09:00:00', '2026-12-01T10:00:00'),
}
/** Mondays at nine, ten times. */
const team: CalendarEvent = {
  ...EMPTY_EVENT,
  title: 'Team',
  time: timed('2026-11-30T09:00:00', '2026-11-30T09:30:00'),
  repeat: ['RRULE:FREQ=WEEKLY;COUNT=10'],
}
const second = '2026-12-07T14:00:00Z'
const third = '2026-12-14T14:00:00Z'
const ALL: Scope = { kind: 'all' }

beforeAll(async () => {
  await owner().firm.create({ data: { id: firmId, name: 'Firm' } })
  for (const [{ userId: id, role }, name] of [
    [ana, 'Ana'],
    [ben, 'Ben'],
  ] as const)
    await owner().user.create({ data: { id, firmId, role, subject: id, email: `${name}@example.com`, name } })
  calendar = await own(ana)
})

async function own(actor: Actor): Promise<SeenCalendar> {
  const found = (await calendarsOf(actor)).find(
    ({ kind, ownerId }) => kind === 'person' && ownerId === actor.userId,
  )
  if (!found) throw new Error('everyone has a calendar of their own')
  return found
}

async function added(event: CalendarEvent, calendarId = calendar.id): Promise<string> {
  const id = crypto.randomUUID()
  expect(await addEvent(ana, { id, calendarId, event })).toEqual({ kind: 'done', id })
  return id
}

async function edited(
  id: string,
  scope: Scope,
  event: CalendarEvent,
  calendarId = calendar.id,
): Promise<Edited> {
  return saveEvent(ana, { ...(await shown(id, scope)), calendarId, event })
}

/** What a form of this scope shows of the event: its versions. */
async function shown(id: string, scope: Scope) {
  const found = await findEvent(ana, id)
  if (!found) throw new Error('no such event')
  const now = scope.kind === 'this' ? { ...scope, version: occurrenceVersion(found, scope) } : scope
  return { id, version: found.row.version, scope: now }
}

const row = async (id: string) =>
  (await findEvent(ana, id))?.row ?? Promise.reject(new Error('no such event'))

/** What two months of the calendar hold: title, start and whether it is in the place of an occurrence. */
async function held(actor = ana, of = calendar): Promise<readonly string[]> {
  const { events } = await eventsBetween(actor, [of], new Date('2026-11-01'), new Date('2027-01-31'))
  return events.map(({ event, originalStart, replaced }) =>
    [
      event.title,
      event.time.start,
      originalStart && `for ${originalStart}`,
      replaced.size > 0 && `without ${[...replaced].sort().join(' ')}`,
    ]
      .filter(Boolean)
      .join(' '),
  )
}

async function emptied(work: () => Promise<void>): Promise<void> {
  await owner().calendarEvent.deleteMany({ where: { firmId } })
  await work()
}

describe('calendars', () => {
  it('everyone has the firm’s and one of their own, made once', async () => {
    const both = await Promise.all([calendarsOf(ben), calendarsOf(ben), calendarsOf(ben)])
    for (const found of both)
      expect(found.map(({ kind, name, access }) => [kind, name, access])).toEqual([
        ['firm', 'Firm', 'editor'],
        ['person', 'Ben', 'owner'],
      ])
    expect(await owner().calendar.count({ where: { firmId } })).toBe(3)
  })

  it('a shared calendar gives what its owner chose, and a deleted one nothing', () =>
    emptied(async () => {
      const id = crypto.randomUUID()
      await createCalendar(ana, id, { name: 'Trials', color: 'red' })
      const eventId = await added({ ...hearing, visibility: 'private', location: 'Room 2' }, id)
      const seen = async () => (await findEvent(ben, eventId))?.event
      expect(await seen()).toBeUndefined()
      const expected = {
        busy: { title: 'Busy', location: '' },
        viewer: { title: 'Busy', location: '' },
        editor: { title: 'Hearing', location: 'Room 2' },
      }
      for (const role of ['busy', 'viewer', 'editor'] as const) {
        expect(await saveShares(ana, id, [{ userId: ben.userId, role }])).toBe(true)
        expect(await seen()).toMatchObject(expected[role])
        const [created] = await eventHistory(firmId, eventId, { access: role }, 10)
        expect(created?.to).toMatchObject(expected[role])
        const form = { id: eventId, version: 1, scope: ALL, calendarId: id, event: hearing }
        expect((await saveEvent(ben, form)).kind).toBe(role === 'editor' ? 'done' : 'readOnly')
      }
      expect(await deleteCalendar(ben, id)).toBe(false)
      expect(await deleteCalendar(ana, id)).toBe(true)
      expect(await seen()).toBeUndefined()
      expect((await calendarsOf(ben)).some((one) => one.id === id)).toBe(false)
    }))

  it('nobody deletes the firm’s calendar or a person’s own', async () => {
    for (const one of await calendarsOf(ana))
      if (one.kind !== 'other') expect(await deleteCalendar(ana, one.id)).toBe(false)
  })

  it('a busy-only reader finds no history and no words of another’s event', () =>
    emptied(async () => {
      await saveShares(ana, calendar.id, [{ userId: ben.userId, role: 'busy' }])
      await added(team)
      const [, , shared] = await calendarsOf(ben)
      expect(await held(ben, shared)).toEqual(['Busy 2026-11-30T09:00:00'])
      await saveShares(ana, calendar.id, [])
    }))
})

describe('a form', () => {
  it('sent twice creates one event; sent again after Back, it edits it', () =>
    emptied(async () => {
      const id = await added(hearing)
      expect(await addEvent(ana, { id, calendarId: calendar.id, event: hearing })).toEqual({
        kind: 'done',
        id,
      })
      await addEvent(ana, { id, calendarId: calendar.id, event: { ...hearing, title: 'Trial' } })
      expect(await held()).toEqual(['Trial 2026-12-01T09:00:00'])
      expect(
        (await eventHistory(firmId, id, calendar, 10)).map(({ kind, author }) => `${kind} ${author}`),
      ).toEqual(['edit Ana', 'create Ana'])
    }))

  it('that was open while another was saved writes over nothing', () =>
    emptied(async () => {
      const id = await added(hearing)
      await edited(id, ALL, { ...hearing, title: 'Trial' })
      const late = await saveEvent(ana, {
        ...{ id, version: 1, scope: ALL, calendarId: calendar.id },
        event: { ...hearing, title: 'Late' },
      })
      expect(late.kind).toBe('stale')
      expect((await deleteEvent(ana, { id, version: 1, scope: ALL })).kind).toBe('stale')
      expect(await held()).toEqual(['Trial 2026-12-01T09:00:00'])
    }))

  it('moves an event, and a series with all of its occurrences, to another calendar', () =>
    emptied(async () => {
      const other = crypto.randomUUID()
      await createCalendar(ana, other, { name: 'Other', color: 'teal' })
      const id = await added(team)
      await edited(id, { kind: 'this', on: second }, { ...team, title: 'Team, at ten' })
      await edited(id, ALL, team, other)
      expect(await held()).toEqual([])
      const there = (await calendarsOf(ana)).find((one) => one.id === other)
      expect(await held(ana, there)).toHaveLength(2)
    }))
})

describe('a series', () => {
  it('one changed occurrence stands in the place of the original', () =>
    emptied(async () => {
      const id = await added(team)
      await edited(
        id,
        { kind: 'this', on: second },
        { ...team, time: timed('2026-12-08T11:00:00', '2026-12-08T11:30:00') },
      )
      expect(await held()).toEqual([
        `Team 2026-11-30T09:00:00 without ${second}`,
        `Team 2026-12-08T11:00:00 for ${second}`,
      ])
    }))

  it('a canceled occurrence is left out, lies in the bin, and comes back', () =>
    emptied(async () => {
      const id = await added(team)
      await deleteEvent(ana, { id, version: 1, scope: { kind: 'this', on: second, version: 0 } })
      expect(await held()).toEqual([`Team 2026-11-30T09:00:00 without ${second}`])
      const [gone] = await deletedEvents(ana, [calendar], new Date(0), 10)
      expect(gone).toMatchObject({ by: 'Ana', row: { originalStart: second } })
      await restoreEvent(ana, gone?.row.id ?? '', new Date(0))
      expect(await held()).toContain(`Team 2026-12-07T09:00:00 for ${second}`)
    }))

  it('a form of an occurrence that was canceled meanwhile writes nothing, and says so', () =>
    emptied(async () => {
      const id = await added(team)
      const scope: Scope = { kind: 'this', on: second }
      await deleteEvent(ana, await shown(id, scope))
      expect(await edited(id, scope, { ...team, title: 'Team, remote' })).toMatchObject({
        kind: 'stale',
        row: { originalStart: second, deletedAt: expect.any(Date) },
      })
      expect(await held()).toEqual([`Team 2026-11-30T09:00:00 without ${second}`])
    }))

  describe('of which two people have one occurrence open at once', () => {
    const scope: Scope = { kind: 'this', on: second }
    const remote = { ...team, title: 'Team, remote' }
    const atTen = { ...team, title: 'Team, at ten' }
    const stale = { kind: 'stale', row: { originalStart: second } }
    const save = async (form: Awaited<ReturnType<typeof shown>>, event: CalendarEvent) =>
      saveEvent(ana, { ...form, calendarId: calendar.id, event })

    it.each([
      ['that was not changed before', async () => undefined],
      ['that was changed before', (id: string) => edited(id, scope, { ...team, title: 'Team, at nine' })],
    ])('%s: the second one writes over nothing, and then on what it is now', (_, before) =>
      emptied(async () => {
        const id = await added(team)
        await before(id)
        const [first, late] = [await shown(id, scope), await shown(id, scope)]
        expect((await save(first, remote)).kind).toBe('done')
        expect(await save(late, atTen)).toMatchObject(stale)
        expect(await deleteEvent(ana, late)).toMatchObject(stale)
        expect(await held()).toContain(`Team, remote 2026-11-30T09:00:00 for ${second}`)
        expect((await save(await shown(id, scope), atTen)).kind).toBe('done')
        expect(await held()).toContain(`Team, at ten 2026-11-30T09:00:00 for ${second}`)
      }),
    )

    it('saved in the same moment: one is written, the other one is answered', () =>
      emptied(async () => {
        const id = await added(team)
        const form = await shown(id, scope)
        const both = await Promise.all([save(form, remote), save(form, atTen)])
        expect(both.map(({ kind }) => kind).sort()).toEqual(['done', 'stale'])
        expect(await held()).toHaveLength(2)
      }))

    it('canceled in the meantime and restored: a form from before writes nothing', () =>
      emptied(async () => {
        const id = await added(team)
        const late = await shown(id, scope)
        await deleteEvent(ana, await shown(id, scope))
        expect(await deleteEvent(ana, late)).toMatchObject(stale)
        const [gone] = await deletedEvents(ana, [calendar], new Date(0), 10)
        await restoreEvent(ana, gone?.row.id ?? '', new Date(0))
        expect(await save(late, remote)).toMatchObject(stale)
        expect(await held()).toContain(`Team 2026-12-07T09:00:00 for ${second}`)
      }))

    it('another occurrence is nobody else’s', () =>
      emptied(async () => {
        const id = await added(team)
        const [one, other] = [await shown(id, scope), await shown(id, { kind: 'this', on: third })]
        expect((await save(one, remote)).kind).toBe('done')
        expect((await save(other, atTen)).kind).toBe('done')
        expect(await held()).toHaveLength(3)
      }))
  })

  it('an occurrence that the series does not have cannot be changed', () =>
    emptied(async () => {
      const id = await added(team)
      const on = '2026-12-08T14:00:00Z'
      expect(await edited(id, { kind: 'this', on }, team)).toEqual({ kind: 'missing' })
      expect((await edited(id, { kind: 'following', on }, team)).kind).toBe('refused')
      expect((await deleteEvent(ana, { id, version: 1, scope: { kind: 'following', on } })).kind).toBe(
        'refused',
      )
      expect(await held()).toEqual(['Team 2026-11-30T09:00:00'])
    }))

  it('all: changed and canceled occurrences move along, and keep what they changed', () =>
    emptied(async () => {
      const id = await added(team)
      await edited(
        id,
        { kind: 'this', on: second },
        { ...team, title: 'Team and guests', time: timed('2026-12-07T09:00:00', '2026-12-07T09:30:00') },
      )
      await deleteEvent(ana, await shown(id, { kind: 'this', on: third }))
      const later = { ...team, location: 'Room 4', time: timed('2026-11-30T14:00:00', '2026-11-30T14:30:00') }
      await edited(id, ALL, later)
      const [moved, canceled] = ['2026-12-07T19:00:00Z', '2026-12-14T19:00:00Z']
      expect(await held()).toEqual([
        `Team 2026-11-30T14:00:00 without ${moved} ${canceled}`,
        `Team and guests 2026-12-07T14:00:00 for ${moved}`,
      ])
      const occurrence = (await findEvent(ana, id))?.occurrences.get(moved)
      expect(occurrence?.value).toMatchObject({ location: 'Room 4' })
    }))

  it('all, a week later: no occurrence gets into the way of the next', () =>
    emptied(async () => {
      const id = await added(team)
      for (const on of [second, third]) {
        const day = on.slice(0, 10)
        await edited(
          id,
          { kind: 'this', on },
          { ...team, title: `For ${day}`, time: timed(`${day}T09:00:00`, `${day}T09:30:00`) },
        )
      }
      await edited(id, ALL, { ...team, time: timed('2026-12-01T09:00:00', '2026-12-01T09:30:00') })
      expect(await held()).toEqual([
        'Team 2026-12-01T09:00:00 without 2026-12-08T14:00:00Z 2026-12-15T14:00:00Z',
        'For 2026-12-07 2026-12-08T09:00:00 for 2026-12-08T14:00:00Z',
        'For 2026-12-14 2026-12-15T09:00:00 for 2026-12-15T14:00:00Z',
      ])
    }))

  it('this and following: the head ends, the tail has the change and the later occurrences', () =>
    emptied(async () => {
      const id = await added(team)
      await edited(
        id,
        { kind: 'this', on: third },
        { ...team, title: 'Team, long', time: timed('2026-12-14T09:00:00', '2026-12-14T12:00:00') },
      )
      const saved = await edited(
        id,
        { kind: 'following', on: second },
        {
          ...team,
          title: 'Staff',
          time: timed('2026-12-07T09:00:00', '2026-12-07T09:30:00'),
          repeat: ['RRULE:FREQ=WEEKLY;COUNT=9'],
        },
      )
      expect(await held()).toEqual([
        'Team 2026-11-30T09:00:00',
        `Staff 2026-12-07T09:00:00 without ${third}`,
        `Team, long 2026-12-14T09:00:00 for ${third}`,
      ])
      expect((await row(id)).value).toMatchObject({ repeat: ['RRULE:FREQ=WEEKLY;UNTIL=20261130T140000Z'] })
      expect(saved.kind === 'done' && (await row(saved.id)).tailOfId).toBe(id)
    }))

  it('this and following, deleted: the earlier ones stay', () =>
    emptied(async () => {
      const id = await added(team)
      await deleteEvent(ana, { id, version: 1, scope: { kind: 'following', on: second } })
      expect((await row(id)).value).toMatchObject({ repeat: ['RRULE:FREQ=WEEKLY;UNTIL=20261130T140000Z'] })
      expect((await row(id)).deletedAt).toBeNull()
    }))

  it('a deleted series takes its changed occurrences along, and brings them back', () =>
    emptied(async () => {
      const id = await added(team)
      await edited(id, { kind: 'this', on: second }, { ...team, title: 'Team, at ten' })
      await deleteEvent(ana, { id, version: (await row(id)).version, scope: ALL })
      expect(await held()).toEqual([])
      await restoreEvent(ana, id, new Date(0))
      expect(await held()).toHaveLength(2)
    }))
})

it('what was deleted before the bin begins is not restored', () =>
  emptied(async () => {
    const id = await added(hearing)
    await deleteEvent(ana, { id, version: 1, scope: ALL })
    expect(await restoreEvent(ana, id, new Date(Date.now() + 60_000))).toEqual({ kind: 'missing' })
    expect((await restoreEvent(ben, id, new Date(0))).kind).toBe('missing')
    expect((await restoreEvent(ana, id, new Date(0))).kind).toBe('done')
  }))
