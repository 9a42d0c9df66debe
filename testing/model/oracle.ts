// What people did, as far as the invariants need it: which values must survive, which may occur after a conflict, and which contacts may
// be gone. It identifies contacts by their marks: a website that nobody edits and every copy keeps. Two merged contacts have both marks.
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
  /** Email addresses that somebody added and nobody removed, neither by themselves nor with their contact. */
  readonly kept: Set<string>
  /** By mark and field: the last value that people entered at each place. '' counts. */
  readonly written: Map<string, Readonly<Record<Place, string>>>
  /** Contacts of ours that somebody deleted. */
  readonly deleted: Set<string>
  /** Marks that people themselves put on several contacts. */
  readonly spread: Set<number>
  /** Where people added contacts; the first of them has mark 1. */
  readonly births: Place[]
}

export const emptyOracle = (): Oracle => ({
  kept: new Set(),
  written: new Map(),
  deleted: new Set(),
  spread: new Set(),
  births: [],
})

export const sayKey = (mark: number, field: Single) => `${mark} ${field}`

/** Whether people added the contact at this place, whatever other marks it has by now; `besides` do not count. */
export const isBornAt = ({ births }: Oracle, place: Place, contact: Contact, besides: readonly number[]) =>
  marksOf(contact).some((mark) => births[mark - 1] === place && !besides.includes(mark))

/** Records that somebody edited a contact at one place. */
export function noteEdit(oracle: Oracle, place: Place, from: Contact, to: Contact): void {
  for (const field of SINGLES)
    if (from[field] !== to[field])
      for (const mark of marksOf(to)) {
        const key = sayKey(mark, field)
        oracle.written.set(key, { ...oracle.written.get(key), [place]: to[field] })
      }
  const [before, after] = [from, to].map(({ emails }) => emails.map(({ value }) => value))
  for (const value of after ?? []) if (!before?.includes(value)) oracle.kept.add(value)
  for (const value of before ?? []) if (!after?.includes(value)) oracle.kept.delete(value)
}

/** Records that somebody deleted it: its values may disappear wherever they have not arrived yet. */
export function noteDeletion(oracle: Oracle, contact: Contact): void {
  for (const { value } of contact.emails) oracle.kept.delete(value)
  for (const mark of marksOf(contact)) for (const field of SINGLES) oracle.written.delete(sayKey(mark, field))
}
