// Arithmetic with dates and wall times alone. It knows no zone, so that a page's script can use it without the library of zones.
import type { DateText, WallTime } from '@/lib/domains/events/value/event'

const DATE = /^\d{4}-\d{2}-\d{2}$/

export function isDate(text: string): boolean {
  if (!DATE.test(text)) return false
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number)
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
}

const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
const daysIn = (year: number, month: number) =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31

/** The time as if the clock showed UTC: for arithmetic with wall times, never a real instant. */
export const asUtc = (text: DateText | WallTime): number =>
  Date.parse(text.length === 10 ? `${text}T00:00:00Z` : `${text}Z`)
export const fromUtc = (ms: number): string => new Date(ms).toISOString().slice(0, 19)
const DAY_MS = 86_400_000

export const addDays = (date: DateText, days: number): DateText =>
  fromUtc(asUtc(date) + days * DAY_MS).slice(0, 10)
/** Whole days from `a` to `b`. */
export const daysBetween = (a: DateText, b: DateText): number => Math.round((asUtc(b) - asUtc(a)) / DAY_MS)
