// Patches or replaces events: shared by the API, the controls and the page.
import * as errors from '@/emulator/calendar/errors'
import type { Calendar, Json } from '@/emulator/calendar/model'
import { refuse } from '@/emulator/calendar/refusal'
import {
  checkSequence,
  fieldsThatDiffer,
  isUnsaved,
  ownAnswer,
  sequenceOf,
  touchesShared,
} from './change-rules'
import { patched, readContent, readEventType, readStatus } from './event-body'
import { removeEvent } from './event-remove'
import { writeException, writeMain } from './event-rows'
import { readSpan, sameSpan, spanOf } from './event-times'
import { mayWriteShared } from './event-view'
import {
  type Effective,
  effective,
  emailsOf,
  type Found,
  isOrganizer,
  locate,
  rowOf,
  same,
  zoneOf,
} from './events'
import { answerBack, mail, spread } from './guests'
import { readRecurrence } from './recurrence'
import { bodyConference, checkGuests, checkType, type Writing } from './writing'

/** The event as a request body, to which a patch is applied. */
function asBody(found: Found, calendar: Calendar): Json {
  const { content, span, recurrence } = effective(found)
  return { ...content, ...spanOf(span, calendar.timeZone), ...(recurrence ? { recurrence } : {}) }
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
