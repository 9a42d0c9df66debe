// The form of one event on the emulator's page: renders it and parses it.
import { attendeesOf, type Effective, emailsOf } from '@/emulator/calendar/events/events'
import type { Calendar, Json } from '@/emulator/calendar/model'
import { clockText, dateText, isZone, readDate, wallOf } from '@/emulator/calendar/time/zones'
import { h, type Markup } from '@/emulator/page'

const DAY = 86_400_000
const FREQUENCIES = { day: 'DAILY', week: 'WEEKLY', month: 'MONTHLY', year: 'YEARLY' } as const
const REPEATS = {
  no: 'Does not repeat',
  day: 'Every day',
  week: 'Every week',
  month: 'Every month',
  year: 'Every year',
  custom: 'Custom',
} as const

/** The text values of the form. */
export interface Fields {
  readonly summary: string
  readonly allDay: boolean
  readonly startDate: string
  readonly startTime: string
  /** The last day, inclusive. */
  readonly endDate: string
  readonly endTime: string
  readonly timeZone: string
  readonly repeats: string
  readonly rule: string
  readonly location: string
  readonly description: string
  readonly guests: string
  readonly free: boolean
  readonly private: boolean
}

const text = (content: Json, name: string) => (typeof content[name] === 'string' ? content[name] : '')

function repeatsOf(lines: readonly string[] | undefined): Pick<Fields, 'repeats' | 'rule'> {
  if (!lines?.length) return { repeats: 'no', rule: '' }
  const rule = lines.join('\n')
  const simple = Object.entries(FREQUENCIES).find(([, name]) => rule === `RRULE:FREQ=${name}`)
  return { repeats: simple?.[0] ?? 'custom', rule }
}

export function fieldsOf({ content, span, recurrence }: Effective, calendar: Calendar): Fields {
  const zone = span.allDay ? calendar.timeZone : span.zone
  const [start, end] = span.allDay
    ? [span.start, span.end - DAY]
    : [wallOf(zone, span.start), wallOf(zone, span.end)]
  return {
    summary: text(content, 'summary'),
    allDay: span.allDay,
    startDate: dateText(start),
    startTime: span.allDay ? '09:00' : clockText(start),
    endDate: dateText(end),
    endTime: span.allDay ? '10:00' : clockText(end),
    timeZone: zone,
    ...repeatsOf(recurrence),
    location: text(content, 'location'),
    description: text(content, 'description'),
    guests: emailsOf(content).join(', '),
    free: content.transparency === 'transparent',
    private: content.visibility === 'private' || content.visibility === 'confidential',
  }
}

export const emptyFields = (date: string, timeZone: string): Fields => ({
  summary: '',
  allDay: false,
  startDate: date,
  startTime: '09:00',
  endDate: date,
  endTime: '10:00',
  timeZone,
  repeats: 'no',
  rule: '',
  location: '',
  description: '',
  guests: '',
  free: false,
  private: false,
})

export function readFields(form: URLSearchParams): Fields {
  const value = (name: string) => (form.get(name) ?? '').replace(/\r\n/g, '\n').trim()
  return {
    summary: value('summary'),
    allDay: form.has('allDay'),
    startDate: value('startDate'),
    startTime: value('startTime'),
    endDate: value('endDate') || value('startDate'),
    endTime: value('endTime'),
    timeZone: value('timeZone'),
    repeats: value('repeats') || 'no',
    rule: value('rule'),
    location: value('location'),
    description: value('description'),
    guests: value('guests'),
    free: form.has('free'),
    private: form.has('private'),
  }
}

const tick = (name: string, label: string, on: boolean) =>
  h`<label class="tick"><input type="checkbox" name="${name}"${on ? { markup: ' checked' } : ''}> <span>${label}</span></label>`

const input = (name: string, label: string, value: string, type = 'text') =>
  h`<label>${label} <input type="${type}" name="${name}" value="${value}"></label>`

