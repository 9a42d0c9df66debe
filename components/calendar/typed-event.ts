// What a person typed into the event form, before it is an event. What cannot be understood stays as it was typed, with a fault
// beside it (understand-event.ts, on the server). Pure.
import { REPEAT_CHOICES, type RepeatChoice } from '@/lib/domains/events/recurrence/choice-names'

/** `kept`: as it is now, for an event that repeats in a way that one rule cannot say. */
export type Repeats = RepeatChoice | 'kept'
export const REPEATS: readonly Repeats[] = [...REPEAT_CHOICES, 'kept']

/** As a form sends it. Dates are YYYY-MM-DD, times HH:MM; the last day of an all-day event counts. */
export interface TypedEvent {
  readonly title: string
  readonly calendarId: string
  readonly allDay: boolean
  readonly starts: string
  readonly startTime: string
  readonly ends: string
  readonly endTime: string
  readonly zone: string
  readonly repeats: Repeats
  readonly rule: string
  readonly location: string
  readonly description: string
  readonly showAs: string
  readonly isPrivate: boolean
}

export interface EventFault {
  readonly field: keyof TypedEvent
  readonly message: string
}

/** Browsers send lines as \r\n. */
const text = (value: FormDataEntryValue | null) =>
  typeof value === 'string' ? value.replace(/\r\n?/g, '\n') : ''

export function readTypedEvent(form: FormData): TypedEvent {
  const of = (name: string) => text(form.get(name))
  const repeats = of('repeats')
  return {
    title: of('title'),
    calendarId: of('calendarId'),
    allDay: form.has('allDay'),
    starts: of('starts').trim(),
    startTime: of('startTime').trim(),
    ends: of('ends').trim(),
    endTime: of('endTime').trim(),
    zone: of('zone').trim(),
    repeats: REPEATS.find((name) => name === repeats) ?? 'never',
    rule: of('rule').trim(),
    location: of('location'),
    description: of('description'),
    showAs: of('showAs'),
    isPrivate: form.has('isPrivate'),
  }
}
