// Which question comes first.
import { describe, expect, it } from 'vitest'
import { type AskedAbout, importanceOf } from './importance'

const now = new Date('2026-11-28T12:00:00Z')
const ago = (days: number) => new Date(now.getTime() - days * 86_400_000)
const inOrder: readonly (readonly [string, AskedAbout])[] = [
  ['a client edited this week', { isClient: true, editedAt: ago(2) }],
  ['a client edited this month', { isClient: true, editedAt: ago(20) }],
  ['a client without a known edit', { isClient: true, editedAt: null }],
  ['somebody edited this week', { isClient: false, editedAt: ago(7) }],
  ['somebody edited this month', { isClient: false, editedAt: ago(30) }],
  ['somebody edited this quarter', { isClient: false, editedAt: ago(90) }],
  ['somebody edited long ago', { isClient: false, editedAt: ago(91) }],
]

describe('questions are ranked', () => {
  it.each(
    inOrder.slice(1).map(([name, about], at) => [inOrder[at]?.[0], name, inOrder[at]?.[1], about] as const),
  )('%s before %s', (_, __, earlier, later) => {
    if (!earlier) throw new Error('nobody before')
    expect(importanceOf(earlier, now)).toBeGreaterThan(importanceOf(later, now))
  })

  it('without a known edit as with an old one, and an edit by a clock that runs ahead counts as new', () => {
    expect(importanceOf({ isClient: false, editedAt: null }, now)).toBe(0)
    expect(importanceOf({ isClient: false, editedAt: ago(400) }, now)).toBe(0)
    expect(importanceOf({ isClient: false, editedAt: ago(-1) }, now)).toBe(30)
  })
})
