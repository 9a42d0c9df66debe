import { describe, expect, it } from 'vitest'
import { relativeWords } from '@/components/ui/time/relative-words'

const now = new Date('2026-11-23T12:00:00Z')
const rows: readonly (readonly [string, string])[] = [
  ['2026-11-23T12:00:00Z', 'just now'],
  ['2026-11-23T11:59:10Z', 'just now'],
  ['2026-11-23T11:57:00Z', '3 minutes ago'],
  ['2026-11-23T10:01:00Z', '1 hour ago'],
  ['2026-11-22T11:00:00Z', 'yesterday'],
  ['2026-10-01T12:00:00Z', 'last month'],
  ['2024-10-01T12:00:00Z', '2 years ago'],
  ['2026-11-23T12:00:30Z', 'in less than a minute'],
  ['2026-11-23T12:15:00Z', 'in 15 minutes'],
  ['2026-12-07T11:59:59Z', 'in 14 days'],
  ['2026-12-06T12:00:00Z', 'in 13 days'],
]

describe('relative words', () => {
  it.each(rows)('%s reads "%s"', (at, expected) => {
    expect(relativeWords(new Date(at), now)).toBe(expected)
  })
})
