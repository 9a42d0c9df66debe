// The body of a Calendar API request: JSON, the writable fields, their types and limits.

import * as errors from '@/emulator/calendar/errors'
import type { Json } from '@/emulator/calendar/model'
import { refuse } from '@/emulator/calendar/refusal'
import type { CalendarSwitches } from '@/emulator/calendar/switches'
import type { Call } from '@/emulator/reply'
import { isObject } from './event-times'

/** Content fields of an event and their types. Time, recurrence and status are parsed elsewhere. */
const FIELDS: Readonly<Record<string, 'text' | 'flag' | 'object' | 'list' | readonly string[]>> = {
  summary: 'text',
  description: 'text',
  location: 'text',
  colorId: 'text',
  transparency: ['opaque', 'transparent'],
  visibility: ['default', 'public', 'private', 'confidential'],
  attendees: 'list',
  extendedProperties: 'object',
  conferenceData: 'object',
  anyoneCanAddSelf: 'flag',
  guestsCanInviteOthers: 'flag',
  guestsCanModify: 'flag',
  guestsCanSeeOtherGuests: 'flag',
  reminders: 'object',
  source: 'object',
  attachments: 'list',
  birthdayProperties: 'object',
  focusTimeProperties: 'object',
  outOfOfficeProperties: 'object',
  workingLocationProperties: 'object',
}

/** Default values, which responses omit, as Google does. */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  transparency: 'opaque',
  visibility: 'default',
  anyoneCanAddSelf: false,
  guestsCanInviteOthers: true,
  guestsCanModify: false,
  guestsCanSeeOtherGuests: true,
}

const EVENT_TYPES = ['default', 'birthday', 'focusTime', 'fromGmail', 'outOfOffice', 'workingLocation']
const STATUSES = ['confirmed', 'tentative', 'cancelled']
const RESPONSES = ['needsAction', 'declined', 'tentative', 'accepted']
const LIMITS = { properties: 300, key: 44, value: 1_024, bytes: 32 * 1024 } as const
const REMINDERS = { most: 5, minutes: 40_320 } as const
const CONFERENCE_BLOCK = /-::~:~::~[\s\S]*?::~:~::-/g

const bad = (message: string) => refuse(errors.invalid(message))

export function jsonBody(call: Call): Json {
  if (call.body.trim() === '') return {}
  try {
    const value: unknown = JSON.parse(call.body)
    if (isObject(value)) return value
  } catch {
    // Handled below, like any other body that is not a JSON object.
  }
  throw refuse(errors.PARSE_ERROR)
}

function checkType(name: string, value: unknown): void {
  const kind = FIELDS[name]
  const fits =
    kind === 'text'
      ? typeof value === 'string'
      : kind === 'flag'
        ? typeof value === 'boolean'
        : kind === 'object'
          ? isObject(value)
          : kind === 'list'
            ? Array.isArray(value)
            : typeof value === 'string' && kind?.includes(value)
  if (!fits) throw bad(`Invalid value for: ${name}`)
}

function checkProperties(value: Json): void {
  for (const kind of ['private', 'shared']) {
    const properties = value[kind] ?? {}
    if (!isObject(properties)) throw bad('Invalid value for: extendedProperties')
    const entries = Object.entries(properties)
    if (entries.some(([, text]) => typeof text !== 'string'))
      throw bad('Invalid value for: extendedProperties')
    const size = Buffer.byteLength(entries.flat().join(''))
    const tooLong = entries.some(
      ([key, text]) => key.length > LIMITS.key || String(text).length > LIMITS.value,
    )
    if (tooLong || entries.length > LIMITS.properties || size > LIMITS.bytes)
      throw bad('The extended properties of the event are too many or too large.')
  }
}

