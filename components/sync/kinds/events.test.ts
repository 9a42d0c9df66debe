// What a review says about events: in the reader's zone, each value as people read it.
import { describe, expect, it } from 'vitest'
import { matchEvents } from '@/lib/domains/events/match/match'
import { mergeEvents } from '@/lib/domains/events/merge/merge-events'
import { type CalendarEvent, EMPTY_EVENT, type Guest } from '@/lib/domains/events/value/event'
import { meeting, timed } from '@/testing/events/arbitrary'
import { detailOf } from '../detail'
import { fieldDiffs } from '../field-diff'
import { rowOf, type StoredChange } from '../row'
import { because } from '../words'
import { termsOf } from '.'
import { EVENTS } from './events'

const NEW_YORK = 'America/New_York'
const terms = termsOf('events', NEW_YORK, 'Google')
const NINE = timed('2026-03-03T09:00:00', '2026-03-03T10:00:00')
const hearing = (more: Partial<CalendarEvent> = {}) => meeting({ title: 'Hearing', time: NINE, ...more })
const ben: Guest = { email: 'ben@example.com', name: 'Ben Ode', response: 'accepted', optional: false }
const item = (id: string, value: CalendarEvent) => ({
  ...{ id, value, version: '1', deleted: false, key: null },
  changedAt: new Date('2026-03-01T12:00:00Z'),
})
const AS_IT_IS = { local: (event: CalendarEvent) => event, remote: (event: CalendarEvent) => event }

interface Some extends Partial<Omit<StoredChange, 'body'>> {
  readonly body?: Partial<StoredChange['body']>
}

const stored = (more: Some): StoredChange => ({
  ...{ id: '1', name: 'Hearing', kind: 'update', state: 'planned', localVersion: 1, remoteVersion: '1' },
  ...{ undecided: false, outdated: false, answers: {}, error: null },
  ...more,
  body: {
    ...{ local: null, remote: null, base: null, tombstone: null, conflicts: [], reasons: [] },
    probability: null,
    ...more.body,
  },
})

/** A change that the merge plans from a base and two sides. */
function merged(base: CalendarEvent, local: CalendarEvent, remote: CalendarEvent): StoredChange {
  const result = mergeEvents({
    ...{ base: { local: base, remote: base }, local: item('l', local), remote: item('r', remote) },
    ...{ choices: {}, policy: 'local', project: AS_IT_IS },
  })
  const write = (from: CalendarEvent, to: CalendarEvent) => (from === to ? null : { from, to })
  return stored({
    undecided: result.conflicts.length > 0,
    body: {
      local: write(local, result.local),
      remote: write(remote, result.remote),
      conflicts: result.conflicts,
    },
  })
}

function opened(base: CalendarEvent, local: CalendarEvent, remote: CalendarEvent) {
  const row = merged(base, local, remote)
  const now = { row, local: item('l', local), remote: item('r', remote), linked: null, others: [] }
  return detailOf({ ...now, versions: { local: '1', remote: '1' } }, terms)
}
const optionsOf = (detail: ReturnType<typeof opened>) =>
  detail.conflicts.map(({ label, options }) => [label, ...options.map((one) => `${one.label}: ${one.text}`)])

describe('a row', () => {
  it('has the date, the time and the recurrence below the title', () => {
    const weekly = hearing({ repeat: ['RRULE:FREQ=WEEKLY;BYDAY=TU'] })
    const row = rowOf(stored({ kind: 'createRemote', body: { remote: { from: null, to: weekly } } }), terms)
    expect(row).toMatchObject({
      name: 'Hearing',
      line: 'Tuesday, March 3, 2026, 9:00 AM – 10:00 AM · Every week on Tuesday',
      what: { text: 'Add to Google' },
    })
  })

  it('shows the time in the reader’s zone; where it is not known, in UTC, and says so', () => {
    expect(EVENTS.secondary(hearing(), 'Europe/Berlin')).toBe(
      'Tuesday, March 3, 2026, 3:00 PM – 4:00 PM (New York)',
    )
    expect(EVENTS.secondary(hearing(), null)).toBe(
      'Tuesday, March 3, 2026, 2:00 PM – 3:00 PM (New York), in UTC',
    )
    const day = hearing({ time: { kind: 'day', start: '2026-03-03', end: '2026-03-04' } })
    for (const zone of [null, NEW_YORK, 'Pacific/Kiritimati'])
      expect(EVENTS.secondary(day, zone)).toBe('Tuesday, March 3, 2026')
  })

  it('shows a time in a zone that nobody knows as it is written', () => {
    const odd = hearing({ time: { ...NINE, zone: 'Mars/Olympus' } as CalendarEvent['time'] })
    expect(EVENTS.secondary(odd, NEW_YORK)).toBe('2026-03-03 09:00:00 (Mars/Olympus)')
    expect(EVENTS.secondary(EMPTY_EVENT, NEW_YORK)).toBe('')
  })

  it('of a canceled occurrence says where it is canceled, with the title and the date', () => {
    const off = hearing({ status: 'cancelled' })
    const row = rowOf(merged(hearing(), hearing(), off), terms)
    expect(row).toMatchObject({
      name: 'Hearing',
      line: 'Canceled · Tuesday, March 3, 2026, 9:00 AM – 10:00 AM',
      what: { sign: '−', text: 'Cancel in Clio' },
    })
    const create = stored({ kind: 'createRemote', body: { remote: { from: null, to: off } } })
    expect(rowOf(create, terms).what.text).toBe('Cancel in Google')
  })

  it('names fields as people do', () => {
    const more = hearing({ repeat: ['RRULE:FREQ=DAILY'], showAs: 'free', visibility: 'private' })
    expect(rowOf(merged(hearing(), more, hearing()), terms).what.text).toBe(
      'Update in Google: recurrence, availability and privacy',
    )
  })
})

