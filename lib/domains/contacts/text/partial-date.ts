// Birthdays in contact files: complete, without a year, or only a year (and month).
import type { PartialDate } from '@/lib/domains/contacts/value/contact'

/** Apple's placeholder for "no year", chosen because it was a leap year; some programs write it without marking it. */
const NO_YEAR = 1604

/** A date whose year only means "no year" (0, Apple's 1604, or the file's own placeholder), without that year. */
export function withoutPlaceholderYear(date: PartialDate, omittedYear: number | null = null): PartialDate {
  const { year } = date
  return year === 0 || year === NO_YEAR || (year !== null && year === omittedYear)
    ? { ...date, year: null }
    : date
}

const FORMS: readonly RegExp[] = [
  /^(?<year>\d{4})-?(?<month>\d\d)-?(?<day>\d\d)$/,
  /^(?<year>\d{4})[/.-](?<month>\d{1,2})[/.-](?<day>\d{1,2})$/,
  /^--?(?<month>\d\d)-?(?<day>\d\d)$/,
  /^--(?<month>\d\d)$/,
  /^(?<year>\d{4})-(?<month>\d\d)$/,
  /^(?<year>\d{4})$/,
]

/** null if the text is no possible date. Formats with an ambiguous order of day and month are refused. */
export function parsePartialDate(text: string, omittedYear: number | null = null): PartialDate | null {
  const plain = dateOnly(text.trim())
  for (const form of FORMS) {
    const parts = form.exec(plain)?.groups
    if (!parts) continue
    const number = (part: string | undefined) => (part === undefined ? null : Number(part))
    const given = { year: number(parts.year), month: number(parts.month), day: number(parts.day) }
    const date = withoutPlaceholderYear(given, omittedYear)
    return isPossible(date) ? date : null
  }
  return null
}

/** Whether the day can exist: no 13th month, no February 30; a day needs its month. */
export function isPossible({ year, month, day }: PartialDate): boolean {
  if (year === null && month === null) return false
  if (year !== null && (year < 1 || year > 9999)) return false
  if (month !== null && (month < 1 || month > 12)) return false
  if (day === null) return true
  if (month === null || day < 1) return false
  return day <= daysIn(month, year)
}

function daysIn(month: number, year: number | null): number {
  if (month === 2) return year === null || isLeap(year) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

/** As in RFC 6350, 4.3.1: `19850312`, `--0312`, `1985-03`, `1985`, `--03`. */
export function formatPartialDate({ year, month, day }: PartialDate): string {
  const two = (number: number) => String(number).padStart(2, '0')
  const years = year === null ? '--' : String(year).padStart(4, '0')
  if (month === null) return years
  if (day === null) return year === null ? `--${two(month)}` : `${years}-${two(month)}`
  return `${years}${two(month)}${two(day)}`
}

/** Without time of day and time zone: the day is read as it is written. `19561001000000` is a date and a time without a separator. */
function dateOnly(text: string): string {
  const day = text.split(/[T ]/i, 1)[0] ?? ''
  const zoned = /^(?<day>\d{8}|\d{4}-\d\d-\d\d|-{1,2}\d\d-?\d\d)(?:Z|[+-]\d\d(?::?\d\d)?)$/i.exec(day)
  const timed = /^(?<day>\d{8})(?:\d{4}|\d{6})(?:Z|[+-]\d\d(?::?\d\d)?)?$/i.exec(day)
  return (zoned ?? timed)?.groups?.day ?? day
}
