// Writes one round of pushes to a calendar: locks what they depend on, decides about each, and writes all of one kind at once.
import { sameSlots } from '@/lib/domains/events/recurrence/edit/follow'
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import type { By } from '@/lib/store/address-book/contacts'
import type { ConcurrentCheck, LocalOptions } from '@/lib/store/collections/options'
import { pushedId } from '@/lib/store/collections/rounds'
import type { Db, Tx } from '@/lib/store/database/client'
import { type EventItem, goneItem, type ItemRow, itemOfEvent } from './event-item'
import { uidOf } from './event-row'
import {
  deleteEvents,
  type EventUpdate,
  eventRows,
  insertEvents,
  occurrencesIn,
  updateEvents,
} from './event-writes'
import { follow, occurrencesFrom } from './following'
import { decidePush, type EventOutcome, type EventPush, idUsed, type PushDecision } from './push-decision'

export interface Here {
  readonly firmId: string
  readonly calendarId: string
}

export interface Writing extends Here {
  readonly tx: Tx
  readonly by: (ref: string) => By
  readonly concurrent?: ConcurrentCheck<CalendarEvent>
  readonly linked?: LocalOptions<CalendarEvent>['linked']
}

/** In the order of the ids. */
export async function readEvents(
  { firmId, calendarId }: Here,
  from: Db | Tx,
  ids: readonly string[],
): Promise<readonly EventItem[]> {
  const rows = await eventRows(from, firmId, ids)
  const items = new Map(rows.map((row) => [row.id, itemOfEvent(row, calendarId)]))
  return ids.map((id) => items.get(id) ?? goneItem(id))
}

/** Series and single events first: an occurrence depends on its series. */
export async function pushOnce(
  writing: Writing,
  round: readonly EventPush[],
): Promise<readonly EventOutcome[]> {
  const { tx, firmId } = writing
  const found = await eventRows(tx, firmId, round.map(pushedId))
  const ofSeries = new Map(found.map(({ id, seriesId }) => [id, seriesId]))
  const seriesOf = (push: EventPush) =>
    (push.kind === 'create' ? push.place?.parentId : null) ?? ofSeries.get(pushedId(push)) ?? null
  const whole = round.filter((push) => seriesOf(push) === null)
  const occurrences = round.filter((push) => seriesOf(push) !== null)
  // Everyone locks a series before its occurrences.
  const series = occurrences.flatMap((push) => seriesOf(push) ?? [])
  await eventRows(tx, firmId, [...new Set([...whole.map(pushedId), ...series])].sort(), 'lock')
  return [...(await pushAlike(writing, whole)), ...(await pushAlike(writing, occurrences))]
}

async function pushAlike(writing: Writing, pushes: readonly EventPush[]): Promise<readonly EventOutcome[]> {
  if (pushes.length === 0) return []
  const decisions = await decided(writing, pushes)
  const made = await write(writing, decisions)
  const ids = decisions.map(({ push, decision }) => (decision.kind === 'same' ? decision.id : pushedId(push)))
  const items = await readEvents(writing, writing.tx, ids)
  return decisions.map(({ push, decision }, at): EventOutcome => {
    if (decision.kind === 'outcome') return decision.outcome
    const { ref } = push
    const item = items[at] ?? goneItem(pushedId(push))
    if (decision.kind !== 'insert' || made.has(item.id)) return { kind: 'done', ref, item }
    // Another push of the batch took the place of the occurrence, or an event of another firm has this id.
    return decision.seriesId ? { kind: 'stale', ref } : idUsed(ref)
  })
}

interface Decided {
  readonly push: EventPush
  readonly decision: PushDecision
}

