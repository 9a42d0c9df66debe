import { expect, it } from 'vitest'
import { EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { mergedWords } from './merged-words'

const silva = { ...EMPTY_CONTACT, firstName: 'Ana', lastName: 'Silva' }
const withEmail = { ...silva, emails: [{ value: 'ana@silva.example', label: 'Work' }] }

it.each([
  [{ count: 1, known: [silva] }, 'Ana Silva'],
  [{ count: 1, known: [withEmail] }, 'Ana Silva (ana@silva.example)'],
  [{ count: 2, known: [silva, withEmail] }, 'Ana Silva and Ana Silva (ana@silva.example)'],
  [{ count: 3, known: [silva] }, 'Ana Silva and 2 more'],
  [{ count: 1, known: [{ ...EMPTY_CONTACT, emails: withEmail.emails }] }, 'ana@silva.example'],
  [{ count: 1, known: [EMPTY_CONTACT] }, 'a contact without a name'],
  [{ count: 1, known: [] }, 'a contact that is erased now'],
  [{ count: 2, known: [] }, '2 contacts that are erased now'],
  [null, 'duplicates'],
])('%j reads "%s"', (merged, words) => {
  expect(mergedWords(merged)).toBe(words)
})
