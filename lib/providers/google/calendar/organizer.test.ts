import { expect, it } from 'vitest'
import { otherOrganizer } from './organizer'

it.each([
  ['of the account', { id: 'a', organizer: { email: 'ana@example.com', self: true } }, null],
  [
    'of someone else',
    { id: 'a', organizer: { email: 'dana@example.com', displayName: 'Dana Lee' } },
    { name: 'Dana Lee' },
  ],
  [
    'of someone without a name',
    { id: 'a', organizer: { email: 'dana@example.com' } },
    { name: 'dana@example.com' },
  ],
  [
    'as a private copy',
    { id: 'a', privateCopy: true, organizer: { email: 'ana@example.com', self: true } },
    { name: 'ana@example.com' },
  ],
  ['without an organizer', { id: 'a' }, { name: null }],
  ['that was not read', null, null],
])('an event %s', (_, event, organizer) => {
  expect(otherOrganizer(event)).toEqual(organizer)
})
