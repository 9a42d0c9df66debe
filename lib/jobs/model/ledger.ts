// What people did, as far as the laws need it: which values must survive, which may stand where two people disagreed, and
// which contacts may be gone. It knows contacts by their birthmarks: an address on the web that nobody edits and every copy
// carries along. Two contacts that became one bear both marks.
import type { Contact } from '@/lib/contacts/contact'
import type { Side } from '@/lib/sync/model'

const BIRTH = 'https://birth.example/'

export const birthmark = (number: number) => ({ value: `${BIRTH}${number}`, label: '' })

/** Ascending. */
export const marksOf = (contact: Contact): readonly number[] =>
  contact.websites
    .flatMap(({ value }) => (value.startsWith(BIRTH) ? [Number(value.slice(BIRTH.length))] : []))
    .sort((a, b) => a - b)

export const SINGLES = ['title', 'department', 'nickname', 'notes'] as const
export type Single = (typeof SINGLES)[number]

export interface Ledger {
  /** E-mail addresses that somebody added and nobody removed, by neither deleting them nor their contact. */
  readonly kept: Set<string>
  /** By mark and field: what each side's people said last since everything was in step. '' counts. */
  readonly said: Map<string, Partial<Record<Side, string>>>
  /** Contacts of ours that somebody deleted, and people of the account. */
  readonly deleted: Record<Side, Set<string>>
  /** Marks that people themselves spread over several contacts. */
  readonly spread: Set<number>
  /** At some time a deletion here was to be one there. */
  deletesThere: boolean
}

export const emptyLedger = (): Ledger => ({
  kept: new Set(),
  said: new Map(),
  deleted: { local: new Set(), remote: new Set() },
  spread: new Set(),
  deletesThere: false,
})

export const sayKey = (mark: number, field: Single) => `${mark} ${field}`

/** Somebody edited a contact on one side. */
export function noteEdit(ledger: Ledger, side: Side, from: Contact, to: Contact): void {
  for (const field of SINGLES)
    if (from[field] !== to[field])
      for (const mark of marksOf(to)) {
        const key = sayKey(mark, field)
        ledger.said.set(key, { ...ledger.said.get(key), [side]: to[field] })
      }
  const [before, after] = [from, to].map(({ emails }) => emails.map(({ value }) => value))
  for (const value of after ?? []) if (!before?.includes(value)) ledger.kept.add(value)
  for (const value of before ?? []) if (!after?.includes(value)) ledger.kept.delete(value)
}

/** Somebody deleted it: what it says goes with it, wherever it has not arrived yet. */
export function noteDeletion(ledger: Ledger, side: Side, id: string, contact: Contact): void {
  ledger.deleted[side].add(id)
  for (const { value } of contact.emails) ledger.kept.delete(value)
  for (const mark of marksOf(contact)) for (const field of SINGLES) ledger.said.delete(sayKey(mark, field))
}
