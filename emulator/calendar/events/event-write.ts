// Making, changing and deleting events: what the API's methods, the controls and the page have in common.
import * as errors from '@/emulator/calendar/errors'
import type { Calendar, ExceptionRow, Json, MainRow, Party } from '@/emulator/calendar/model'
import { refuse } from '@/emulator/calendar/refusal'
import { type CalendarStore, exceptionsOf, idOf, put } from '@/emulator/calendar/store'
import type { SendUpdates } from '@/emulator/calendar/switches'
import { patched, readContent, readEventType, readStatus } from './event-body'
import { isObject, readSpan, sameSpan, spanOf } from './event-times'
import { mayWriteShared } from './event-view'
import {
  attendeesOf,
  type Effective,
  effective,
  emailsOf,
  type Found,
  isOrganizer,
  locate,
  rowOf,
  same,
  spanAt,
  zoneOf,
} from './events'
import { answerBack, exceptionRow, mail, PRIVATE_FIELDS, spread } from './guests'
import { readRecurrence } from './recurrence'
import { rebase, touchExceptions } from './series-change'

/** Who writes, and how. */
export interface Writing {
  readonly store: CalendarStore
  readonly calendar: Calendar
  readonly by: Party
  readonly sendUpdates: SendUpdates
  /** Conference data is read and written only when asked for. */
  readonly conference?: boolean
}

const ID = /^[a-v0-9]{5,1024}$/

function newId({ calendar }: Writing): string {
  for (let salt = calendar.made; ; salt++) {
    const id = idOf(`${calendar.id}/${salt}`)
    if (!calendar.events.has(id)) return id
  }
}

function takenId({ store, calendar }: Writing, id: string): boolean {
  const row = calendar.events.get(id)
  return row !== undefined && (row.status !== 'cancelled' || store.switches.deletedIdsTaken)
}

function chosenId(writing: Writing, body: Json): string {
  if (body.id === undefined || body.id === null) return newId(writing)
  if (typeof body.id !== 'string' || !ID.test(body.id))
    throw refuse(errors.invalid('Invalid resource id value.'))
  if (takenId(writing, body.id)) throw refuse(errors.DUPLICATE)
  return body.id
}

function checkType(
  eventType: string,
  content: Json,
  span: { readonly allDay: boolean },
  fresh: boolean,
): void {
  const properties = isObject(content.extendedProperties) ? content.extendedProperties.private : undefined
  if (eventType === 'birthday' && isObject(properties) && Object.keys(properties).length > 0)
    throw refuse(errors.badRequest("'birthday' event type must not have private extended properties."))
  if (eventType === 'birthday' && !span.allDay)
    throw refuse(errors.badRequest("'birthday' event type must be an all-day event."))
  if (eventType === 'fromGmail' && fresh)
    throw refuse(errors.badRequest('Events of type fromGmail cannot be created.'))
}

const bodyConference = (writing: Writing, body: Json, before?: unknown): Json => {
  const { conferenceData: _, ...rest } = body
  const data = writing.conference ? body.conferenceData : before
  return data === undefined ? rest : { ...rest, conferenceData: data }
}

export interface Inserting {
  /** An import: a private copy with the organizer of the original. */
  readonly imported?: boolean
  /** For seeds and controls: an event of any type, or of another organizer. */
  readonly organizer?: Party
  readonly anyType?: boolean
  /** An id of a form that only Google may give. */
  readonly id?: string
  readonly created?: number
}

function organizerOf({ calendar, by }: Writing, body: Json, { imported, organizer }: Inserting): Party {
  if (organizer) return organizer
  const sent = imported && isObject(body.organizer) ? body.organizer.email : undefined
  if (typeof sent === 'string') return { email: sent }
  return calendar.primary ? by : { email: calendar.id, displayName: calendar.summary }
}

