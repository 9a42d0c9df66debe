// The result of reading a contact file: every contact that could be read, and every place where something could not.
// Everything in the file is accounted for: in a contact, in that contact's `notes`, or in `problems`.
import type { Contact } from '@/lib/domains/contacts/value/contact'

/** Contacts in one file: twice the limit of a Google account. More would block the server for others. */
export const MOST_CONTACTS = 50_000
/** More than anybody reads; by then the file is not a contact file. */
export const MOST_PROBLEMS = 5_000

/** Why reading stopped, at the first line that was not read; null while the limits are not reached. */
export function fullAt(line: number, { contacts, problems }: ImportResult): ImportProblem | null {
  if (problems.length >= MOST_PROBLEMS) return { line, reason: TOO_BROKEN }
  return contacts.length >= MOST_CONTACTS ? { line, reason: TOO_MANY } : null
}

const NOT_READ = 'This line and all after it were not read:'
const TOO_BROKEN = `Too many lines before this one are broken. ${NOT_READ} export the contacts again.`
const TOO_MANY = `A file may contain at most ${MOST_CONTACTS.toLocaleString('en-US')} contacts. ${NOT_READ} import the rest as a separate file.`

/** A contact that was not read at all. */
export const lost = (line: number, reason: string): ImportProblem => ({ line, reason, contact: true })

/** Something in a contact that Concord has no field for. */
export interface LeftOut {
  readonly line: number
  /** The same words for the same thing in every contact, so that they can be counted: "photo", "related person". */
  readonly what: string
  readonly reason: string
}

export interface ReadContact {
  /** The line where the contact begins, counted from 1. */
  readonly line: number
  readonly contact: Contact
  /** Its tags (value/tags.ts); absent if it has none. */
  readonly tags?: readonly string[]
  /** What was left out of this contact, and why. */
  readonly notes: readonly LeftOut[]
}

/** A contact, a line or a value that was not read; the reason says which. */
export interface ImportProblem {
  readonly line: number
  readonly reason: string
  /** The problem cost a whole contact, which begins at this line. */
  readonly contact?: true
}

/** The result for one contact of the file. */
export interface ReadOne {
  readonly read: ReadContact | null
  readonly problems: readonly ImportProblem[]
}

export interface ImportResult {
  readonly contacts: readonly ReadContact[]
  readonly problems: readonly ImportProblem[]
}

export interface LeftOutCount {
  readonly what: string
  readonly count: number
  readonly reason: string
}

/** How many contacts lost each kind of thing, most frequent first: one line of a summary each. */
export function countLeftOut(contacts: readonly ReadContact[]): readonly LeftOutCount[] {
  const counts = new Map<string, LeftOutCount>()
  for (const { notes } of contacts) {
    for (const what of new Set(notes.map((note) => note.what))) {
      const reason = notes.find((note) => note.what === what)?.reason ?? ''
      const before = counts.get(what)
      counts.set(what, { what, reason: before?.reason ?? reason, count: (before?.count ?? 0) + 1 })
    }
  }
  return [...counts.values()].sort((a, b) => b.count - a.count || (a.what < b.what ? -1 : 1))
}
