// What a row asks of its person.
import { expect, it } from 'vitest'
import { termsOf } from './kinds'
import { rowOf, type StoredChange } from './row'

const conflict = { id: 'title', field: 'title', entry: '', base: 'Clerk', local: 'Partner', remote: 'Judge' }
const change = {
  ...{ id: '1', name: 'Cho Min', kind: 'update', state: 'waiting', error: null },
  body: {
    ...{ local: null, remote: null, tombstone: null, reasons: [], probability: null },
    conflicts: [{ ...conflict, mayKeepBoth: false }],
  },
} as unknown as StoredChange
const asks = (more: Partial<StoredChange>) =>
  rowOf({ ...change, ...more }, termsOf('contacts', 'UTC', 'Google')).asks

it('what outdated is asked its conflicts first, and with all of them answered it can be approved', () => {
  expect(asks({ outdated: true, undecided: true, answers: {} })).toBe('conflict')
  expect(asks({ outdated: true, undecided: false, answers: { conflicts: { title: 'local' } } })).toBe('drift')
  expect(asks({ outdated: false, undecided: false, answers: { conflicts: { title: 'local' } } })).toBe(
    'conflict',
  )
})
