// The messages between the server and the thread that reads an uploaded file. Long lists are split: copying 25,000 contacts at once would
// block the server.

import type { ImportProblem, LeftOutCount } from '@/lib/domains/contacts/files/import-result'
import type { Region } from '@/lib/domains/contacts/text/phone-key'
import type { Reason } from '@/lib/domains/contacts/types'
import type { Contact } from '@/lib/domains/contacts/value/contact'

/** A contact of the firm. */
export interface Here {
  readonly id: string
  readonly contact: Contact
}

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
  | { readonly kind: 'incoming'; readonly contacts: readonly Contact[] }
  | { readonly kind: 'here'; readonly contacts: readonly Here[] }
  /** `known`: indexes in the file that need no comparison. */
  | { readonly kind: 'compare'; readonly known: readonly number[]; readonly region: Region }

export type FromThread =
  | { readonly kind: 'contacts'; readonly contacts: readonly Contact[] }
  | {
      readonly kind: 'read'
      readonly problems: readonly ImportProblem[]
      readonly leftOut: readonly LeftOutCount[]
    }
  | { readonly kind: 'compared'; readonly likely: readonly LikelyHere[]; readonly notCompared: number }

/** Contacts per message. */
const PIECE = 1_000

export function* inPieces<T>(list: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < list.length; at += PIECE) yield list.slice(at, at + PIECE)
}
