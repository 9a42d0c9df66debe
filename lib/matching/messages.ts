// The messages between a server and the thread that compares two address books. Items and candidates go as UTF-8 JSON in buffers that are
// handed over, not copied; long lists go in pieces, so that neither side is blocked.

import type { Region } from '@/lib/domains/contacts/text/phone-key'
import type { Candidate, Item } from '@/lib/domains/contacts/types'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import type { Answers, Side } from '@/lib/engine/model'

export type ToThread =
  | { readonly kind: 'items'; readonly side: Side; readonly bytes: Uint8Array<ArrayBuffer> }
  | {
      readonly kind: 'match'
      /** Duplicates among the local items, see findDuplicates, instead of matches of both lists. */
      readonly within: boolean
      readonly region: Region
      readonly separate: Answers['separate']
      /** See MatchOptions. */
      readonly known: readonly string[]
    }

export type FromThread =
  | { readonly kind: 'candidates'; readonly bytes: Uint8Array<ArrayBuffer> }
  /** `compared`: pairs of items; `heapMb`: the most memory that the thread's objects and buffers took, in megabytes. */
  | { readonly kind: 'done'; readonly compared: number; readonly heapMb: number }
  | { readonly kind: 'failed'; readonly message: string; readonly stack: string }

/** Items or candidates per message. */
export const PIECE = 1_000

export const bytesOf = (value: unknown): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(JSON.stringify(value))

const decoder = new TextDecoder()
const parsed = <T>(bytes: Uint8Array): T => JSON.parse(decoder.decode(bytes)) as T

const FIELDS_READ = Object.keys(EMPTY_CONTACT) as readonly (keyof Contact)[]

/** An id, then the values of FIELDS_READ: without their names, a list is written and read twice as fast. */
type Packed = readonly [id: string, ...values: readonly unknown[]]

/** Only what the matcher reads of items: their ids and values, without notes and versions. Deleted items are left out. */
export const packed = (items: readonly Item[]): Uint8Array<ArrayBuffer> =>
  bytesOf(items.flatMap((item): Packed[] => (item.deleted ? [] : [[item.id, ...valuesOf(item.value)]])))

const valuesOf = (contact: Contact): readonly unknown[] =>
  FIELDS_READ.map((field) => (field === 'notes' && contact.notes !== '' ? '.' : contact[field]))

export const unpacked = (bytes: Uint8Array): readonly Item[] =>
  parsed<readonly Packed[]>(bytes).map(([id, ...values]) => ({
    ...{ id, version: '', value: contactOf(values) },
    ...{ deleted: false, key: null, changedAt: null },
  }))

function contactOf(values: readonly unknown[]): Contact {
  const contact: Record<string, unknown> = { ...EMPTY_CONTACT }
  for (let at = 0; at < FIELDS_READ.length; at++) contact[FIELDS_READ[at] as string] = values[at]
  return contact as unknown as Contact
}

export const candidatesIn = (bytes: Uint8Array): readonly Candidate[] => parsed<readonly Candidate[]>(bytes)
