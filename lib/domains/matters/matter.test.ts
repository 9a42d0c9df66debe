import { describe, expect, it } from 'vitest'
import {
  checkMatter,
  EMPTY_MATTER,
  joinedRoles,
  LIMITS,
  type Matter,
  matterName,
  matterSearchText,
  matterSortKey,
  normalMatter,
} from './matter'

const matter = (more: Partial<Matter> = {}): Matter => ({
  ...EMPTY_MATTER,
  number: '2026-001',
  clientId: 'ana',
  ...more,
})
const fields = (more: Partial<Matter>) => checkMatter(matter(more)).map(({ field }) => field)

describe('a matter', () => {
  it('needs a number and a client, and nothing else', () => {
    expect(checkMatter(matter())).toEqual([])
    expect(fields({ number: ' \u00a0' })).toEqual(['number'])
    expect(fields({ clientId: null })).toEqual(['client'])
    expect(fields({ number: '', clientId: null })).toEqual(['number', 'client'])
  })

  it('says which text is too long or cannot be stored', () => {
    expect(fields({ number: 'x'.repeat(LIMITS.number + 1) })).toEqual(['number'])
    expect(fields({ description: 'a\0b' })).toEqual(['description'])
    expect(fields({ related: [{ contactId: 'ben', role: 'x'.repeat(LIMITS.role + 1) }] })).toEqual([
      'related',
    ])
    const many = Array.from({ length: LIMITS.related + 2 }, (_, at) => ({ contactId: String(at), role: '' }))
    expect(checkMatter(matter({ related: many }))[0]?.message).toContain('Remove 2.')
  })

  it('is stored without spaces around its number and roles, and with each related contact once', () => {
    const related = [
      { contactId: 'ben', role: ' Opposing  counsel ' },
      { contactId: 'ben', role: 'Judge' },
    ]
    expect(normalMatter(matter({ number: ' 2026 \t 1 ', related }))).toEqual(
      matter({ number: '2026 1', related: [{ contactId: 'ben', role: 'Opposing counsel' }] }),
    )
  })
})

describe('the order of matters', () => {
  it.each([
    [
      ['2026-2', '2026-10', '2026-9'],
      ['2026-2', '2026-9', '2026-10'],
    ],
    [
      ['b1', 'A2', 'a1'],
      ['a1', 'A2', 'b1'],
    ],
    [
      ['É-1', 'f-1', 'e-2'],
      ['É-1', 'e-2', 'f-1'],
    ],
  ])('%j', (given, expected) => {
    const key = (number: string) => matterSortKey({ number })
    expect([...given].sort((a, b) => (key(a) < key(b) ? -1 : 1))).toEqual(expected)
  })

  it('keeps keys short', () => {
    expect(matterSortKey({ number: '1-'.repeat(50) }).length).toBeLessThanOrEqual(300)
  })
})

it('a search finds a matter by its number, its description and its roles', () => {
  const related = [{ contactId: 'ben', role: 'Gutachter Müller' }]
  const text = matterSearchText(matter({ description: 'Lease in São Paulo', related }))
  for (const word of ['2026-001', 'sao', 'muller']) expect(text).toContain(word)
})

it('a matter is called by its number and the first line of its description', () => {
  expect(matterName({ number: '7', description: 'Lease\nof a shop' })).toBe('7 · Lease')
  expect(matterName({ number: '7', description: '' })).toBe('7')
})

it.each([
  ['Judge', '', 'Judge'],
  ['', 'Judge', 'Judge'],
  ['Judge', 'Witness', 'Judge, Witness'],
  ['Judge, Witness', 'Witness', 'Judge, Witness'],
])('the roles “%s” and “%s” of one contact are “%s”', (one, other, both) => {
  expect(joinedRoles(one, other)).toBe(both)
})
