import { expect, it } from 'vitest'
import { findCandidates } from '@/lib/domains/contacts/match/match'
import { matchKeys } from '@/lib/domains/contacts/match/match-keys'
import type { Item } from '@/lib/domains/contacts/types'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'

const item = (id: string, value: Partial<Contact>): Item => ({
  ...{ id, version: '1', deleted: false, key: null, changedAt: null },
  value: { ...EMPTY_CONTACT, ...value },
})

const mail = (value: string) => [{ value, label: '' }]
const pairs: readonly (readonly [string, Partial<Contact>, Partial<Contact>])[] = [
  [
    'one address',
    { firstName: 'Ana', lastName: 'Lima', emails: mail('ana@firm.example') },
    { emails: mail('ANA@firm.example') },
  ],
  [
    'a misspelt name',
    { firstName: 'Katherine', lastName: 'Meierhofer', phones: mail('030 7654321') },
    { firstName: 'Kathrine', lastName: 'Meierhofer', phones: mail('030 7654321') },
  ],
  [
    'a nickname',
    { firstName: 'Robert', lastName: 'Stone', phones: mail('030 1234567') },
    { firstName: 'Bob', lastName: 'Stone', phones: mail('+49 30 1234567') },
  ],
]

it.each(pairs)('items that may match share a key: %s', (_, one, other) => {
  const [a, b] = [item('a', one), item('b', other)]
  expect(findCandidates([a], [b], { region: 'DE' })).toHaveLength(1)
  const keys = matchKeys('DE').of([a, b])
  expect(keys.get('a')?.some((key) => keys.get('b')?.includes(key))).toBe(true)
})

it('strangers share none', () => {
  const keys = matchKeys('DE').of([
    item('a', { firstName: 'Ana', lastName: 'Lima', emails: mail('ana@firm.example') }),
    item('b', { firstName: 'Ben', lastName: 'Ode', emails: mail('ben@other.example') }),
  ])
  expect(keys.get('a')?.filter((key) => keys.get('b')?.includes(key))).toEqual([])
})

it('keys of another region have another scheme', () => {
  expect(matchKeys('DE').scheme).not.toBe(matchKeys('US').scheme)
  expect(matchKeys('DE').scheme).toBe(matchKeys('DE').scheme)
})
