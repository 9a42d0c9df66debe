import { describe, expect, it } from 'vitest'
import { accountCalendar } from './account-calendars'

const calendar = (role: Parameters<typeof accountCalendar>[0]['role'], marker: string | null = null) =>
  accountCalendar({ id: 'work@group', name: 'Work', role, marker })

describe('a calendar of the account', () => {
  const of = { id: 'work@group', name: 'Work' }

  it.each([
    ['owner', null, { kind: 'open', needs: 'ownCalendars' }],
    ['owner', 'a-mark', { kind: 'open', needs: 'calendars' }],
    ['writer', null, { kind: 'open', needs: 'otherCalendars' }],
    // Somebody else's Concord created it.
    ['writer', 'a-mark', { kind: 'open', needs: 'otherCalendars' }],
    ['writerWithoutPrivateAccess', null, { kind: 'closed', why: 'redacted' }],
    ['reader', null, { kind: 'closed', why: 'reads' }],
    ['freeBusyReader', 'a-mark', { kind: 'closed', why: 'reads' }],
  ] as const)('with the role %s and the mark %s', (role, marker, expected) => {
    expect(calendar(role, marker)).toEqual({ ...of, ...expected })
  })
})