export function insertEvent(writing: Writing, sent: Json, how: Inserting = {}): Found {
  const { store, calendar, by } = writing
  const { switches } = store
  const body = bodyConference(writing, sent)
  if (!how.imported && body.id && body.iCalUID)
    throw refuse(errors.badRequest('Only one of id and iCalUID may be given.'))
  const id = how.id ?? chosenId(writing, body)
  const zone =
    isObject(body.start) && typeof body.start.timeZone === 'string' ? body.start.timeZone : calendar.timeZone
  const recurrence = readRecurrence(body.recurrence, zone, switches)
  const span = readSpan(body, calendar.timeZone, recurrence !== undefined, switches)
  const content = readContent(body, switches)
  const eventType = readEventType(body) ?? 'default'
  if (!how.anyType) checkType(eventType, content, span, true)
  const organizer = organizerOf(writing, body, how)
  checkGuests(writing, emailsOf(content).length)
  const row = put<MainRow>(
    store,
    calendar,
    {
      kind: 'main',
      id,
      iCalUID: typeof body.iCalUID === 'string' ? body.iCalUID : `${id}@google.com`,
      status: readStatus(body) ?? 'confirmed',
      content,
      span,
      ...(recurrence ? { recurrence } : {}),
      sequence: typeof body.sequence === 'number' ? body.sequence : 0,
      organizer,
      creator: how.organizer ?? by,
      created: how.created ?? store.clock.now(),
      eventType,
      ...(how.imported ? { privateCopy: true } : {}),
    },
    how.created === undefined ? {} : { updated: how.created },
  )
  if (isOrganizer(calendar, row)) {
    spread(store, calendar, id, [])
    mail(store, row, calendar, emailsOf(content), 'invitation', writing.sendUpdates)
  }
  return { kind: 'main', row }
}

/** Adding many guests within an hour locks the account out. */
function checkGuests({ store, calendar }: Writing, added: number): void {
  const { guestsPerHour } = store.switches
  if (guestsPerHour === 0 || added === 0) return
  const since = store.clock.now() - 3_600_000
  const { guestsAdded } = store.calendars
  const recent = guestsAdded.filter((one) => one.calendar === calendar.id && one.at > since)
  const sum = recent.reduce((total, { count }) => total + count, 0)
  if (sum + added > guestsPerHour) throw refuse(errors.USAGE)
  guestsAdded.push({ at: store.clock.now(), calendar: calendar.id, count: added })
}

/** The event as a body would write it: what a patch is laid over. */
function asBody(found: Found, calendar: Calendar): Json {
  const { content, span, recurrence } = effective(found)
  return { ...content, ...spanOf(span, calendar.timeZone), ...(recurrence ? { recurrence } : {}) }
}

const fieldsThatDiffer = (a: Json, b: Json): string[] =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((name) => !same(a[name], b[name]))

const withoutOwn = (content: Json, email: string) => attendeesOf(content).filter((one) => one.email !== email)
const ownAnswer = (content: Json, email: string): Json | undefined =>
  attendeesOf(content).find((one) => one.email === email)
const sharedPart = (value: unknown) => (isObject(value) ? (value.shared ?? {}) : {})
const privatePart = (value: unknown) => (isObject(value) ? (value.private ?? {}) : {})

/** Whether a guest's write touches what all guests share. */
function touchesShared(
  store: CalendarStore,
  calendar: Calendar,
  before: Effective,
  next: Effective,
): boolean {
  if (!sameSpan(before.span, next.span) || !same(before.recurrence, next.recurrence)) return true
  return fieldsThatDiffer(before.content, next.content).some((name) => {
    if (PRIVATE_FIELDS.some((one) => one === name)) return false
    if (name === 'attendees')
      return !same(withoutOwn(before.content, calendar.id), withoutOwn(next.content, calendar.id))
    if (name !== 'extendedProperties') return true
    const [old, now] = [before.content.extendedProperties, next.content.extendedProperties]
    const onlyPrivate = same(sharedPart(old), sharedPart(now)) && !same(privatePart(old), privatePart(now))
    return !onlyPrivate || !store.switches.guestPrivateProperties
  })
}

function checkSequence(body: Json, current: number): void {
  if (typeof body.sequence === 'number' && body.sequence < current)
    throw refuse(
      errors.invalid(
        'Invalid sequence value. The specified sequence number is below the current sequence number of the resource. ' +
          'Re-fetch the resource and use its sequence number on the following request.',
      ),
    )
}

