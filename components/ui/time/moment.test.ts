import { expect, it } from 'vitest'
import { day, exactly, timeOfDay, zoneOf } from './moment'

const at = new Date('2026-11-27T03:52:00Z')

it.each([
  ['America/Los_Angeles', 'Nov 26, 2026, 7:52 PM'],
  ['Europe/Berlin', 'Nov 27, 2026, 4:52 AM'],
  ['Pacific/Kiritimati', 'Nov 27, 2026, 5:52 PM'],
])('in %s it is %s, in the words and in the tooltip', (zone, words) => {
  expect(exactly(at, zone)).toBe(words)
  expect(words).toBe(`${day(at, zone)}, ${timeOfDay(at, zone)}`)
})

it('says UTC where the zone is not known', () => {
  expect(exactly(at, null)).toBe('Nov 27, 2026, 3:52 AM UTC')
})

it.each([undefined, '', 'Mars/Olympus', '__proto__', '<b>', 'x'.repeat(1_000)])('%j is no zone', (name) => {
  expect(zoneOf(name)).toBeNull()
})

it.each(['America/Los_Angeles', 'UTC', 'Asia/Kolkata'])('%s is a zone', (name) => {
  expect(day(at, zoneOf(name))).toMatch(/^Nov 2[67], 2026$/)
  expect(zoneOf(name)).not.toBeNull()
})
