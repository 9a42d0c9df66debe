import { expect, test } from 'vitest'
import { mailText } from './mail-text'

test('an e-mail says what to do, the gravest first, with the link', () => {
  const link = 'https://concord.example.com/settings/sync/google'
  const { subject, text } = mailText({ needs: ['decide', 'reconnect'], name: 'Ana', label: 'Google', link })
  expect(subject).toBe('Reconnect Google to keep your contacts in sync')
  expect(text.split('\n').filter(Boolean)).toEqual([
    'Hello Ana,',
    'Concord has lost access to your Google account. Reconnect it to resume the sync.',
    'Some of your contacts or events need your decision. Everything else stays in sync.',
    link,
    'Concord sends at most one email a day, and only when something needs your attention.',
  ])
})
