// A calendar of the firm as a collection: what a sync reads and writes there, on a real database. Series and occurrences above all.
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sameEvent } from '@/lib/domains/events/value/diff'
import { type CalendarEvent, EMPTY_EVENT } from '@/lib/domains/events/value/event'
import type { Cursor, Push } from '@/lib/engine/collection'
import { withTransaction } from '@/lib/store/database/client'
import type { Actor } from '@/lib/store/firm/actor'
import { owner, withDatabase } from '@/testing/database/test-database'
import { meeting, timed } from '@/testing/events/arbitrary'
import { lockEventAdditions } from './additions'
import { createCalendar } from './calendars'
import { calendarCollection } from './collection'
import { addEvent, deleteEvent, restoreEvent, saveEvent } from './editing'
import type { EventItem } from './event-item'
import { deletedEvents, eventHistory, eventsBetween, findEvent } from './event-list'

withDatabase()

const firmId = crypto.randomUUID()
const ana: Actor = { firmId, userId: crypto.randomUUID(), role: 'admin' }
let calendarId = ''

beforeAll(async () => {
  await owner().firm.create({ data: { id: firmId, name: 'Firm' } })
  const { userId: id, role } = ana
  await owner().user.create({
    data: { id, firmId, role, subject: id, email: 'ana@example.com', name: 'Ana' },
  })
})
beforeEach(async () => {
  calendarId = await newCalendar()
})

async function newCalendar(): Promise<string> {
  const id = crypto.randomUUID()
  await createCalendar(ana, id, { name: 'Trials', color: 'red' })
  return id
}

const weekly = (more: Partial<CalendarEvent> = {}) =>
  meeting({ repeat: ['RRULE:FREQ=WEEKLY;COUNT=10'], ...more })
const SECOND = '2026-03-10T13:00:00Z'
const THIRD = '2026-03-17T13:00:00Z'
const moved = timed('2026-03-10T11:00:00', '2026-03-10T12:00:00')
const OFF: CalendarEvent = { ...EMPTY_EVENT, status: 'cancelled' }

const here = (options: Parameters<typeof calendarCollection>[2] = {}) =>
  calendarCollection(firmId, calendarId, options)

type EventPush = Push<CalendarEvent>
const create = (to: CalendarEvent, more: Partial<Extract<EventPush, { kind: 'create' }>> = {}): EventPush => {
  const key = crypto.randomUUID()
  return { kind: 'create', ref: key, key, to, ...more }
}
const update = ({ id, version, value }: EventItem, to: CalendarEvent): EventPush => ({
  ...{ kind: 'update', ref: id, id, version, from: value, to, raw: null },
})
const remove = ({ id, version }: EventItem): EventPush => ({ kind: 'delete', ref: id, id, version })
const restore = ({ id, version }: EventItem, to: CalendarEvent): EventPush => ({
  ...{ kind: 'restore', ref: id, id, version, to },
})

async function outcome(push: EventPush) {
  const [found] = await here().push([push])
  if (!found) throw new Error('no outcome')
  return found
}
async function done(push: EventPush): Promise<EventItem> {
  const found = await outcome(push)
  if (found.kind !== 'done') throw new Error(`not done: ${JSON.stringify(found)}`)
  return found.item
}
async function item(id: string): Promise<EventItem> {
  const [found] = await here().read([id])
  if (!found) throw new Error(`no ${id}`)
  return found
}
async function pulled(from: Cursor | null): Promise<{ items: readonly EventItem[]; cursor: Cursor }> {
  const items: EventItem[] = []
  for (let page: string | null = null; ; ) {
    const found = await here().pull(from, page)
    items.push(...found.items)
    if (found.cursor) return { items, cursor: found.cursor }
    page = found.nextPage
  }
}
const series = () => done(create(weekly()))
const occurrence = (parentId: string, to: CalendarEvent, slot = SECOND) =>
  create(to, { place: { parentId, slot } })
function latch() {
  let open: () => void = () => undefined
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open, opened }
}
async function edit(id: string, event: CalendarEvent): Promise<void> {
  const row = (await findEvent(ana, id))?.row
  const form = { id, version: row?.version ?? 0, scope: { kind: 'all' }, calendarId, event } as const
  expect((await saveEvent(ana, form)).kind).toBe('done')
}
async function bin(id: string): Promise<void> {
  const row = (await findEvent(ana, id))?.row
  const form = { id, version: row?.version ?? 0, scope: { kind: 'all' } } as const
  expect((await deleteEvent(ana, form)).kind).toBe('done')
}

