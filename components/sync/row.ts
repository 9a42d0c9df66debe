// A change as the preview's table shows it: words instead of values, so that a page of a hundred stays small. Pure.

import { hueOf } from '@/components/ui/avatar/initials'
import { isHeld } from '@/lib/engine/held-addition'
import { isVeryLikely } from '@/lib/engine/importance'
import type { ChangeKind, DeletionChoice, Side } from '@/lib/engine/model'
import type { Versions } from '@/lib/store/review/changes'
import { alteredFields } from './field-diff'
import type { Terms } from './kinds'
import type { AnyConflict, AnyReason, RowAvatar } from './kinds/view'
import { because, editedInBoth, evidence, type Message, type Words, whatHappened, whatHappens } from './words'

/** A write to one side. `from` null: created; `to` null: deleted. */
export interface AnyWrite {
  readonly from: unknown
  readonly to: unknown
}

/** What a planned change says, whatever kind of item it is about. */
export interface AnyBody {
  readonly local: AnyWrite | null
  readonly remote: AnyWrite | null
  readonly base?: Readonly<Record<Side, unknown>> | null
  readonly tombstone: Side | null
  readonly conflicts: readonly AnyConflict[]
  readonly reasons: readonly AnyReason[]
  readonly probability: number | null
}

/** What a row is made from: the stored change. */
export interface StoredChange {
  readonly id: string
  readonly name: string
  readonly kind: ChangeKind
  readonly state: string
  /** Of the item here. */
  readonly localId?: string | null
  readonly localVersion: number | null
  readonly remoteVersion: string | null
  readonly undecided: boolean
  readonly outdated: boolean
  /** Of a contact that it adds here: whether it will be only the person's; null for any other change. */
  readonly onlyMine?: boolean | null
  readonly body: AnyBody
  readonly answers: {
    readonly samePerson?: 'link' | 'separate'
    readonly answeredBy?: string
    readonly conflicts?: Readonly<Record<string, string>>
    readonly deletion?: { readonly choice: DeletionChoice }
  }
  readonly error: { readonly kind: string; readonly field: string | null; readonly message: string } | null
}

export interface Row {
  readonly id: string
  readonly name: string
  /** Below the name; '' for nothing. */
  readonly line: string
  /** `hue`: as in the list of contacts; null where rows of this kind have none. */
  readonly avatar: (RowAvatar & { readonly hue: number }) | null
  readonly what: Words
  readonly why: string
  /** What a person is asked, whether or not they have answered. */
  readonly asks: 'question' | 'deletion' | 'conflict' | 'addition' | 'drift' | null
  /** To "Same person?" or "Same event?". */
  readonly answer: 'link' | 'separate' | null
  /** The question whose *Link* answered this one. */
  readonly answeredBy: string | null
  readonly open: boolean
  readonly excluded: boolean
  readonly failed: boolean
  /** Of a contact that is added here: whether colleagues will not see it; null for any other change. */
  readonly onlyMine: boolean | null
  /** Ids of the conflicts that have no answer yet. */
  readonly unanswered: readonly string[]
  readonly mayKeepBoth: boolean
  /** The two items as they were compared. */
  readonly versions: Versions
}

export const unanswered = ({
  body,
  answers,
}: Pick<StoredChange, 'body' | 'answers'>): readonly AnyConflict[] =>
  body.conflicts.filter(({ id }) => !answers.conflicts?.[id])

type Describable = Pick<StoredChange, 'kind' | 'body'> & Partial<Pick<StoredChange, 'undecided' | 'answers'>>

export function messageFor(
  { kind, body, undecided = false, answers = {} }: Describable,
  terms: Pick<Terms, 'view' | 'zone'>,
): Message {
  const cancels = (['local', 'remote'] as const).filter((side) => isCanceledBy(body[side], terms.view))
  return {
    kind,
    localFields: alteredFields(body.local, terms),
    remoteFields: alteredFields(body.remote, terms),
    writesLocal: body.local !== null,
    writesRemote: body.remote !== null,
    openConflicts: undecided ? [...new Set(unanswered({ body, answers }).map(({ field }) => field))] : [],
    tombstone: body.tombstone,
    cancels,
  }
}

function isCanceledBy(write: AnyWrite | null, { isCanceled }: Terms['view']): boolean {
  if (write === null || write.to === null) return false
  return isCanceled(write.to) && !(write.from !== null && isCanceled(write.from))
}

const MINE = { text: 'Add to Clio, only mine' }
const SETTLED = 'Kept separate: another match is linked'