async function decided(writing: Writing, pushes: readonly EventPush[]): Promise<readonly Decided[]> {
  const { tx, firmId, calendarId } = writing
  const creates = pushes.flatMap((push) => (push.kind === 'create' ? [push] : []))
  const places = creates.flatMap(({ place }) => place ?? [])
  const byId = (rows: readonly ItemRow[]) => new Map(rows.map((row) => [row.id, row]))
  const rows = byId(await eventRows(tx, firmId, pushes.map(pushedId).sort(), 'lock'))
  const series = byId(await eventRows(tx, firmId, [...new Set(places.map(({ parentId }) => parentId))]))
  const slots = places.map(({ parentId, slot }) => ({ seriesId: parentId, originalStart: slot }))
  const inPlace = new Map(
    (await occurrencesIn(tx, firmId, slots)).map((row) => [`${row.seriesId} ${row.originalStart}`, row]),
  )
  const uids = await takenUids(writing, creates)
  return pushes.map((push): Decided => {
    const place = (push.kind === 'create' && push.place) || null
    const uid = (push.kind === 'create' && push.uid) || ''
    const decision = decidePush(push, {
      calendarId,
      row: rows.get(pushedId(push)) ?? null,
      series: series.get(place?.parentId ?? '') ?? null,
      inPlace: inPlace.get(`${place?.parentId} ${place?.slot}`) ?? null,
      isUidTaken: uids.has(uid),
    })
    if (decision.kind === 'insert' && !place) uids.add(uid)
    return { push, decision }
  })
}

/** UIDs of creates that another live event of the calendar has. */
async function takenUids(
  { tx, firmId, calendarId }: Writing,
  creates: readonly Extract<EventPush, { kind: 'create' }>[],
): Promise<Set<string>> {
  const uids = creates.flatMap(({ uid, place }) => (uid && !place ? [uid] : []))
  if (uids.length === 0) return new Set()
  const rows = await tx.$queryRaw<{ uid: string }[]>`
    select distinct "iCalUid" as uid from "CalendarEvent"
    where "firmId" = ${firmId}::uuid and "calendarId" = ${calendarId}::uuid and "deletedAt" is null and shape <> 'occurrence'
      and "iCalUid" = any(${uids}::text[])`
  return new Set(rows.map(({ uid }) => uid))
}

/** Returns the ids of the new rows. */
async function write(writing: Writing, decisions: readonly Decided[]): Promise<ReadonlySet<string>> {
  const { tx, firmId, calendarId, by } = writing
  const inserts = decisions.flatMap(({ push, decision }) => {
    if (decision.kind !== 'insert') return []
    const { kind: _, cancelled, iCalUid, ...row } = decision
    const id = pushedId(push)
    return [{ cancelled, row: { ...row, id, iCalUid: iCalUid ?? uidOf(id), by: by(push.ref) } }]
  })
  const updates = decisions.flatMap(({ push, decision }) =>
    decision.kind === 'update' && push.kind !== 'create'
      ? [{ ...decision, id: push.id, version: Number(push.version), by: by(push.ref) }]
      : [],
  )
  const deletions = decisions.flatMap(({ push, decision }) =>
    decision.kind === 'delete' && push.kind !== 'create'
      ? [{ id: push.id, version: Number(push.version), by: by(push.ref) }]
      : [],
  )
  const made = await insertEvents(
    tx,
    firmId,
    calendarId,
    inserts.map(({ row }) => row),
  )
  const isMade = new Set(made.map(({ id }) => id))
  const cancelled = inserts.flatMap(({ cancelled, row }) =>
    cancelled && isMade.has(row.id) ? [{ id: row.id, version: 1, by: row.by }] : [],
  )
  await updateEvents(
    tx,
    firmId,
    updates.map(({ kind: _, ...update }) => update),
  )
  await deleteEvents(tx, firmId, [...deletions, ...cancelled])
  await followUpdates(writing, updates)
  return isMade
}

/**
 * Occurrences follow a series that moves. What else changes in it reaches only those that the other side does not have: it sends its own
 * occurrences itself.
 */
async function followUpdates(
  { tx, firmId, calendarId, linked }: Writing,
  updates: readonly EventUpdate[],
): Promise<void> {
  const series = updates.flatMap(({ id, from, to, by }) => {
    // While a series does not repeat, its occurrences are deleted items; they come back with it.
    if (from === null || to.repeat.length === 0) return []
    const moves = !sameSlots(from, to)
    return moves || linked ? [{ id, from, to, by, moves }] : []
  })
  const all = await occurrencesFrom(
    tx,
    firmId,
    series.map(({ id }) => id),
  )
  if (all.length === 0) return
  const known = await linked?.(all.map((row) => row.id))
  for (const { id, from, to, by, moves } of series) {
    const own = all.filter(({ seriesId }) => seriesId === id)
    const occurrences = moves ? own : own.filter((row) => !known?.has(row.id))
    await follow(tx, { occurrences, from, to, series: { id, calendarId }, by })
  }
}
