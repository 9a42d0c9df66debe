import { describe, expect, it } from 'vitest'
import type { ActivityDay } from '@/lib/store/oversight/days'
import { barsOf, callsWords, measures } from './activity-words'

const NONE = { runs: 0, failedRuns: 0, written: 0, workedMs: 0, apiCalls: 0, callsRefused: 0, callsFailed: 0 }
const days: readonly ActivityDay[] = [
  { ...NONE, day: '2026-11-27' },
  { ...NONE, day: '2026-11-28', runs: 4, written: 1_204, workedMs: 12_000, apiCalls: 30 },
]

describe('a chart', () => {
  it.each([
    ['Items moved', [0, 1_204], ['0', '1,204']],
    ['Average run time', [0, 3_000], ['–', '3 s']],
    ['Google calls', [0, 30], ['0', '30']],
  ] as const)('%s has a bar for every day', (title, numbers, words) => {
    const measure = measures('Google').find((one) => one.title === title)
    const bars = measure ? barsOf(days, measure) : []
    expect(bars.map(({ day }) => day)).toEqual(['Nov 27', 'Nov 28'])
    expect(bars.map(({ n }) => n)).toEqual(numbers)
    expect(bars.map((bar) => bar.words)).toEqual(words)
  })
})

it('calls that did not go through are said only if there are some', () => {
  expect(callsWords(days)).toBeNull()
  expect(callsWords([...days, { ...NONE, day: '2026-11-29', callsRefused: 3, callsFailed: 1_000 }])).toBe(
    '3 refused by the quota, 1,000 failed',
  )
})
