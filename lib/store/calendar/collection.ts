import type { CalendarEvent } from '@/lib/domains/events/value/event'
import type { Capabilities, Collection } from '@/lib/engine/collection'
import { metAdditions } from '@/lib/store/collections/additions'
import type { AddingRun, LocalOptions } from '@/lib/store/collections/options'
import { PAGE_SIZE, SHAPE } from '@/lib/store/collections/pull'
import { isAddition, pushInRounds } from '@/lib/store/collections/rounds'
import { db, type Tx, withTransaction } from '@/lib/store/database/client'
import { additionsName, concurrentEvents } from './additions'
import { pullEvents } from './event-pull'
import { pushOnce, readEvents, type Writing } from './event-push'
import { asKept } from './event-row'
import type { EventOutcome, EventPush } from './push-decision'

export const CALENDAR = {
  project: asKept,
  limits: { pageSize: PAGE_SIZE, readSize: 1_000, lagMs: 0, maxItems: null, cursorLifeMs: Infinity },
  key: 'id',
  reportsDeletions: true,
  keepsDeleted: true,
  renames: false,
} as const satisfies Capabilities<CalendarEvent>

/**
 * `push` writes any list in one transaction, series before their occurrences. Additions take turns. The key of a create becomes the event's
 * id. If that event, or the same occurrence, is there already, the create changes nothing and is done.
 */
export function calendarCollection(
  firmId: string,
  calendarId: string,
  options: LocalOptions<CalendarEvent> = {},
): Collection<CalendarEvent> {
  const { tx } = options
  const here = { firmId, calendarId }
  return {
    ref: { kind: 'events', role: 'local', remoteId: null },
    can: CALENDAR,
    shape: SHAPE,
    pull: (cursor, page) => pullEvents(firmId, calendarId, cursor, page),
    read: (ids) => readEvents(here, tx ?? db(firmId), ids),
    batches: (pushes) => (pushes.length === 0 ? [] : [pushes]),
    push: (batch) => {
      const within = (tx: Tx) => push({ ...here, tx, by: () => ({ userId: null }), ...options }, batch)
      return tx ? within(tx) : withTransaction(firmId, within)
    },
  }
}

async function push(writing: Writing, batch: readonly EventPush[]): Promise<readonly EventOutcome[]> {
  const { tx, concurrent, calendarId } = writing
  const additions = batch.filter(isAddition)
  const unseen = (run: AddingRun) => concurrentEvents(tx, calendarId, run)
  const met = await metAdditions(tx, additionsName(calendarId), additions, concurrent, unseen)
  return pushInRounds(batch, met, (round) => pushOnce(writing, round))
}
