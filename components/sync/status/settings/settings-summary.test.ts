import { expect, it } from 'vitest'
import { DEFAULT_SETTINGS } from '@/lib/store/address-book/values'
import { settingsSummary } from './settings-summary'

const contacts = { settings: DEFAULT_SETTINGS, privateAs: null, addsOnlyMine: false }
const events = { settings: DEFAULT_SETTINGS, privateAs: 'busy', addsOnlyMine: null } as const

it('is short where nothing differs from the usual', () => {
  expect(settingsSummary(contacts, 'Elsewhere', 'contacts')).toBe(
    'Conflicts: ask me · Deleted in Clio: keep it in Elsewhere · Both ways',
  )
  expect(settingsSummary(events, 'Elsewhere', 'events')).toBe(
    'Conflicts: ask me · Deleted in Clio: keep it in Elsewhere',
  )
})

it('names all that differs', () => {
  const settings = {
    onConflict: 'newest',
    onLocalDelete: 'delete',
    direction: 'toRemote',
    only: { kind: 'labels', ids: ['a', 'b'] },
    keepLabels: true,
  } as const
  expect(settingsSummary({ settings, privateAs: null, addsOnlyMine: true }, 'Elsewhere', 'contacts')).toBe(
    'Conflicts: newest edit wins · Deleted in Clio: delete it in Elsewhere · Clio to Elsewhere only · Only contacts with 2 labels · Labels and tags in sync · New contacts from Elsewhere are only mine',
  )
  expect(
    settingsSummary(
      { settings: { ...DEFAULT_SETTINGS, askSoon: true }, privateAs: 'none', addsOnlyMine: null },
      'Elsewhere',
      'events',
    ),
  ).toBe(
    'Conflicts: ask me · Deleted in Clio: keep it in Elsewhere · Private events left out · Asks before deleting events within 14 days',
  )
})
