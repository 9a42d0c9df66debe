// All that differs between the kinds of things that are synced. The engine decides what should happen; a domain says what its values
// are: when two are equal, how three are merged, which two may be one, what a row calls them. Pure, every part of it.
import type {
  Base,
  Candidate,
  Choice,
  Conflict,
  ConflictPolicy,
  FieldOf,
  Item,
  Side,
} from '@/lib/engine/model'

/** What a value will read like once a side holds it. What it leaves out stays on the other side and is not missed. */
export type Project<V> = Readonly<Record<Side, (value: V) => V>>

export interface MergeInput<V> {
  /** null before a first link: blanks are filled, lists united, nothing is overwritten. */
  readonly base: Base<V> | null
  readonly local: Item<V>
  readonly remote: Item<V>
  /** A person's answers, by Conflict.id. */
  readonly choices: Readonly<Record<string, Choice>>
  /** Who wins what nobody has answered. */
  readonly policy: ConflictPolicy
  readonly project: Project<V>
}

export interface Merged<V> {
  /** What each side is to say. Equal to what it says now: nothing to write there. */
  readonly local: V
  readonly remote: V
  /** What to remember. Where a conflict is open it keeps its old value, so that the conflict is found again. */
  readonly base: Base<V>
  readonly conflicts: readonly Conflict<V>[]
}

/** A change that is written on our side and not yet on the other. */
export interface HalfDone<V> {
  /** What our side says now. */
  readonly local: V
  /** What the link would remember once both sides had it. */
  readonly base: Base<V>
  /** They rest on both sides, as before the change. */
  readonly conflicts: readonly Conflict<V>[]
}

/**
 * What our key on a remote item is worth. `proof`: the item is the one that we created. `hint`: it may be, so a person is asked.
 * `none`: the key alone joins nobody.
 */
export type KeyProof = 'proof' | 'hint' | 'none'

/** `never`: an item that is gone from the account stays here. `mirror`: it is deleted here too, unless it was edited since. */
export type LocalDeletion = 'never' | 'mirror'

export interface DeletionRules<L extends LocalDeletion = LocalDeletion> {
  readonly local: L
}

/** What a row of a preview shows and finds an item by. */
export interface Summary {
  readonly name: string
  /** What lists are ordered by. */
  readonly sortKey: string
  /** Lower case: everything that a search looks in. */
  readonly search: string
}

export interface MatchOptions {
  /** Pairs that a person said are two. */
  readonly separate?: readonly { readonly localId: string; readonly remoteId: string }[]
}

export interface Domain<V, L extends LocalDeletion = LocalDeletion> {
  /** What it is called in the database: 'contacts'. */
  readonly kind: string
  /** Says nothing. */
  readonly empty: V
  /** In the order of the form. */
  readonly fields: readonly FieldOf<V>[]
  /** Whether both say the same, each perhaps in its own spelling. */
  same(a: V, b: V): boolean
  /** The same, and of the same kind: one can stand where the other was shown. */
  equal(a: V, b: V): boolean
  /** `same` for one field. */
  sameField(field: FieldOf<V>, a: V, b: V): boolean
  merge(input: MergeInput<V>): Merged<V>
  /**
   * What the two agree on while the account says `remote`. Where the account's part is still to be written, our side says more than
   * this base has, so that the next plan carries it over.
   */
  halfway(half: HalfDone<V>, remote: V, project: Pick<Project<V>, 'remote'>): Base<V>
  /** `write.from`, with those parts of the write in place that `seen` shows. Whatever else `seen` shows, somebody else wrote. */
  shown(write: { readonly from: V; readonly to: V }, seen: V): V
  /** `sent`: what the account was given for the local item. */
  proofOfKey(sent: V, remote: V): KeyProof
  /** Equal for two items of one full name; '' where it is not full. */
  fullName(value: V): string
  /** Unlinked items that may be one, and how sure that is. Near-linear; the order of the items does not matter. */
  match(local: readonly Item<V>[], remote: readonly Item<V>[], options: MatchOptions): readonly Candidate<V>[]
  /** Pairs of the same name, sure of nothing else: asked about where keys cannot be trusted. */
  namesakes(local: readonly Item<V>[], remote: readonly Item<V>[]): readonly Candidate<V>[]
  readonly deletions: DeletionRules<L>
  summary(value: V): Summary
}
