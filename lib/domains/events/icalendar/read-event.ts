// Converts one VEVENT to an event. Oversized values are cut and reported; unreadable values are reported and left out.

import type { Component, ContentLine } from '@/lib/domains/events/icalendar/content-lines'
import { unescaped } from '@/lib/domains/events/icalendar/text'
import { durationOf, type Report, type TimeContext, timeOf } from '@/lib/domains/events/icalendar/times'
import { readRepeat } from '@/lib/domains/events/recurrence/lines'
import {
  type CalendarEvent,
  EMPTY_EVENT,
  type EventTime,
  type Guest,
  type GuestResponse,
  type Reminder,
} from '@/lib/domains/events/value/event'
import { LIMITS } from '@/lib/domains/events/value/limits'
import { normalEvent } from '@/lib/domains/events/value/normal'
import { beginning } from '@/lib/domains/text/storable'

/** null if it has no time, which is reported. */
export function eventOf(component: Component, context: TimeContext): CalendarEvent | null {
  const time = timeOf(component, context)
  if (!time) return null
  const { lines } = component
  const text = (name: string) => {
    const line = lines.find((one) => one.name === name)
    return line ? unescaped(line.value) : ''
  }
  const word = (name: string) => text(name).trim().toUpperCase()
  return normalEvent({
    ...EMPTY_EVENT,
    title: cut('title', text('SUMMARY'), component, context.report),
    description: cut('description', text('DESCRIPTION'), component, context.report),
    location: cut('location', text('LOCATION'), component, context.report),
    time,
    repeat: repeatOf(component, time, context),
    guests: guestsOf(component, context.report),
    visibility: VISIBILITY[word('CLASS')] ?? 'default',
    showAs: word('TRANSP') === 'TRANSPARENT' ? 'free' : 'busy',
    status: word('STATUS') === 'TENTATIVE' ? 'tentative' : 'confirmed',
    reminders: remindersOf(component, context.report),
  })
}

const VISIBILITY: Readonly<Record<string, CalendarEvent['visibility']>> = {
  PUBLIC: 'public',
  PRIVATE: 'private',
  CONFIDENTIAL: 'private',
}

function cut(
  field: 'title' | 'description' | 'location',
  text: string,
  { line }: Component,
  report: Report,
): string {
  const most = LIMITS[field]
  if (text.length > most)
    report(line, `The ${field} is longer than ${most} characters. The rest of it is left out.`)
  return beginning(text, most)
}

const REPEAT = new Set(['RRULE', 'EXRULE', 'RDATE', 'EXDATE'])
/** A recurrence line that was kept as text in a file. */
export const CARRIED = 'X-CONCORD-REPEAT'

function repeatOf({ lines }: Component, time: EventTime, context: TimeContext): readonly string[] {
  const found = lines.filter(({ name }) => REPEAT.has(name) || name === CARRIED)
  const texts = found.map((line) => ({ line, text: repeatLine(line, context) }))
  const kept = texts.slice(0, LIMITS.repeatLines)
  const [over] = texts.slice(LIMITS.repeatLines)
  if (over)
    context.report(
      over.line.line,
      `More than ${LIMITS.repeatLines} lines say how it repeats. The rest is left out.`,
    )
  for (const { line, text } of kept)
    for (const { reason } of readRepeat([text], time).unread)
      context.report(line.line, `How the event repeats cannot be read, and is kept as it is. ${reason}`)
  return kept.map(({ text }) => text)
}

/** A line with its zone's IANA name; with an unknown zone, the line uses the event's zone. */
function repeatLine(line: ContentLine, { zoneOf, report }: TimeContext): string {
  if (line.name === CARRIED) return unescaped(line.value)
  const tzid = line.params.get('TZID')
  if (tzid === undefined) return line.text
  const zone = zoneOf(tzid)
  if (zone === null)
    report(line.line, `The time zone “${tzid.slice(0, 60)}” is not known. The event's own is taken.`)
  const value = line.params.get('VALUE')
  return `${line.name}${zone === null ? '' : `;TZID=${zone}`}${value ? `;VALUE=${value}` : ''}:${line.value}`
}

const RESPONSES: Readonly<Record<string, GuestResponse>> = {
  ACCEPTED: 'accepted',
  DECLINED: 'declined',
  TENTATIVE: 'tentative',
}

function guestsOf({ lines }: Component, report: Report): readonly Guest[] {
  const found = lines.filter(({ name }) => name === 'ATTENDEE')
  const [over] = found.slice(LIMITS.guests)
  if (over) report(over.line, `Only the first ${LIMITS.guests} guests are taken.`)
  return found.slice(0, LIMITS.guests).flatMap(({ line, params, value }) => {
    const email = (params.get('EMAIL') ?? value).trim().replace(/^mailto:/i, '')
    if (!/^[^\s@]+@[^\s@]+$/.test(email) || email.length > LIMITS.guestEmail) {
      report(line, `The guest “${email.slice(0, 60)}” has no email address and is left out.`)
      return []
    }
    const response = RESPONSES[params.get('PARTSTAT')?.toUpperCase() ?? ''] ?? 'needsAction'
    const optional = params.get('ROLE')?.toUpperCase() === 'OPT-PARTICIPANT'
    return [{ email, name: beginning(params.get('CN') ?? '', LIMITS.guestName), response, optional }]
  })
}

/** Marks an event without reminders; without this mark, the calendar's reminders apply. */
export const NO_REMINDERS = 'X-CONCORD-REMINDERS'

function remindersOf({ lines, parts }: Component, report: Report): readonly Reminder[] | null {
  const alarms = parts.filter(({ name }) => name === 'VALARM')
  const reminders = alarms.flatMap((alarm) => reminderOf(alarm, report) ?? [])
  const [over] = reminders.slice(LIMITS.reminders)
  if (over) report(alarms.at(-1)?.line ?? 0, `Only the first ${LIMITS.reminders} reminders are taken.`)
  if (reminders.length > 0) return reminders.slice(0, LIMITS.reminders)
  return lines.some(({ name }) => name === NO_REMINDERS) ? [] : null
}

function reminderOf({ line, lines }: Component, report: Report): Reminder | null {
  const find = (name: string) => lines.find((one) => one.name === name)
  const trigger = find('TRIGGER')
  const length =
    trigger && trigger.params.get('RELATED')?.toUpperCase() !== 'END'
      ? durationOf(trigger.value.trim())
      : null
  const minutes = length ? -Math.round((length.days * 86_400 + length.seconds) / 60) || 0 : -1
  if (minutes < 0 || minutes > LIMITS.reminderMinutes) {
    report(line, 'A reminder that is not up to four weeks before the start is left out.')
    return null
  }
  return { method: find('ACTION')?.value.trim().toUpperCase() === 'EMAIL' ? 'email' : 'popup', minutes }
}
