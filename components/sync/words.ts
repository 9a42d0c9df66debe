// A plan in plain words: what will happen to a contact, why, and what went wrong.
// Pure, so that a page, a test and a screen reader get the same sentence.

import { day, type Zone } from '@/components/ui/time/moment'
import type { Reason } from '@/lib/domains/contacts/types'
import { FIELDS, type FieldName } from '@/lib/domains/contacts/value/fields'
import type { ChangeKind, Side } from '@/lib/engine/model'
import { amount, list } from './figures'

/** What words are made from: which fields each side's write alters, and how many answers are open. */
export interface Message {
  readonly kind: ChangeKind
  readonly localFields: readonly FieldName[]
  readonly remoteFields: readonly FieldName[]
  readonly writesLocal: boolean
  readonly writesRemote: boolean
  readonly openConflicts: readonly FieldName[]
  readonly tombstone: Side | null
}

/** Sign, word and colour always go together: none of them carries the meaning alone. */
export interface Words {
  readonly sign: '+' | '~' | '−' | '?' | '=' | '≠' | '·'
  readonly tone: 'add' | 'update' | 'delete' | 'ask' | 'quiet'
  readonly text: string
}

/** How a page calls a side. `label`: of the provider whose account it is. */
export const sideName = (side: Side, label: string): string => (side === 'local' ? 'Clio' : label)
const other = (side: Side): Side => (side === 'local' ? 'remote' : 'local')

/** "phone, title and birthday": labels of fields inside a sentence. */
export const fieldList = (fields: readonly FieldName[]): string =>
  list(fields.map((name) => FIELDS[name].label.toLowerCase()))

/** What will happen, once Start Sync is pressed. `label`: of the provider whose account it is. */
export function whatHappens(message: Message, label: string): Words {
  switch (message.kind) {
    case 'createLocal':
      return { sign: '+', tone: 'add', text: 'Add to Clio' }
    case 'createRemote':
      return { sign: '+', tone: 'add', text: `Add to ${label}` }
    case 'link':
      return { sign: '=', tone: 'quiet', text: 'Already the same' }
    case 'question':
      return { sign: '?', tone: 'ask', text: 'Same person?' }
    case 'deleteLocal':
      return { sign: '−', tone: 'delete', text: 'Delete in Clio' }
    case 'deleteRemote':
      return { sign: '−', tone: 'delete', text: `Delete in ${label}` }
    case 'tombstone':
      return { sign: '·', tone: 'quiet', text: keeps(message.tombstone ?? 'remote', label) }
    case 'forget':
      return { sign: '·', tone: 'quiet', text: 'Deleted on both sides; the link is removed' }
    case 'update':
      return update(message, label)
  }
}

const keeps = (deletedOn: Side, label: string) =>
  `Stays in ${sideName(other(deletedOn), label)} and is not added back`

function update(message: Message, label: string): Words {
  if (message.openConflicts.length > 0)
    return { sign: '?', tone: 'ask', text: `Conflict: ${fieldList(message.openConflicts)}` }
  const parts = [
    message.writesLocal && `in Clio: ${fieldList(message.localFields)}`,
    message.writesRemote && `in ${label}: ${fieldList(message.remoteFields)}`,
  ].filter((part) => part !== false)
  if (parts.length === 0) return { sign: '=', tone: 'quiet', text: 'Both stay as they are' }
  return { sign: '~', tone: 'update', text: `Update ${parts.join(' · ')}` }
}

/** What has happened, for lists of what was done. `label`: of the provider whose account it is. */
export function whatHappened(message: Message, label: string): string {
  switch (message.kind) {
    case 'createLocal':
      return 'Added to Clio'
    case 'createRemote':
      return `Added to ${label}`
    case 'link':
      return 'Already the same'
    case 'question':
      return 'Answered'
    case 'deleteLocal':
      return 'Deleted in Clio'
    case 'deleteRemote':
      return `Deleted in ${label}`
    case 'tombstone':
      return kept(message.tombstone ?? 'remote', label)
    case 'forget':
      return 'Deleted on both sides'
    case 'update':
      return update({ ...message, openConflicts: [] }, label).text.replace(/^Update/, 'Updated')
  }
}

const kept = (deletedOn: Side, label: string) =>
  `Deleted in ${sideName(deletedOn, label)}; stays in ${sideName(other(deletedOn), label)}`

/**
 * One reason as a clause; the page shows the first and keeps the rest for the open row.
 * `zone`: the reader's, for dates. `label`: of the provider whose account it is.
 */
export function because(reason: Reason, zone: Zone, label: string): string {
  switch (reason.kind) {
    case 'onlyOn':
      return `Only in ${sideName(reason.side, label)}`
    case 'namesake':
      return `${sideName(reason.side, label)} has someone with this name, but nothing else matches`
    case 'sameNameAndEmail':
      return `Same first name, last name and email (${reason.email})`
    case 'ourKey':
      return 'Concord added this contact itself'
    case 'agrees':
      return `Same ${fieldList([reason.field])}: ${reason.value}`
    case 'resembles':
      return `Similar ${fieldList([reason.field])}: ${reason.local} and ${reason.remote}`
    case 'differs':
      return `Different ${fieldList([reason.field])}: ${reason.local} and ${reason.remote}`
    case 'severalCandidates':
      return matches(reason.count)
    case 'edited':
      return edited(sideName(reason.side, label), reason.fields)
    case 'deleted':
      return `Deleted in ${sideName(reason.side, label)}`
    case 'merged':
      return `Probably merged into ${reason.name || 'another contact'} in ${sideName(reason.side, label)}, which has its email and phone now`
    case 'returns':
      return `Deleted in ${sideName(reason.side, label)} on ${day(reason.deletedAt, zone)}; offered again because you set up again`
    case 'keptSeparate':
      return 'You marked these as different people'
    case 'linkedByPerson':
      return 'You marked these as the same person'
  }
}

const matches = (n: number) => amount(n, 'possible match', 'possible matches')

function edited(where: string, fields: readonly FieldName[]): string {
  if (fields.length === 0) return `Edited in ${where}`
  const words = fieldList(fields)
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} edited in ${where}`
}

/** Why two contacts may be one person, on one line: what agrees, what nearly does, what does not, and who else it could be. */
export function evidence(reasons: readonly Reason[]): string {
  const fieldsOf = (kind: 'agrees' | 'resembles' | 'differs') =>
    reasons.flatMap((reason) => (reason.kind === kind ? [reason.field] : []))
  const [same, similar, different] = [fieldsOf('agrees'), fieldsOf('resembles'), fieldsOf('differs')]
  const [others] = reasons.flatMap((reason) => (reason.kind === 'severalCandidates' ? [reason.count] : []))
  return [
    same.length > 0 && `Same ${fieldList(same)}`,
    similar.length > 0 && `Similar ${fieldList(similar)}`,
    different.length > 0 && `Different ${fieldList(different)}`,
    others && matches(others),
  ]
    .filter(Boolean)
    .join(' · ')
}

/** How sure the comparison is, in words: a percentage would promise more than it knows. */
export function howSure(probability: number): string {
  if (probability >= 0.9) return 'Very likely the same person'
  if (probability >= 0.6) return 'Probably the same person'
  if (probability >= 0.3) return 'Possibly the same person'
  return 'Unlikely to be the same person'
}
