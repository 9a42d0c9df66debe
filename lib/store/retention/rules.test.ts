// The settings that a person may choose, and what is due under them.
import { describe, expect, it } from 'vitest'
import {
  addRemoved,
  asRemoved,
  DEFAULT_RETENTION,
  daysLeft,
  dueBefore,
  INVITATION_DAYS,
  readSettings,
  type SettingName,
} from './rules'

const typed = (change: Partial<Record<SettingName, string>> = {}) => ({
  ...{ historyDays: '365', auditDays: '2555', emptyRunDays: '30', invitationDays: '90' },
  ...change,
})

describe('typed numbers of days', () => {
  it('are accepted with spaces around them', () => {
    expect(readSettings(typed())).toEqual({ kind: 'settings', settings: DEFAULT_RETENTION })
    expect(readSettings(typed({ historyDays: ' 30 ' }))).toMatchObject({ settings: { historyDays: 30 } })
    expect(readSettings(typed({ historyDays: '3650' }))).toMatchObject({ settings: { historyDays: 3650 } })
  })

  it.each(['29', '3651', '0', '-1', '30.5', '1e3', '', 'a year', '٣٦٥', '999999999999'])(
    '"%s" is refused with what would do',
    (historyDays) => {
      expect(readSettings(typed({ historyDays }))).toEqual({
        kind: 'fault',
        field: 'historyDays',
        message: 'Write a whole number of days from 30 to 3,650.',
      })
    },
  )

  it('have their own limits for each setting', () => {
    expect(readSettings(typed({ emptyRunDays: '1' }))).toMatchObject({ kind: 'settings' })
    expect(readSettings(typed({ emptyRunDays: '0' }))).toMatchObject({ field: 'emptyRunDays' })
    expect(readSettings(typed({ invitationDays: `${INVITATION_DAYS}` }))).toMatchObject({ kind: 'settings' })
    expect(readSettings(typed({ invitationDays: `${INVITATION_DAYS - 1}` }))).toMatchObject({
      field: 'invitationDays',
    })
  })
})

it('due times are counted back from now, in days of 24 hours', () => {
  const due = dueBefore(DEFAULT_RETENTION, new Date('2026-11-27T08:00:00Z'))
  expect(due.contacts).toEqual(new Date('2026-10-28T08:00:00Z'))
  expect(due.history).toEqual(new Date('2025-11-27T08:00:00Z'))
  expect(due.imports).toEqual(new Date('2026-11-26T08:00:00Z'))
})

describe('counts of removed rows', () => {
  it('add up and leave out zeros', () => {
    expect(addRemoved({ edits: 2, runs: 1 }, { edits: 3, imports: 0 })).toEqual({ edits: 5, runs: 1 })
  })

  it('are read as far as this version knows their kinds', () => {
    expect(asRemoved({ edits: 2, runs: '3', dragons: 4, imports: -1 })).toEqual({ edits: 2 })
    expect(asRemoved(null)).toEqual({})
  })
})

it('counts the days that a deleted contact can still be restored', () => {
  const now = new Date('2026-11-28T12:00:00Z')
  const deleted = (days: number) => daysLeft(new Date(now.getTime() - days * 86_400_000), now)
  expect([0, 0.1, 1, 28.5, 29.9, 30, 40].map(deleted)).toEqual([30, 30, 29, 2, 1, 0, 0])
})
