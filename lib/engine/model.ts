// The vocabulary of a sync, as types. Two sides, one shape: swap the sides of a plan's input and the plan is mirrored.
// Nothing here knows a database, a vendor or a page.

import type { ChangeTimes } from '@/lib/domains/contacts/merge/change-times'
import type { Address, Contact, LabelledValue, PartialDate } from '@/lib/domains/contacts/value/contact'
import type { FieldName } from '@/lib/domains/contacts/value/fields'

/** 'local' is the firm's own address book (Clio's side), 'remote' the connected account (Google's). */
export type Side = 'local' | 'remote'

/** A contact as seen on one side. */
export interface Item {
  /** Unique on its side. */
  readonly id: string
  /** Opaque; changes whenever the entry changes on its side. */
  readonly version: string
  /** What the side says. Of a deleted entry: what it said last, or EMPTY_CONTACT when that is unknown. */
  readonly value: Contact
  readonly deleted: boolean
  /** The id of the local entry that a remote one was created for by this sync; null on the local side and on foreign entries. A hint, never proof. */
  readonly key: string | null
  /** When this side last changed it, if the side tells. */
  readonly changedAt: Date | null
  /** When this side changed each value, where more is known than changedAt; only "newest wins" reads either. */
  readonly times?: ChangeTimes
}

/**
 * What each side said when both were last in agreement. The two differ where a side cannot hold a value (a field,
 * a 21st e-mail), or spells it its own way; such a difference is agreed on and is not a change.
 */
export interface Base {
  readonly local: Contact
  readonly remote: Contact
}

/** One end of the link was deleted: `side` says which, `at` since when it is known. Nothing passes until the sync is set up again. */
export interface Tombstone {
  readonly side: Side
  readonly at: Date
}

/** These two entries are one contact. */
export interface Link {
  readonly id: string
  readonly localId: string
  readonly remoteId: string
  readonly base: Base
  /** The versions seen at the last agreement: an entry that still has them cannot have changed. */
  readonly localVersion: string
  readonly remoteVersion: string
  readonly tombstone: Tombstone | null
}

/** The value of a single field, or one entry of a list. '' and null: nothing. */
export type FieldValue = string | PartialDate | LabelledValue | Address | null

/** Both sides changed the same thing differently since the base. Until answered it rests on both sides. */
export interface Conflict {
  /** Stable for the same disagreement, so that an answer given once still fits after planning again. */
  readonly id: string
  readonly field: FieldName
  readonly base: FieldValue
  readonly local: FieldValue
  readonly remote: FieldValue
  /** True where the field can hold both values. */
  readonly mayKeepBoth: boolean
}

/** Who wins a conflict: a person's answer to one, or the sync's setting for all. */
export type Choice = 'local' | 'remote' | 'both'
export type ConflictPolicy = 'ask' | 'local' | 'remote' | 'newest'

/** What happens in the account when a contact is deleted here. */
export type DeletePolicy = 'keep' | 'delete'

/** Why a change is planned or a pair is thought to be one person; the pages put it into words. */
export type Reason =
  | { readonly kind: 'onlyOn'; readonly side: Side }
  /** `side` has somebody of the same name, who is taken for somebody else. */
  | { readonly kind: 'namesake'; readonly side: Side }
  | { readonly kind: 'sameNameAndEmail'; readonly email: string }
  | { readonly kind: 'ourKey' }
  | { readonly kind: 'agrees'; readonly field: FieldName; readonly value: string }
  | { readonly kind: 'resembles'; readonly field: FieldName; readonly local: string; readonly remote: string }
  | { readonly kind: 'differs'; readonly field: FieldName; readonly local: string; readonly remote: string }
  | { readonly kind: 'severalCandidates'; readonly count: number }
  | { readonly kind: 'edited'; readonly side: Side; readonly fields: readonly FieldName[] }
  | { readonly kind: 'deleted'; readonly side: Side }
  /** Gone from `side`, where its values are now on the contact called `name`. */
  | { readonly kind: 'merged'; readonly side: Side; readonly into: string; readonly name: string }
  | { readonly kind: 'returns'; readonly side: Side; readonly deletedAt: Date }
  | { readonly kind: 'keptSeparate' }
  | { readonly kind: 'linkedByPerson' }

/** Two unlinked entries that may be one person. `probability` is 0..1; `automatic` means sure enough to link without asking. */
export interface Candidate {
  readonly localId: string
  readonly remoteId: string
  readonly probability: number
  readonly automatic: boolean
  readonly reasons: readonly Reason[]
}

/** What is written to one side. `from` null: created; `to` null: deleted. */
export interface Write {
  readonly from: Contact | null
  readonly to: Contact | null
}

export type ChangeKind =
  | 'createLocal'
  | 'createRemote'
  | 'link' // one sure match of the same content: remembered, nothing written
  | 'update' // a linked or newly linked pair: writes either side, or both, or only waits for its conflicts
  | 'question' // same person? nothing is written until answered
  | 'deleteRemote'
  | 'tombstone' // one end is gone: the other stays as it is
  | 'forget' // both ends are gone: the link is dropped

/** One step of a plan. It names the versions it was planned on; on others it must be planned again. */
export interface Change {
  readonly kind: ChangeKind
  readonly linkId: string | null
  readonly localId: string | null
  readonly localVersion: string | null
  readonly remoteId: string | null
  readonly remoteVersion: string | null
  readonly local: Write | null
  readonly remote: Write | null
  /** What the link remembers once this is applied; null where no link remains or none is made. Open conflicts keep their old base in it. */
  readonly base: Base | null
  /** Which end of the link turns into a tombstone; for kinds tombstone and deleteRemote. */
  readonly tombstone: Side | null
  readonly conflicts: readonly Conflict[]
  readonly reasons: readonly Reason[]
  /** 0..1 for a question, else null. */
  readonly probability: number | null
}

/** All changes of a run. `same` counts the links that agree and need nothing. */
export interface Plan {
  readonly changes: readonly Change[]
  readonly same: number
}

/** What a person said of one change of a plan. `conflicts` maps Conflict.id to the choice. */
export interface Decision {
  readonly excluded: boolean
  readonly samePerson: 'link' | 'separate' | null
  readonly conflicts: Readonly<Record<string, Choice>>
}

/** Answers that outlive a run and are inputs of the next plan. */
export interface Answers {
  readonly linked: readonly { readonly localId: string; readonly remoteId: string }[]
  readonly separate: readonly { readonly localId: string; readonly remoteId: string }[]
  /** By `localId|remoteId`: choices by Conflict.id. */
  readonly conflicts: Readonly<Record<string, Readonly<Record<string, Choice>>>>
}

export interface SyncSettings {
  readonly onConflict: ConflictPolicy
  readonly onLocalDelete: DeletePolicy
}
