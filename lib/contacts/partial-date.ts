// Birthdays as contact files write them: whole, without a year, or only a year (and month).
import type { PartialDate } from '@/lib/contacts/contact'

/** Apple's stand-in for "no year", chosen since it was a leap year; some programs write it without saying so. */
const NO_YEAR = 1604

const FORMS: readonly RegExp[] = [
  /^(?<year>\d{4})-?(?<month>\d\d)-?(?<day>\d\d)$/,
  /^(?<year>\d{4})[/.-](?<month>\d{1,2})[/.-](?<day>\d{1,2})$/,
  /^--?(?<month>\d\d)-?(?<day>\d\d)$/,
  /^--(?<month>\d\d)$/,
  /^(?<year>\d{4})-(?<month>\d\d)$/,
  /^(?<year>\d{4})$/,
]

/** null where the text is no date that could be in a calendar. Forms whose order of day and month is a guess are not read. */
export function parsePartialDate(text: string, omittedYear: number | null = null): PartialDate | null {
  const said = text.trim().split(/[T ]/, 1)[0] ?? ''
  for (const form of FORMS) {
    const parts = form.exec(said)?.groups
    if (!parts) continue
    const number = (part: string | undefined) => (part === undefined ? null : Number(part))
    const year = number(parts.year)
    const known = year === 0 || year === NO_YEAR || year === omittedYear ? null : year
    const date = { year: known, month: number(parts.month), day: number(parts.day) }
    return isPossible(date) ? date : null
  }
  return null
}

/** Whether some calendar holds such a day: no 13th month, no 30 February; a day needs its month. */
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
