// Everything that differs between the kinds of items that are synced. The engine decides what should happen; a domain defines its values:
// when two are equal, how three are merged, which two may be the same, and how a row shows them. Every function is pure.
import type { Thresholds } from '@/lib/engine/guard/guard'
import type {
  Base,
  Candidate,
  Choice,
  Conflict,
  ConflictPolicy,
  FieldOf,
  Item,
  Side,
  SyncSettings,
} from '@/lib/engine/model'

/** A value as each side would store it. What a side cannot store stays on the other side and does not count as deleted. */
export type Project<V> = Readonly<Record<Side, (value: V) => V>>

export interface MergeInput<V> {
  /** null before the first link: then blanks are filled, lists are united and nothing is overwritten. */
  readonly base: Base<V> | null
  readonly local: Item<V>
  readonly remote: Item<V>
  /** A person's decisions, by Conflict.id. */
  readonly choices: Readonly<Record<string, Choice>>
  /** Resolves the conflicts that nobody has decided. */
  readonly policy: ConflictPolicy
  readonly project: Project<V>
  /** Fields that a person decides, even if only one side changed them. */
  readonly asked?: readonly FieldOf<V>[]
}

export interface Merged<V> {
  /** The value that each side should have. If it equals the current value, nothing is written there. */
  readonly local: V
  readonly remote: V
  /** The base to record. An open conflict keeps its old base value, so that it is found again. */
  readonly base: Base<V>
  readonly conflicts: readonly Conflict<V>[]
}

/** A change that is written on our side but not yet on the other. */
export interface HalfDone<V> {
  /** Our side's current value. */
  readonly local: V
  /** The base that the link gets once both sides are written. */
  readonly base: Base<V>
  /** Their fields stay unchanged on both sides. */
  readonly conflicts: readonly Conflict<V>[]
}

/**
 * How far our key on a remote item can be trusted. `proof`: we created the item. `hint`: we may have, so a person is asked.
 * `none`: the key alone links nothing.
 */
export type KeyProof = 'proof' | 'hint' | 'none'

/** `never`: an item that was deleted in the account stays here. `mirror`: it is deleted here too, or a person is asked. */
export type LocalDeletion = 'never' | 'mirror'

/** What is known of a deletion on one side that may go on to the other. */
export interface KnownDeletion {
  /** As that side reports it; null if it does not. */
  readonly deletedAt: Date | null
  readonly settings: SyncSettings
}

export interface DeletionRules<V, L extends LocalDeletion = LocalDeletion> {
  readonly local: L
  /** What happens to an item that was edited since: it is kept, or a person is asked. */
  readonly edited: 'keep' | 'ask'
  /** Why a person is asked before this item of `side` is deleted because its other end was; null: it is deleted without a question. */
  asks(side: Side, value: V, known: KnownDeletion): string | null
}

/**
 * How the occurrences of an item that repeats depend on it. A slot is the original start of an occurrence. Where an item cannot be read,
 * each slot stays where it is.
 */
export interface SeriesRules<V> {
  /** Whether the item stands for many occurrences. */
  isSeries(value: V): boolean
  /** The fields that decide which slots a series has. */
  readonly fields: readonly FieldOf<V>[]
  /** Whether both have the same slots. */
  sameSlots(a: V, b: V): boolean
  has(series: V, slot: string): boolean
  /** The slot of an occurrence after its series changed; null if the series no longer has the occurrence. */
  slotAfter(slot: string, from: V, to: V): string | null
  /** An occurrence once its series changed from `from` to `to`: where it equaled its series, it still does. */
  followed(occurrence: V, slots: { readonly from: string; readonly to: string }, from: V, to: V): V
  isCanceled(occurrence: V): boolean
  /** The occurrence at this slot as the series alone has it. */
  plain(series: V, slot: string): V
  /** Whether `candidate` is the second half of a series that was split: it goes on where the series, once `before`, now ends. */
  isTail(before: V, after: V, candidate: V): boolean
}

