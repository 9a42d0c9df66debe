import { expect, test } from 'vitest'
import { separateWords } from './separate-words'

const told = {
  ...{ here: 'Mona Berg', there: 'Lisa Berg', provider: { name: 'google', label: 'Google' } },
  ...{ active: true, addsHere: true, addsThere: true, chosen: null },
}

test.each([
  [{}, 'At the next check, Mona Berg is added to Google, and Lisa Berg is added to Clio.'],
  [{ addsHere: false }, 'At the next check, Mona Berg is added to Google. Lisa Berg stays only in Google.'],
  [{ addsThere: false }, 'At the next check, Lisa Berg is added to Clio. Mona Berg stays only in Clio.'],
  [
    { addsHere: false, addsThere: false },
    'Mona Berg stays only in Clio, and Lisa Berg stays only in Google.',
  ],
  [
    { active: false, there: 'Mona Berg' },
    'When you set up the sync again, Mona Berg is added to Google, and Google’s contact is added to Clio.',
  ],
])('what is added follows the settings: %o', (more, words) => {
  expect(separateWords({ ...told, ...more })[1]).toBe(words)
})

test('a choice of contacts is named', () => {
  expect(separateWords({ ...told, chosen: 'tags' })).toContain(
    'Your sync takes only some contacts. It adds only those.',
  )
  expect(separateWords(told)).toHaveLength(3)
})
