import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import type { ChangeTimes, Span } from '@/lib/engine/model'
import { afterStep, firstSeen, laterSide, type Step, timeOf } from './change-times'

const at = (clock: string) => new Date(`2026-11-27T${clock}:00Z`)
const exactly = (clock: string): Span => ({ since: at(clock), at: at(clock) })
const between = (since: string | null, by: string | null): Span => ({
  since: since === null ? null : at(since),
  at: by === null ? null : at(by),
})
const says = (more: Partial<Contact>): Contact => ({ ...EMPTY_CONTACT, firstName: 'Ana', ...more })
const mail = (value: string, label = 'Work') => ({ value, label })

interface Seen {
  readonly contact: Contact
  readonly at: string
  /** The time until which it had not changed; left out if that is not known. */
  readonly since?: string
  readonly others?: boolean
}

/** What is known after these observations, oldest first. */
function timesOf([first, ...later]: readonly Seen[]): ChangeTimes {
  if (!first) throw new Error('nothing was seen')
  let before = first.contact
  return later.reduce(
    (times, seen) => {
      const step: Step = {
        from: before,
        to: seen.contact,
        at: at(seen.at),
        since: seen.since ? at(seen.since) : null,
        others: seen.others ?? false,
      }
      before = seen.contact
      return afterStep(times, step)
    },
    firstSeen(at(first.at)),
  )
}

describe('a value', () => {
  const judge = { contact: says({ title: 'Judge' }), at: '08:00' }

  it.each<[string, readonly Seen[], Span]>([
    ['that never changed is as old as the first sight, or older', [judge], between(null, '08:00')],
    [
      'that changed alone changed when the contact did',
      [judge, { contact: says({ title: 'Clerk' }), at: '09:00', since: '08:50' }],
      exactly('09:00'),
    ],
    [
      'that changed beside another changed between the two sights',
      [judge, { contact: says({ title: 'Clerk', notes: 'x' }), at: '09:00', since: '08:50' }],
      between('08:50', '09:00'),
    ],
    [
      'that changed beside something that is no value here, too',
      [judge, { contact: says({ title: 'Clerk' }), at: '09:00', since: '08:50', others: true }],
      between('08:50', '09:00'),
    ],
    [
      'keeps its time when another changes later',
      [
        judge,
        { contact: says({ title: 'Clerk' }), at: '09:00' },
        { contact: says({ title: 'Clerk', notes: 'x' }), at: '09:20' },
      ],
      exactly('09:00'),
    ],
    [
      'that came back to what it was has changed since',
      [judge, { contact: says({ title: 'Clerk' }), at: '09:00' }, { ...judge, at: '09:30' }],
      exactly('09:30'),
    ],
  ])('%s', (_, seen, expected) => {
    expect(timeOf(timesOf(seen), 'title', 'value')).toEqual(expected)
  })
})

describe('an entry of a list', () => {
  const [old, corrected] = [mail('ana.lima@exampel.com'), mail('ana.lima@example.com')]
  const other = mail('office@lima.example', 'Office')
  const begins = { contact: says({ emails: [old] }), at: '08:00' }
  const edited = { contact: says({ emails: [corrected] }), at: '09:00' }

  it.each<[string, readonly Seen[], Span, Span]>([
    ['is as old as the first sight', [begins], between(null, '08:00'), between(null, '08:00')],
    [
      'that is added is new as a whole',
      [{ contact: says({}), at: '08:00' }, begins].map((seen, n) => (n ? { ...seen, at: '09:00' } : seen)),
      exactly('09:00'),
      exactly('09:00'),
    ],
    [
      'that is corrected keeps the time of its label',
      [begins, edited],
      exactly('09:00'),
      between(null, '08:00'),
    ],
    [
      'that gets another label keeps the time of its value',
      [begins, edited, { contact: says({ emails: [{ ...corrected, label: 'Home' }] }), at: '09:20' }],
      exactly('09:00'),
      exactly('09:20'),
    ],
    [
      'keeps its time when a neighbor comes, and when it goes',
      [
        begins,
        edited,
        { contact: says({ emails: [other, corrected] }), at: '09:20' },
        { contact: says({ emails: [corrected] }), at: '09:30' },
      ],
      exactly('09:00'),
      between(null, '08:00'),
    ],
  ])('%s', (_, seen, value, label) => {
    const times = timesOf(seen)
    const entry = seen.at(-1)?.contact.emails[0]
    expect([timeOf(times, 'emails', 'value', entry), timeOf(times, 'emails', 'label', entry)]).toEqual([
      value,
      label,
    ])
  })
})

describe('of two changes', () => {
  it.each<[string, Span, Span, 'local' | 'remote' | null]>([
    ['the later one is known', exactly('09:00'), exactly('09:10'), 'remote'],
    ['at one time neither is later', exactly('09:00'), exactly('09:00'), null],
    ['within what clocks may differ neither is later', exactly('09:00'), exactly('09:01'), null],
    [
      'one that may have come before or after tells nothing',
      exactly('09:00'),
      between('08:00', '09:10'),
      null,
    ],
    [
      'one that came after, whenever that was, is later',
      exactly('09:00'),
      between('09:05', '09:10'),
      'remote',
    ],
    ['one of unknown age is never the later one', between(null, '09:10'), exactly('09:00'), null],
    ['but it may be the earlier one', between(null, '09:00'), exactly('09:10'), 'remote'],
    ['without any time nothing is known', between(null, null), exactly('09:10'), null],
  ])('%s', (_, local, remote, expected) => {
    expect(laterSide(local, remote)).toBe(expected)
    const mirrored = { local: 'remote', remote: 'local' } as const
    expect(laterSide(remote, local)).toBe(expected && mirrored[expected])
  })
})

test('the true time of a change is within its span, whatever else changed and whenever it was read', () => {
  const fields = ['title', 'notes', 'company'] as const
  const edits = fc.array(fc.option(fc.constantFrom(...fields), { nil: null }), { maxLength: 40 })
  const looks = fc.array(fc.boolean(), { minLength: 40, maxLength: 40 })
  const began = at('08:00').getTime()
  fc.assert(
    fc.property(edits, looks, (edited, looking) => {
      let [now, seen] = [says({}), says({})]
      let [changedAt, lookedAt] = [began, began]
      const [changed, known] = [new Map<string, number>(), new Map<string, number>()]
      let times = firstSeen(new Date(began))
      edited.forEach((field, index) => {
        const clock = began + (index + 1) * 60_000
        if (field) {
          now = { ...now, [field]: `edit ${index}` }
          changedAt = clock
          changed.set(field, clock)
        }
        if (!looking[index]) return
        const step = {
          from: seen,
          to: now,
          at: new Date(changedAt),
          since: new Date(lookedAt),
          others: false,
        }
        if (now !== seen) times = afterStep(times, step)
        for (const [name, time] of changed) known.set(name, time)
        lookedAt = clock
        seen = now
      })
      for (const field of fields) {
        const span = timeOf(times, field, 'value')
        const time = known.get(field) ?? began
        expect(time).toBeGreaterThanOrEqual(span.since?.getTime() ?? 0)
        expect(time).toBeLessThanOrEqual(span.at?.getTime() ?? 0)
      }
    }),
    { numRuns: 500 },
  )
})
