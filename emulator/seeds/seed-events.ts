// What stands in the calendars of a lawyer: three months around the clock, written by hand where it must be of a kind,
// drawn where it only has to be many.
import type { Json } from '@/emulator/calendar/model'
import { type Days, dayText, hours, wholeDays } from './seed-days'
import { type Dice, dice } from './seed-persons'

/** An event, and what was changed of its occurrences. */
export interface SeededEvent {
  readonly event: Json
  /** Day and time of the occurrence, and a patch; none for cancelled ones. */
  readonly changes?: readonly { readonly day: number; readonly time?: string; readonly patch?: Json }[]
  readonly organizer?: { readonly email: string; readonly displayName?: string }
}

const CASES = [
  'Whitfield v. Orland Freight',
  'Estate of M. Haddad',
  'In re Lindqvist',
  'Castellanos v. City of Evanston',
  'Okonkwo v. Bright Harbor Insurance',
  'Nakamura Holdings v. Pruitt',
  'People v. Delacroix',
  'Marriage of Brandt',
]
const COURTS = [
  'Richard J. Daley Center, Courtroom 2304',
  'Dirksen U.S. Courthouse, Courtroom 1703',
  'Lake County Courthouse, Courtroom C-301',
  'By Zoom, link in the order',
]
const HEARINGS = ['Hearing', 'Status conference', 'Motion hearing', 'Pretrial conference', 'Deposition']
const DEADLINES = [
  'Answer due',
  'Reply brief due',
  'Discovery closes',
  'Expert disclosures due',
  'Notice of appeal due',
  'Mediation statement due',
]
const MEETINGS = [
  'Client meeting',
  'Call with opposing counsel',
  'Witness preparation',
  'File review',
  'Settlement talk',
]
const TIMES = ['9:00', '9:30', '10:00', '11:15', '13:00', '14:00', '15:30', '16:00']

const workday = (d: Dice, from: number, to: number) => (from + d.below(to - from)) * 7 + d.below(5)

function hearing(d: Dice, days: Days, day: number): Json {
  const [kind, matter] = [d.pick(HEARINGS), d.pick(CASES)]
  return {
    summary: `${kind}: ${matter}`,
    location: d.pick(COURTS),
    description: `Matter ${2026 + d.below(2)}-${String(100 + d.below(900))}\nBring the file and two copies of the exhibits.`,
    ...hours(days, day, d.pick(TIMES), d.pick([30, 60, 90, 180])),
    reminders: { useDefault: false, overrides: [{ method: 'popup', minutes: 1_440 }] },
  }
}

const deadline = (d: Dice, days: Days, day: number): Json => ({
  summary: `${d.pick(DEADLINES)}: ${d.pick(CASES)}`,
  transparency: 'transparent',
  colorId: '11',
  ...wholeDays(days, day),
})

const meeting = (d: Dice, days: Days, day: number): Json => ({
  summary: `${d.pick(MEETINGS)}: ${d.pick(CASES)}`,
  ...(d.chance(0.5) ? { location: d.pick(['Conference room A', 'By phone', 'Our office']) } : {}),
  ...hours(days, day, d.pick(TIMES), d.pick([30, 45, 60])),
})

const weekly = (
  summary: string,
  rule: string,
  days: Days,
  day: number,
  time: string,
  minutes: number,
): Json => ({
  summary,
  ...hours(days, day, time, minutes),
  recurrence: [`RRULE:FREQ=WEEKLY;${rule}`],
})

/** The first Friday of a month, about six weeks ago. */
const firstFriday = (days: Days): number =>
  [-66, -59, -52, -45, -38].find((day) => Number(dayText(days, day).slice(8)) <= 7) ?? -38

const plain = (event: Json): SeededEvent => ({ event })

/** The meetings that repeat, with occurrences that were moved, renamed and cancelled. */
function meetings(days: Days): SeededEvent[] {
  return [
    {
      event: weekly('Team meeting', 'BYDAY=MO', days, -42, '9:00', 45),
      changes: [
        { day: -14, time: '9:00', patch: hours(days, -13, '10:30', 45) },
        { day: 0, time: '9:00' },
        {
          day: 14,
          time: '9:00',
          patch: { summary: 'Team meeting with the new associates', location: 'Library' },
        },
        { day: 28, time: '9:00' },
      ],
    },
    {
      event: weekly('Call: Nakamura Holdings', 'INTERVAL=2;COUNT=8;BYDAY=WE', days, -40, '16:00', 30),
      changes: [{ day: 2, time: '16:00', patch: hours(days, 3, '17:00', 30) }],
    },
    plain({
      summary: 'Partners’ lunch',
      location: 'The Berghoff',
      ...hours(days, firstFriday(days), '12:00', 90),
      recurrence: ['RRULE:FREQ=MONTHLY;BYDAY=1FR'],
    }),
    plain(weekly('Time sheets', 'BYDAY=FR', days, -38, '17:30', 15)),
    plain({
      summary: 'Malpractice insurance renewal',
      ...wholeDays(days, 22),
      recurrence: ['RRULE:FREQ=YEARLY'],
      transparency: 'transparent',
    }),
  ]
}

