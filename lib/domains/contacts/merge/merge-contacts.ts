// Merges two contacts under a sync's settings, which resolve conflicts that nobody has decided.
import { afterStep, firstSeen, laterSide, type Part, timeOf } from '@/lib/domains/contacts/merge/change-times'
import type { Answer, Both } from '@/lib/domains/contacts/merge/conflict'
import { merge } from '@/lib/domains/contacts/merge/merge'
import type { Region } from '@/lib/domains/contacts/text/phone-key'
import type { Conflict, FieldValue, Item, Merged, MergeInput } from '@/lib/domains/contacts/types'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { isListField } from '@/lib/domains/contacts/value/diff'
import type { ListEntry } from '@/lib/domains/contacts/value/fields'
import type { ChangeTimes, Side } from '@/lib/engine/model'

export function mergeContacts(input: MergeInput, region: Region): Merged {
  const { base, local, remote, choices, project } = input
  return merge(base, local.value, remote.value, choices, policyOf(input), project, region)
}

function policyOf({ policy, base, local, remote }: MergeInput): Answer {
  switch (policy) {
    case 'ask':
      return () => null
    case 'local':
    case 'remote':
      return () => policy
    case 'newest': {
      const times = { local: timesOf(local, base?.local), remote: timesOf(remote, base?.remote) }
      return (conflict, parts) => newestOf(times, conflict, parts)
    }
  }
}

/**
 * If no times are stored, the base serves as the previous observation. The base may already contain some of several edits made at once,
 * so
 * no single value is assumed to have changed when the contact did.
 */
function timesOf({ times, value, changedAt }: Item, base: Contact | undefined): ChangeTimes {
  if (times || !base) return times ?? firstSeen(changedAt)
  return afterStep(firstSeen(changedAt), { from: base, to: value, at: changedAt, since: null, others: true })
}

/** The side that changed it last, in all parts that both changed; null if that is unknown, and a person is asked. */
function newestOf(
  times: Both<ChangeTimes>,
  { field, local, remote }: Conflict,
  parts: readonly Part[],
): Side | null {
  const entry = (value: FieldValue) => (isListField(field) ? (value as ListEntry) : undefined)
  const later = new Set(
    parts.map((part) =>
      laterSide(
        timeOf(times.local, field, part, entry(local)),
        timeOf(times.remote, field, part, entry(remote)),
      ),
    ),
  )
  return later.size === 1 ? ([...later][0] ?? null) : null
}