function readAttendees(value: readonly unknown[]): Json[] {
  return value.map((one) => {
    if (!isObject(one)) throw bad('Invalid value for: attendees')
    const { email, responseStatus = 'needsAction' } = one
    if (typeof email !== 'string' || !/^[^\s@]+@[^\s@]+$/.test(email)) throw bad('Invalid attendee email.')
    if (!RESPONSES.includes(String(responseStatus))) throw bad('Invalid value for: attendees')
    const kept = ['displayName', 'comment', 'additionalGuests', 'optional', 'resource'].filter(
      (name) => one[name] != null,
    )
    return {
      email: email.toLowerCase(),
      responseStatus,
      ...Object.fromEntries(kept.map((name) => [name, one[name]])),
    }
  })
}

function checkReminders(value: Json): void {
  const overrides = value.overrides ?? []
  if (!Array.isArray(overrides)) throw bad('Invalid value for: reminders')
  if (value.useDefault === true && overrides.length > 0)
    throw refuse({
      ...errors.invalid('Cannot specify both default reminders and overrides at the same time.'),
      domain: 'calendar',
      reason: 'cannotUseDefaultRemindersAndSpecifyOverride',
    })
  const fits = (one: unknown) =>
    isObject(one) &&
    ['email', 'popup'].includes(String(one.method)) &&
    Number.isInteger(one.minutes) &&
    Number(one.minutes) >= 0 &&
    Number(one.minutes) <= REMINDERS.minutes
  if (overrides.length > REMINDERS.most || !overrides.every(fits)) throw bad('Invalid reminders.')
}

function checkLengths(content: Json, switches: CalendarSwitches): void {
  const limits = {
    summary: switches.longestSummary,
    description: switches.longestDescription,
    location: switches.longestLocation,
  }
  for (const [name, limit] of Object.entries(limits))
    if (String(content[name] ?? '').length > limit) throw bad(`The ${name} is too long.`)
}

/** Parses and validates the content fields of a body. Computed and unknown fields are ignored. */
export function readContent(body: Json, switches: CalendarSwitches): Json {
  const content: Record<string, unknown> = {}
  for (const name of Object.keys(FIELDS)) {
    const value = body[name]
    if (value === undefined || value === null) continue
    checkType(name, value)
    content[name] = name === 'attendees' ? readAttendees(value as unknown[]) : value
    if (content[name] === DEFAULTS[name] || content[name] === '') delete content[name]
    if (name === 'attendees' && (value as unknown[]).length === 0) delete content[name]
  }
  if (isObject(content.extendedProperties)) checkProperties(content.extendedProperties)
  if (isObject(content.reminders)) checkReminders(content.reminders)
  if (content.colorId !== undefined && !/^([1-9]|1[01])$/.test(String(content.colorId)))
    throw bad('Invalid value for: colorId')
  checkLengths(content, switches)
  if (switches.stripConferenceBlock && !content.conferenceData && typeof content.description === 'string') {
    content.description = content.description.replace(CONFERENCE_BLOCK, '')
    if (content.description === '') delete content.description
  }
  return content
}

export function readStatus(body: Json): 'confirmed' | 'tentative' | 'cancelled' | undefined {
  const status = body.status
  if (status === undefined || status === null) return undefined
  if (!STATUSES.includes(String(status))) throw bad('Invalid value for: status')
  return status as 'confirmed' | 'tentative' | 'cancelled'
}

export function readEventType(body: Json): string | undefined {
  const type = body.eventType
  if (type === undefined || type === null) return undefined
  if (!EVENT_TYPES.includes(String(type))) throw bad('Invalid value for: eventType')
  return String(type)
}

/** A merge patch: objects are merged by member, lists are replaced, null deletes. */
export function patched(before: unknown, change: unknown): unknown {
  if (!isObject(change)) return change
  const next: Record<string, unknown> = isObject(before) ? { ...before } : {}
  for (const [name, value] of Object.entries(change)) {
    if (value === null) delete next[name]
    else if (value !== undefined) next[name] = patched(next[name], value)
  }
  return next
}
