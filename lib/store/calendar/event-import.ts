// An uploaded iCalendar file between "this is what we read" and **Import**. It is imported once, however often that is pressed, and
// what is in the calendar already is left as it is.
import type { CalendarFile, FileEvent, FileProblem } from '@/lib/domains/events/icalendar/read'
import { occurrenceOf } from '@/lib/domains/events/recurrence/edit/follow'
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import { withImportThread } from '@/lib/import/thread'
import { toJson } from '@/lib/store/address-book/values'
import { recordAudit } from '@/lib/store/audit/record'
import { type Db, db, type Tx } from '@/lib/store/database/client'
import { withRows } from '@/lib/store/database/given-rows'
import type { Actor } from '@/lib/store/firm/actor'
import { DAY } from '@/lib/time'
import { lockEventAdditions } from './additions'
import { lockedAccess, mayWrite } from './calendars'
import { asKept, eventColumns, uidOf } from './event-row'
import { writingEvents } from './waking'

export interface UploadedCalendar {
  readonly calendarId: string
  readonly fileName: string
  readonly bytes: Uint8Array
  /** For times that name no zone. */
  readonly zone: string
}

/** Days that a file which nobody confirmed is kept. */
const KEPT_DAYS = 1

/**
 * Reads the file and keeps what it says; nothing is imported yet. A separate thread reads, so that the server answers other requests
 * meanwhile.
 */
export async function storeEventImport(
  { firmId, userId }: Actor,
  { calendarId, fileName, bytes, zone }: UploadedCalendar,
): Promise<string> {
  const { events, problems } = await withImportThread((thread) => thread.readCalendar(bytes, zone))
  const id = crypto.randomUUID()
  const old = { lt: new Date(Date.now() - KEPT_DAYS * DAY) }
  await db(firmId).calendarImport.deleteMany({ where: { firmId, createdAt: old } })
  const read = { events: toJson(events), problems: toJson(problems) }
  await db(firmId).calendarImport.create({ data: { id, firmId, userId, calendarId, fileName, ...read } })
  return id
}

export interface EventImport extends CalendarFile {
  readonly id: string
  readonly calendarId: string
  readonly fileName: string
  readonly confirmedAt: Date | null
  /** How many of the events the calendar has already, by their UIDs. */
  readonly known: number
}

/** The person's own; null where there is none, or its time is over. */
export async function getEventImport({ firmId, userId }: Actor, id: string): Promise<EventImport | null> {
  const row = await db(firmId).calendarImport.findFirst({ where: { firmId, userId, id } })
  if (!row) return null
  const { calendarId, fileName, confirmedAt } = row
  const events = row.events as unknown as readonly FileEvent[]
  const problems = row.problems as unknown as readonly FileProblem[]
  const uids = confirmedAt ? new Set() : await uidsHere(db(firmId), firmId, calendarId, events)
  const known = events.filter(({ uid }) => uids.has(uid)).length
  return { id, calendarId, fileName, confirmedAt, events, problems, known }
}

export type ConfirmedImport =
  | { readonly kind: 'imported'; readonly count: number }
  | { readonly kind: 'already' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'readOnly' }

export async function confirmEventImport(actor: Actor, id: string): Promise<ConfirmedImport> {
  const { firmId, userId } = actor
  return writingEvents(firmId, async (tx, written) => {
    await tx.$queryRaw`
      select id from "CalendarImport" where "firmId" = ${firmId}::uuid and id = ${id}::uuid for update`
    const row = await tx.calendarImport.findFirst({ where: { firmId, userId, id } })
    if (!row) return { kind: 'missing' }
    if (row.confirmedAt) return { kind: 'already' }
    const access = await lockedAccess(tx, actor, row.calendarId)
    if (!access) return { kind: 'missing' }
    if (!mayWrite(access.access)) return { kind: 'readOnly' }
    await lockEventAdditions(tx, row.calendarId)
    const events = row.events as unknown as readonly FileEvent[]
    const here = await uidsHere(tx, firmId, row.calendarId, events)
    const fresh = events.filter(({ uid }) => uid === '' || !here.has(uid))
    const into = { firmId, userId, calendarId: row.calendarId, importId: id }
    for (let at = 0; at < fresh.length; at += BATCH) await insert(tx, into, fresh.slice(at, at + BATCH))
    const emptied = { events: [], problems: [], confirmedAt: new Date() }
    await tx.calendarImport.updateMany({ where: { firmId, id }, data: emptied })
    if (fresh.length > 0) written.add(row.calendarId)
    const detail = { what: 'events', count: fresh.length }
    const event = { kind: 'import', userId, importId: id, detail } as const
    await recordAudit(tx, firmId, { ...event, value: { fileName: row.fileName } })
    return { kind: 'imported', count: fresh.length }
  })
}

