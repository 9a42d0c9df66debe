// Merges an event that the account gives without its content, since it is private there. Its content is not known, which is no change of
// it: here it stays as it is, while the time, what repeats, and how the event is shown travel. The base keeps what it says of the content.
import type { Answer } from '@/lib/domains/events/merge/field'
import { type FieldRules, merge, NO_RULES } from '@/lib/domains/events/merge/merge'
import type { Base, Merged, Project } from '@/lib/domains/events/types'
import { isAsBusy } from '@/lib/domains/events/value/busy'
import { sameField } from '@/lib/domains/events/value/diff'
import { type CalendarEvent, isCancelled } from '@/lib/domains/events/value/event'
import type { EventField } from '@/lib/domains/events/value/fields'

const CONTENT: readonly EventField[] = ['title', 'description', 'location', 'guests', 'reminders']

/** `merge` for a remote value that may be masked. */
export function mergeKnown(
  base: Base | null,
  now: Base,
  answer: Answer,
  project: Project,
  rules: FieldRules = NO_RULES,
): Merged {
  if (!isAsBusy(now.remote) || (base && isCancelled(base.remote)))
    return merge(base, now, answer, project, rules)
  if (base === null)
    return merge(base, now, answer, project, {
      ...rules,
      fixed: new Set([...rules.fixed, ...CONTENT]),
    })
  const assumed = withContent(CONTENT, now.remote, base.remote)
  const merged = merge(base, { ...now, remote: assumed }, answer, project, rules)
  const unwritten = CONTENT.filter((field) => sameField(field, merged.remote, assumed))
  return { ...merged, remote: withContent(unwritten, merged.remote, now.remote) }
}

const withContent = (
  fields: readonly EventField[],
  event: CalendarEvent,
  from: CalendarEvent,
): CalendarEvent => ({ ...event, ...Object.fromEntries(fields.map((field) => [field, from[field]])) })
