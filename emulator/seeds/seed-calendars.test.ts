// The calendars that a lifelike emulator starts with.
import { expect, test } from 'vitest'
import { ANA, BEN, openFixture } from '@/emulator/fixture'

const CHO = 'cho@example.com'
const fixture = openFixture({ seed: 'lifelike' })
const events = (account: string, calendar?: string) =>
  fixture.emulator.events({ account, ...(calendar ? { calendar } : {}) })
const titles = () => events(ANA).map(({ summary }) => summary)

test('Ana has two calendars of her own, one that she writes, one that she reads, and the holidays', () => {
  expect(fixture.emulator.calendars({ account: ANA }).map(({ summary, role }) => [summary, role])).toEqual([
    [ANA, 'owner'],
    ['Litigation group', 'owner'],
    ['Okafor docket', 'writer'],
    ['Conference rooms', 'reader'],
    ['Holidays in United States', 'reader'],
  ])
  expect(fixture.emulator.calendars({ account: CHO }).map(({ events: count }) => count)).toEqual([0, 10])
})

test('her months have hearings, deadlines, series with exceptions, absences, invitations and a private event', () => {
  const all = events(ANA)
  const some = (test: (event: (typeof all)[number]) => unknown) => all.filter(test).length
  expect(some(({ location }) => String(location).includes('Courtroom'))).toBeGreaterThan(10)
  expect(some(({ colorId }) => colorId === '11')).toBe(14)
  expect(some(({ recurrence }) => recurrence)).toBe(7)
  expect(some(({ recurringEventId }) => recurringEventId)).toBeGreaterThan(2)
  expect(some(({ organizer }) => (organizer as { email: string }).email !== ANA)).toBeGreaterThan(1)
  expect(some(({ visibility }) => visibility === 'private')).toBe(1)
  expect(new Set(all.map(({ eventType }) => eventType))).toEqual(
    new Set(['default', 'birthday', 'fromGmail']),
  )
  expect(titles()).toContain('Vacation')
  expect(events(BEN).some(({ summary }) => String(summary).startsWith('Strategy'))).toBe(true)
})

test('the same seed and clock give the same calendars', () => {
  fixture.emulator.setClock({ at: '2026-05-06T12:00:00Z', frozen: true })
  const drawn = () => {
    fixture.emulator.seed({ name: 'lifelike' })
    return events(ANA)
  }
  const first = drawn()
  expect(drawn()).toEqual(first)
  fixture.emulator.seed({ name: 'lifelike', seed: 2 })
  expect(events(ANA)).not.toEqual(first)
})

test('seeded calendars send no mail and stand at every time of the year', () => {
  for (const at of ['2026-01-01T03:00:00Z', '2026-03-08T08:30:00Z', '2026-11-01T06:30:00Z']) {
    fixture.emulator.setClock({ at, frozen: true })
    fixture.emulator.seed({ name: 'lifelike' })
    expect(titles().length).toBeGreaterThan(70)
  }
  expect(fixture.emulator.mails()).toEqual([])
})

test('a calendar of any size can be drawn for a benchmark', () => {
  fixture.emulator.seed({ name: 'empty' })
  fixture.emulator.seedEvents({ account: ANA, size: 5_000 })
  expect(events(ANA).filter(({ recurringEventId }) => !recurringEventId)).toHaveLength(5_000)
})
