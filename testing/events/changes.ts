// Changes of events as a review shows them.
import type { StoredChange } from '@/components/sync/row'
import { mergeEvents } from '@/lib/domains/events/merge/merge-events'
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import { meeting, timed } from '@/testing/events/arbitrary'

/** On Tuesday, March 3, 2026, nine to ten in New York. */
export const hearing = (more: Partial<CalendarEvent> = {}) =>
  meeting({ title: 'Hearing', time: timed('2026-03-03T09:00:00', '2026-03-03T10:00:00'), ...more })

export const item = (id: string, value: CalendarEvent) => ({
  ...{ id, value, version: '1', deleted: false, key: null },
  changedAt: new Date('2026-03-01T12:00:00Z'),
})
const AS_IT_IS = { local: (event: CalendarEvent) => event, remote: (event: CalendarEvent) => event }

interface Some extends Partial<Omit<StoredChange, 'body'>> {
  readonly body?: Partial<StoredChange['body']>
}

export const stored = (more: Some): StoredChange => ({
  ...{ id: '1', name: 'Hearing', kind: 'update', state: 'planned', localVersion: 1, remoteVersion: '1' },
  ...{ undecided: false, outdated: false, answers: {}, error: null },
  ...more,
  body: {
    ...{ local: null, remote: null, base: null, tombstone: null, conflicts: [], reasons: [] },
    probability: null,
    ...more.body,
  },
})

/** A change that the merge plans from a base and two sides. */
export function merged(base: CalendarEvent, local: CalendarEvent, remote: CalendarEvent): StoredChange {
  const result = mergeEvents({
    ...{ base: { local: base, remote: base }, local: item('l', local), remote: item('r', remote) },
    ...{ choices: {}, policy: 'local', project: AS_IT_IS },
  })
  const write = (from: CalendarEvent, to: CalendarEvent) => (from === to ? null : { from, to })
  return stored({
    undecided: result.conflicts.length > 0,
    body: {
      local: write(local, result.local),
      remote: write(remote, result.remote),
      conflicts: result.conflicts,
    },
  })
}
