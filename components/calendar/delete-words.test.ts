import { expect, it } from 'vitest'
import { alsoDeleted } from './delete-words'

it('the accounts that delete an event, too, are named, and no other', () => {
  const ana = { name: 'Ana Lima', email: 'ana@example.com', provider: 'google', synced: 1 }
  const ben = { ...ana, name: 'Ben Okafor', email: 'ben@example.com' }
  const accounts = [
    { ...ana, isOwn: true, deletes: true },
    { ...ben, isOwn: false, deletes: true },
    { ...ben, name: 'Cho Min', isOwn: false, deletes: false },
  ]
  expect(alsoDeleted(accounts, () => 'Google')).toEqual([
    'It will also be deleted from your Google calendar (ana@example.com).',
    'It will also be deleted from Ben Okafor’s Google calendar (ben@example.com).',
  ])
})
