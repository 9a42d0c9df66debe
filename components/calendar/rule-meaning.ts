// What the field **Rule** of the event form means, in words. The browser loads this only when a person changes a rule.
import type { TypedEvent } from '@/components/calendar/typed-event'
import { readRule } from '@/lib/domains/events/recurrence/read-rule'
import { ruleWords } from '@/lib/domains/events/recurrence/words'

/** What a rule means, or what is wrong with it. */
export function ruleMeaning({ rule, starts }: Pick<TypedEvent, 'rule' | 'starts'>): string {
  if (rule.trim() === '') return 'A rule of RFC 5545, for example FREQ=WEEKLY;BYDAY=MO,WE;COUNT=10'
  const read = readRule(rule.trim().replace(/^RRULE:/i, ''))
  if (!read.ok) return read.reason
  const day = { kind: 'day', start: starts, end: starts } as const
  return ruleWords(read.rule, day) ?? 'Concord keeps this rule but cannot describe it in words.'
}
