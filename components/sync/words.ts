// A plan in plain words: what will happen to an item, why, and what went wrong.
// Pure, so that a page, a test and a screen reader get the same sentence.

import { day } from '@/components/ui/time/moment'
import { isVeryLikely, speaksAgainst } from '@/lib/engine/importance'
import type { ChangeKind, ReasonWeight, Side } from '@/lib/engine/model'
import { OTHER } from '@/lib/engine/sides'
import { amount, list } from './figures'
import type { Terms } from './kinds'
import type { AnyReason, KindView } from './kinds/view'

/** What words are made from: which fields each side's write alters, and how many answers are open. */
export interface Message {
  readonly kind: ChangeKind
  readonly localFields: readonly string[]
  readonly remoteFields: readonly string[]
  readonly writesLocal: boolean
  readonly writesRemote: boolean
  readonly openConflicts: readonly string[]
  readonly tombstone: Side | null
  /** Sides where this cancels an occurrence. */
  readonly cancels: readonly Side[]
}

type Spoken = Pick<Terms, 'view' | 'label'>

/** Sign, word and colour always go together: none of them carries the meaning alone. */
export interface Words {
  readonly sign: '+' | '~' | '−' | '?' | '=' | '≠' | '·'
  readonly tone: 'add' | 'update' | 'delete' | 'ask' | 'quiet'
  readonly text: string
}

/** How a page calls a side. `label`: of the provider whose account it is. */
export const sideName = (side: Side, label: string): string => (side === 'local' ? 'Clio' : label)

/** "phone, title and birthday": labels of fields inside a sentence. */
export const fieldList = (
  fields: readonly string[],
  { fields: known }: Pick<KindView<never>, 'fields'>,
): string => list(fields.map((name) => known.find((field) => field.name === name)?.inSentence ?? name))

/** What will happen, once Start Sync is pressed. */
export function whatHappens(message: Message, terms: Spoken): Words {
  const { label, view } = terms
  if (isCancellation(message))
    return { sign: '−', tone: 'delete', text: `Cancel in ${places(message, label)}` }
  switch (message.kind) {
    case 'createLocal':
      return { sign: '+', tone: 'add', text: 'Add to Clio' }
    case 'createRemote':
      return { sign: '+', tone: 'add', text: `Add to ${label}` }
    case 'link':
      return { sign: '=', tone: 'quiet', text: 'Already the same' }
    case 'question':
      return { sign: '?', tone: 'ask', text: view.words.question.ask }
    case 'deleteLocal':
      return { sign: '−', tone: 'delete', text: 'Delete in Clio' }
    case 'deleteRemote':
      return { sign: '−', tone: 'delete', text: `Delete in ${label}` }
    case 'deletion':
      return { sign: '?', tone: 'ask', text: `Delete in ${left(message.tombstone, label)}, too?` }
    case 'tombstone':
      return { sign: '·', tone: 'quiet', text: keeps(message.tombstone ?? 'remote', label) }
    case 'forget':
      return { sign: '·', tone: 'quiet', text: `Deleted in Clio and in ${label}; no longer linked` }
    case 'update':
      return update(message, terms)
  }
}

/** An occurrence that is canceled on a side is a value that is written there, not a deletion; people read it as what it is. */
const isCancellation = ({ kind, cancels, openConflicts }: Message) =>
  cancels.length > 0 &&
  openConflicts.length === 0 &&
  (kind === 'createLocal' || kind === 'createRemote' || kind === 'update')

const places = ({ cancels }: Message, label: string) => list(cancels.map((side) => sideName(side, label)))

/** Where the item still is. */
const left = (deletedOn: Side | null, label: string) => sideName(OTHER[deletedOn ?? 'remote'], label)

const keeps = (deletedOn: Side, label: string) =>
  `Stays in ${sideName(OTHER[deletedOn], label)} and is not added to ${sideName(deletedOn, label)} again`