describe('single events and series', () => {
  it('are created, edited, deleted and restored, with their history in the name of the change', async () => {
    const changeId = crypto.randomUUID()
    const calendar = here({ by: () => ({ userId: null, changeId }) })
    const push = async (one: EventPush) => {
      const [found] = await calendar.push([one])
      return found?.kind === 'done' ? found.item : Promise.reject(new Error(JSON.stringify(found)))
    }
    const made = await push(create(meeting(), { uid: 'abc@google.com' }))
    expect(made).toMatchObject({
      version: '1',
      value: meeting(),
      uid: 'abc@google.com',
      parentId: null,
      slot: null,
    })
    const edited = await push(update(made, weekly()))
    const gone = await push(remove(edited))
    expect(gone).toMatchObject({ deleted: true, value: weekly() })
    const back = await push(restore(gone, meeting({ title: 'Again' })))
    expect(back).toMatchObject({ version: '4', deleted: false, value: meeting({ title: 'Again' }) })
    const history = await eventHistory(firmId, made.id, { access: 'owner' }, 10)
    expect(history.map((one) => [one.kind, one.changeId, one.author])).toEqual(
      ['restore', 'delete', 'edit', 'create'].map((kind) => [kind, changeId, null]),
    )
  })

  it('change their shape with their rule', async () => {
    const shape = async (id: string) => (await findEvent(ana, id))?.row.shape
    const made = await done(create(meeting()))
    expect(await shape(made.id)).toBe('single')
    const repeating = await done(update(made, weekly()))
    expect(await shape(made.id)).toBe('series')
    await done(update(repeating, meeting()))
    expect(await shape(made.id)).toBe('single')
  })

  it('are stale or gone if they changed meanwhile, and nothing is written', async () => {
    const [edited, deleted] = [await done(create(meeting())), await done(create(meeting()))]
    await edit(edited.id, meeting({ title: 'Ours' }))
    await bin(deleted.id)
    const kinds = async (...pushes: readonly EventPush[]) =>
      (await here().push(pushes)).map(({ kind }) => kind)
    expect(await kinds(update(edited, meeting({ title: 'Theirs' })), update(deleted, weekly()))).toEqual([
      'stale',
      'gone',
    ])
    expect(await kinds(remove(edited), remove(deleted))).toEqual(['stale', 'gone'])
    expect(await kinds(restore(edited, weekly()), restore(deleted, weekly()))).toEqual(['stale', 'stale'])
    expect((await item(edited.id)).value.title).toBe('Ours')
    const unknown = { ...edited, id: crypto.randomUUID() }
    expect(await kinds(update(unknown, weekly()), remove(unknown), restore(unknown, weekly()))).toEqual([
      'gone',
      'gone',
      'gone',
    ])
  })

  it('are created once under one key, and never over a deleted event or one of another calendar', async () => {
    const push = create(meeting())
    const first = await done(push)
    expect(await done(push)).toEqual(first)
    await bin(first.id)
    expect((await outcome(push)).kind).toBe('gone')
    calendarId = await newCalendar()
    expect((await outcome(push)).kind).toBe('rejected')
  })

  it('of one UID are not doubled under it, unless the other one is deleted', async () => {
    const uid = 'abc@google.com'
    const [first, second] = await here().push([create(meeting(), { uid }), create(meeting(), { uid })])
    expect(first).toMatchObject({ item: { uid } })
    if (first?.kind !== 'done' || second?.kind !== 'done') throw new Error('not done')
    expect(second.item.uid).toBe(`${second.item.id}@concord`)
    await bin(first.item.id)
    expect((await done(create(meeting(), { uid }))).uid).toBe(uid)
  })

  it.each<[string, CalendarEvent, string]>([
    ['a time that does not exist', meeting({ time: { kind: 'day', start: '', end: '' } }), 'time'],
    ['a title that is too long', meeting({ title: 'x'.repeat(2_000) }), 'title'],
    ['a canceled event that is no occurrence', meeting({ status: 'cancelled' }), 'status'],
  ])('with %s are rejected, and the others are written', async (_, value, field) => {
    const [bad, good] = await here().push([create(value), create(meeting())])
    expect(bad).toMatchObject({ kind: 'rejected', field, message: expect.stringMatching(/\.$/) })
    expect(good).toMatchObject({ kind: 'done' })
  })

  it('keep a rule that nobody can read', async () => {
    const odd = meeting({ repeat: ['RRULE:FREQ=NEVER'] })
    expect(await done(create(odd))).toMatchObject({ value: odd })
  })

  it('that move to another calendar are deleted in the one that they leave', async () => {
    const { id } = await series()
    const changed = await done(occurrence(id, meeting({ time: moved })))
    const { cursor } = await pulled(null)
    const [from, to] = [calendarId, await newCalendar()]
    calendarId = to
    const { cursor: elsewhere } = await pulled(null)
    await edit(id, weekly({ title: 'Moved' }))
    expect((await pulled(elsewhere)).items.map((one) => [one.deleted, one.parentId])).toEqual(
      expect.arrayContaining([
        [false, null],
        [false, id],
      ]),
    )
    calendarId = from
    const { items } = await pulled(cursor)
    expect(items.map((one) => [one.id, one.deleted]).sort()).toEqual(
      [
        [id, true],
        [changed.id, true],
      ].sort(),
    )
    expect((await pulled(null)).items).toEqual([])
    expect((await outcome(update(items[0] ?? changed, weekly()))).kind).toBe('gone')
  })
})

