// The types of a sync. Both sides have the same shape: swapping the sides of a plan's input mirrors the plan.
// `V` is the synced value: one side's whole record of one item, such as a contact or an event. Nothing here depends on which.
import type { Choice as Chosen } from '@/lib/engine/choice'
import type { Direction } from '@/lib/engine/direction'

/** 'local' is the firm's own collection (Clio's side), 'remote' the one in the connected account. */
export type Side = 'local' | 'remote'

/** The names of a value's fields. `kind` is not one of them: it is derived from the others where a value has it. */
export type FieldOf<V> = Exclude<Extract<keyof V, string>, 'kind'>

/** The value of a single field, or one entry of a list. '' and null mean empty. */
export type PartOf<V> =
  | { readonly [F in FieldOf<V>]: V[F] extends readonly (infer Entry)[] ? Entry : V[F] }[FieldOf<V>]
  | null

/** A synced item, such as a contact or an event, as one side has it. */
export interface Item<V> {
  /** Unique on its side. */
  readonly id: string
  /** Opaque; changes whenever the item changes on its side. */
  readonly version: string
  /** The current value. For a deleted item, its last value, or the domain's empty value if that is unknown. */
  readonly value: V
  readonly deleted: boolean
  /**
   * The id of the local item that this sync created the remote one for; null on the local side and on items that we did not create. A
   * hint, never proof.
   */
  readonly key: string | null
  /** When this side last changed the item, if it reports that. */
  readonly changedAt: Date | null
  /** When this side changed each part of the value, if more is known than changedAt. Only the setting "newest wins" reads either. */
  readonly times?: ChangeTimes
  /** Of an occurrence that differs from its series: the id of the series, on the same side. */
  readonly parentId?: string | null
  /** Of such an occurrence: where in its series it belongs, the same on both sides whatever became of it. */
  readonly slot?: string | null
  /** The same on every copy of the item, in any account; null or absent where the side gives none. A hint, never proof. */
  readonly uid?: string | null
}

/**
 * A change happened after `since` and no later than `at`, by the side's own clock; exactly then if both are equal. null means unbounded:
 * `since` any time before, `at` any time until now.
 */
export interface Span {
  readonly since: Date | null
  readonly at: Date | null
}

/**
 * `first` covers everything that did not change since the side was first read. `units` covers the parts that did, by the domain's name
 * for them.
 */
export interface ChangeTimes {
  readonly first: Span
  readonly units: Readonly<Record<string, Span>>
}

/**
 * What each side had when both were last in agreement. The two differ if a side cannot store a value (a field, a 21st email address)
 * or spells it its own way. Such a difference is recorded and does not count as a change.
 */
export interface Base<V> {
  readonly local: V
  readonly remote: V
}

/** One end of the link was deleted: `side` says which, `at` when, if known. Nothing is synced until the sync is set up again. */
export interface Tombstone {
  readonly side: Side
  readonly at: Date
}

/** Joins two items that are the same. */
export interface Link<V> {
  readonly id: string
  readonly localId: string
  readonly remoteId: string
  readonly base: Base<V>
  /** The versions at the last agreement. An item that still has this version cannot have changed. */
  readonly localVersion: string
  readonly remoteVersion: string
  readonly tombstone: Tombstone | null
}

/** Both sides changed the same value differently since the base. It stays unchanged on both sides until a person decides. */
export interface Conflict<V> {
  /** Stable for the same disagreement, so that a decision still applies after planning again. */
  readonly id: string
  readonly field: FieldOf<V>
  readonly base: PartOf<V>
  readonly local: PartOf<V>
  readonly remote: PartOf<V>
  /** True if the field can store both values. */
  readonly mayKeepBoth: boolean
}

/** Who wins a conflict: a person's decision on one, or the sync's setting for all. */
export type Choice = 'local' | 'remote' | 'both'
export type ConflictPolicy = 'ask' | 'local' | 'remote' | 'newest'

/** What happens in the account when an item is deleted here. */
export type DeletePolicy = 'keep' | 'delete'

/** What a person decides when one end of a link was deleted: the other end goes too, or it is kept and added again where it was deleted. */
export type DeletionChoice = 'delete' | 'keep'

/** `version`: of the remaining item as the person saw it. If it has changed since, they are asked again. */
export interface DeletionAnswer {
  readonly choice: DeletionChoice
  readonly version: string
}

/** How much a reason counts for or against two items being the same, from the strongest for it to the strongest against it. */
export const REASON_WEIGHTS = [
  ...(['very strong', 'strong', 'some', 'little', 'none'] as const),
  ...(['against', 'strongly against'] as const),
]
export type ReasonWeight = (typeof REASON_WEIGHTS)[number]

interface Weighed {
  /** Absent where the domain does not weigh its reasons, and in changes that were stored before reasons had weights. */
  readonly weight?: ReasonWeight
}

