// What a person does to events: each function asks what they may, does it in one transaction, and never over a change that their
// page did not show.
import { occurrenceOf, occursAt } from '@/lib/domains/events/recurrence/edit/follow'
import { split } from '@/lib/domains/events/recurrence/edit/split'
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import type { Slot } from '@/lib/domains/events/value/time'
import type { Tx } from '@/lib/store/database/client'
import type { CalendarEvent as EventRow } from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'
import { lockEventAdditions } from './additions'
import { lockedAccess, mayWrite } from './calendars'
import { eventFromRow, uidOf } from './event-row'
import {
  bringBackEvent,
  insertEvent,
  insertNewEvent,
  lockedEvent,
  removeEvent,
  removeFromSeries,
  updateEvent,
} from './events'
import { follow, occurrencesFrom } from './following'
import { organizerOf } from './organized'
import { writingEvents } from './waking'

/** Which of a series is meant. `on`: the original start of one occurrence. */
export type Scope =
  | { readonly kind: 'all' }
  | { readonly kind: 'this'; readonly on: string }
  | { readonly kind: 'following'; readonly on: string }

/** The same as a form sends it: with the version of the occurrence that its page showed, 0 where it had no row of its own. */
export type ShownScope =
  | Exclude<Scope, { readonly kind: 'this' }>
  | (Extract<Scope, { readonly kind: 'this' }> & { readonly version: number })

export type Edited =
  | { readonly kind: 'done'; readonly id: string }
  /** Someone changed or deleted it since the page was read: nothing was written. */
  | { readonly kind: 'stale'; readonly row: EventRow }
  /** The person may not change events of this calendar. */
  | { readonly kind: 'readOnly' }
  | { readonly kind: 'missing' }
  /** Somebody else organizes it, and only they may change it. */
  | { readonly kind: 'organized'; readonly organizer: string | null }
  /** The series cannot be cut there: nothing was written. */
  | { readonly kind: 'refused'; readonly reason: string }

export interface NewEventForm {
  /** Made together with the form: sent twice, it is created once. */
  readonly id: string
  readonly calendarId: string
  readonly event: CalendarEvent
}

const shapeOf = ({ repeat }: CalendarEvent) => (repeat.length > 0 ? 'series' : 'single')

export async function addEvent(actor: Actor, { id, calendarId, event }: NewEventForm): Promise<Edited> {
  const { firmId, userId } = actor
  return writingEvents(firmId, async (tx, written) => {
    const refused = await refusal(tx, actor, calendarId)
    if (refused) return refused
    await lockEventAdditions(tx, calendarId)
    const place = { id, firmId, calendarId, shape: shapeOf(event), iCalUid: uidOf(id) } as const
    written.add(calendarId)
    if (await insertEvent(tx, { ...place, event }, { userId })) return { kind: 'done', id }
    // The form was sent before. Changed since (the browser's Back), it is an edit of what it made.
    const row = await lockedEvent(tx, firmId, id)
    if (!row) return { kind: 'missing' }
    if (row.version > 1 || row.deletedAt) return { kind: 'stale', row }
    await updateEvent(tx, row, event, { userId }, { shape: shapeOf(event) })
    return { kind: 'done', id }
  })
}

export interface EventForm {
  readonly id: string
  /** Of the single event or the series, as the page showed it. */
  readonly version: number
  readonly scope: ShownScope
  /** Another calendar than its own: the event moves there. One occurrence stays with its series. */
  readonly calendarId: string
  readonly event: CalendarEvent
}

export async function saveEvent(actor: Actor, form: EventForm): Promise<Edited> {
  const { id, version, scope } = form
  return edit(actor, { id, version, to: form.calendarId }, async (tx, row) => {
    const organizer = await organizerOf(tx, row)
    if (organizer) return { kind: 'organized', organizer: organizer.name }
    const by = { userId: actor.userId }
    if (row.shape === 'occurrence') return updateEvent(tx, row, { ...form.event, repeat: [] }, by)
    if (scope.kind === 'this') return saveOccurrence(tx, row, scope, form.event, actor)
    if (scope.kind === 'following') return saveFollowing(tx, row, scope.on, form, actor)
    return saveAll(tx, row, form, actor)
  })
}

export async function deleteEvent(
  actor: Actor,
  { id, version, scope }: Pick<EventForm, 'id' | 'version' | 'scope'>,
): Promise<Edited> {
  return edit(actor, { id, version }, async (tx, row) => {
    // A guest may take the event from their own calendar as a whole only.
    const organizer = scope.kind === 'all' ? null : await organizerOf(tx, row)
    if (organizer) return { kind: 'organized', organizer: organizer.name }
    const by = { userId: actor.userId }
    if (scope.kind === 'this' && row.shape === 'series') return cancelOccurrence(tx, row, scope, actor)
    if (scope.kind !== 'following') return removeEvent(tx, row, by)
    const cut = split(eventFromRow(row), scope.on)
    if (cut.kind === 'refused') return cut
    if (cut.kind === 'whole') return removeEvent(tx, row, by)
    for (const one of await occurrencesFrom(tx, row.firmId, [row.id], scope.on))
      await removeFromSeries(tx, one, by)
    return updateEvent(tx, row, cut.head, by)
  })
}

/** Takes back a deletion; of an occurrence, its cancellation. */
export async function restoreEvent(actor: Actor, id: string, since: Date): Promise<Edited> {
  const { firmId, userId } = actor
  return writingEvents(firmId, async (tx, written) => {
    const calendarId = await calendarIdOf(tx, firmId, id)
    if (calendarId) await lockEventAdditions(tx, calendarId)
    const row = await lockedEvent(tx, firmId, id)
    if (!row?.deletedAt || row.purgedAt || row.deletedAt < since) return { kind: 'missing' }
    const refused = await refusal(tx, actor, row.calendarId)
    if (refused) return refused
    written.add(row.calendarId)
    await bringBackEvent(tx, row, { userId })
    return { kind: 'done', id }
  })
}

