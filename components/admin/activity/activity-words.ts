// The charts of Sync Status: what each shows of a day, and its numbers as a person reads them. Pure.
import { count, span } from '@/components/sync/figures'
import type { ActivityDay } from '@/lib/store/oversight/days'

export interface Measure {
  readonly title: string
  /** What one number is, for the table's heading. */
  readonly unit: string
  readonly value: (day: ActivityDay) => number
  readonly words: (n: number) => string
}

export interface Bar {
  /** "Nov 28" */
  readonly day: string
  readonly n: number
  readonly words: string
}

/** `label`: of the providers whose API is called. */
export const measures = (label: string): readonly Measure[] => [
  {
    title: 'Items moved',
    unit: 'Contacts and events written',
    value: ({ written }) => written,
    words: count,
  },
  {
    title: 'Average run time',
    unit: 'Time per run',
    value: ({ runs, workedMs }) => (runs === 0 ? 0 : workedMs / runs),
    words: (ms) => (ms === 0 ? '–' : span(ms)),
  },
  { title: `${label} calls`, unit: 'API calls', value: ({ apiCalls }) => apiCalls, words: count },
]

const short = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', timeZone: 'UTC' })

export const barsOf = (days: readonly ActivityDay[], { value, words }: Measure): readonly Bar[] =>
  days.map((day) => {
    const n = value(day)
    return { day: short.format(new Date(`${day.day}T00:00:00Z`)), n, words: words(n) }
  })

/** "1,204 calls in 14 days, 3 refused by the quota, 2 failed" is said below the chart of calls; null if all went well. */
export function callsWords(days: readonly ActivityDay[]): string | null {
  const sum = (of: (day: ActivityDay) => number) => days.reduce((all, day) => all + of(day), 0)
  const refused = sum((day) => day.callsRefused)
  const failed = sum((day) => day.callsFailed)
  const parts = [
    refused > 0 && `${count(refused)} refused by the quota`,
    failed > 0 && `${count(failed)} failed`,
  ]
  const said = parts.filter((part) => part !== false)
  return said.length === 0 ? null : said.join(', ')
}
