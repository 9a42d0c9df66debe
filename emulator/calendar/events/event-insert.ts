// Creates events: shared by the API, the controls, the seeds and the page.
import * as errors from '@/emulator/calendar/errors'
import type { Json, MainRow, Party } from '@/emulator/calendar/model'
import { refuse } from '@/emulator/calendar/refusal'
import { idOf, put } from '@/emulator/calendar/store'
import { readContent, readEventType, readStatus } from './event-body'
import { isObject, readSpan } from './event-times'
import { emailsOf, type Found, isOrganizer } from './events'
import { mail, spread } from './guests'
import { readRecurrence } from './recurrence'
import { bodyConference, checkGuests, checkType, type Writing } from './writing'

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

export interface Inserting {
  /** Imported: a private copy with the original's organizer. */
  readonly imported?: boolean
  /** For seeds and controls: an event of any type, or of another organizer. */
  readonly organizer?: Party
  readonly anyType?: boolean
  /** An id in a format that only Google can assign. */
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
