// What two birthdays say about being the same: equal, mistyped (a digit, two digits swapped, day and month swapped), or different.

import {
  agrees,
  differs,
  type Evidence,
  evidenceOf,
  type Judged,
  resembles,
  worth,
} from '@/lib/domains/contacts/match/fields/evidence'
import { editsWithin } from '@/lib/domains/contacts/match/fields/similarity'
import { type Shares, shareOf } from '@/lib/domains/contacts/match/shares'
import type { Traits } from '@/lib/domains/contacts/match/traits'
import type { PartialDate } from '@/lib/domains/contacts/value/contact'

export function birthdayEvidence(a: Traits, b: Traits, shares: Shares): Evidence | null {
  const [one, other] = [a.contact.birthday, b.contact.birthday]
  if (!one?.month || !one.day || !other?.month || !other.day) return null
  return evidenceOf('birthday', dateText(one), dateText(other), judged(a, b, one, other, shares))
}

/** About one in 22,000 people of one list is born on a given day. */
const SAME_DAY = 13
const [MISTYPED, SWAPPED, TWICE_MISTYPED, OTHER] = [resembles(5), resembles(5), resembles(-1), differs(-12)]
const [SAME_WITHOUT_YEAR, OTHER_WITHOUT_YEAR] = [agrees(6), differs(-8)]

function judged(a: Traits, b: Traits, one: PartialDate, other: PartialDate, shares: Shares): Judged {
  if (a.birthday === '' || b.birthday === '')
    return one.day === other.day && one.month === other.month ? SAME_WITHOUT_YEAR : OTHER_WITHOUT_YEAR
  if (a.birthday === b.birthday)
    return agrees(worth(SAME_DAY, 2, shareOf(shares, 'birthday', a.birthdayNumber, b.birthdayNumber)))
  if (one.year === other.year && one.day === other.month && one.month === other.day) return SWAPPED
  switch (editsWithin(a.birthday, b.birthday, 2)) {
    case 1:
      return MISTYPED
    case 2:
      return TWICE_MISTYPED
    default:
      return isOnePart(one, other) ? TWICE_MISTYPED : OTHER
  }
}

/** Only the day, only the month, or the year by a few years. */
function isOnePart(one: PartialDate, other: PartialDate): boolean {
  const same = [one.day === other.day, one.month === other.month, one.year === other.year]
  return same.filter(Boolean).length === 2 && Math.abs((one.year ?? 0) - (other.year ?? 0)) <= 10
}

export function dateText({ year, month, day }: PartialDate): string {
  const two = (part: number | null) => String(part ?? '').padStart(2, '0')
  return [year === null ? '-' : String(year).padStart(4, '0'), two(month), two(day)].join('-')
}