/** Events per statement. */
const BATCH = 1_000

/** UIDs of the file that the calendar has. Two imports at once may both find none: the calendar's row is locked before. */
async function uidsHere(
  by: Db | Tx,
  firmId: string,
  calendarId: string,
  events: readonly FileEvent[],
): Promise<ReadonlySet<string>> {
  const uids = events.map(({ uid }) => uid).filter((uid) => uid !== '')
  const found = new Set<string>()
  for (let at = 0; at < uids.length; at += MOST_NAMED) {
    const rows = await by.calendarEvent.findMany({
      where: { firmId, calendarId, deletedAt: null, iCalUid: { in: uids.slice(at, at + MOST_NAMED) } },
      select: { iCalUid: true },
    })
    for (const { iCalUid } of rows) found.add(iCalUid)
  }
  return found
}

/** A statement names at most 32,767 values. */
const MOST_NAMED = 10_000

interface Into {
  readonly firmId: string
  readonly userId: string
  readonly calendarId: string
  readonly importId: string
}

async function insert(
  tx: Tx,
  { firmId, userId, calendarId, importId }: Into,
  events: readonly FileEvent[],
): Promise<void> {
  const rows = events.flatMap((event) => rowsOf(userId, event))
  await withRows(
    rows,
    (given) => tx.$executeRaw`
      with given as (
        select * from jsonb_to_recordset(${given}) as row(
          id uuid, shape "EventShape", "seriesId" uuid, "originalStart" text, value jsonb, "iCalUid" text,
          "startsAt" timestamptz, "endsAt" timestamptz, search text, "deletedAt" timestamptz, "deletedById" uuid, "editId" uuid)
      ), made as (
        insert into "CalendarEvent" (id, "firmId", "calendarId", shape, "seriesId", "originalStart", value, "iCalUid",
          "startsAt", "endsAt", search, "createdById", "deletedAt", "deletedById")
        select id, ${firmId}::uuid, ${calendarId}::uuid, shape, "seriesId", "originalStart", value, "iCalUid",
          "startsAt", "endsAt", search, ${userId}::uuid, "deletedAt", "deletedById" from given
      )
      insert into "CalendarEventEdit" (id, "firmId", "eventId", version, kind, "userId", "importId", "to")
      select "editId", ${firmId}::uuid, id, 1, 'create', ${userId}::uuid, ${importId}::uuid, value from given`,
  )
}

/** The event, and its occurrences that were changed or canceled. */
function rowsOf(userId: string, { uid, event, changed, cancelled }: FileEvent): readonly object[] {
  const id = crypto.randomUUID()
  const made = (row: object, given: CalendarEvent) => ({
    ...{ iCalUid: uid || uidOf(id), editId: crypto.randomUUID(), ...row },
    ...eventColumns(asKept(given)),
  })
  const occurrence = (originalStart: string) =>
    ({ id: crypto.randomUUID(), shape: 'occurrence', seriesId: id, originalStart }) as const
  const gone = { deletedAt: new Date(), deletedById: userId }
  return [
    made({ id, shape: event.repeat.length > 0 ? 'series' : 'single' }, event),
    ...changed.map((one) => made(occurrence(one.slot), one.event)),
    ...cancelled.map((slot) => made({ ...occurrence(slot), ...gone }, occurrenceOf(event, slot))),
  ]
}
