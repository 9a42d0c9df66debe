// Shared by all writes of an event.
import * as errors from '@/emulator/calendar/errors'
import type { Calendar, Json, Party } from '@/emulator/calendar/model'
import { refuse } from '@/emulator/calendar/refusal'
import type { CalendarStore } from '@/emulator/calendar/store'
import type { SendUpdates } from '@/emulator/calendar/switches'
import { isObject } from './event-times'

/** The writer, and the options of the write. */
export interface Writing {
  readonly store: CalendarStore
  readonly calendar: Calendar
  readonly by: Party
  readonly sendUpdates: SendUpdates
  /** Conference data is read and written only on request. */
  readonly conference?: boolean
}

export const bodyConference = (writing: Writing, body: Json, before?: unknown): Json => {
  const { conferenceData: _, ...rest } = body
  const data = writing.conference ? body.conferenceData : before
  return data === undefined ? rest : { ...rest, conferenceData: data }
}

export function checkType(
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

/** Adding too many guests within an hour blocks the account. */
export function checkGuests({ store, calendar }: Writing, added: number): void {
  const { guestsPerHour } = store.switches
  if (guestsPerHour === 0 || added === 0) return
  const since = store.clock.now() - 3_600_000
  const { guestsAdded } = store.calendars
  const recent = guestsAdded.filter((one) => one.calendar === calendar.id && one.at > since)
  const sum = recent.reduce((total, { count }) => total + count, 0)
  if (sum + added > guestsPerHour) throw refuse(errors.USAGE)
  guestsAdded.push({ at: store.clock.now(), calendar: calendar.id, count: added })
}
