// The messages between the server and the thread that reads an uploaded file. Long lists are split: copying 25,000 contacts
// or events at once would block the server. Contacts go as UTF-8 JSON in buffers that are handed over, not copied; the server does not
// parse them.

import type { ImportProblem, LeftOutCount } from '@/lib/domains/contacts/files/import-result'
import type { Region } from '@/lib/domains/contacts/text/phone-key'
import type { Reason } from '@/lib/domains/contacts/types'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import type { FileEvent, FileProblem } from '@/lib/domains/events/icalendar/read'
import type { Zone } from '@/lib/domains/events/value/event'

type Bytes = Uint8Array<ArrayBuffer>

/** A contact of the firm, as it is stored. */
export type Here = readonly [id: string, value: Partial<Contact>]

export interface LikelyHere {
  /** The index in the file. */
  readonly at: number
  /** The most likely match among the firm's contacts. */
  readonly contactId: string
  readonly name: string
  readonly reasons: readonly Reason[]
}

export type ToThread =
  | { readonly kind: 'file'; readonly fileName: string; readonly bytes: Uint8Array }
  /** `zone`: for times that name no zone. */
  | { readonly kind: 'calendarFile'; readonly bytes: Uint8Array; readonly zone: Zone }
  /** `bytes`: Contact[]. */
  | { readonly kind: 'incoming'; readonly bytes: Bytes }
  /** `bytes`: Here[]. */
  | { readonly kind: 'here'; readonly bytes: Bytes }
  | { readonly kind: 'compare'; readonly region: Region }

export type FromThread =
  /** `bytes`: Contact[]; `tags`: of each. */
  | {
      readonly kind: 'contacts'
      readonly bytes: Bytes
      readonly tags: readonly (readonly string[])[]
    }
  | {
      readonly kind: 'read'
      readonly problems: readonly ImportProblem[]
      readonly leftOut: readonly LeftOutCount[]
    }
  | { readonly kind: 'events'; readonly events: readonly FileEvent[] }
  | { readonly kind: 'calendarRead'; readonly problems: readonly FileProblem[] }
  | { readonly kind: 'compared'; readonly likely: readonly LikelyHere[]; readonly notCompared: number }

/** Contacts or events per message. */
const PIECE = 1_000

export function* inPieces<T>(list: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < list.length; at += PIECE) yield list.slice(at, at + PIECE)
}

export const bytesOf = (text: string): Bytes => new TextEncoder().encode(text)
export const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
