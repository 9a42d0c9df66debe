// What a person is asked about events: whether two are the same, and which side's value stands.
import { describe, expect, it } from 'vitest'
import { matchEvents } from '@/lib/domains/events/match/match'
import type { CalendarEvent, Guest } from '@/lib/domains/events/value/event'
import { timed } from '@/testing/events/arbitrary'
import { hearing, item, merged, stored } from '@/testing/events/changes'
import { detailOf } from '../detail'
import { rowOf } from '../row'
import { because } from '../words'
import { termsOf } from '.'

const terms = termsOf('events', 'America/New_York', 'Google')
const ben: Guest = { email: 'ben@example.com', name: 'Ben Ode', response: 'accepted', optional: false }

function opened(base: CalendarEvent, local: CalendarEvent, remote: CalendarEvent) {
  const row = merged(base, local, remote)
  const now = { row, local: item('l', local), remote: item('r', remote), linked: null, others: [] }
  return detailOf({ ...now, versions: { local: '1', remote: '1' } }, terms)
}
const optionsOf = (detail: ReturnType<typeof opened>) =>
  detail.conflicts.map(({ label, options }) => [label, ...options.map((one) => `${one.label}: ${one.text}`)])

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
      why: 'Different title · Same time',
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
      sure: 'Perhaps the same event',
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
        'Keep Clio’s: Tuesday, March 3, 2026, 11:00 AM – 12:00 PM',
        'Keep Google’s: Wednesday, March 4, 2026, 9:00 AM – 10:00 AM',
      ],
    ])
  })

  it('of the recurrence shows both in words', () => {
    const base = hearing({ repeat: ['RRULE:FREQ=WEEKLY'] })
    const local = hearing({ repeat: ['RRULE:FREQ=MONTHLY'] })
    expect(optionsOf(opened(base, local, hearing()))).toEqual([
      ['Repeats', 'Keep Clio’s: Every month', 'Keep Google’s: Does not repeat'],
    ])
  })

  it('of a guest names the guest on both sides, and says that nobody gets an email', () => {
    const detail = opened(hearing({ guests: [ben] }), hearing(), hearing({ guests: [ben] }))
    expect(optionsOf(detail)).toEqual([
      ['Guests', 'Keep Clio’s: Ben Ode is not a guest', 'Keep Google’s: Ben Ode (ben@example.com), accepted'],
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
        'Keep Clio’s: Canceled',
        'Keep Google’s: Takes place: Tuesday, March 3, 2026, 11:00 AM – 12:00 PM',
      ],
    ])
    expect(detail.fields.map(({ field }) => field)).toEqual(['title', 'time', 'status'])
  })
})
