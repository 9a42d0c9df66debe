// What people did, as far as the laws need it: which values must survive, which may stand where two people disagreed, and
// which contacts may be gone. It knows contacts by their birthmarks: an address on the web that nobody edits and every copy
// carries along. Two contacts that became one bear both marks.
import type { Contact } from '@/lib/domains/contacts/value/contact'

const BIRTH = 'https://birth.example/'

export const birthmark = (number: number) => ({ value: `${BIRTH}${number}`, label: '' })

/** Ascending. */
export const marksOf = (contact: Contact): readonly number[] =>
  contact.websites
    .flatMap(({ value }) => (value.startsWith(BIRTH) ? [Number(value.slice(BIRTH.length))] : []))
    .sort((a, b) => a - b)

export const SINGLES = ['title', 'department', 'nickname', 'notes'] as const
export type Single = (typeof SINGLES)[number]

/** Where people act: here, or in one of the accounts, by its name. */
export type Place = string
export const HERE: Place = 'here'

export interface Oracle {
  /** E-mail addresses that somebody added and nobody removed, by neither deleting them nor their contact. */
  readonly kept: Set<string>
  /** By mark and field: what people said last at each place. '' counts. */
  readonly said: Map<string, Readonly<Record<Place, string>>>
  /** Contacts of ours that somebody deleted. */
  readonly deleted: Set<string>
  /** Marks that people themselves spread over several contacts. */
  readonly spread: Set<number>
  /** Where people added somebody: the first of them bears mark 1. */
  readonly births: Place[]
}

export const emptyOracle = (): Oracle => ({
  kept: new Set(),
  said: new Map(),
  deleted: new Set(),
  spread: new Set(),
  births: [],
})

export const sayKey = (mark: number, field: Single) => `${mark} ${field}`

/** Whether the contact is one that people added at this place, whoever else's marks it bears by now; `besides` do not count. */
export const isBornAt = ({ births }: Oracle, place: Place, contact: Contact, besides: readonly number[]) =>
  marksOf(contact).some((mark) => births[mark - 1] === place && !besides.includes(mark))

/** Somebody edited a contact at one place. */
export function noteEdit(oracle: Oracle, place: Place, from: Contact, to: Contact): void {
  for (const field of SINGLES)
    if (from[field] !== to[field])
      for (const mark of marksOf(to)) {
        const key = sayKey(mark, field)
        oracle.said.set(key, { ...oracle.said.get(key), [place]: to[field] })
      }
  const [before, after] = [from, to].map(({ emails }) => emails.map(({ value }) => value))
  for (const value of after ?? []) if (!before?.includes(value)) oracle.kept.add(value)
  for (const value of before ?? []) if (!after?.includes(value)) oracle.kept.delete(value)
}

/** Somebody deleted it: what it says goes with it, wherever it has not arrived yet. */
export function noteDeletion(oracle: Oracle, contact: Contact): void {
  for (const { value } of contact.emails) oracle.kept.delete(value)
  for (const mark of marksOf(contact)) for (const field of SINGLES) oracle.said.delete(sayKey(mark, field))
}
