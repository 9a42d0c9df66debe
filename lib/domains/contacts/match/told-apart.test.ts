// Why two people of one name are two.
import { expect, test } from 'vitest'
import { toldApart } from '@/lib/domains/contacts/match/told-apart'
import { contact, named, PHONE, type Values } from '@/testing/matching/contacts-in-words'

const between = (local: Values, remote: Values) => toldApart(contact(local), contact(remote))
const HOME = { phone: PHONE, street: '9 Oak Ave' }

test('a father and a son, by their marks or else by their birthdays', () => {
  const [senior, junior] = [
    { ...HOME, suffix: 'Sr.' },
    { ...HOME, suffix: 'Jr.' },
  ]
  expect(between(named('Wendell|Ashcroft', senior), named('Wendell|Ashcroft', junior))).toEqual({
    ...{ field: 'suffix', local: 'Sr.', remote: 'Jr.' },
  })
  const born = (year: number): Values => named('Wendell|Ashcroft', { ...HOME, born: [year, 1, 2] })
  expect(between(born(1985), born(1950))).toEqual({
    ...{ field: 'birthday', local: '1985-01-02', remote: '1950-01-02' },
  })
  expect(between(born(1950), born(1955))).toBeNull()
})

test('not two contacts of which one lacks the mark, or both have the same', () => {
  const marked = (suffix: string): Values => named('Wendell|Ashcroft', { ...HOME, suffix })
  expect(between(marked(''), marked('Jr.'))).toBeNull()
  expect(between(marked('Jr'), marked('Junior'))).toBeNull()
  expect(between(marked('Esq.'), marked('Jr.'))).toBeNull()
})
