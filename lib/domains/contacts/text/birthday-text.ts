// Parses and prints a birthday in one text field. Every accepted form is unambiguous: 3/12 is refused, since half the world reads it as
// another day.

import {
  isPossible,
  parsePartialDate,
  withoutPlaceholderYear,
} from '@/lib/domains/contacts/text/partial-date'
import type { PartialDate } from '@/lib/domains/contacts/value/contact'

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
)
const capital = (month: number) => {
  const name = MONTHS[month - 1] ?? ''
  return name.charAt(0).toUpperCase() + name.slice(1)
}

const MONTH = '(?<month>[a-z]{3,9})\\.?'
const DAY = '(?<day>\\d{1,2})(?:st|nd|rd|th)?'
const YEAR = '(?<year>\\d{4})'
const FORMS = [
  `${DAY} (?:of )?${MONTH}(?:,? ${YEAR})?`,
  `${MONTH} ${DAY}(?:,? ${YEAR})?`,
  `${MONTH}(?:,? ${YEAR})?`,
].map((form) => new RegExp(`^${form}$`))

/**
 * "1980-03-12", "--03-12", "12 March 1980", "March 12", "March 1980", "1980". Null if it is no date or no day of the calendar.
 * `omittedYear` is the year that a file uses for "no year".
 */
export function parseBirthday(text: string, omittedYear: number | null = null): PartialDate | null {
  const plain = text.trim().toLowerCase().replace(/\s+/g, ' ')
  for (const form of FORMS) {
    const parts = form.exec(plain)?.groups
    if (parts) return named(parts, omittedYear)
  }
  return parsePartialDate(plain, omittedYear)
}

function named(
  parts: Readonly<Record<string, string | undefined>>,
  omittedYear: number | null,
): PartialDate | null {
  const month = MONTHS.findIndex((name) => name === parts.month || name.slice(0, 3) === parts.month) + 1
  const number = (part: string | undefined) => (part === undefined ? null : Number(part))
  const date = withoutPlaceholderYear(
    { year: number(parts.year), month, day: number(parts.day) },
    omittedYear,
  )
  return month > 0 && isPossible(date) ? date : null
}

/** `parseBirthday` gives back the same date. */
export function birthdayText({ year, month, day }: PartialDate): string {
  const two = (part: number) => String(part).padStart(2, '0')
  const years = year === null ? '' : String(year).padStart(4, '0')
  if (month === null) return years
  if (day === null) return `${capital(month)} ${years}`.trim()
  return year === null ? `${day} ${capital(month)}` : `${years}-${two(month)}-${two(day)}`
}
