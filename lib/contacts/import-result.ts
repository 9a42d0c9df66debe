// What reading a contact file gives: every contact that could be read, and every place where something could not.
// Nothing in the file disappears unnamed: it is in a contact, in that contact's `notes`, or in `problems`.
import type { Contact } from '@/lib/contacts/contact'

/** Something a contact said that Concord has no field for. */
export interface LeftOut {
  readonly line: number
  /** The same words for the same thing in every contact, so that they can be counted: "photo", "related person". */
  readonly what: string
  readonly reason: string
}

export interface ReadContact {
  /** Where the contact begins in the file, counted from 1. */
  readonly line: number
  readonly contact: Contact
  /** What was left out of this contact, and why. */
  readonly notes: readonly LeftOut[]
}

/** A contact, a line or a value that was not read; the reason says which. */
export interface ImportProblem {
  readonly line: number
  readonly reason: string
}

/** What became of one contact of the file. */
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

/** How many contacts lost what, most frequent first: one line of a summary each. */
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