/** An answered question reads like what the answer does. */
function happens(change: StoredChange, terms: Terms): Words {
  if (isHeldRow(change) && change.undecided)
    return { sign: '?', tone: 'ask', text: `Add to ${terms.label}, too?` }
  const message = messageFor(change, terms)
  const answer = change.kind === 'question' ? change.answers.samePerson : undefined
  if (answer === undefined) return { ...whatHappens(message, terms), ...(change.onlyMine && MINE) }
  if (answer === 'separate')
    return {
      sign: '≠',
      tone: 'quiet',
      text: change.answers.answeredBy ? SETTLED : terms.view.words.question.separate,
    }
  if (message.openConflicts.length > 0) return whatHappens({ ...message, kind: 'update' }, terms)
  const update = whatHappens({ ...message, kind: 'update' }, terms)
  return { sign: '=', tone: 'update', text: `Link. ${update.text}` }
}

export const happened = (change: Describable, terms: Terms): string =>
  whatHappened(messageFor(change, terms), terms)

/** The value that a row is about: as it will be, or as it was. */
function shownValue({ local, remote, base }: AnyBody): unknown {
  return local?.to ?? local?.from ?? remote?.to ?? remote?.from ?? base?.local ?? base?.remote ?? null
}

/** Whether it asks if a deletion goes on, or that was answered: its kind is then what the answer does. */
export const isAboutDeletion = ({ kind, answers }: Pick<StoredChange, 'kind' | 'answers'>): boolean =>
  kind === 'deletion' || answers.deletion !== undefined

/** It adds to the account what the person may have, if they want that. */
const isHeldRow = ({ kind, body }: StoredChange): boolean => isHeld({ kind, reasons: body.reasons })

function asks(change: StoredChange): Row['asks'] {
  const { kind, body, undecided, outdated } = change
  if (isHeldRow(change)) return 'addition'
  if (kind === 'question') return 'question'
  if (isAboutDeletion(change) && !(outdated && !undecided)) return 'deletion'
  // Its conflicts come first; with all of them answered it still has to be looked at.
  if (outdated && !undecided) return 'drift'
  return body.conflicts.length > 0 ? 'conflict' : null
}

function why(change: StoredChange, terms: Terms): string {
  if (change.state === 'failed' && change.error) return change.error.message
  if (change.outdated) return 'Changed since the preview: please review again'
  // One thing that agrees is never why somebody is asked.
  if (change.kind === 'question') return whyAsked(change.body, terms)
  if (isAboutDeletion(change)) return change.body.reasons.map((reason) => because(reason, terms)).join(' · ')
  const [first, ...rest] = change.body.reasons
  if (!first) return ''
  // A namesake is the point of looking again at an addition.
  const other = rest.find(
    ({ kind }) =>
      kind === 'namesake' || kind === 'toldApart' || (kind === 'edited' && first.kind === 'edited'),
  )
  return (
    editedInBoth(first, other, terms) ??
    [first, other].flatMap((reason) => (reason ? because(reason, terms) : [])).join(' · ')
  )
}

/** Says which questions *Link all that are very likely* answers. */
function whyAsked({ probability, reasons }: AnyBody, { view }: Terms): string {
  const said = evidence(reasons, view)
  if (!isVeryLikely(probability ?? 0, reasons)) return said
  return said === '' ? 'Very likely' : `Very likely: ${said.charAt(0).toLowerCase()}${said.slice(1)}`
}

/** The values in `change` are of the kind whose view `terms` has. */
export function rowOf(change: StoredChange, terms: Terms): Row {
  const { id, name, undecided, outdated, state, localVersion, remoteVersion } = change
  const open = unanswered(change)
  const value = shownValue(change.body)
  const avatar = terms.view.avatar(value, name)
  return {
    id,
    name: name || terms.view.words.untitled,
    line: terms.view.rowLine(value, change.body.reasons, terms.zone),
    avatar: avatar && { ...avatar, hue: hueOf(change.localId ?? id) },
    what: happens(change, terms),
    why: why(change, terms),
    asks: asks(change),
    answer: (change.kind === 'question' && change.answers.samePerson) || null,
    answeredBy: change.answers.answeredBy ?? null,
    open: undecided || outdated,
    excluded: state === 'excluded',
    failed: state === 'failed',
    onlyMine: change.onlyMine ?? null,
    unanswered: open.map((conflict) => conflict.id),
    mayKeepBoth: open.length > 0 && open.every((conflict) => conflict.mayKeepBoth),
    versions: { local: localVersion === null ? null : String(localVersion), remote: remoteVersion },
  }
}
