import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { instantText } from '@/emulator/calendar/time/zones'
import { sameEvent } from '@/lib/domains/events/value/diff'
import type { CalendarEvent, EventTime } from '@/lib/domains/events/value/event'
import { instantOf } from '@/lib/domains/events/value/time'
import type { Json } from '@/lib/providers/google/raw'
import { eventArbitrary, singleArbitrary, ZONES, zoneArbitrary } from '@/testing/events/arbitrary'
import { calendarFixture } from '@/testing/providers/calendar-fixture'
import { create, done, pushOne, readOne, update } from '@/testing/providers/contract-steps'
import { emulatorForTests, stopEmulators } from '@/testing/providers/emulator-fixture'
import { eventIdOf, instanceId, keyOfId, placeOfId } from './ids'
import { projectEvent } from './project'
import { timeOf } from './times'
import { eventValue } from './value'
import { createBody, patchBody } from './write/body'

const emulator = await emulatorForTests()
afterAll(stopEmulators)

/** A create does not carry guests. */
const stored = (event: CalendarEvent): CalendarEvent => ({ ...projectEvent(event), guests: [] })
const text = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.constantFrom('a <b>c</b> d', '5 &lt; 6 &amp; 7', '<br>\n<p>', 'x <!-- y --> z', 'a\r\n b\n\n\n c'),
)
const drawn = fc
  .record({ event: eventArbitrary, description: text, title: text })
  .map(({ event, description, title }) => ({ ...event, description, title }))

describe('an event that is written and read', () => {
  test('is what project predicts', () => {
    fc.assert(
      fc.property(drawn, (event) => {
        expect(eventValue(createBody(projectEvent(event)), null)).toEqual(stored(event))
      }),
      { numRuns: 300 },
    )
  })

  test('has the same wall time in its own zone, whatever the offset that Google writes', () => {
    fc.assert(
      fc.property(singleArbitrary, zoneArbitrary, (event, shownIn) => {
        const { time } = projectEvent(event)
        expect(timeOf(asShown(time, shownIn), shownIn)).toEqual(time)
      }),
      { numRuns: 300 },
    )
  })

  test('gives nothing to write when it is written back', () => {
    fc.assert(
      fc.property(drawn, (event) => {
        const raw: Json = { ...createBody(projectEvent(event)), id: 'one' }
        const value = eventValue(raw, null)
        expect(patchBody({ from: value, to: value, raw })).toEqual({})
        expect(patchBody({ from: value, to: projectEvent(value), raw })).toEqual({})
      }),
      { numRuns: 300 },
    )
  })

  test.each(ZONES)('comes back from the account as project predicts, in a calendar of %s', async (zone) => {
    const { collection, account } = await calendarFixture(emulator)
    emulator.setCalendarZone({ account, timeZone: zone })
    await fc.assert(
      fc.asyncProperty(eventArbitrary, async (event) => {
        const made = done(await pushOne(collection, create('c', projectEvent(event))))
        expect(made.value).toEqual(stored(event))
        const read = await readOne(collection, made.id)
        expect(read.value).toEqual(made.value)
        expect(done(await pushOne(collection, update(read, { ...read.value }))).version).toBe(read.version)
      }),
      { numRuns: 12 },
    )
  })

  test('after an update has the changed fields, and the others as they were', async () => {
    const { collection } = await calendarFixture(emulator)
    await fc.assert(
      fc.asyncProperty(eventArbitrary, eventArbitrary, async (first, second) => {
        const made = done(await pushOne(collection, create('c', projectEvent(first))))
        const to = { ...projectEvent(second), guests: [] }
        const after = done(await pushOne(collection, update(made, to)))
        expect(sameEvent(after.value, projectEvent(to))).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
})

/** The time as Google writes it for a reader in `shownIn`. */
function asShown(time: EventTime, shownIn: string): Json {
  if (time.kind === 'day') return { start: { date: time.start }, end: { date: time.end } }
  const point = (wall: string, timeZone: string) => ({
    dateTime: instantText(Date.parse(instantOf(wall, timeZone)), shownIn),
    timeZone,
  })
  return { start: point(time.start, time.zone), end: point(time.end, time.endZone ?? time.zone) }
}

test('every server makes the same of an event, whatever its own zone', () => {
  const inZone = (TZ: string) =>
    execFileSync(process.execPath, ['--import', 'tsx', 'testing/events/google-in-server-zone.ts'], {
      env: { ...process.env, TZ },
      encoding: 'utf8',
    }).split('\n')
  const [, ...utc] = inZone('UTC')
  expect(utc.length).toBeGreaterThan(60)
  for (const zone of ['Pacific/Kiritimati', 'America/Los_Angeles', 'Asia/Kathmandu']) {
    const [own, ...lines] = inZone(zone)
    expect(own).toMatch(/Kiritimati|Los_Angeles|Kat(h)?mandu/)
    expect(lines).toEqual(utc)
  }
})

test('the id of a created event says its key, and of which generation it is', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.nat(40), (key, generation) => {
      const id = eventIdOf(key, generation)
      expect(id).toMatch(/^[a-v0-9]{5,1024}$/)
      expect(keyOfId(id)).toBe(key)
      expect(eventIdOf(key, generation + 1)).not.toBe(id)
      expect(keyOfId(instanceId(id, '2026-12-08'))).toBeNull()
      expect(placeOfId(instanceId(id, '2026-12-08T15:00:00Z'))).toEqual({
        parentId: id,
        slot: '2026-12-08T15:00:00Z',
      })
    }),
  )
  expect(['', 'abc', 'concord', `concord${'v'.repeat(26)}0`, '_20261301'].map(keyOfId)).toEqual(
    Array(5).fill(null),
  )
  expect(['one', 'one_R20261208T150000', 'one_20261301', '_20261201'].map(placeOfId)).toEqual(
    Array(4).fill(null),
  )
})