function update(message: Message, { label, view }: Spoken): Words {
  if (message.openConflicts.length > 0)
    return { sign: '?', tone: 'ask', text: `Conflict: ${fieldList(message.openConflicts, view)}` }
  const parts = [
    message.writesLocal && `in Clio: ${fieldList(message.localFields, view)}`,
    message.writesRemote && `in ${label}: ${fieldList(message.remoteFields, view)}`,
  ].filter((part) => part !== false)
  if (parts.length === 0) return { sign: '=', tone: 'quiet', text: 'Both stay as they are' }
  return { sign: '~', tone: 'update', text: `Update ${parts.join(' · ')}` }
}

/** What has happened, for lists of what was done. */
export function whatHappened(message: Message, terms: Spoken): string {
  const { label } = terms
  const done = { ...message, openConflicts: [] }
  if (isCancellation(done)) return `Canceled in ${places(done, label)}`
  switch (message.kind) {
    case 'createLocal':
      return 'Added to Clio'
    case 'createRemote':
      return `Added to ${label}`
    case 'link':
      return 'Already the same'
    case 'question':
    case 'deletion':
      return 'Answered'
    case 'deleteLocal':
      return 'Deleted in Clio'
    case 'deleteRemote':
      return `Deleted in ${label}`
    case 'tombstone':
      return kept(message.tombstone ?? 'remote', label)
    case 'forget':
      return `Deleted in Clio and in ${label}`
    case 'update':
      return update(done, terms).text.replace(/^Update/, 'Updated')
  }
}

const kept = (deletedOn: Side, label: string) =>
  `Deleted in ${sideName(deletedOn, label)}; stays in ${sideName(OTHER[deletedOn], label)}`

/** One reason as a clause; the page shows the first and keeps the rest for the open row. */
export function because(reason: AnyReason, { view, zone, label }: Terms): string {
  const { one, question } = view.words
  switch (reason.kind) {
    case 'onlyOn':
      return `Only in ${sideName(reason.side, label)}`
    case 'namesake':
      return `${sideName(reason.side, label)} ${question.namesake}`
    case 'toldApart':
      return `${sideName(reason.side, label)} ${question.toldApart}, but ${differing(reason, view, zone)}`
    case 'sameNameAndEmail':
      return `Same first name, last name and email (${reason.email})`
    case 'companyIn':
      return `A company in ${sideName(reason.side, label)} has the same name as a person in ${sideName(OTHER[reason.side], label)}`
    case 'ourKey':
      return `Concord added this ${one} earlier`
    case 'agrees':
      return `Same ${fieldList([reason.field], view)}: ${view.reasonText(reason.field, reason.value, zone)}${weighed(reason)}`
    case 'resembles':
      return `Similar ${bothTexts(reason, view, zone)}${weighed(reason)}`
    case 'differs':
      return `Different ${bothTexts(reason, view, zone)}${weighed(reason)}`
    case 'severalCandidates':
      return matches(reason.count)
    case 'edited':
      return edited(sideName(reason.side, label), reason.fields, view)
    case 'deleted':
      return `Deleted in ${sideName(reason.side, label)}`
    case 'merged':
      return `Probably merged into ${reason.name || `another ${one}`} in ${sideName(reason.side, label)}, which has its email and phone now`
    case 'returns':
      return `Deleted in ${sideName(reason.side, label)} on ${day(reason.deletedAt, zone)}; offered again because you set up the sync again`
    case 'losesOccurrences':
      return lost(reason, label)
    case 'asks':
      return view.words.deletion.about[reason.about]?.because ?? 'Needs your decision'
    case 'stays':
      return `Edits in ${sideName(reason.side, label)} stay there: this sync does not copy them`
    case 'mayBeMine':
      return `You may already have this ${one} as Only mine`
    case 'keptSeparate':
      return question.differentByPerson
    case 'linkedByPerson':
      return question.sameByPerson
    case 'undoes':
      return 'Undoes an earlier sync'
  }
}

