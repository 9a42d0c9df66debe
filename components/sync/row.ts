// A change as the preview's table shows it: words instead of contacts, so that a page of a hundred stays small. Pure.
import type { FieldName } from '@/lib/contacts/fields'
import type { Change, ChangeKind, Conflict } from '@/lib/sync/model'
import { alteredFields } from './field-diff'
import { amount } from './figures'
import { because, type Told, type Words, whatHappened, whatHappens } from './words'

/** What a row is made from: the stored change. */
export interface StoredChange
  extends Pick<Change, 'local' | 'remote' | 'tombstone' | 'conflicts' | 'reasons' | 'probability'> {
  readonly kind: ChangeKind
  readonly undecided: boolean
  readonly drifted: boolean
  readonly state: string
  readonly answers: {
    readonly samePerson?: 'link' | 'separate'
    readonly conflicts?: Readonly<Record<string, string>>
  }
}

export interface Row {
  readonly id: string
  readonly name: string
  readonly what: Words
  readonly why: string
  /** Reasons beyond the first, shown when the row is open. */
  readonly moreReasons: number
  readonly excluded: boolean
  /** What a person is asked, and what they said; null when nothing is asked. */
  readonly asks: 'question' | 'conflict' | 'drift' | null
  readonly open: boolean
  readonly conflicts: number
  readonly problem: string | null
}

export const openConflicts = (change: StoredChange): readonly Conflict[] =>
  change.conflicts.filter(({ id }) => !change.answers.conflicts?.[id])

export function tell(change: StoredChange): Told {
  const fields = openConflicts(change).map(({ field }): FieldName => field)
  return {
    kind: change.kind,
    localFields: alteredFields(change.local),
    remoteFields: alteredFields(change.remote),
    writesLocal: change.local !== null,
    writesRemote: change.remote !== null,
    openConflicts: change.undecided ? [...new Set(fields)] : [],
    tombstone: change.tombstone,
  }
}

export const happens = (change: StoredChange): Words => whatHappens(tell(change))
export const happened = (change: StoredChange): string => whatHappened(tell(change))

export function why(change: StoredChange): string {
  if (change.drifted) return 'Changed since the preview'
  const [first] = change.reasons
  return first ? because(first) : ''
}

/** What the person is asked about this change, answered or not. */
export function asks(change: StoredChange): Row['asks'] {
  if (change.kind === 'question') return 'question'
  if (change.conflicts.length > 0) return 'conflict'
  return change.drifted ? 'drift' : null
}

export const moreReasons = (n: number): string => (n > 0 ? `and ${amount(n, 'more reason')}` : '')
