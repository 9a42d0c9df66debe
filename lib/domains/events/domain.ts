// The events domain of the engine. A deletion on one side is carried to the other, unless the event was edited there.

import { asksBeforeDeleting } from '@/lib/domains/events/deletion'
import { fullName, matchEvents, namesakes } from '@/lib/domains/events/match/match'
import { halfwayBase, mergeEvents, shownOf } from '@/lib/domains/events/merge/merge-events'
import { seriesRules } from '@/lib/domains/events/recurrence/edit/slots'
import { sameEvent, sameField } from '@/lib/domains/events/value/diff'
import { type CalendarEvent, EMPTY_EVENT, isCancelled } from '@/lib/domains/events/value/event'
import { FIELD_NAMES } from '@/lib/domains/events/value/fields'
import { isPartOf, parseEvent, storedEvent } from '@/lib/domains/events/value/stored-event'
import { titleOf } from '@/lib/domains/events/value/words'
import type { Domain, KeyProof } from '@/lib/engine/domain'
import { THRESHOLDS, type Thresholds } from '@/lib/engine/guard/guard'

export type EventDomain = Domain<CalendarEvent, 'mirror'>

/**
 * Deletions go both ways, so fewer of them than of contacts are unusual. More than ten writes to one event within an hour are no
 * person's work.
 */
const EVENT_THRESHOLDS: Thresholds = { ...THRESHOLDS, fewDeleted: 5, fewest: 3, series: 3, rewrites: 10 }

export const eventDomain: EventDomain = {
  kind: 'events',
  empty: EMPTY_EVENT,
  fields: FIELD_NAMES,
  stored: storedEvent,
  parse: parseEvent,
  isPart: isPartOf,
  same: sameEvent,
  equal: sameEvent,
  sameField,
  merge: mergeEvents,
  halfway: halfwayBase,
  shown: shownOf,
  // A create invites nobody.
  sentByCreate: (event) => ({ ...event, guests: [] }),
  proofOfKey,
  fullName,
  toldApart: () => null,
  match: matchEvents,
  namesakes,
  deletions: { local: 'mirror', edited: 'ask', asks: asksBeforeDeleting },
  matchKeys: null,
  thresholds: EVENT_THRESHOLDS,
  series: seriesRules,
  summary: (event) => ({
    name: titleOf(event),
    // Lists of events are ordered by start.
    sortKey: `${event.time.start} ${event.title.toLowerCase()}`,
    search: searchText(event),
  }),
}

/**
 * A copy made in the account has our key too: only an event with the same title and time is ours. A canceled occurrence has nothing that
 * could be another's.
 */
function proofOfKey(sent: CalendarEvent, remote: CalendarEvent): KeyProof {
  if (isCancelled(sent) || isCancelled(remote)) return sent.status === remote.status ? 'proof' : 'hint'
  const agreed = (['title', 'time'] as const).filter((field) => sameField(field, sent, remote)).length
  return agreed === 2 ? 'proof' : agreed === 1 ? 'hint' : 'none'
}

const searchText = ({ title, location, description, guests }: CalendarEvent): string =>
  [title, location, description, ...guests.flatMap(({ name, email }) => [name, email])]
    .join('\n')
    .toLowerCase()
