// A change as the preview's table shows it: words instead of contacts, so that a page of a hundred stays small. Pure.

import type { Zone } from '@/components/ui/time/moment'
import type { Change, Conflict } from '@/lib/domains/contacts/types'
import type { Versions } from '@/lib/store/review/changes'
import { alteredFields } from './field-diff'
import { because, evidence, type Message, type Words, whatHappened, whatHappens } from './words'

/** What a row is made from: the stored change. */
export interface StoredChange {
  readonly id: string
  readonly name: string
  readonly kind: Change['kind']
  readonly state: string
  readonly localVersion: number | null
  readonly remoteVersion: string | null
  readonly undecided: boolean
  readonly outdated: boolean
  readonly body: Pick<Change, 'local' | 'remote' | 'tombstone' | 'conflicts' | 'reasons' | 'probability'>
  readonly answers: {
    readonly samePerson?: 'link' | 'separate'
    readonly answeredBy?: string
    readonly conflicts?: Readonly<Record<string, string>>
  }
  readonly error: { readonly kind: string; readonly field: string | null; readonly message: string } | null
}

export interface Row {
  readonly id: string
  readonly name: string
  readonly what: Words
  readonly why: string
  /** What a person is asked, whether or not they have answered. */
  readonly asks: 'question' | 'conflict' | 'drift' | null
  /** To "Same person?". */
  readonly answer: 'link' | 'separate' | null
  /** The question whose *Link* answered this one. */
  readonly answeredBy: string | null
  readonly open: boolean
  readonly excluded: boolean
  readonly failed: boolean
  /** Ids of the conflicts that have no answer yet. */
  readonly unanswered: readonly string[]
  readonly mayKeepBoth: boolean
  /** The two contacts as they were compared. */
  readonly versions: Versions
}

export const unanswered = ({ body, answers }: Pick<StoredChange, 'body' | 'answers'>): readonly Conflict[] =>
  body.conflicts.filter(({ id }) => !answers.conflicts?.[id])

type Describable = Pick<StoredChange, 'kind' | 'body'> & Partial<Pick<StoredChange, 'undecided' | 'answers'>>

export function messageFor({ kind, body, undecided = false, answers = {} }: Describable): Message {
  return {
    kind,
    localFields: alteredFields(body.local),
    remoteFields: alteredFields(body.remote),
    writesLocal: body.local !== null,
    writesRemote: body.remote !== null,
    openConflicts: undecided ? [...new Set(unanswered({ body, answers }).map(({ field }) => field))] : [],
    tombstone: body.tombstone,
  }
}

const SETTLED = 'Kept separate: another match is linked'

/** An answered question reads like what the answer does. */
function happens(change: StoredChange, label: string): Words {
  const message = messageFor(change)
  const answer = change.kind === 'question' ? change.answers.samePerson : undefined
  if (answer === undefined) return whatHappens(message, label)
  if (answer === 'separate')
    return {
      sign: '≠',
      tone: 'quiet',
      text: change.answers.answeredBy ? SETTLED : 'Two people: kept separate',
    }
  if (message.openConflicts.length > 0) return whatHappens({ ...message, kind: 'update' }, label)
  const update = whatHappens({ ...message, kind: 'update' }, label)
  return { sign: '=', tone: 'update', text: `Link. ${update.text}` }
}

export const happened = (change: Describable, label: string): string =>
  whatHappened(messageFor(change), label)

function asks({ kind, body, undecided, outdated }: StoredChange): Row['asks'] {
  if (kind === 'question') return 'question'
  // Its conflicts come first; with all of them answered it still has to be looked at.
  if (outdated && !undecided) return 'drift'
  return body.conflicts.length > 0 ? 'conflict' : null
}

function why(change: StoredChange, zone: Zone, label: string): string {
  if (change.state === 'failed' && change.error) return change.error.message
  if (change.outdated) return 'Changed since the preview: please review again'
  // One thing that agrees is never why somebody is asked.
  if (change.kind === 'question') return evidence(change.body.reasons)
  const [first, ...rest] = change.body.reasons
  if (!first) return ''
  // Both sides were edited: that is the point of a conflict. And a namesake is the point of looking again at an addition.
  const other = rest.find(({ kind }) => kind === 'namesake' || (kind === 'edited' && first.kind === 'edited'))
  return [first, other].flatMap((reason) => (reason ? because(reason, zone, label) : [])).join(' · ')
}

/** `zone`: the reader's, for dates. `label`: of the provider whose account it is. */
export function rowOf(change: StoredChange, zone: Zone, label: string): Row {
  const { id, name, undecided, outdated, state, localVersion, remoteVersion } = change
  const open = unanswered(change)
  return {
    id,
    name: name || 'No name',
    what: happens(change, label),
    why: why(change, zone, label),
    asks: asks(change),
    answer: (change.kind === 'question' && change.answers.samePerson) || null,
    answeredBy: change.answers.answeredBy ?? null,
    open: undecided || outdated,
    excluded: state === 'excluded',
    failed: state === 'failed',
    unanswered: open.map((conflict) => conflict.id),
    mayKeepBoth: open.length > 0 && open.every((conflict) => conflict.mayKeepBoth),
    versions: { local: localVersion === null ? null : String(localVersion), remote: remoteVersion },
  }
}