/** What a row of a preview shows, and what a search finds it by. */
export interface Summary {
  readonly name: string
  /** Lists are sorted by this. */
  readonly sortKey: string
  /** All searchable text, in lower case. */
  readonly search: string
}

export interface MatchOptions {
  /** Pairs that a person marked as different. */
  readonly separate?: readonly { readonly localId: string; readonly remoteId: string }[]
  /** Pairs that are linked already: what belongs to them matches among itself. */
  readonly linked?: readonly { readonly localId: string; readonly remoteId: string }[]
  /** Items that were compared before and did not change: two of them are not compared again. */
  readonly known?: ReadonlySet<string>
  /** Called for each pair that is compared. */
  readonly onCompare?: () => void
}

/** Keys by which possible matches are found. Two items that share none cannot match. */
export interface MatchKeys<V> {
  /** Changes whenever other keys are made, or pairs are judged by other rules: everything is then compared again. */
  readonly scheme: string
  /** By item id. Whole numbers below 2^30. */
  of(items: readonly Item<V>[]): ReadonlyMap<string, readonly number[]>
}

/** A field in which both sides contradict. */
export interface ToldApart<V> {
  readonly field: FieldOf<V>
  readonly local: string
  readonly remote: string
}

export interface Domain<V, L extends LocalDeletion = LocalDeletion> {
  /** The domain's name in the database: 'contacts'. */
  readonly kind: string
  /** A value without any data. */
  readonly empty: V
  /** In the order of the form. */
  readonly fields: readonly FieldOf<V>[]
  /** A stored value that this program wrote, without checking it. Fields that came later than it are empty. */
  stored(json: unknown): V
  /** The same, every part of it checked; null where it is damaged. */
  parse(json: unknown): V | null
  /** Whether stored JSON is the value of the field, or one entry of its list; '' and null are none. */
  isPart(field: FieldOf<V>, json: unknown): boolean
  /** Whether both have the same content, possibly in different spellings. */
  same(a: V, b: V): boolean
  /** Same content and same kind: one can replace the other in a preview that was already shown. */
  equal(a: V, b: V): boolean
  /** `same` for one field. */
  sameField(field: FieldOf<V>, a: V, b: V): boolean
  merge(input: MergeInput<V>): Merged<V>
  /**
   * The base while only our side is written and the account has `remote`. Our side then has more than this base says, so the next
   * plan writes the rest to the account.
   */
  halfway(half: HalfDone<V>, remote: V, project: Pick<Project<V>, 'remote'>): Base<V>
  /** `write.from` plus those parts of the write that `seen` contains. Any other difference in `seen` was written by someone else. */
  shown(write: { readonly from: V; readonly to: V }, seen: V): V
  /** The part of a value that a create in the account sends. What else the account lacks was not removed there. */
  sentByCreate(value: V): V
  /** `sent` is what was written to the account for the local item. */
  proofOfKey(sent: V, remote: V): KeyProof
  /** Equal for two items with the same full name; '' if the name is incomplete. */
  fullName(value: V): string
  /** Of two items with the same full name: what shows that they are not the same, whatever else they share; null if nothing does. */
  toldApart(local: V, remote: V): ToldApart<V> | null
  /** null: what may match an item is only known once everything is compared. */
  readonly matchKeys: MatchKeys<V> | null
  /** Unlinked items that may be the same, with a probability. Runs in near-linear time; the order of the items does not matter. */
  match(local: readonly Item<V>[], remote: readonly Item<V>[], options: MatchOptions): readonly Candidate<V>[]
  /** Pairs that share a name and nothing else. A person is asked about them where keys cannot be trusted. */
  namesakes(local: readonly Item<V>[], remote: readonly Item<V>[]): readonly Candidate<V>[]
  readonly deletions: DeletionRules<V, L>
  /** Above these a plan is unusual, and a person is asked. */
  readonly thresholds: Thresholds
  /** null if no item repeats. */
  readonly series: SeriesRules<V> | null
  summary(value: V): Summary
}