/** Events of every kind that a sync must be careful with. */
function special(days: Days, me: string): SeededEvent[] {
  const clerk = { email: 'clerk@cookcountycourt.example', displayName: 'Clerk of the Court' }
  const opponent = { email: 'r.stone@stone-partners.example', displayName: 'Rebecca Stone' }
  const guests = (organizer: { email: string }, responseStatus: string) => [
    { email: organizer.email, responseStatus: 'accepted' },
    { email: me, responseStatus },
  ]
  return [
    plain({ summary: 'Vacation', ...wholeDays(days, 28, 5) }),
    plain({ summary: 'Bar association conference', location: 'Springfield', ...wholeDays(days, -17, 2) }),
    plain({ summary: 'Office closed', transparency: 'transparent', ...wholeDays(days, 38, 2) }),
    plain({ summary: 'Dr. Feld', visibility: 'private', ...hours(days, 3, '8:00', 60) }),
    plain({
      summary: 'Perhaps: mediation, Marriage of Brandt',
      status: 'tentative',
      ...hours(days, 9, '13:00', 240),
    }),
    plain({
      summary: 'Birthday of Dana',
      eventType: 'birthday',
      ...wholeDays(days, 12),
      recurrence: ['RRULE:FREQ=YEARLY'],
    }),
    plain({
      summary: 'Flight to Springfield (UA 4512)',
      eventType: 'fromGmail',
      ...hours(days, -18, '18:05', 70),
    }),
    {
      event: {
        summary: 'Settlement conference: Okonkwo v. Bright Harbor Insurance',
        location: 'Chambers of Judge Alvarez',
        ...hours(days, 8, '10:00', 120),
        attendees: guests(clerk, 'needsAction'),
      },
      organizer: clerk,
    },
    {
      event: {
        ...weekly('Discovery call', 'COUNT=6;BYDAY=TH', days, -11, '11:00', 30),
        attendees: guests(opponent, 'accepted'),
      },
      organizer: opponent,
      changes: [{ day: 10, time: '11:00' }],
    },
    plain({
      summary: 'Strategy: Castellanos v. City of Evanston',
      ...hours(days, 4, '13:30', 60),
      attendees: [
        { email: 'ben@example.com', responseStatus: 'accepted' },
        { email: 'm.castellanos@mail.example', responseStatus: 'needsAction' },
      ],
    }),
  ]
}

/** The primary calendar of a lawyer with that address. */
export function lawyersEvents(days: Days, me: string, seed: number): SeededEvent[] {
  const d = dice(seed)
  const many = (count: number, make: (day: number) => Json) =>
    Array.from({ length: count }, () => plain(make(workday(d, -6, 8))))
  return [
    ...many(24, (day) => hearing(d, days, day)),
    ...many(14, (day) => deadline(d, days, day)),
    ...many(26, (day) => meeting(d, days, day)),
    ...meetings(days),
    ...special(days, me),
  ]
}

/** A calendar with nothing but appointments of one kind. */
export function appointments(days: Days, summary: string, seed: number, count = 10): SeededEvent[] {
  const d = dice(seed)
  return Array.from({ length: count }, (_, at) =>
    plain({ summary: `${summary} ${at + 1}`, ...hours(days, workday(d, -4, 6), d.pick(TIMES), 60) }),
  )
}

export function holidays(days: Days): SeededEvent[] {
  const year = Number(dayText(days, 0).slice(0, 4))
  const dates = [
    ['Independence Day', '07-04'],
    ['Veterans Day', '11-11'],
    ['Christmas Eve', '12-24'],
    ['Christmas Day', '12-25'],
    ['New Year’s Day', '01-01'],
  ] as const
  return [year, year + 1].flatMap((one) =>
    dates.map(([summary, date]) => {
      const start = `${one}-${date}`
      const end = new Date(Date.parse(`${start}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
      return plain({ summary, start: { date: start }, end: { date: end }, transparency: 'transparent' })
    }),
  )
}

/** So many events for a benchmark, over two years: mostly timed ones, a tenth all-day, some series with exceptions. */
export function drawnEvents(days: Days, count: number, seed: number): SeededEvent[] {
  const d = dice(seed)
  return Array.from({ length: count }, (_, at) => {
    const day = workday(d, -52, 52)
    if (at % 10 === 3) return plain(deadline(d, days, day))
    if (at % 20 === 7) {
      const time = d.pick(TIMES)
      const rule = `COUNT=${4 + d.below(20)}`
      return { event: weekly(`Series ${at}`, rule, days, day, time, 30), changes: [{ day: day + 7, time }] }
    }
    return plain(at % 3 === 0 ? hearing(d, days, day) : meeting(d, days, day))
  })
}
