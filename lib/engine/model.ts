// The vocabulary of a sync, as types. Two sides, one shape: swap the sides of a plan's input and the plan is mirrored.
// `V` is the value that is synced, one side's whole record of one item: a contact, an event. Nothing here knows which.

/** 'local' is the firm's own address book (Clio's side), 'remote' the connected account. */
export type Side = 'local' | 'remote'

/** The names of a value's fields. `kind` is derived from the others wherever a value has it. */
export type FieldOf<V> = Exclude<Extract<keyof V, string>, 'kind'>

/** The value of a single field, or one entry of a list. '' and null: nothing. */
export type PartOf<V> =
  | { readonly [F in FieldOf<V>]: V[F] extends readonly (infer Entry)[] ? Entry : V[F] }[FieldOf<V>]
  | null

/** A contact, an event: whatever is synced, as seen on one side. */
export interface Item<V> {
  /** Unique on its side. */
  readonly id: string
  /** Opaque; changes whenever the item changes on its side. */
  readonly version: string
  /** What the side says. Of a deleted item: what it said last, or the domain's empty value when that is unknown. */
  readonly value: V
  readonly deleted: boolean
  /** The id of the local item that a remote one was created for by this sync; null on the local side and on foreign items. A hint, never proof. */
  readonly key: string | null
  /** When this side last changed it, if the side tells. */
  readonly changedAt: Date | null
  /** When this side changed each part of the value, where more is known than changedAt; only "newest wins" reads either. */
  readonly times?: ChangeTimes
}

/**
 * A change happened after `since` and no later than `at`, both by the side's own clock. Equal: exactly then. null: `since` any time
 * before, `at` any time until now.
 */
export interface Span {
  readonly since: Date | null
  readonly at: Date | null
}

/** `first`: of everything that did not change since the side was first seen. `units`: of what did, by the domain's name for it. */
export interface ChangeTimes {
  readonly first: Span
  readonly units: Readonly<Record<string, Span>>
}

/**
 * What each side said when both were last in agreement. The two differ where a side cannot hold a value (a field,
 * a 21st e-mail), or spells it its own way; such a difference is agreed on and is not a change.
 */
export interface Base<V> {
  readonly local: V
  readonly remote: V
}

/** One end of the link was deleted: `side` says which, `at` since when it is known. Nothing passes until the sync is set up again. */
export interface Tombstone {
  readonly side: Side
  readonly at: Date
}

/** These two items are one. */
export interface Link<V> {
  readonly id: string
  readonly localId: string
  readonly remoteId: string
  readonly base: Base<V>
  /** The versions seen at the last agreement: an entry that still has them cannot have changed. */
  readonly localVersion: string
  readonly remoteVersion: string
  readonly tombstone: Tombstone | null
}

/** Both sides changed the same thing differently since the base. Until answered it rests on both sides. */
export interface Conflict<V> {
  /** Stable for the same disagreement, so that an answer given once still fits after planning again. */
  readonly id: string
  readonly field: FieldOf<V>
  readonly base: PartOf<V>
  readonly local: PartOf<V>
  readonly remote: PartOf<V>
  /** True where the field can hold both values. */
  readonly mayKeepBoth: boolean
}

/** Who wins a conflict: a person's answer to one, or the sync's setting for all. */
export type Choice = 'local' | 'remote' | 'both'
export type ConflictPolicy = 'ask' | 'local' | 'remote' | 'newest'

/** What happens in the account when an item is deleted here. */
export type DeletePolicy = 'keep' | 'delete'

/** Why a change is planned or a pair is thought to be one person; the pages put it into words. */
export type Reason<V> =
  | { readonly kind: 'onlyOn'; readonly side: Side }
  /** `side` has somebody of the same name, who is taken for somebody else. */
  | { readonly kind: 'namesake'; readonly side: Side }
  | { readonly kind: 'sameNameAndEmail'; readonly email: string }
  | { readonly kind: 'ourKey' }
  | { readonly kind: 'agrees'; readonly field: FieldOf<V>; readonly value: string }
  | {
      readonly kind: 'resembles'
      readonly field: FieldOf<V>
      readonly local: string
      readonly remote: string
    }
  | { readonly kind: 'differs'; readonly field: FieldOf<V>; readonly local: string; readonly remote: string }
  | { readonly kind: 'severalCandidates'; readonly count: number }
  | { readonly kind: 'edited'; readonly side: Side; readonly fields: readonly FieldOf<V>[] }
  | { readonly kind: 'deleted'; readonly side: Side }
  /** Gone from `side`, where its values are now on the contact called `name`. */
  | { readonly kind: 'merged'; readonly side: Side; readonly into: string; readonly name: string }
  | { readonly kind: 'returns'; readonly side: Side; readonly deletedAt: Date }
  | { readonly kind: 'keptSeparate' }
  | { readonly kind: 'linkedByPerson' }

/** Two unlinked entries that may be one person. `probability` is 0..1; `automatic` means sure enough to link without asking. */
export interface Candidate<V> {
  readonly localId: string
  readonly remoteId: string
  readonly probability: number
  readonly automatic: boolean
  readonly reasons: readonly Reason<V>[]
}

/** What is written to one side. `from` null: created; `to` null: deleted. */
export interface Write<V> {
  readonly from: V | null
  readonly to: V | null
}

export type ChangeKind =
  | 'createLocal'
  | 'createRemote'
  | 'link' // one sure match of the same content: remembered, nothing written
  | 'update' // a linked or newly linked pair: writes either side, or both, or only waits for its conflicts
  | 'question' // same person? nothing is written until answered
  | 'deleteLocal' // the item here follows its deletion there; only where the domain allows it
  | 'deleteRemote'
  | 'tombstone' // one end is gone: the other stays as it is
  | 'forget' // both ends are gone: the link is dropped

/** One step of a plan. It names the versions it was planned on; on others it must be planned again. */
export interface Change<V, K extends ChangeKind = ChangeKind> {
  readonly kind: K
  readonly linkId: string | null
  readonly localId: string | null
  readonly localVersion: string | null
  readonly remoteId: string | null
  readonly remoteVersion: string | null
  readonly local: Write<V> | null
  readonly remote: Write<V> | null
  /** What the link remembers once this is applied; null where no link remains or none is made. Open conflicts keep their old base in it. */
  readonly base: Base<V> | null
  /** Which end of the link turns into a tombstone; for the kinds tombstone, deleteLocal and deleteRemote. */
  readonly tombstone: Side | null
  readonly conflicts: readonly Conflict<V>[]
  readonly reasons: readonly Reason<V>[]
  /** 0..1 for a question, else null. */
  readonly probability: number | null
}

/** All changes of a run. `same` counts the links that agree and need nothing. */
export interface Plan<V> {
  readonly changes: readonly Change<V>[]
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