function readNext(writing: Writing, found: Found, body: Json, mode: 'patch' | 'put'): Effective {
  const { store, calendar } = writing
  const before = effective(found)
  const laid = mode === 'patch' ? (patched(asBody(found, calendar), body) as Json) : body
  const whole = bodyConference(writing, laid, before.content.conferenceData)
  if (found.kind !== 'main' && body.recurrence !== undefined && body.recurrence !== null)
    throw refuse(errors.invalid('Invalid recurrence rule.'))
  const zone = zoneOf(before.span)
  const recurrence =
    found.kind === 'main'
      ? readRecurrence(whole.recurrence, zone, store.switches, before.recurrence)
      : undefined
  const moved =
    body.start !== undefined || body.end !== undefined || mode === 'put' || (recurrence && !before.recurrence)
  const span = moved
    ? readSpan(whole, calendar.timeZone, recurrence !== undefined, store.switches)
    : before.span
  const content = readContent(whole, store.switches)
  return { content, span, recurrence, status: readStatus(body) ?? before.status, sequence: before.sequence }
}

const STRICTNESS = ['public', 'default', 'private', 'confidential']
const strictness = (content: Json) => STRICTNESS.indexOf(String(content.visibility ?? 'default'))

/** Only its time, repetition or status make an event's sequence grow. */
function sequenceOf(
  calendar: Calendar,
  found: Found,
  body: Json,
  before: Effective,
  next: Effective,
): number {
  const sent = typeof body.sequence === 'number' ? body.sequence : 0
  const retimed = !sameSpan(before.span, next.span) || !same(before.recurrence, next.recurrence)
  const own = before.sequence + (retimed && isOrganizer(calendar, rowOf(found)) ? 1 : 0)
  return Math.max(sent, own)
}

function writeMain({ store, calendar }: Writing, row: MainRow, next: Effective, reminders: boolean): MainRow {
  const { recurrence: _, deletedAt: __, stub: ___, ...kept } = row
  const keep = reminders
    ? { updated: row.updated, ...(store.switches.reminderEtag ? {} : { etag: row.etag }) }
    : {}
  const { content, span, status, sequence, recurrence } = next
  const written = put<MainRow>(
    store,
    calendar,
    { ...kept, content, span, status, sequence, ...(recurrence ? { recurrence } : {}) },
    keep,
  )
  if (!recurrence && !row.recurrence) return written
  const retimed = !sameSpan(row.span, span) || !same(row.recurrence, recurrence)
  if (retimed) rebase(store, calendar, row, written)
  else if (!same(row.content, content)) touchExceptions(store, calendar, written)
  return written
}

function writeException(
  writing: Writing,
  found: Exclude<Found, { kind: 'main' }>,
  before: Effective,
  next: Effective,
): ExceptionRow {
  const { store, calendar } = writing
  const { deletedAt: _, span: __, dropped: ___, stub: ____, ...row } = exceptionRow(found)
  const series = found.series
  const stricter = series && strictness(next.content) > strictness(series.content)
  if (stricter) {
    const content = { ...series.content, visibility: next.content.visibility }
    writeMain(writing, series, { ...effective({ kind: 'main', row: series }), content }, false)
  }
  const changed = fieldsThatDiffer(before.content, next.content).filter((name) => name !== 'visibility')
  const content = {
    ...row.content,
    ...Object.fromEntries(changed.map((name) => [name, next.content[name] ?? null])),
  }
  const home = series && spanAt(series, row.original)
  const moved = !home || !sameSpan(home, next.span)
  const { status, sequence } = next
  return put<ExceptionRow>(store, calendar, {
    ...row,
    content,
    status,
    sequence,
    ...(moved ? { span: next.span } : {}),
  })
}

function checkOrphan({ store }: Writing, found: Found, calendar: Calendar): void {
  if (found.kind !== 'exception' || !found.series || store.switches.orphanedExceptions !== 'kept') return
  const { ordinal: _, ...row } = found.row
  const without = { ...calendar, events: new Map([...calendar.events].filter(([id]) => id !== row.id)) }
  if (!locate(store, without, row.id)) throw refuse(errors.invalid('Invalid start time.'))
}