async function calendarIdOf(tx: Tx, firmId: string, id: string): Promise<string | null> {
  const row = await tx.calendarEvent.findFirst({ where: { firmId, id }, select: { calendarId: true } })
  return row?.calendarId ?? null
}

async function refusal(tx: Tx, actor: Actor, calendarId: string): Promise<Edited | null> {
  const found = await lockedAccess(tx, actor, calendarId)
  if (!found) return { kind: 'missing' }
  return mayWrite(found.access) ? null : { kind: 'readOnly' }
}

interface Target {
  readonly id: string
  readonly version: number
  /** The calendar that it moves to. */
  readonly to?: string
}

type Unwritten = Extract<Edited, { kind: 'missing' | 'organized' | 'refused' | 'stale' }>

async function edit(
  actor: Actor,
  { id, version, to }: Target,
  work: (tx: Tx, row: EventRow) => Promise<EventRow | Unwritten>,
): Promise<Edited> {
  return writingEvents(actor.firmId, async (tx, calendars) => {
    if (to && to !== (await calendarIdOf(tx, actor.firmId, id))) await lockEventAdditions(tx, to)
    const row = await lockedEvent(tx, actor.firmId, id)
    if (!row) return { kind: 'missing' }
    const refused =
      (await refusal(tx, actor, row.calendarId)) ??
      (to && to !== row.calendarId ? await refusal(tx, actor, to) : null)
    if (refused) return refused
    if (row.version !== version || row.deletedAt) return { kind: 'stale', row }
    const after = await work(tx, row)
    if ('kind' in after) return after
    for (const calendarId of [row.calendarId, after.calendarId]) calendars.add(calendarId)
    return { kind: 'done', id: after.id }
  })
}

interface ShownOccurrence {
  readonly on: Slot
  /** 0: it had no row of its own. */
  readonly version: number
}

/** The occurrence becomes a row of its own with its first change. */
async function saveOccurrence(
  tx: Tx,
  series: EventRow,
  shown: ShownOccurrence,
  event: CalendarEvent,
  actor: Actor,
): Promise<EventRow | Unwritten> {
  const row = await occurrenceRow(tx, series, shown, actor)
  if ('kind' in row) return row
  // One that was canceled stays canceled.
  if (row.deletedAt) return { kind: 'stale', row }
  return updateEvent(tx, row, { ...event, repeat: [] }, { userId: actor.userId })
}

async function cancelOccurrence(
  tx: Tx,
  series: EventRow,
  shown: ShownOccurrence,
  actor: Actor,
): Promise<EventRow | Unwritten> {
  const row = await occurrenceRow(tx, series, shown, actor)
  return 'kind' in row ? row : removeEvent(tx, row, { userId: actor.userId })
}

/** The locked row of the occurrence, made if it has none; stale where the page showed another version of it. */
async function occurrenceRow(
  tx: Tx,
  series: EventRow,
  { on: originalStart, version }: ShownOccurrence,
  actor: Actor,
): Promise<EventRow | Unwritten> {
  const { firmId, calendarId, id: seriesId, iCalUid } = series
  const there = await tx.calendarEvent.findFirst({ where: { firmId, seriesId, originalStart } })
  const row = there && (await lockedEvent(tx, firmId, there.id))
  if (row) return row.version === version ? row : { kind: 'stale', row }
  if (version > 0) return { kind: 'stale', row: series }
  const whole = eventFromRow(series)
  if (!occursAt(whole, originalStart)) return { kind: 'missing' }
  const event = occurrenceOf(whole, originalStart)
  const place = { id: crypto.randomUUID(), firmId, calendarId, seriesId, originalStart, iCalUid } as const
  return insertNewEvent(tx, { ...place, shape: 'occurrence', event }, { userId: actor.userId })
}

/**
 * The series ends before the occurrence, and a new series begins with it. Changed and canceled occurrences from there on belong to the new one.
 */
async function saveFollowing(
  tx: Tx,
  series: EventRow,
  on: string,
  form: EventForm,
  actor: Actor,
): Promise<EventRow | Extract<Edited, { kind: 'refused' }>> {
  const { calendarId, event } = form
  const { firmId, id: tailOfId } = series
  const by = { userId: actor.userId }
  const cut = split(eventFromRow(series), on)
  if (cut.kind === 'refused') return cut
  if (cut.kind === 'whole') return saveAll(tx, series, form, actor)
  const id = crypto.randomUUID()
  const place = { id, firmId, calendarId, tailOfId, shape: shapeOf(event), iCalUid: uidOf(id) } as const
  const tail = await insertNewEvent(tx, { ...place, event }, by)
  await updateEvent(tx, series, cut.head, by)
  const moved = await occurrencesFrom(tx, firmId, [series.id], on)
  await follow(tx, { occurrences: moved, from: cut.tail, to: event, series: tail, by })
  return tail
}

async function saveAll(
  tx: Tx,
  row: EventRow,
  { calendarId, event }: EventForm,
  actor: Actor,
): Promise<EventRow> {
  const by = { userId: actor.userId }
  const from = eventFromRow(row)
  const occurrences = await occurrencesFrom(tx, row.firmId, [row.id])
  const written = await updateEvent(tx, row, event, by, { shape: shapeOf(event), calendarId })
  await follow(tx, { occurrences, from, to: event, series: written, by })
  return written
}
