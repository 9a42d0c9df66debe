// Reads an iCalendar file (RFC 5545): single events, and series with their changed and cancelled occurrences. Strict about the meaning of
// a line, tolerant about formatting. Everything that is dropped is reported with a line and a reason, and no input makes it throw.
import type { Component } from '@/lib/domains/events/icalendar/content-lines'
import { readComponents } from '@/lib/domains/events/icalendar/content-lines'
import { eventOf } from '@/lib/domains/events/icalendar/read-event'
import { unescaped } from '@/lib/domains/events/icalendar/text'
import { slotIn, type TimeContext } from '@/lib/domains/events/icalendar/times'
import { zonesIn } from '@/lib/domains/events/icalendar/zones'
import { withoutExdates } from '@/lib/domains/events/recurrence/cancelled'
import type { CalendarEvent, Zone } from '@/lib/domains/events/value/event'
import type { Slot } from '@/lib/domains/events/value/time'

export interface ChangedOccurrence {
  readonly slot: Slot
  readonly event: CalendarEvent
}

export interface FileEvent {
  /** '' if the file has none. */
  readonly uid: string
  /** Line number in the file where it begins, from 1. */
  readonly line: number
  /** The calendar that the file names for it. */
  readonly calendar: string | null
  /** A single event, or a series without EXDATE lines. */
  readonly event: CalendarEvent
  readonly changed: readonly ChangedOccurrence[]
  /** Slots of cancelled occurrences, sorted. */
  readonly cancelled: readonly Slot[]
}

export interface FileProblem {
  readonly line: number
  /** A sentence. */
  readonly reason: string
}

export interface CalendarFile {
  readonly events: readonly FileEvent[]
  readonly problems: readonly FileProblem[]
}

/** `zone`: the zone of the target calendar, for times without a zone. */
export function readCalendarFile(text: string, zone: Zone): CalendarFile {
  const { components, isCalendar, stray } = readComponents(text)
  const problems: FileProblem[] = stray.map(({ line, text: row }) => ({
    ...{ line, reason: `The line “${row.slice(0, 60)}” is not part of a calendar and is left out.` },
  }))
  const report = (line: number, reason: string) => problems.push({ line, reason })
  if (!isCalendar) report(1, 'The file is not an iCalendar file: it has no BEGIN:VCALENDAR.')
  for (const [name, word] of OTHERS) {
    const found = components.filter((one) => one.name === name)
    if (found[0]) report(found[0].line, `${found.length} ${word} left out: only events are read.`)
  }
  const context: TimeContext = { zone, zoneOf: zonesIn(components), report }
  const events = components.filter(({ name }) => name === 'VEVENT')
  const read = [...grouped(events)].flatMap((group) => readGroup(group, context))
  return {
    events: read.sort((a, b) => a.line - b.line),
    problems: problems.sort((a, b) => a.line - b.line),
  }
}

const OTHERS = [
  ['VTODO', 'tasks are'],
  ['VJOURNAL', 'journal entries are'],
] as const

const textIn = ({ lines }: Component, name: string) =>
  lines.find((line) => line.name === name)?.value.trim() ?? ''
const isOccurrence = ({ lines }: Component) => lines.some(({ name }) => name === 'RECURRENCE-ID')
const isCancelled = (component: Component) => textIn(component, 'STATUS').toUpperCase() === 'CANCELLED'

/** Groups events by identifier; an event without one is a group of its own. */
function grouped(events: readonly Component[]): Iterable<readonly Component[]> {
  const groups = new Map<string, Component[]>()
  for (const event of events) {
    const uid = textIn(event, 'UID')
    // The key includes the calendar's name if there is one: a file with several calendars may contain the same event in two of them.
    const key = uid === '' ? `line ${event.line}` : `uid ${textIn(event, 'X-CALENDAR-NAME')} ${uid}`
    const group = groups.get(key)
    if (group) group.push(event)
    else groups.set(key, [event])
  }
  return groups.values()
}

function readGroup(group: readonly Component[], context: TimeContext): readonly FileEvent[] {
  const whole = newest(
    group.filter((one) => !isOccurrence(one)),
    context,
  )
  const parts = group.filter(isOccurrence)
  if (!whole) return parts.flatMap((part) => orphan(part, context))
  if (isCancelled(whole)) {
    context.report(whole.line, 'The event is cancelled and is left out.')
    return []
  }
  const event = eventOf(whole, context)
  if (!event) return []
  const { series, cancelled } = withoutExdates(event)
  if (parts[0] && series.repeat.length === 0)
    context.report(
      parts[0].line,
      'An occurrence of an event that does not repeat is kept as an event of its own.',
    )
  if (series.repeat.length === 0)
    return [fileEvent(whole, series), ...parts.flatMap((part) => single(part, context))]
  const occurrences = new Map(parts.map((part) => [slotOf(part, series, context), part]))
  const changed: ChangedOccurrence[] = []
  const gone = new Set(cancelled)
  for (const [slot, part] of occurrences) {
    if (slot === null) continue
    if (isCancelled(part)) {
      gone.add(slot)
      continue
    }
    const value = eventOf(part, context)
    if (!value) continue
    changed.push({ slot, event: { ...value, repeat: [] } })
    gone.delete(slot)
  }
  changed.sort((a, b) => (a.slot < b.slot ? -1 : 1))
  return [{ ...fileEvent(whole, series), changed, cancelled: [...gone].sort() }]
}

/** Of several events with one identifier: the one with the highest revision, or the last in the file. */
function newest(all: readonly Component[], { report }: TimeContext): Component | null {
  const sequence = (one: Component) => Number.parseInt(textIn(one, 'SEQUENCE'), 10) || 0
  const [first, ...others] = [...all].sort((a, b) => sequence(b) - sequence(a) || b.line - a.line)
  for (const { line } of others)
    report(line, 'The file has a newer version of this event: this one is left out.')
  return first ?? null
}

function slotOf(part: Component, series: CalendarEvent, context: TimeContext): Slot | null {
  const line = part.lines.find(({ name }) => name === 'RECURRENCE-ID')
  const slot = line ? slotIn(line, series.time, context) : null
  if (slot === null)
    context.report(part.line, 'It does not say which occurrence it changes, and is left out.')
  if (line?.params.get('RANGE'))
    context.report(line.line, 'A change of this and all following occurrences is taken for this one only.')
  return slot
}

function orphan(part: Component, context: TimeContext): readonly FileEvent[] {
  if (isCancelled(part)) {
    context.report(part.line, 'A cancelled occurrence whose series is not in the file is left out.')
    return []
  }
  context.report(
    part.line,
    'The series of this occurrence is not in the file. It is kept as an event of its own.',
  )
  return single(part, context)
}

function single(part: Component, context: TimeContext): readonly FileEvent[] {
  const event = isCancelled(part) ? null : eventOf(part, context)
  return event ? [{ ...fileEvent(part, { ...event, repeat: [] }), uid: '' }] : []
}

const fileEvent = (component: Component, event: CalendarEvent): FileEvent => ({
  uid: textIn(component, 'UID'),
  line: component.line,
  calendar: unescaped(textIn(component, 'X-CALENDAR-NAME')) || null,
  event,
  changed: [],
  cancelled: [],
})
