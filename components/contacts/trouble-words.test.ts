import { expect, it } from 'vitest'
import type { Trouble } from '@/lib/store/address-book/contact-links'
import { troubleWords } from './trouble-words'

const GOOGLE = { name: 'google', label: 'Google' }
const SYNC = '/settings/sync/google'
const review = `${SYNC}/preview/waiting?view=decide&q=Zo%C3%AB+O%E2%80%99Neill`
const rejected = { kind: 'rejected', field: 'emails', message: 'Not an address.' }

it.each<readonly [Trouble, string, string]>([
  [{ kind: 'access', since: new Date(0) }, 'Not syncing: Concord has lost access to this account', SYNC],
  [
    { kind: 'failed', error: rejected },
    'Could not be synced. Google does not accept its email.',
    `${SYNC}#failing`,
  ],
  [{ kind: 'failed', error: null }, 'Could not be synced.', `${SYNC}#failing`],
  [{ kind: 'conflict', fields: ['title'] }, 'Title differs in Google: needs your decision', review],
  [
    { kind: 'conflict', fields: ['phones', 'title'] },
    'Title and phone differ in Google: needs your decision',
    review,
  ],
  [{ kind: 'conflict', fields: [] }, 'Both sides differ: needs your decision', review],
  [{ kind: 'question' }, 'Google may have this person already: needs your decision', review],
  [{ kind: 'held' }, 'You may have this person as only mine: needs your decision', review],
  [{ kind: 'review' }, 'Changed since the preview: needs your decision', review],
])('%o reads "%s" and leads to %s', (trouble, text, href) => {
  const words = troubleWords(trouble, null, 'Zoë O’Neill', GOOGLE)
  expect(words.text).toBe(text)
  expect(words.remedy?.href).toBe(href)
})

it('of somebody else’s sync names who decides, and offers nothing', () => {
  expect(troubleWords({ kind: 'question' }, 'Ben Ode', 'Zoë', GOOGLE)).toEqual({
    text: 'Google may have this person already: needs Ben Ode’s decision',
    remedy: null,
  })
})
