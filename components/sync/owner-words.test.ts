import { expect, it } from 'vitest'
import { ownerWords } from './owner-words'

const shared = { isShared: true, reaches: [], addsOnlyMine: true }

it.each([
  [
    shared,
    'Everyone in your firm sees the contact in Clio. If you link them, they also see what Google has of it. If you keep them separate, the one in Google is added as only yours.',
  ],
  [
    { ...shared, reaches: ['Ana Pires'], addsOnlyMine: false },
    'Everyone in your firm sees the contact in Clio. If you link them, they also see what Google has of it, and the account of Ana Pires will get it. If you keep them separate, the one in Google is added for everyone.',
  ],
  [
    { ...shared, isShared: false },
    'The contact in Clio is only yours and stays so if you link them: colleagues do not see either of them.',
  ],
])('%j', (owners, words) => {
  expect(ownerWords(owners, 'Google')).toBe(words)
})