/** Here, what a series has no place for goes to the bin; an account drops it. */
function lost({ side, count: n }: AnyReason & { readonly kind: 'losesOccurrences' }, label: string): string {
  const end =
    side === 'remote' ? (n === 1 ? 'is lost' : 'are lost') : n === 1 ? 'goes to Deleted' : 'go to Deleted'
  return `If you keep the series in ${sideName(OTHER[side], label)}, ${amount(n, 'changed date')} in ${sideName(side, label)} ${end}: ${n === 1 ? 'it is' : 'they are'} not in that series`
}

/** " (very strong)", " (against)": how much a reason counts. */
export const weighed = ({ weight }: { readonly weight?: ReasonWeight }): string =>
  weight === undefined ? '' : ` (${weight === 'none' ? 'not counted' : weight})`

type Differing = AnyReason & { readonly kind: 'resembles' | 'differs' }

function bothTexts({ field, local, remote }: Differing, view: Terms['view'], zone: Terms['zone']): string {
  const text = (value: string) => view.reasonText(field, value, zone)
  return `${fieldList([field], view)}: ${text(local)} and ${text(remote)}`
}

/** "one is Sr. and the other Jr." */
function differing(
  { field, local, remote }: AnyReason & { readonly kind: 'toldApart' },
  view: Terms['view'],
  zone: Terms['zone'],
): string {
  if (field === 'suffix') return `one is ${local} and the other ${remote}`
  const text = (value: string) => view.reasonText(field, value, zone)
  return `with another ${fieldList([field], view)}: ${text(local)} and ${text(remote)}`
}

const matches = (n: number) => amount(n, 'possible match', 'possible matches')

function edited(where: string, fields: readonly string[], view: Terms['view']): string {
  if (fields.length === 0) return `Edited in ${where}`
  const words = fieldList(fields, view)
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} edited in ${where}`
}

/** Both sides edited the same fields: that is the point of a conflict. Null if the fields differ. */
export function editedInBoth(
  one: AnyReason,
  other: AnyReason | undefined,
  { view, label }: Spoken,
): string | null {
  if (one.kind !== 'edited' || other?.kind !== 'edited') return null
  if (one.fields.join() !== other.fields.join()) return null
  return edited(`Clio and in ${label}`, one.fields, view)
}

/** Why two items may be the same, on one line: what speaks against it, what agrees, what nearly does, and what else it could be. */
export function evidence(reasons: readonly AnyReason[], view: Pick<KindView<never>, 'fields'>): string {
  const fieldsOf = (kind: 'agrees' | 'resembles' | 'differs') =>
    reasons.flatMap((reason) => (reason.kind === kind ? [reason.field] : []))
  const [same, similar, different] = [fieldsOf('agrees'), fieldsOf('resembles'), fieldsOf('differs')]
  const [others] = reasons.flatMap((reason) => (reason.kind === 'severalCandidates' ? [reason.count] : []))
  const differs = different.length > 0 && `Different ${fieldList(different, view)}`
  const contradicts = reasons.some(speaksAgainst)
  return [
    contradicts && differs,
    same.length > 0 && `Same ${fieldList(same, view)}`,
    similar.length > 0 && `Similar ${fieldList(similar, view)}`,
    !contradicts && differs,
    others && matches(others),
  ]
    .filter(Boolean)
    .join(' · ')
}

/** How sure the comparison is, in words: a percentage would promise more than it knows. */
export function howSure(
  { probability, reasons }: { readonly probability: number | null; readonly reasons: readonly AnyReason[] },
  { question }: KindView<never>['words'],
): string {
  const [very, probably, perhaps, unlikely] = question.sure
  const likely = probability ?? 0
  if (isVeryLikely(likely, reasons)) return very
  if (likely >= 0.6 && !reasons.some(speaksAgainst)) return probably
  return likely >= 0.3 ? perhaps : unlikely
}

/** The reasons as a person reads them: what speaks against it comes first. */
export const againstFirst = (reasons: readonly AnyReason[]): readonly AnyReason[] => [
  ...reasons.filter(speaksAgainst),
  ...reasons.filter((reason) => !speaksAgainst(reason)),
]
