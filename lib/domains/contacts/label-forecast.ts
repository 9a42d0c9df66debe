// What keeping labels and tags in step will do, for a preview: names that are made, renamed and removed, and how many contacts get or lose
// what. Pure. It follows from the same plans that a run carries out (labels.ts).
import type { MemberPlan, NameStep, TagLabel } from './labels'

/** How many contacts get and lose a label in the account, and a tag here. */
export interface MemberCounts {
  readonly labelAdded: number
  readonly labelRemoved: number
  readonly tagAdded: number
  readonly tagRemoved: number
}

export type LabelChange =
  | (MemberCounts & { readonly kind: 'createLabel' | 'createTag' | 'members'; readonly name: string })
  | (MemberCounts & {
      readonly kind: 'renameLabel' | 'renameTag'
      readonly from: string
      readonly name: string
    })
  /** The label was deleted in the account: the tag stays here. */
  | { readonly kind: 'part'; readonly name: string }
  /** The tag was deleted here. `others`: contacts of the account that keep the label, so that it stays. */
  | { readonly kind: 'removeLabel'; readonly name: string; readonly others: number }

/** A tag with its label as they will be after the steps. `fresh`: it is another label than before, or a new one. */
export interface JoinedAfter {
  readonly tagId: string
  readonly labelId: string
  readonly name: string
  readonly fresh: boolean
  /** The step that brings it about; null for none that a person has to see. */
  readonly step: Extract<NameStep, { kind: 'createLabel' | 'createTag' | 'renameLabel' | 'renameTag' }> | null
}

/** No account has a label of this id. */
const NO_LABEL = ''

/** `newId`: of a tag that does not exist yet. */
export function joinedAfter(
  known: readonly TagLabel[],
  steps: readonly NameStep[],
  nameOf: (tagId: string) => string,
  newId: () => string,
): readonly JoinedAfter[] {
  const stepOf = new Map(steps.flatMap((step) => ('tagId' in step ? [[step.tagId, step] as const] : [])))
  const labelOf = new Map(known.map(({ tagId, labelId }) => [tagId, labelId]))
  const kept = known.flatMap(({ tagId, labelId }): JoinedAfter | readonly [] =>
    stepOf.has(tagId) || labelId === null
      ? []
      : { tagId, labelId, name: nameOf(tagId), fresh: false, step: null },
  )
  const moved = steps.flatMap((step) => joinedBy(step, nameOf, labelOf, newId) ?? [])
  return [...kept, ...moved]
}

/** Null if the tag has no label afterwards. */
function joinedBy(
  step: NameStep,
  nameOf: (tagId: string) => string,
  labelOf: ReadonlyMap<string, string | null>,
  newId: () => string,
): JoinedAfter | null {
  switch (step.kind) {
    case 'join': {
      const { tagId, label } = step
      const fresh = labelOf.get(tagId) !== label.id
      return { tagId, labelId: label.id, name: nameOf(tagId), fresh, step: null }
    }
    case 'createLabel':
      return { tagId: step.tagId, labelId: NO_LABEL, name: step.name, fresh: true, step }
    case 'createTag':
      return { tagId: newId(), labelId: step.label.id, name: step.label.name, fresh: true, step }
    case 'renameLabel':
      return { tagId: step.tagId, labelId: step.label.id, name: step.name, fresh: false, step }
    case 'renameTag':
      return { tagId: step.tagId, labelId: step.label.id, name: step.label.name, fresh: false, step }
    case 'part':
    case 'removeLabel':
      return null
  }
}

interface ForecastInput {
  readonly steps: readonly NameStep[]
  readonly joined: readonly JoinedAfter[]
  readonly members: MemberPlan
  readonly nameOf: (tagId: string) => string
  /** Contacts that keep a label whose tag was deleted. */
  readonly others: (labelId: string) => number
}

/** By name. Empty if labels and tags stay as they are. */
export function labelChanges({
  steps,
  joined,
  members,
  nameOf,
  others,
}: ForecastInput): readonly LabelChange[] {
  const counts = countsByTag(members)
  const ofJoined = joined.flatMap(({ tagId, name, step }): LabelChange | readonly [] => {
    const counted = counts.get(tagId) ?? NOBODY
    if (step === null) return counted === NOBODY ? [] : { kind: 'members', name, ...counted }
    if (step.kind === 'renameLabel') return { kind: step.kind, from: step.label.name, name, ...counted }
    if (step.kind === 'renameTag') return { kind: step.kind, from: nameOf(tagId), name, ...counted }
    return { kind: step.kind, name, ...counted }
  })
  const ofRemoved = steps.flatMap((step): LabelChange | readonly [] => {
    if (step.kind === 'part') return { kind: 'part', name: nameOf(step.tagId) }
    if (step.kind !== 'removeLabel' || step.label === null) return []
    return { kind: 'removeLabel', name: step.label.name, others: others(step.label.id) }
  })
  return [...ofJoined, ...ofRemoved].flat().sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
}

const NOBODY: MemberCounts = { labelAdded: 0, labelRemoved: 0, tagAdded: 0, tagRemoved: 0 }

function countsByTag({ local, remote }: MemberPlan): ReadonlyMap<string, MemberCounts> {
  const counts = new Map<string, { -readonly [K in keyof MemberCounts]: number }>()
  const of = (tagId: string) => {
    const one = counts.get(tagId) ?? { ...NOBODY }
    counts.set(tagId, one)
    return one
  }
  for (const { tagId, there } of local) of(tagId)[there ? 'tagAdded' : 'tagRemoved'] += 1
  for (const { tagId, here } of remote) of(tagId)[here ? 'labelAdded' : 'labelRemoved'] += 1
  return counts
}
