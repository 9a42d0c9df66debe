// "This and following": splits one series into two. The head ends with the last occurrence before the cut, the tail begins at the cut,
// and together they have exactly the occurrences of the original. If that is impossible, the split is refused.
import {
  horizon,
  type Repeating,
  ruleStarts,
  type Start,
  startsOf,
} from '@/lib/domains/events/recurrence/expand'
import { type Repeat, readRepeat, repeatLines } from '@/lib/domains/events/recurrence/lines'
import type { Rule } from '@/lib/domains/events/recurrence/rule'
import { midnightOf, type WallWindow } from '@/lib/domains/events/recurrence/walls'
import { addDays } from '@/lib/domains/events/value/dates'
import type { CalendarEvent, EventTime, WallTime } from '@/lib/domains/events/value/event'
import { dateOf, movedTo, movedToWall, type Slot, slotOf } from '@/lib/domains/events/value/time'

export type Split =
  | { readonly kind: 'split'; readonly head: CalendarEvent; readonly tail: CalendarEvent }
  /** The cut is at the first occurrence: the whole series follows. */
  | { readonly kind: 'whole' }
  | { readonly kind: 'refused'; readonly reason: string }

const refused = (reason: string): Split => ({ kind: 'refused', reason })

/** `at`: the slot of an occurrence of the series. Excluded and added dates go to their side of the cut. */
export function split(event: CalendarEvent, at: Slot): Split {
  const { time } = event
  const repeat = readRepeat(event.repeat, time)
  if (repeat.unread.length > 0) return refused('The series repeats in a way that cannot be read.')
  if (at === slotOf(time)) return { kind: 'whole' }
  const before = startsOf(event, { from: midnightOf(time.start), to: wallTo(at, time) })
  if (before.problems.length > 0) return refused('The series has too many occurrences before this one.')
  const cut = before.starts.find(({ slot }) => slot === at)
  if (!cut) return refused('The series has no occurrence at this time.')
  const head = { ...event, repeat: repeatLines(headOf(repeat, time, cut), time) }
  const tailTime = time.kind === 'day' ? movedTo(time, at) : movedToWall(time, cut.wall)
  const tail = { ...event, time: tailTime, repeat: repeatLines(tailOf(repeat, time, cut), tailTime) }
  return isExact(event, head, tail, cut, repeat)
    ? { kind: 'split', head, tail }
    : refused('From this occurrence on the series cannot be written as one of its own.')
}

/** Wide enough for an occurrence that a clock change moves by an hour. */
const wallTo = (slot: Slot, time: EventTime): WallTime =>
  time.kind === 'day' ? midnightOf(slot) : `${addDays(dateOf(slot), 2)}T00:00:00`

/** The starts of a rule before the cut. */
function keptOf(rule: Rule, time: EventTime, cut: Start): readonly Start[] {
  const given = ruleStarts(rule, time, { from: midnightOf(time.start), to: cut.wall })
  return 'starts' in given ? given.starts.filter(({ slot }) => slot < cut.slot) : []
}

function headOf(repeat: Repeat, time: EventTime, cut: Start): Repeat {
  return {
    ...repeat,
    rules: repeat.rules.map((rule) => ({
      ...rule,
      count: null,
      until: keptOf(rule, time, cut).at(-1)?.slot ?? slotOf(time),
    })),
    dates: repeat.dates.filter((slot) => slot < cut.slot),
    withoutDates: repeat.withoutDates.filter((slot) => slot < cut.slot),
  }
}

function tailOf(repeat: Repeat, time: EventTime, cut: Start): Repeat {
  return {
    ...repeat,
    rules: repeat.rules.flatMap((rule) => {
      if (rule.until !== null && rule.until < cut.slot) return []
      if (rule.count === null) return [rule]
      const left = rule.count - passed(keptOf(rule, time, cut), time)
      return left > 0 ? [{ ...rule, count: left }] : []
    }),
    dates: repeat.dates.filter((slot) => slot > cut.slot),
    withoutDates: repeat.withoutDates.filter((slot) => slot > cut.slot),
  }
}

/** COUNT includes the start of the series, even if the rule does not match it. */
const passed = (kept: readonly Start[], time: EventTime): number =>
  kept[0]?.slot === slotOf(time) ? kept.length : kept.length + 1

/**
 * Whether head and tail have exactly the occurrences of the whole. A rule may count from its start (every third week), so the same rule
 * does not always continue correctly at the cut.
 */
function isExact(whole: Repeating, head: Repeating, tail: Repeating, cut: Start, repeat: Repeat): boolean {
  const window: WallWindow = { from: midnightOf(whole.time.start), to: horizon(cut.wall, repeat) }
  const [all, first, rest] = [whole, head, tail].map((one) => startsOf(one, window))
  if (!all || !first || !rest || rest.problems.length > 0 || first.problems.length > 0) return false
  const slots = (starts: readonly Start[]) => starts.map(({ slot }) => slot).join(' ')
  return slots(all.starts) === slots([...first.starts, ...rest.starts])
}
