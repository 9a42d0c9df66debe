// The choices under "Repeats" in the form, and the choice that an event has.
import type { RepeatChoice } from '@/lib/domains/events/recurrence/choice-names'
import { readRepeat } from '@/lib/domains/events/recurrence/lines'
import { type Frequency, ruleOf, ruleText } from '@/lib/domains/events/recurrence/rule'
import type { CalendarEvent } from '@/lib/domains/events/value/event'

type Simple = Exclude<RepeatChoice, 'never' | 'custom'>

const FREQUENCY: Readonly<Record<Simple, Frequency>> = {
  day: 'DAILY',
  week: 'WEEKLY',
  month: 'MONTHLY',
  year: 'YEARLY',
}

/** The recurrence lines for a choice; `rule` is the text that a person typed for a custom one, with or without `RRULE:`. */
export function repeatOf(choice: RepeatChoice, rule = ''): readonly string[] {
  if (choice === 'never') return []
  if (choice === 'custom') return [`RRULE:${rule.trim().replace(/^RRULE:/i, '')}`]
  return [`RRULE:${ruleText(ruleOf(FREQUENCY[choice]))}`]
}

/** Excluded dates do not make a rule custom. */
export function choiceOf({ time, repeat }: Pick<CalendarEvent, 'time' | 'repeat'>): RepeatChoice {
  if (repeat.length === 0) return 'never'
  const { rules, withoutRules, dates, unread } = readRepeat(repeat, time)
  const [rule, ...others] = rules
  if (!rule || others.length + withoutRules.length + dates.length + unread.length > 0) return 'custom'
  const simple = Object.entries(FREQUENCY) as readonly [Simple, Frequency][]
  return simple.find(([, frequency]) => ruleText(ruleOf(frequency)) === ruleText(rule))?.[0] ?? 'custom'
}
