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

type Packed = readonly [id: string, value: Partial<Contact>]

/** Only what the matcher reads of items: their ids and values, without empty fields, notes and versions. Deleted items are left out. */
export const packed = (items: readonly Item[]): Uint8Array<ArrayBuffer> =>
  bytesOf(items.flatMap((item): Packed[] => (item.deleted ? [] : [[item.id, leanOf(item.value)]])))

function leanOf(contact: Contact): Partial<Contact> {
  const full = Object.entries(contact).filter(
    ([, value]) => value !== '' && value !== null && !(Array.isArray(value) && value.length === 0),
  )
  return { ...Object.fromEntries(full), ...(contact.notes === '' ? {} : { notes: '.' }) }
}

export const unpacked = (bytes: Uint8Array): readonly Item[] =>
  parsed<readonly Packed[]>(bytes).map(([id, value]) => ({
    ...{ id, version: '', value: { ...EMPTY_CONTACT, ...value } },
    ...{ deleted: false, key: null, changedAt: null },
  }))

export const candidatesIn = (bytes: Uint8Array): readonly Candidate[] => parsed<readonly Candidate[]>(bytes)
