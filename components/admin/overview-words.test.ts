import { describe, expect, it } from 'vitest'
import { healthWords } from './overview-words'

const statuses = (well: number, ill: number) => ({ upToDate: well, attention: ill })

describe('the health of a firm', () => {
  const rows: readonly (readonly [number, number, string])[] = [
    [38, 2, '38 of 40 connections healthy, 2 need attention'],
    [0, 1, '1 connection needs attention'],
    [12, 0, 'All 12 connections healthy'],
    [1, 0, '1 connection, healthy'],
    [0, 0, 'No one has connected an account yet'],
  ]
  it.each(rows)('%i well, %i ill reads "%s"', (well, ill, sentence) => {
    expect(healthWords(statuses(well, ill))).toBe(sentence)
  })
})

it.each([
  [['upToDate', 'stopped'], '1 of 2 connections healthy, 1 is stopped'],
  [
    ['upToDate', 'syncing', 'attention', 'stopped', 'stopped'],
    '2 of 5 connections healthy, 1 needs attention, 2 are stopped',
  ],
  [['stopped'], '1 connection is stopped'],
  [['connected'], '1 connection is not syncing yet'],
  [['ready', 'upToDate'], '1 of 2 connections healthy, 1 is not syncing yet'],
  [['stopped', 'connected'], '0 of 2 connections healthy, 1 is stopped, 1 is not syncing yet'],
] as const)('of %j only what syncs is healthy: "%s"', (kinds, sentence) => {
  const tally: Partial<Record<(typeof kinds)[number], number>> = {}
  for (const kind of kinds) tally[kind] = (tally[kind] ?? 0) + 1
  expect(healthWords(tally)).toBe(sentence)
})
