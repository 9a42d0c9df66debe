// What one push to a calendar does, given the rows as they are. Pure. A canceled value is kept as a deleted row, so canceling writes a
// deletion, and taking it back a restore.
import { occurrenceOf } from '@/lib/domains/events/recurrence/edit/follow'
import { sameEvent } from '@/lib/domains/events/value/diff'
import { type CalendarEvent, isCancelled } from '@/lib/domains/events/value/event'
import type { EventField } from '@/lib/domains/events/value/fields'
import { storageProblemsOf } from '@/lib/domains/events/value/validity'
import type { Outcome, Push } from '@/lib/engine/collection'
import type { EventShape } from '@/lib/store/database/generated/client'
import { goneItem, type ItemRow, itemOfEvent } from './event-item'
import { asKept, eventFromRow } from './event-row'

export type EventPush = Push<CalendarEvent>
export type EventOutcome = Outcome<CalendarEvent>
type Of<K extends EventPush['kind']> = Extract<EventPush, { kind: K }>

/** The rows that a push depends on; each is null if there is none. */
export interface PushRows {
  /** The id of the collection's calendar. */
  readonly calendarId: string
  readonly row: ItemRow | null
  /** Of a create with a place: the series, and the occurrence that is in the place already. */
  readonly series: ItemRow | null
  readonly inPlace: ItemRow | null
  /** Whether another live event of the calendar has the create's `uid`. */
  readonly isUidTaken: boolean
}

export interface Insert {
  readonly kind: 'insert'
  readonly shape: EventShape
  readonly seriesId: string | null
  readonly originalStart: string | null
  /** Null: made from the id. */
  readonly iCalUid: string | null
  readonly event: CalendarEvent
  /** A canceled occurrence: it is deleted at once. */
  readonly cancelled: boolean
}

export type PushDecision =
  | Insert
  | {
      readonly kind: 'update'
      readonly shape: EventShape
      readonly from: CalendarEvent | null
      readonly to: CalendarEvent
    }
  | { readonly kind: 'delete' }
  /** The item with this id already is what the push asks for. */
  | { readonly kind: 'same'; readonly id: string }
  | { readonly kind: 'outcome'; readonly outcome: EventOutcome }

export function decidePush(push: EventPush, rows: PushRows): PushDecision {
  switch (push.kind) {
    case 'create':
      return push.place ? createOccurrence(push, rows) : createWhole(push, rows)
    case 'update':
      return update(push, rows)
    case 'delete':
      return remove(push, rows)
    case 'restore':
      return restore(push, rows)
  }
}

const ended = (kind: 'gone' | 'stale', { ref }: EventPush): PushDecision => ({
  kind: 'outcome',
  outcome: { kind, ref },
})

const rejected = ({ ref }: EventPush, field: EventField | null, message: string): PushDecision => ({
  kind: 'outcome',
  outcome: { kind: 'rejected', ref, field, message },
})

/** Of a create: an event of another calendar or firm has its key. */
export const idUsed = (ref: string): EventOutcome => ({
  ...{ kind: 'rejected', ref, field: null, message: 'This id cannot be used again' },
})

/** Why the calendar cannot store the value; null if it can. `shape`: of the event that gets it. */
function rejection(
  push: EventPush & { readonly to: CalendarEvent },
  shape: EventShape | null,
): PushDecision | null {
  if (isCancelled(push.to) && shape !== 'occurrence')
    return rejected(
      push,
      'status',
      'Only an occurrence of a series can be canceled. Delete the event instead.',
    )
  const [problem] = storageProblemsOf(asKept(push.to))
  return problem ? rejected(push, problem.field, problem.text) : null
}

const itemIn = ({ row, calendarId }: Pick<PushRows, 'row' | 'calendarId'>, id: string) =>
  row ? itemOfEvent(row, calendarId) : goneItem(id)

const wholeShape = ({ repeat }: CalendarEvent): EventShape => (repeat.length > 0 ? 'series' : 'single')

