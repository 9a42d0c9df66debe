// Whether stored JSON is an event: by hand, field by field, as for contacts.
import {
  type CalendarEvent,
  EMPTY_EVENT,
  type EventTime,
  type Guest,
  type GuestResponse,
  type Reminder,
} from '@/lib/domains/events/value/event'
import { type EventField, FIELD_NAMES } from '@/lib/domains/events/value/fields'
import { isObject } from '@/lib/engine/json'

type Check = (json: unknown) => boolean

const isText: Check = (json) => typeof json === 'string'
const isOneOf =
  <T extends string>(words: Readonly<Record<T, true>>): Check =>
  (json) =>
    typeof json === 'string' && Object.hasOwn(words, json)
const isListOf =
  (isEntry: Check): Check =>
  (json) =>
    Array.isArray(json) && json.every(isEntry)
const orNull =
  (check: Check): Check =>
  (json) =>
    json === null || check(json)

/** Every member of the object, and what it must be. A member that the type has and the table lacks does not compile. */
const isObjectOf = (members: Readonly<Record<string, Check>>): Check => {
  const checks = Object.entries(members)
  return (json) => isObject(json) && checks.every(([name, check]) => check(json[name]))
}

type Members<T> = { readonly [K in keyof T]-?: Check }

const isDay = isObjectOf({
  kind: isOneOf({ day: true }),
  start: isText,
  end: isText,
} satisfies Members<EventTime & { kind: 'day' }>)
const isTimed = isObjectOf({
  kind: isOneOf({ timed: true }),
  start: isText,
  end: isText,
  zone: isText,
  endZone: orNull(isText),
} satisfies Members<EventTime & { kind: 'timed' }>)

const isGuest = isObjectOf({
  email: isText,
  name: isText,
  response: isOneOf<GuestResponse>({ needsAction: true, declined: true, tentative: true, accepted: true }),
  optional: (json) => typeof json === 'boolean',
} satisfies Members<Guest>)
const isReminder = isObjectOf({
  method: isOneOf<Reminder['method']>({ email: true, popup: true }),
  minutes: (json) => typeof json === 'number',
} satisfies Members<Reminder>)

const IS_VALUE: Readonly<Record<EventField, Check>> = {
  title: isText,
  description: isText,
  location: isText,
  time: (json) => isDay(json) || isTimed(json),
  repeat: isListOf(isText),
  guests: isListOf(isGuest),
  visibility: isOneOf<CalendarEvent['visibility']>({ default: true, public: true, private: true }),
  showAs: isOneOf<CalendarEvent['showAs']>({ busy: true, free: true }),
  status: isOneOf<CalendarEvent['status']>({
    confirmed: true,
    tentative: true,
    cancelled: true,
  }),
  reminders: orNull(isListOf(isReminder)),
}
const IS_ENTRY: Readonly<Partial<Record<EventField, Check>>> = {
  repeat: isText,
  guests: isGuest,
  reminders: isReminder,
}

/** Whether it is the value of the field, or one entry of it; '' and null are none. */
export const isPartOf = (field: EventField, json: unknown): boolean =>
  json === null || json === '' || IS_VALUE[field](json) || IS_ENTRY[field]?.(json) === true

/** A field that came later than the stored event is empty. */
export const storedEvent = (json: unknown): CalendarEvent => ({
  ...EMPTY_EVENT,
  ...(json as Partial<CalendarEvent>),
})

/** The event that was stored; null where it is none. The time need not exist, nor a rule be readable: validity.ts says that. */
export function parseEvent(json: unknown): CalendarEvent | null {
  if (!isObject(json)) return null
  const isWhole = FIELD_NAMES.every((field) => json[field] === undefined || IS_VALUE[field](json[field]))
  return isWhole ? storedEvent(json) : null
}
