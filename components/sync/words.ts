// A plan in plain words: what will happen to a contact, why, and what went wrong.
// Pure, so that a page, a test and a screen reader get the same sentence.

import { day, type Zone } from '@/components/ui/moment'
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

const NAMES: Readonly<Record<Side, string>> = { local: 'Clio', remote: 'Google' }

export const sideName = (side: Side): string => NAMES[side]
const other = (side: Side): Side => (side === 'local' ? 'remote' : 'local')

/** "phone, title and birthday": labels of fields inside a sentence. */
export const fieldList = (fields: readonly FieldName[]): string =>
  list(fields.map((name) => FIELDS[name].label.toLowerCase()))

/** What will happen, once Start Sync is pressed. */
export function whatHappens(message: Message): Words {
  switch (message.kind) {
    case 'createLocal':
      return { sign: '+', tone: 'add', text: 'Add to Clio' }
    case 'createRemote':
      return { sign: '+', tone: 'add', text: 'Add to Google' }
    case 'link':
      return { sign: '=', tone: 'quiet', text: 'Already the same' }
    case 'question':
      return { sign: '?', tone: 'ask', text: 'Same person?' }
    case 'deleteLocal':
      return { sign: '−', tone: 'delete', text: 'Delete in Clio' }
    case 'deleteRemote':
      return { sign: '−', tone: 'delete', text: 'Delete in Google' }
    case 'tombstone':
      return { sign: '·', tone: 'quiet', text: keeps(message.tombstone ?? 'remote') }
    case 'forget':
      return { sign: '·', tone: 'quiet', text: 'Deleted on both sides; the link is removed' }
    case 'update':
      return update(message)
  }
}

const keeps = (deletedOn: Side) => `Stays in ${sideName(other(deletedOn))}, is not brought back`

function update(message: Message): Words {
  if (message.openConflicts.length > 0)
    return { sign: '?', tone: 'ask', text: `Conflict: ${fieldList(message.openConflicts)}` }
  const parts = [
    message.writesLocal && `in Clio: ${fieldList(message.localFields)}`,
    message.writesRemote && `in Google: ${fieldList(message.remoteFields)}`,
  ].filter((part) => part !== false)
  if (parts.length === 0) return { sign: '=', tone: 'quiet', text: 'Both stay as they are' }
  return { sign: '~', tone: 'update', text: `Update ${parts.join(' · ')}` }
}

/** What has happened, for lists of what was done. */
export function whatHappened(message: Message): string {
  switch (message.kind) {
    case 'createLocal':
      return 'Added to Clio'
    case 'createRemote':
      return 'Added to Google'
    case 'link':
      return 'Already the same'
    case 'question':
      return 'Answered'
    case 'deleteLocal':
      return 'Deleted in Clio'
    case 'deleteRemote':
      return 'Deleted in Google'
    case 'tombstone':
      return `Deleted in ${sideName(message.tombstone ?? 'remote')}; stays in ${sideName(other(message.tombstone ?? 'remote'))}`
    case 'forget':
      return 'Deleted on both sides'
    case 'update':
      return update({ ...message, openConflicts: [] }).text.replace(/^Update/, 'Updated')
  }
}

/** One reason as a clause; the page shows the first and keeps the rest for the open row. */
export function because(reason: Reason, zone: Zone): string {
  switch (reason.kind) {
    case 'onlyOn':
      return `Only in ${sideName(reason.side)}`
    case 'namesake':
      return `${sideName(reason.side)} has someone with this name, but nothing else matches`
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
      return amount(reason.count, 'possible match', 'possible matches')
    case 'edited':
      return edited(reason.side, reason.fields)
    case 'deleted':
      return `Deleted in ${sideName(reason.side)}`
    case 'merged':
      return `Probably merged into ${reason.name || 'another contact'} in ${sideName(reason.side)}, which has its email and phone now`
    case 'returns':
      return `Deleted in ${sideName(reason.side)} on ${day(reason.deletedAt, zone)}; offered again because you set up again`
    case 'keptSeparate':
      return 'You marked these as different people'
    case 'linkedByPerson':
      return 'You marked these as the same person'
  }
}

function edited(side: Side, fields: readonly FieldName[]): string {
  if (fields.length === 0) return `Edited in ${sideName(side)}`
  const words = fieldList(fields)
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} edited in ${sideName(side)}`
}

/** Why two contacts may be one person, on one line: what agrees, what nearly does, what does not, and who else it could be. */
export function evidence(reasons: readonly Reason[]): string {
  const fieldsOf = (kind: 'agrees' | 'resembles' | 'differs') =>
    reasons.flatMap((reason) => (reason.kind === kind ? [reason.field] : []))
  const [same, similar, different] = [fieldsOf('agrees'), fieldsOf('resembles'), fieldsOf('differs')]
  const others = reasons.find(({ kind }) => kind === 'severalCandidates')
  return [
    same.length > 0 && `Same ${fieldList(same)}`,
    similar.length > 0 && `Similar ${fieldList(similar)}`,
    different.length > 0 && `Different ${fieldList(different)}`,
    others && because(others, null),
  ]
    .filter(Boolean)
    .join(' · ')
}

/** How sure the comparison is, in words: a percentage would promise more than it knows. */
export function howSure(probability: number): string {
  if (probability >= 0.9) return 'Very likely the same person'
  if (probability >= 0.6) return 'Probably the same person'
  if (probability >= 0.3) return 'Perhaps the same person'
  return 'Unlikely to be the same person'
}