describe('occurrences', () => {
  it('are created in their place, with the UID of their series', async () => {
    const { id, uid } = await series()
    const made = await done(occurrence(id, meeting({ time: moved })))
    expect(made).toMatchObject({
      parentId: id,
      slot: SECOND,
      uid,
      deleted: false,
      value: meeting({ time: moved }),
    })
    expect((await findEvent(ana, made.id))?.row.shape).toBe('occurrence')
  })

  it('come in one push with their series, in any order', async () => {
    const key = crypto.randomUUID()
    const outcomes = await here().push([
      occurrence(key, meeting({ time: moved })),
      create(weekly(), { key }),
      occurrence(key, OFF, THIRD),
    ])
    expect(outcomes.map(({ kind }) => kind)).toEqual(['done', 'done', 'done'])
    expect((await pulled(null)).items).toHaveLength(3)
  })

  it('whose place is taken are the same occurrence: done if equal, otherwise stale', async () => {
    const { id } = await series()
    const first = await done(occurrence(id, meeting({ time: moved })))
    expect(await done(occurrence(id, meeting({ time: moved })))).toEqual(first)
    expect((await outcome(occurrence(id, meeting({ title: 'Other' })))).kind).toBe('stale')
    expect((await outcome(occurrence(id, OFF))).kind).toBe('stale')
    const two = await here().push([
      occurrence(id, meeting({ title: 'A' }), THIRD),
      occurrence(id, meeting({ title: 'B' }), THIRD),
    ])
    expect(two.map(({ kind }) => kind).sort()).toEqual(['done', 'stale'])
  })

  it('of a series that is deleted, missing or does not repeat are not created', async () => {
    const [gone, single] = [await series(), await done(create(meeting()))]
    await bin(gone.id)
    expect((await outcome(occurrence(gone.id, meeting()))).kind).toBe('gone')
    expect((await outcome(occurrence(crypto.randomUUID(), meeting()))).kind).toBe('gone')
    expect((await outcome(occurrence(single.id, meeting()))).kind).toBe('rejected')
  })

  it('are canceled and taken up again like any edit; the page shows it so', async () => {
    const { id } = await series()
    const shown = async () => {
      const [calendar] = await owner().calendar.findMany({ where: { id: calendarId } })
      if (!calendar) throw new Error('no calendar')
      const seen = { ...calendar, color: 'red', access: 'owner' } as const
      const { events } = await eventsBetween(ana, [seen], new Date('2026-03-01'), new Date('2026-04-01'))
      const deleted = await deletedEvents(ana, [seen], new Date(0), 10)
      return [events.length, [...(events.find((one) => one.id === id)?.replaced ?? [])], deleted.length]
    }
    const made = await done(occurrence(id, meeting({ time: moved })))
    expect(await shown()).toEqual([2, [SECOND], 0])
    const { cursor } = await pulled(null)
    const off = await done(update(made, OFF))
    expect(off).toMatchObject({ deleted: false, value: { status: 'cancelled', time: moved } })
    expect(await shown()).toEqual([1, [SECOND], 1])
    expect((await pulled(cursor)).items).toEqual([off])
    expect(await done(update(off, { ...off.value, title: 'Nothing' }))).toEqual(off)
    const on = await done(update(off, meeting({ title: 'Again' })))
    expect(on).toMatchObject({ deleted: false, value: meeting({ title: 'Again' }) })
    expect(await shown()).toEqual([2, [SECOND], 0])
    const history = await eventHistory(firmId, made.id, { access: 'owner' }, 10)
    expect(history.map(({ kind }) => kind)).toEqual(['restore', 'delete', 'create'])
  })

  it('that come canceled keep what their series says, and stay canceled when that is erased', async () => {
    const { id } = await series()
    const off = await done(occurrence(id, OFF, THIRD))
    const time = timed('2026-03-17T09:00:00', '2026-03-17T10:00:00')
    expect(off).toMatchObject({
      deleted: false,
      slot: THIRD,
      value: { status: 'cancelled', title: 'Meeting', time },
    })
    expect(await done(occurrence(id, OFF, THIRD))).toEqual(off)
    await owner().calendarEvent.update({
      where: { id: off.id },
      data: { value: { ...EMPTY_EVENT } as object, purgedAt: new Date() },
    })
    const erased = await item(off.id)
    expect(erased).toMatchObject({ deleted: false, version: off.version })
    expect(sameEvent(erased.value, off.value)).toBe(true)
    expect((await done(update(erased, meeting({ time })))).value).toEqual(meeting({ time }))
  })

  it('that a person cancels or restores here are pulled as such', async () => {
    const { id } = await series()
    const { cursor } = await pulled(null)
    const on = { kind: 'this', on: SECOND, version: 0 } as const
    expect((await deleteEvent(ana, { id, version: 1, scope: on })).kind).toBe('done')
    const { items, cursor: next } = await pulled(cursor)
    expect(items).toMatchObject([
      { parentId: id, slot: SECOND, deleted: false, value: { status: 'cancelled' } },
    ])
    await restoreEvent(ana, items[0]?.id ?? '', new Date(0))
    expect((await pulled(next)).items).toMatchObject([{ slot: SECOND, value: { status: 'confirmed' } }])
  })

  it('are deleted and come back with their series, at a version of their own', async () => {
    const whole = await series()
    const changed = await done(occurrence(whole.id, meeting({ time: moved })))
    const off = await done(occurrence(whole.id, OFF, THIRD))
    const { cursor } = await pulled(null)
    const gone = await done(remove(whole))
    const after = await pulled(cursor)
    expect(after.items.map((one) => [one.id, one.deleted]).sort()).toEqual(
      [whole, changed, off].map(({ id }) => [id, true]).sort(),
    )
    expect((await item(changed.id)).version).not.toBe(changed.version)
    expect((await pulled(null)).items).toEqual([])
    expect((await outcome(update(changed, meeting()))).kind).toBe('gone')
    expect((await outcome(restore(await item(changed.id), meeting()))).kind).toBe('rejected')
    await done(restore(gone, weekly()))
    const back = await pulled(after.cursor)
    expect(back.items.map((one) => [one.id, one.deleted, one.value.status]).sort()).toEqual(
      [
        [whole.id, false, 'confirmed'],
        [changed.id, false, 'confirmed'],
        [off.id, false, 'cancelled'],
      ].sort(),
    )
  })

  it('deleted in one push with their series are not canceled: a restore brings them back', async () => {
    const whole = await series()
    const changed = await done(occurrence(whole.id, meeting({ time: moved })))
    const outcomes = await here().push([remove(changed), remove(whole)])
    expect(new Map(outcomes.map(({ ref, kind }) => [ref, kind]))).toEqual(
      new Map([
        [whole.id, 'done'],
        [changed.id, 'gone'],
      ]),
    )
    await restoreEvent(ana, whole.id, new Date(0))
    expect(await item(changed.id)).toMatchObject({ deleted: false, value: meeting({ time: moved }) })
  })

  it('belong where their series has them once an update moves it, and keep what they changed', async () => {
    const whole = await series()
    const changed = await done(occurrence(whole.id, meeting({ title: 'Changed' })))
    const { cursor } = await pulled(null)
    const later = weekly({ title: 'New', time: timed('2026-03-03T15:00:00', '2026-03-03T16:00:00') })
    const after = await done(update(whole, later))
    const moved = await item(changed.id)
    expect(new Set((await pulled(cursor)).items)).toEqual(new Set([after, moved]))
    expect(moved).toMatchObject({ slot: '2026-03-10T19:00:00Z', value: { title: 'Changed' } })
    // One that its series no longer has goes to the bin as an event of its own (trap 12).
    await done(update(after, weekly({ ...later, repeat: ['RRULE:FREQ=WEEKLY;COUNT=1'] })))
    expect(await item(changed.id)).toMatchObject({ deleted: true, parentId: null })
    expect((await done(occurrence((await series()).id, meeting(), '1999-01-01'))).slot).toBe('1999-01-01')
  })

  it('that only this side has take over what a push changes in their series, except what they say themselves', async () => {
    const whole = await series()
    const alone = await done(occurrence(whole.id, meeting({ location: 'Room 4', time: moved })))
    const linked = await done(occurrence(whole.id, meeting({ location: 'Room 4' }), THIRD))
    const calendar = here({ linked: async () => new Set([linked.id]) })
    const to = weekly({ title: 'New', location: 'Room 1' })
    await calendar.push([update(await item(whole.id), to)])
    expect((await item(alone.id)).value).toEqual(meeting({ title: 'New', location: 'Room 4', time: moved }))
    expect(await item(linked.id)).toEqual(linked)
  })

  it('are deleted while their series does not repeat, and come back when it does', async () => {
    const whole = await series()
    const changed = await done(occurrence(whole.id, meeting({ title: 'Changed' })))
    const shown = async () => {
      const [calendar] = await owner().calendar.findMany({ where: { id: calendarId } })
      const seen = calendar ? [{ ...calendar, color: 'red', access: 'owner' } as const] : []
      const { events } = await eventsBetween(ana, seen, new Date('2026-03-01'), new Date('2026-04-01'))
      return events.map(({ event }) => event.title).sort()
    }
    const { cursor } = await pulled(null)
    const single = await done(update(whole, meeting()))
    const { items, cursor: next } = await pulled(cursor)
    expect(items.map((one) => [one.id, one.deleted]).sort()).toEqual(
      [
        [whole.id, false],
        [changed.id, true],
      ].sort(),
    )
    expect(await shown()).toEqual(['Meeting'])
    expect((await outcome(update(changed, meeting()))).kind).toBe('gone')
    await done(update(single, weekly()))
    const back = (await pulled(next)).items.find((one) => one.id === changed.id)
    expect(back).toMatchObject({ deleted: false, value: { title: 'Changed' } })
    expect(back?.version).not.toBe(changed.version)
    expect(await shown()).toEqual(['Changed', 'Meeting'])
  })

  it('that are deleted while their series stays do not take place', async () => {
    const { id } = await series()
    const changed = await done(occurrence(id, meeting({ time: moved })))
    expect(await done(remove(changed))).toMatchObject({ value: { status: 'cancelled' } })
  })
})

