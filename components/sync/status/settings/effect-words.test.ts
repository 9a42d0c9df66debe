import { expect, it } from 'vitest'
import { effectWords } from './effect-words'

const NOTHING = { leaving: 0, joining: 0, arriving: 0, questions: 0, unread: 0, answers: 0 }

it.each([
  [{ leaving: 287 }, ['287 contacts stop syncing. They stay in both places.']],
  [{ leaving: 1 }, ['1 contact stops syncing. It stays in both places.']],
  [{ joining: 12 }, ['12 more contacts in Clio will sync.']],
  [
    { arriving: 1 },
    ['1 more contact in Elsewhere will sync: added to Clio, or matched with a contact there.'],
  ],
  [
    { leaving: 2, questions: 1 },
    [
      '2 contacts stop syncing. They stay in both places.',
      '1 question about a contact that is left out no longer needs your decision, until you choose the contact again.',
    ],
  ],
  [
    { unread: 1_200 },
    [
      'Elsewhere did not say who has these labels. Of 1,200 contacts, those without one of them stop syncing too.',
    ],
  ],
  [
    { answers: 2 },
    ['2 waiting decisions will be answered this way. The next check writes the answers on both sides.'],
  ],
  [{}, []],
])('%o', (effect, words) => {
  expect(effectWords({ ...NOTHING, ...effect }, 'Elsewhere')).toEqual(words)
})