/** `repeating` is false for one occurrence of a series, which has no recurrence of its own. */
export function formOf(fields: Fields, repeating: boolean): Markup {
  const options = Object.entries(REPEATS).map(
    ([value, words]) =>
      h`<option value="${value}"${value === fields.repeats ? { markup: ' selected' } : ''}>${words}</option>`,
  )
  const repeats = h`<fieldset><legend>Repetition</legend><div class="row">
<label>Repeats <select name="repeats">${options}</select></label>
<label>Rule <textarea name="rule" rows="2" placeholder="RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=10">${fields.rule}</textarea></label></div>
<p class="soft">The rule counts with “Custom” only.</p></fieldset>`
  return h`${input('summary', 'Title', fields.summary)}
<fieldset><legend>Time</legend>${tick('allDay', 'All day (times and zone do not count then)', fields.allDay)}
<div class="row">${input('startDate', 'Starts', fields.startDate, 'date')}${input('startTime', 'Start time', fields.startTime, 'time')}
${input('endDate', 'Ends', fields.endDate, 'date')}${input('endTime', 'End time', fields.endTime, 'time')}
${input('timeZone', 'Time zone', fields.timeZone)}</div></fieldset>
${repeating && repeats}
<fieldset><legend>Details</legend><div class="row">${input('location', 'Location', fields.location)}
${input('guests', 'Guests (addresses, with commas)', fields.guests)}</div>
<label>Description <textarea name="description" rows="4">${fields.description}</textarea></label>
${tick('free', 'Show as free', fields.free)}${tick('private', 'Private', fields.private)}</fieldset>`
}

function timeOf(fields: Fields): { start: Json; end: Json } {
  if (fields.allDay) {
    const last = readDate(fields.endDate)
    const end = last === undefined ? fields.endDate : dateText(last + DAY)
    const cleared = { dateTime: null, timeZone: null }
    return { start: { ...cleared, date: fields.startDate }, end: { ...cleared, date: end } }
  }
  const point = (date: string, time: string): Json => ({
    date: null,
    dateTime: `${date}T${time.length === 5 ? `${time}:00` : time}`,
    timeZone: fields.timeZone,
  })
  return { start: point(fields.startDate, fields.startTime), end: point(fields.endDate, fields.endTime) }
}

function recurrenceOf({ repeats, rule }: Fields): string[] {
  const simple = Object.entries(FREQUENCIES).find(([name]) => name === repeats)
  if (simple) return [`RRULE:FREQ=${simple[1]}`]
  const lines = rule.split('\n').map((line) => line.trim())
  return repeats === 'custom'
    ? lines.filter(Boolean).map((line) => (line.includes(':') ? line : `RRULE:${line}`))
    : []
}

/** Converts the form to a patch; guests keep their other data. `before` is the event before the edit. */
export function patchOf(fields: Fields, before: Json, repeating: boolean): Json {
  const known = attendeesOf(before)
  const emails = fields.guests.split(/[\s,;]+/).filter(Boolean)
  const attendees = emails.map((email) => known.find((one) => one.email === email.toLowerCase()) ?? { email })
  const visibility = text(before, 'visibility')
  return {
    summary: fields.summary,
    ...timeOf(fields),
    ...(repeating ? { recurrence: recurrenceOf(fields) } : {}),
    location: fields.location || null,
    description: fields.description || null,
    transparency: fields.free ? 'transparent' : 'opaque',
    visibility: fields.private
      ? visibility === 'confidential'
        ? visibility
        : 'private'
      : visibility === 'public'
        ? 'public'
        : 'default',
    ...(known.length > 0 || attendees.length > 0 ? { attendees } : {}),
  }
}

/** An error message for invalid form values; empty if there is none. */
export function problemOf(fields: Fields): string {
  if (readDate(fields.startDate) === undefined || readDate(fields.endDate) === undefined)
    return 'The days must be dates such as 2026-12-01.'
  if (fields.allDay) return fields.endDate < fields.startDate ? 'The event ends before it starts.' : ''
  const isTime = (time: string) => /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(time)
  if (!isTime(fields.startTime) || !isTime(fields.endTime)) return 'The times must be such as 09:30.'
  return isZone(fields.timeZone) ? '' : 'The time zone must be a name such as America/Chicago.'
}
