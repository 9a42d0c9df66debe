// One Google calendar as a provider of events.
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import type { OpenedCalendar } from '@/lib/providers/calendars'
import { google } from '@/lib/providers/google/descriptor'
import type { Provider } from '@/lib/providers/provider'
import { createCalendarClient } from './client'
import { createFacts } from './facts'
import type { CalendarPacing } from './pacing'
import { pullEvents, shapeOf } from './pull'
import { readEvents } from './read'
import { eventBatches, pushEvents } from './write/push'

const CAN = google.collections.events.can

export function googleEvents(opened: OpenedCalendar, pacing: CalendarPacing): Provider<CalendarEvent> {
  const { calendarId, account, privateAs = 'busy' } = opened
  const client = createCalendarClient(opened, pacing).events(calendarId)
  const facts = createFacts(client, privateAs)
  const shape = shapeOf(privateAs)
  return {
    ref: { kind: 'events', role: 'remote', remoteId: calendarId },
    can: { ...CAN, limits: { ...CAN.limits, lagMs: opened.lagMs ?? CAN.limits.lagMs } },
    quotaUsage: {
      counted: () => pacing.counted(account),
      know: (counted) => pacing.know(account, counted),
    },
    shape,
    pull: (cursor, page) => pullEvents({ client, facts, shape }, cursor, page),
    read: (ids) => readEvents({ client, facts }, ids),
    batches: eventBatches,
    push: (batch) => pushEvents({ client, facts }, batch),
  }
}