describe('a question', () => {
  const [found] = matchEvents([item('l', hearing())], [item('r', hearing({ title: 'Court date' }))], {})
  const row = stored({
    kind: 'question',
    undecided: true,
    body: { reasons: found?.reasons ?? [], probability: found?.probability ?? null },
  })

  it('asks about one event, and names the time that both have', () => {
    expect(rowOf(row, terms)).toMatchObject({
      line: 'Tuesday, March 3, 2026, 9:00 AM',
      what: { text: 'Same event?' },
      why: 'Same time · Different title',
    })
    expect(row.body.reasons.map((reason) => because(reason, terms))).toEqual([
      'Different title: Hearing and Court date',
      'Same time: Tuesday, March 3, 2026, 9:00 AM',
    ])
  })

  it('shows other candidates with what tells them apart', () => {
    const other = { id: '2', side: 'remote', value: hearing({ title: 'Court date' }) } as const
    const rest = { answer: null, answeredBy: null, versions: { local: '1', remote: '1' } }
    const both = { row, local: item('l', hearing()), remote: item('r', hearing()), linked: null }
    const detail = detailOf({ ...both, versions: rest.versions, others: [{ ...other, ...rest }] }, terms)
    expect(detail.question).toMatchObject({
      sure: 'Possibly the same event',
      others: [{ name: 'Court date', text: 'In Google: Tuesday, March 3, 2026, 9:00 AM – 10:00 AM' }],
    })
  })

  it('kept separate, names two events', () => {
    const separate = { ...row, undecided: false, answers: { samePerson: 'separate' } } as const
    expect(rowOf(separate, terms).what.text).toBe('Two events: kept separate')
  })
})

describe('a conflict', () => {
  it('of the time shows both times', () => {
    const local = hearing({ time: timed('2026-03-03T11:00:00', '2026-03-03T12:00:00') })
    const remote = hearing({ time: timed('2026-03-04T09:00:00', '2026-03-04T10:00:00') })
    expect(optionsOf(opened(hearing(), local, remote))).toEqual([
      [
        'Time',
        "Keep Clio's: Tuesday, March 3, 2026, 11:00 AM – 12:00 PM",
        "Keep Google's: Wednesday, March 4, 2026, 9:00 AM – 10:00 AM",
      ],
    ])
  })

  it('of the recurrence shows both in words', () => {
    const base = hearing({ repeat: ['RRULE:FREQ=WEEKLY'] })
    const local = hearing({ repeat: ['RRULE:FREQ=MONTHLY'] })
    expect(optionsOf(opened(base, local, hearing()))).toEqual([
      ['Repeats', "Keep Clio's: Every month", "Keep Google's: Does not repeat"],
    ])
  })

  it('of a guest names the guest on both sides, and says that nobody gets an email', () => {
    const detail = opened(hearing({ guests: [ben] }), hearing(), hearing({ guests: [ben] }))
    expect(optionsOf(detail)).toEqual([
      ['Guests', "Keep Clio's: without Ben Ode", "Keep Google's: Ben Ode (ben@example.com), accepted"],
    ])
    expect(detail.conflicts[0]?.note).toBe(
      'Your answer sends no email: Concord asks Google not to notify guests about anything it writes.',
    )
  })

  it('of a cancellation and an edit says what either means', () => {
    const moved = hearing({ time: timed('2026-03-03T11:00:00', '2026-03-03T12:00:00') })
    const detail = opened(hearing(), hearing({ status: 'cancelled' }), moved)
    expect(optionsOf(detail)).toEqual([
      [
        'Status',
        "Keep Clio's: Canceled",
        "Keep Google's: Takes place: Tuesday, March 3, 2026, 11:00 AM – 12:00 PM",
      ],
    ])
    expect(detail.fields.map(({ field }) => field)).toEqual(['title', 'time', 'status'])
  })
})

describe('the fields', () => {
  const labelsOf = (local: CalendarEvent | null, remote: CalendarEvent | null) =>
    fieldDiffs({ local, remote }, { local, remote }, terms).map(({ label }) => label)

  it('leave out what every new event says', () => {
    expect(labelsOf(hearing(), hearing())).toEqual(['Title', 'Time'])
  })

  it('show both sides where one is not as in a new event', () => {
    const [, , shown] = fieldDiffs(
      { local: hearing({ showAs: 'free' }), remote: hearing() },
      { local: hearing({ showAs: 'free' }), remote: hearing({ showAs: 'free' }) },
      terms,
    )
    expect(shown).toMatchObject({ label: 'Show as', local: ['Free'], remote: ['Busy'] })
  })

  it('show each guest and each reminder on a line', () => {
    const optional: Guest = { email: 'cho@example.com', name: '', response: 'needsAction', optional: true }
    const event = hearing({ guests: [ben, optional], reminders: [{ method: 'popup', minutes: 10 }] })
    expect(EVENTS.lines(event, 'guests', null)).toEqual([
      'Ben Ode (ben@example.com), accepted',
      'cho@example.com, has not answered, optional',
    ])
    expect(EVENTS.lines(event, 'reminders', null)).toEqual(['10 minutes before (popup)'])
    expect(EVENTS.lines(event, 'toString', null)).toEqual([])
  })

  it('call guests that only the account has by their side', () => {
    const diffs = fieldDiffs(
      { local: hearing(), remote: hearing({ guests: [ben] }) },
      { local: hearing(), remote: hearing({ guests: [ben] }) },
      terms,
    )
    expect(diffs.find(({ field }) => field === 'guests')?.result).toEqual([
      { pieces: [{ text: 'Ben Ode (ben@example.com), accepted', mark: 'same' }], where: 'only in Google' },
    ])
  })
})