describe('additions', () => {
  const run = () => ({ firmId, syncId: crypto.randomUUID(), createdAt: new Date() })

  it('are compared with what was added since the plan: those that may be one of them are stale', async () => {
    const added = await done(create(meeting()))
    const pushes = [create(meeting()), create(weekly())]
    const seen: unknown[] = []
    const compare = async (items: readonly { id: string }[], additions: readonly EventPush[]) => {
      seen.push(
        items.map(({ id }) => id),
        additions.length,
      )
      return new Set([pushes[0]?.ref ?? ''])
    }
    const outcomes = await here({ concurrent: { run: run(), compare } }).push(pushes)
    expect(seen).toEqual([[added.id], 2])
    expect(outcomes.map(({ kind }) => kind)).toEqual(['stale', 'done'])
  })

  it('of people and of syncs take turns', async () => {
    const [locked, mayEnd] = [latch(), latch()]
    const holding = withTransaction(firmId, async (tx) => {
      await lockEventAdditions(tx, calendarId)
      locked.open()
      await mayEnd.opened
    })
    await locked.opened
    const id = crypto.randomUUID()
    let isAdded = false
    const adding = addEvent(ana, { id, calendarId, event: meeting() }).then(() => {
      isAdded = true
    })
    const waiting = () => owner().$queryRaw<{ n: number }[]>`
      select count(*)::int as n from pg_locks where locktype = 'advisory' and not granted`
    while ((await waiting())[0]?.n === 0) await new Promise((resolve) => setImmediate(resolve))
    expect(isAdded).toBe(false)
    mayEnd.open()
    await Promise.all([holding, adding])
    expect((await item(id)).deleted).toBe(false)
  })
})

it('2,500 events are pushed and pulled, over several pages', async () => {
  const push = async (pushes: readonly EventPush[]) => {
    for (let at = 0; at < pushes.length; at += 1_250) {
      const outcomes = await here().push(pushes.slice(at, at + 1_250))
      expect(outcomes.every(({ kind }) => kind === 'done')).toBe(true)
    }
  }
  await push(Array.from({ length: 2_500 }, (_, at) => create(meeting({ title: `Meeting ${at}` }))))
  const { items, cursor } = await pulled(null)
  expect(new Set(items.map(({ id }) => id)).size).toBe(2_500)
  await push(items.map((one) => update(one, { ...one.value, location: 'Room 4' })))
  const changed = await pulled(cursor)
  expect(changed.items).toHaveLength(2_500)
  expect(changed.items.every(({ version, value }) => version === '2' && value.location === 'Room 4')).toBe(
    true,
  )
  await push(changed.items.map(remove))
  expect((await pulled(null)).items).toEqual([])
})
