import { describe, expect, it } from 'vitest'
import type { Writes } from '@/lib/providers/descriptor'
import { writingMs } from './duration'

const GOOGLE = 'https://people.googleapis.com/'
const NOTHING: Writes = { creates: 0, updates: [], deletes: 0 }
const minutes = (writes: Partial<Writes>, at = GOOGLE) =>
  Math.floor(writingMs({ ...NOTHING, ...writes }, at) / 60_000)

describe('how long the writes to Google take', () => {
  it('is zero if nothing is written', () => {
    expect(writingMs(NOTHING, GOOGLE)).toBe(0)
  })

  it('is under a minute if all batches fit into one minute’s quota', () => {
    expect(minutes({ creates: 1_000 })).toBe(0)
    expect(minutes({ creates: 1_001 })).toBe(1)
  })

  it('grows by a minute for each thousand contacts', () => {
    expect(minutes({ creates: 3_000 })).toBe(2)
    expect(minutes({ creates: 25_000 })).toBe(24)
  })

  it('counts the calls that updates can share', () => {
    expect(minutes({ updates: [1_000] })).toBe(0)
    expect(minutes({ updates: Array.from({ length: 200 }, () => 5) })).toBe(33)
  })

  it('counts deletes against their own quota, besides that of writes', () => {
    expect(minutes({ deletes: 1_500 })).toBe(0)
    expect(minutes({ creates: 1_000, deletes: 1_500 })).toBe(0)
    expect(minutes({ deletes: 1_501 })).toBe(1)
  })

  it('continues the next day after the project’s daily writes are used up', () => {
    expect(minutes({ creates: 110_000 })).toBeGreaterThan(24 * 60)
  })

  it('does not wait if there is no quota', () => {
    expect(minutes({ creates: 5_000 }, 'http://127.0.0.1:3901/')).toBe(0)
  })
})
