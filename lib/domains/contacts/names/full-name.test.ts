import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NO_NAME, splitFullName } from '@/lib/domains/contacts/names/full-name'
import { displayName, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'

type Row = [text: string, first: string, last: string, prefix?: string, suffix?: string]

describe('a full name in one text', () => {
  test.each<Row>([
    ['Astrid Holm', 'Astrid', 'Holm'],
    ['Holm, Astrid', 'Astrid', 'Holm'],
    ['van der Berg, Ludwig', 'Ludwig', 'van der Berg'],
    ['Ludwig van der Berg', 'Ludwig', 'van der Berg'],
    ['Ludwig Van Beethoven', 'Ludwig', 'Van Beethoven'],
    ['María de la Cruz', 'María', 'de la Cruz'],
    ['Mohammed bin Salman', 'Mohammed', 'bin Salman'],
    ['Karl von und zu Guttenberg', 'Karl', 'von und zu Guttenberg'],
    ['Jean St. Clair', 'Jean', 'St. Clair'],
    ['José Ortega y Gasset', 'José', 'Ortega y Gasset'],
    ['Peter und Maria Schmidt', 'Peter und Maria', 'Schmidt'],
    ['Samuel E. Smith', 'Samuel E.', 'Smith'],
    ['Al Do Smith', 'Al Do', 'Smith'],
    ['Dr. Pilar Ortega Ruiz', 'Pilar Ortega', 'Ruiz', 'Dr.'],
    ['Prof. Dr. med. Eva Holm', 'Eva', 'Holm', 'Prof. Dr. med.'],
    ['Dipl.-Ing. Eva Holm', 'Eva', 'Holm', 'Dipl.-Ing.'],
    ['Frau Holm', '', 'Holm', 'Frau'],
    ['Sir Elton', 'Elton', '', 'Sir'],
    ['Holm, Dr. Astrid', 'Astrid', 'Holm', 'Dr.'],
    ['Don Smith', 'Don', 'Smith'],
    ['Justice Smith', 'Justice', 'Smith'],
    ['Judge Ann Smith', 'Ann', 'Smith', 'Judge'],
    ['Md Rahman', 'Md', 'Rahman'],
    ['Robert Quill, Jr.', 'Robert', 'Quill', '', 'Jr.'],
    ['Robert Quill Jr.', 'Robert', 'Quill', '', 'Jr.'],
    ['Robert Quill III', 'Robert', 'Quill', '', 'III'],
    ['Quill, Robert, Jr.', 'Robert', 'Quill', '', 'Jr.'],
    ['Quill Jr., Robert', 'Robert', 'Quill', '', 'Jr.'],
    ['Ann Reed, MD, PhD', 'Ann', 'Reed', '', 'MD, PhD'],
    ['Ann Reed Ph.D.', 'Ann', 'Reed', '', 'Ph.D.'],
    ['Amartya Sen', 'Amartya', 'Sen'],
    ['Carlos Junior', 'Carlos', 'Junior'],
    ['Ana Lima (plumber)', 'Ana', 'Lima (plumber)'],
    ['Ana (plumber from Rome)', 'Ana (plumber from Rome)', ''],
    ['Cher', 'Cher', ''],
    ['Acme, Inc.', 'Acme, Inc.', ''],
    ['ana@example.com', 'ana@example.com', ''],
    ['田中 太郎', '太郎', '田中'],
    ['佐々木　健', '健', '佐々木'],
    ['田中 太郎 様', '太郎', '田中', '', '様'],
    ['김 민준', '민준', '김'],
    ['山田太郎', '山田太郎', ''],
    ['ジョン スミス', 'ジョン', 'スミス'],
    ['', '', ''],
  ])('%s', (...[text, firstName, lastName, prefix = '', suffix = '']: Row) => {
    expect(splitFullName(text)).toEqual({ ...NO_NAME, firstName, lastName, prefix, suffix })
  })

  test('keeps every word', () => {
    const word = fc.constantFrom(
      'Dr.',
      'Ana',
      'van',
      'y',
      'de',
      '(x',
      'y)',
      'Jr.',
      'MD',
      ',',
      'Holm,',
      '田中',
      '・',
      'Sir',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string({ unit: 'grapheme', maxLength: 4 }))), (all) => {
        const text = all.join(' ')
        const letters = (written: string) => [...written.replace(/[\s,，]/g, '')].sort().join('')
        expect(letters(Object.values(splitFullName(text)).join(''))).toBe(letters(text))
      }),
    )
  })
})

test.each([
  ['太郎', '田中', '田中 太郎'],
  ['민준', '김', '김 민준'],
  ['ジョン', 'スミス', 'ジョン スミス'],
  ['Astrid', 'Holm', 'Astrid Holm'],
  ['Taro', '田中', 'Taro 田中'],
])('%s %s is shown in its own order', (firstName, lastName, shown) => {
  expect(displayName({ ...EMPTY_CONTACT, firstName, lastName })).toBe(shown)
})