/** An occurrence does not repeat. */
const keptOccurrence = (event: CalendarEvent): CalendarEvent => ({ ...asKept(event), repeat: [] })

/** The event of this id is there already, here or in another calendar: a create never writes over it. */
function existing(push: Of<'create'>, rows: PushRows): PushDecision | null {
  if (!rows.row) return null
  const item = itemIn(rows, push.key)
  if (item.version === '') return { kind: 'outcome', outcome: idUsed(push.ref) }
  return item.deleted ? ended('gone', push) : { kind: 'same', id: push.key }
}

function createWhole(push: Of<'create'>, rows: PushRows): PushDecision {
  const event = asKept(push.to)
  const iCalUid = push.uid && !rows.isUidTaken ? push.uid : null
  const place = { seriesId: null, originalStart: null, iCalUid, cancelled: false }
  return (
    existing(push, rows) ??
    rejection(push, null) ?? { kind: 'insert', shape: wholeShape(event), event, ...place }
  )
}

function createOccurrence(push: Of<'create'>, rows: PushRows): PushDecision {
  const known = existing(push, rows)
  if (known) return known
  const { series, inPlace, calendarId } = rows
  const slot = push.place?.slot ?? ''
  if (series?.calendarId !== calendarId || series.deletedAt) return ended('gone', push)
  if (inPlace) {
    const isSame = sameEvent(itemOfEvent(inPlace, calendarId).value, asKept(push.to))
    return isSame ? { kind: 'same', id: inPlace.id } : ended('stale', push)
  }
  if (series.shape !== 'series')
    return rejected(push, null, 'The event does not repeat here, so none of its occurrences can be changed.')
  const cancelled = isCancelled(push.to)
  return (
    rejection(push, 'occurrence') ?? {
      ...{ kind: 'insert', shape: 'occurrence', seriesId: series.id, originalStart: slot },
      ...{ iCalUid: series.iCalUid, cancelled },
      // A canceled value says nothing of its other fields: what is kept for a restore is the series' own.
      event: cancelled ? occurrenceOf(eventFromRow(series), slot) : keptOccurrence(push.to),
    }
  )
}

function update(push: Of<'update'>, rows: PushRows): PushDecision {
  const { row } = rows
  const item = itemIn(rows, push.id)
  if (!row || item.deleted) return ended('gone', push)
  if (item.version !== push.version) return ended('stale', push)
  const refused = rejection(push, row.shape)
  if (refused) return refused
  const wasCancelled = isCancelled(item.value)
  if (isCancelled(push.to)) return wasCancelled ? { kind: 'same', id: push.id } : { kind: 'delete' }
  const from = wasCancelled ? null : eventFromRow(row)
  return { kind: 'update', from, ...placed(push.to, row) }
}

const placed = (to: CalendarEvent, { shape }: ItemRow) =>
  shape === 'occurrence'
    ? { shape, to: keptOccurrence(to) }
    : { shape: wholeShape(asKept(to)), to: asKept(to) }

/** Of an occurrence whose series stays, a deletion means that it does not take place: it is canceled. */
function remove(push: Of<'delete'>, rows: PushRows): PushDecision {
  const item = itemIn(rows, push.id)
  if (item.deleted) return ended('gone', push)
  if (item.version !== push.version) return ended('stale', push)
  return isCancelled(item.value) ? { kind: 'same', id: push.id } : { kind: 'delete' }
}

function restore(push: Of<'restore'>, rows: PushRows): PushDecision {
  const { row } = rows
  const item = itemIn(rows, push.id)
  if (!row || item.version === '') return ended('gone', push)
  if (!item.deleted || item.version !== push.version) return ended('stale', push)
  if (row.shape === 'occurrence')
    return rejected(push, null, 'The series of this occurrence is deleted. Restore the series first.')
  return rejection(push, row.shape) ?? { kind: 'update', from: null, ...placed(push.to, row) }
}