/** Why a change is planned, or why two items may be the same. The pages turn it into a sentence. */
export type Reason<V> =
  | { readonly kind: 'onlyOn'; readonly side: Side }
  /** `side` has another item with the same name that is taken for somebody else. */
  | { readonly kind: 'namesake'; readonly side: Side }
  /** The same, where a field shows that these two are not the same. */
  | {
      readonly kind: 'toldApart'
      readonly side: Side
      readonly field: FieldOf<V>
      readonly local: string
      readonly remote: string
    }
  | { readonly kind: 'sameNameAndEmail'; readonly email: string }
  /** A company on `side`, a person of the same name on the other. */
  | { readonly kind: 'companyIn'; readonly side: Side }
  | { readonly kind: 'ourKey' }
  | (Weighed & { readonly kind: 'agrees'; readonly field: FieldOf<V>; readonly value: string })
  | (Weighed & {
      readonly kind: 'resembles'
      readonly field: FieldOf<V>
      readonly local: string
      readonly remote: string
    })
  | (Weighed & {
      readonly kind: 'differs'
      readonly field: FieldOf<V>
      readonly local: string
      readonly remote: string
    })
  | { readonly kind: 'severalCandidates'; readonly count: number }
  | { readonly kind: 'edited'; readonly side: Side; readonly fields: readonly FieldOf<V>[] }
  | { readonly kind: 'deleted'; readonly side: Side }
  /** Deleted on `side`, where its values were merged into the contact called `name`. */
  | { readonly kind: 'merged'; readonly side: Side; readonly into: string; readonly name: string }
  | { readonly kind: 'returns'; readonly side: Side; readonly deletedAt: Date }
  /** On `side`, so many changed occurrences of the series have no place in it afterwards. */
  | { readonly kind: 'losesOccurrences'; readonly side: Side; readonly count: number }
  /** Why a person is asked before a deletion is carried on, in the domain's word for it. */
  | { readonly kind: 'asks'; readonly about: string }
  /** The direction of the sync keeps edits made on `side` there. */
  | { readonly kind: 'stays'; readonly side: Side }
  /** The person of the sync has the item with this id here, which others do not see. The addition may be the same one. */
  | { readonly kind: 'mayBeMine'; readonly id: string }
  | { readonly kind: 'keptSeparate' }
  | { readonly kind: 'linkedByPerson' }
  /** A person takes back what a run did (lib/engine/undo). */
  | { readonly kind: 'undoes' }

/** Two unlinked items that may be the same. `probability` is 0..1; `automatic` means certain enough to link without asking. */
export interface Candidate<V> {
  readonly localId: string
  readonly remoteId: string
  readonly probability: number
  readonly automatic: boolean
  readonly reasons: readonly Reason<V>[]
}

/** A write to one side. `from` null: created; `to` null: deleted. */
export interface Write<V> {
  readonly from: V | null
  readonly to: V | null
}

export type ChangeKind =
  | 'createLocal'
  | 'createRemote'
  | 'link' // one certain match with the same content: linked, nothing is written
  | 'update' // a linked or newly linked pair: writes one side or both, or only waits for conflicts
  | 'question' // may be the same item; nothing is written until a person decides
  | 'deleteLocal' // the item here is deleted because it was deleted there; only if the domain allows it
  | 'deleteRemote'
  | 'deletion' // one end was deleted; a person is asked whether the other goes too, and nothing is written until then
  | 'tombstone' // one end was deleted; the other stays as it is
  | 'forget' // both ends were deleted; the link is dropped

/** One step of a plan. It names the versions that it was planned on; if they change, it must be planned again. */
export interface Change<V, K extends ChangeKind = ChangeKind> {
  readonly kind: K
  readonly linkId: string | null
  readonly localId: string | null
  readonly localVersion: string | null
  readonly remoteId: string | null
  readonly remoteVersion: string | null
  readonly local: Write<V> | null
  readonly remote: Write<V> | null
  /**
   * The link's base once this change is applied; null if there is no link afterwards. Open conflicts keep their old base value. Of a
   * deletion that asks: the remaining item, on both sides.
   */
  readonly base: Base<V> | null
  /** Which end of the link becomes a tombstone; for the kinds tombstone, deletion, deleteLocal and deleteRemote. */
  readonly tombstone: Side | null
  readonly conflicts: readonly Conflict<V>[]
  readonly reasons: readonly Reason<V>[]
  /** 0..1 for a question, null otherwise. */
  readonly probability: number | null
}

/** All changes of a run. `same` counts the links that need no change. */
export interface Plan<V> {
  readonly changes: readonly Change<V>[]
  readonly same: number
}

/** Decisions that outlive a run and are inputs of the next plan. */
export interface Answers {
  readonly linked: readonly { readonly localId: string; readonly remoteId: string }[]
  readonly separate: readonly { readonly localId: string; readonly remoteId: string }[]
  /** Conflict choices (Conflict.id to Choice), by `localId|remoteId`. */
  readonly conflicts: Readonly<Record<string, Readonly<Record<string, Choice>>>>
  /** About linked items of which one was deleted, by `localId|remoteId` of the link. */
  readonly deletions?: Readonly<Record<string, DeletionAnswer>>
}

export interface SyncSettings {
  readonly onConflict: ConflictPolicy
  readonly onLocalDelete: DeletePolicy
  /** Where the domain knows when an item takes place: a person is asked before one that is soon is deleted here. Absent: no. */
  readonly askSoon?: true
  /** Which of our items are synced. Absent: all. */
  readonly only?: Chosen
  /** Absent: both ways. */
  readonly direction?: Direction
  /** Labels of the account are kept in step with our tags. Absent: no. */
  readonly keepLabels?: true
}
