// What a page sends with a decision: without what it showed, nothing is done, and the error says what to do.
import { describe, expect, it } from 'vitest'
import { asOf, decidedOn, seen } from './input'

const id = crypto.randomUUID()
const page = { scope: { syncId: id, runId: null }, q: '', shown: [id] }
const RELOAD = /was out of date.*Reload/

describe('a decision', () => {
  it('names the moment that its page was read in', () => {
    expect(seen.safeParse({ ...page, asOf: '731:740:731,735' }).success).toBe(true)
  })

  it.each([undefined, null, '', 'now', '740:731:'])('without one (%j) is refused in words', (moment) => {
    expect(() => seen.parse({ ...page, asOf: moment })).toThrow(RELOAD)
    expect(() => asOf.parse(moment)).toThrow(RELOAD)
  })

  it('about one change names both contacts as they were shown', () => {
    expect(decidedOn.safeParse({ id, versions: { local: '3', remote: null } }).success).toBe(true)
    expect(() => decidedOn.parse({ id })).toThrow(RELOAD)
    expect(decidedOn.safeParse({ id, versions: { local: '3' } }).success).toBe(false)
  })
})
