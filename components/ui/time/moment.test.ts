import { expect, it } from 'vitest'
import { day, exactly, timeOfDay, zoneOf } from './moment'

const at = new Date('2026-11-27T03:52:00Z')

it.each([
  ['America/Los_Angeles', '26 Nov 2026, 19:52'],
  ['Europe/Berlin', '27 Nov 2026, 04:52'],
  ['Pacific/Kiritimati', '27 Nov 2026, 17:52'],
])('in %s it is %s, in the words and in the tooltip', (zone, words) => {
  expect(exactly(at, zone)).toBe(words)
  expect(words).toBe(`${day(at, zone)}, ${timeOfDay(at, zone)}`)
})

it('says UTC where the zone is not known', () => {
  expect(exactly(at, null)).toBe('27 Nov 2026, 03:52 UTC')
})

it.each([undefined, '', 'Mars/Olympus', '__proto__', '<b>', 'x'.repeat(1_000)])('%j is no zone', (name) => {
  expect(zoneOf(name)).toBeNull()
})

it.each(['America/Los_Angeles', 'UTC', 'Asia/Kolkata'])('%s is a zone', (name) => {
  expect(day(at, zoneOf(name))).toMatch(/^2[67] Nov 2026$/)
  expect(zoneOf(name)).not.toBeNull()
})