export function changeEvent(writing: Writing, found: Found, body: Json, mode: 'patch' | 'put'): Found {
  const { store, calendar } = writing
  const row = rowOf(found)
  const before = effective(found)
  const status = readStatus(body)
  if (
    before.status === 'cancelled' &&
    !(status && status !== 'cancelled' && store.switches.reviveDeleted && !row.stub)
  )
    throw refuse(errors.DELETED)
  const eventType = readEventType(body)
  if (eventType && eventType !== row.eventType)
    throw refuse(errors.badRequest('The type of an event cannot be changed.'))
  checkSequence(body, before.sequence)
  checkOrphan(writing, found, calendar)
  if (status === 'cancelled') return removeEvent(writing, found)
  const read = readNext(writing, found, body, mode)
  const next = { ...read, sequence: sequenceOf(calendar, found, body, before, read) }
  checkType(row.eventType, next.content, next.span, false)
  if (row.eventType === 'fromGmail' && !sameSpan(before.span, next.span))
    throw refuse(errors.badRequest('The time of an event from Gmail cannot be changed.'))
  if (!mayWriteShared(calendar, row, before.content) && touchesShared(store, calendar, before, next))
    throw refuse(errors.NOT_ORGANIZER)
  const changed = fieldsThatDiffer(before.content, next.content)
  const retimed = !sameSpan(before.span, next.span) || !same(before.recurrence, next.recurrence)
  if (isUnsaved(body, before, next, changed, retimed)) return found
  const guests = emailsOf(before.content)
  checkGuests(writing, emailsOf(next.content).filter((email) => !guests.includes(email)).length)
  const onlyReminders =
    !retimed && changed.length === 1 && changed[0] === 'reminders' && next.status === before.status
  const written =
    found.kind === 'main'
      ? writeMain(writing, found.row, next, onlyReminders)
      : writeException(writing, found, before, next)
  afterChange(writing, written.id, before, next)
  const now = locate(store, calendar, written.id)
  if (!now) throw new Error(`${written.id} is gone after its change`)
  return now
}

/** A patch that only takes INTERVAL=1 away is answered as if it had been done, and is not. */
function isUnsaved(
  body: Json,
  before: Effective,
  next: Effective,
  changed: readonly string[],
  retimed: boolean,
) {
  const sentOther = Array.isArray(body.recurrence) && !same(body.recurrence, before.recurrence)
  return sentOther && changed.length === 0 && !retimed && next.status === before.status
}

function afterChange(writing: Writing, id: string, before: Effective, next: Effective): void {
  const { store, calendar, sendUpdates } = writing
  const row = calendar.events.get(id)
  if (!row) return
  const guests = emailsOf(before.content)
  if (isOrganizer(calendar, row)) {
    spread(store, calendar, id, guests)
    mail(store, row, calendar, [...new Set([...guests, ...emailsOf(next.content)])], 'update', sendUpdates)
    return
  }
  const [old, now] = [ownAnswer(before.content, calendar.id), ownAnswer(next.content, calendar.id)]
  if (!now || same(old, now)) return
  const { responseStatus, comment = null, additionalGuests = null } = now
  const answer = Object.entries({ responseStatus, comment, additionalGuests }).filter(
    ([, value]) => value !== null,
  )
  answerBack(store, calendar, id, Object.fromEntries(answer))
  mail(store, row, calendar, [row.organizer.email], 'response', sendUpdates)
}

export function removeEvent(writing: Writing, found: Found): Found {
  const { store, calendar, sendUpdates } = writing
  const base = rowOf(found)
  const before = effective(found)
  if (found.kind !== 'instance' && before.status === 'cancelled') throw refuse(errors.DELETED)
  const deletedAt = store.clock.now()
  const organizes = isOrganizer(calendar, base)
  if (!organizes && !base.privateCopy && emailsOf(before.content).includes(calendar.id))
    answerBack(store, calendar, found.kind === 'instance' ? exceptionRow(found).id : base.id, {
      responseStatus: 'declined',
    })
  const gone = { status: 'cancelled', deletedAt, ...(organizes ? {} : { stub: true }) } as const
  const written =
    found.kind === 'main'
      ? put<MainRow>(store, calendar, { ...found.row, ...gone })
      : put<ExceptionRow>(store, calendar, { ...exceptionRow(found), status: 'cancelled', deletedAt })
  if (written.kind === 'main' && store.switches.exceptionsOfDeleted === 'cancelled')
    for (const row of exceptionsOf(calendar, written.id))
      if (row.status !== 'cancelled')
        put<ExceptionRow>(store, calendar, { ...row, status: 'cancelled', deletedAt })
  if (organizes) {
    spread(store, calendar, written.id, emailsOf(before.content))
    mail(store, written, calendar, emailsOf(before.content), 'cancellation', sendUpdates)
  }
  return written.kind === 'main'
    ? { kind: 'main', row: written }
    : { kind: 'exception', row: written, series: found.kind === 'main' ? undefined : found.series }
}
