import { expect, it } from 'vitest'
import { contactUrl } from './contact-url'

it('a contact opens in its account, whichever is signed in first', () => {
  expect(contactUrl('people/c623380167042605258', 'ana+law@example.com')).toBe(
    'https://contacts.google.com/person/c623380167042605258?authuser=ana%2Blaw%40example.com',
  )
})

it.each(['', 'people/', 'people/c1/x', 'otherContacts/c1', 'people/c1?x', 'c1'])('%j is no contact', (id) => {
  expect(contactUrl(id, 'ana@example.com')).toBeNull()
})
