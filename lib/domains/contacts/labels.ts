// Keeps the firm's tags and the labels of an account in step: which belong together, and who has them. Pure. Nothing here removes a tag of
// the firm or a contact; a name on one side that the other side cannot have is left alone.
import { mayWrite } from '@/lib/engine/direction'
import type { SyncSettings } from '@/lib/engine/model'
import { tagFault, tagKey, tagsIn } from './value/tags'

interface Named {
  readonly id: string
  readonly name: string
}

/** A tag and the label that it is kept in step with. */
export interface TagLabel {
  readonly tagId: string
  /** Null: it has none, since its name was refused, or its owner deleted the label. */
  readonly labelId: string | null
  /** The name when both last agreed. */
  readonly name: string
  /** A name that the account does not take. */
  readonly refused: string | null
  readonly at: Date
}

export interface NamesInput {
  readonly settings: Pick<SyncSettings, 'direction'>
  readonly tags: readonly Named[]
  readonly labels: readonly Named[]
  readonly known: readonly TagLabel[]
  /** Tags of linked contacts. */
  readonly usedTags: ReadonlySet<string>
  /** Labels of linked contacts that the whole firm sees. */
  readonly usedLabels: ReadonlySet<string>
  /** What was written after this time may not be listed yet. */
  readonly listedSince: Date
}

export type NameStep =
  /** They have the same name, or a label has come back: from now on they are kept in step. */
  | { readonly kind: 'join'; readonly tagId: string; readonly label: Named }
  | { readonly kind: 'createLabel'; readonly tagId: string; readonly name: string }
  | { readonly kind: 'createTag'; readonly label: Named }
  | { readonly kind: 'renameLabel'; readonly tagId: string; readonly label: Named; readonly name: string }
  | { readonly kind: 'renameTag'; readonly tagId: string; readonly label: Named }
  /** The label was deleted in the account: the tag stays, and gets no new label by itself. */
  | { readonly kind: 'part'; readonly tagId: string }
  /** The tag was deleted here. `label` null: the account does not have its label either. */
  | { readonly kind: 'removeLabel'; readonly tagId: string; readonly label: Named | null }

const isTagName = (name: string): boolean => {
  const names = tagsIn(name)
  return names.length === 1 && !name.includes(',') && tagFault(names) === null
}

export function planNames(input: NamesInput): readonly NameStep[] {
  const { settings, tags, labels, known, usedTags, usedLabels, listedSince } = input
  const [writesHere, writesThere] = [mayWrite('local', settings), mayWrite('remote', settings)]
  const tagById = new Map(tags.map((tag) => [tag.id, tag]))
  const labelById = new Map(labels.map((label) => [label.id, label]))
  const taken = new Set(known.flatMap(({ labelId }) => labelId ?? []))
  const free = new Map(
    labels
      .filter(({ id }) => !taken.has(id))
      .toReversed()
      .map((label) => [tagKey(label.name), label]),
  )
  const tagKeys = new Set(tags.map(({ name }) => tagKey(name)))
  const knownTags = new Map(known.map((one) => [one.tagId, one]))
  const ofKnown = known.flatMap((one): NameStep | readonly [] => {
    const tag = tagById.get(one.tagId)
    const label = labelById.get(one.labelId ?? '') ?? null
    if (!tag) return writesThere || !label ? { kind: 'removeLabel', tagId: one.tagId, label } : []
    const same = free.get(tagKey(tag.name))
    if (!label) {
      if (same) return { kind: 'join', tagId: tag.id, label: same }
      return one.labelId !== null && one.at < listedSince ? { kind: 'part', tagId: tag.id } : []
    }
    const [base, here, there] = [one.name, tag.name, label.name].map(tagKey)
    if (here === there) return here === base ? [] : { kind: 'join', tagId: tag.id, label }
    if (here !== base) {
      if (!writesThere || one.refused === tag.name) return []
      return same
        ? { kind: 'join', tagId: tag.id, label: same }
        : { kind: 'renameLabel', tagId: tag.id, label, name: tag.name }
    }
    // A label that was renamed moments ago may still be listed under its former name.
    if (!writesHere || one.at >= listedSince || !isTagName(label.name)) return []
    return tagKeys.has(there ?? '')
      ? { kind: 'part', tagId: tag.id }
      : { kind: 'renameTag', tagId: tag.id, label }
  })
  const ofTags = tags.flatMap((tag): NameStep | readonly [] => {
    if (knownTags.has(tag.id)) return []
    const label = free.get(tagKey(tag.name))
    if (label) return { kind: 'join', tagId: tag.id, label }
    return writesThere && usedTags.has(tag.id) ? { kind: 'createLabel', tagId: tag.id, name: tag.name } : []
  })
  const ofLabels = [...free.values()].flatMap((label): NameStep | readonly [] =>
    writesHere && usedLabels.has(label.id) && !tagKeys.has(tagKey(label.name)) && isTagName(label.name)
      ? { kind: 'createTag', label }
      : [],
  )
  return [...ofKnown, ...ofTags, ...ofLabels].flat()
}

/** A contact and a tag, on both sides and as they were when both last agreed. */
export interface Membership {
  readonly tagId: string
  readonly localId: string
  readonly remoteId: string
  readonly here: boolean
  readonly there: boolean
  readonly base: boolean
  /** What the account had then, where an undo has left the two sides apart; otherwise the same as `base`. */
  readonly baseThere?: boolean
  /** When the base was recorded; null: never. */
  readonly at: Date | null
}

export interface MemberPlan {
  readonly local: readonly Membership[]
  readonly remote: readonly Membership[]
  /** Both sides agree, and only the base has to be recorded. */
  readonly bases: readonly Membership[]
}

/** A side that differs from the base was changed, and the other one follows. Two answers cannot contradict each other in a third way. */
export function planMembers(
  memberships: readonly Membership[],
  settings: Pick<SyncSettings, 'direction'>,
  listedSince: Date,
): MemberPlan {
  const plan = { local: [] as Membership[], remote: [] as Membership[], bases: [] as Membership[] }
  for (const one of memberships) {
    const { here, base, at } = one
    const baseThere = one.baseThere ?? base
    // What we wrote moments ago may not be in what the account lists.
    const there = at !== null && at >= listedSince ? baseThere : one.there
    if (here === there) {
      if (here !== base || base !== baseThere || (at !== null && !base && at < listedSince))
        plan.bases.push({ ...one, there })
    } else if (here !== base && mayWrite('remote', settings)) plan.remote.push(one)
    else if (there !== baseThere && mayWrite('local', settings)) plan.local.push(one)
  }
  return plan
}

/** What a run changed: who got a tag here or a label in the account, or lost it. */
export interface MemberChange {
  readonly side: 'local' | 'remote'
  readonly added: boolean
}

/**
 * Takes the change of a run back on the side that it wrote, if that side still has it so. The base moves with it, and the difference that
 * remains between the sides is meant: no later sync repairs it. Null: it was changed since.
 */
export function undoMember({ side, added }: MemberChange, now: Membership): Membership | null {
  const { here, there, base } = now
  if ((side === 'local' ? here : there) !== added) return null
  const baseThere = now.baseThere ?? base
  return side === 'local'
    ? { ...now, here: !added, base: !added, baseThere }
    : { ...now, there: !added, baseThere: !added }
}
