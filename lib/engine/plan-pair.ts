// Plans a single pair: for a change whose items were modified since it was planned, or for a person's decision. Pure.
import type {
  Answers,
  Change,
  ChangeKind,
  Conflict,
  DeletionAnswer,
  FieldOf,
  Item,
  Link,
  Reason,
} from '@/lib/engine/model'
import { type PlanContext, plan } from '@/lib/engine/plan'
import { pairKey } from '@/lib/engine/sides'

/** Both sides of a change as they are now. */
export interface PairNow<V> {
  readonly link: Link<V> | null
  readonly local: Item<V> | null
  readonly remote: Item<V> | null
  /** The end of the link that is not one of these two. One of them replaced it, or may replace it. */
  readonly former: Item<V> | null
}

/** The settings and rules that a pair is planned with. */
export type PairContext<V> = Omit<PlanContext<V>, 'answers' | 'merged' | 'asked' | 'missing'>

/** Whether the link joins one of the two to another item, which the other replaced or may replace. */
const isApart = <V>({ link, local, remote }: PairNow<V>): boolean =>
  link !== null &&
  local !== null &&
  remote !== null &&
  (link.localId !== local.id || link.remoteId !== remote.id)

export interface PairAnswers<V> {
  readonly linked: boolean
  /** Why the two match, if no person linked them. */
  readonly reasons?: readonly Reason<V>[] | undefined
  readonly conflicts: Answers['conflicts'][string]
  /** See MergeInput. */
  readonly asked?: readonly FieldOf<V>[]
  readonly deletion?: DeletionAnswer | undefined
}

/** A question's ends match if a person answered so; the ends of any other change match because its plan joined them. */
export function answersFor<V>(
  change: {
    readonly kind: ChangeKind
    readonly linkId: string | null
    readonly reasons: readonly Reason<V>[]
    readonly conflicts: readonly Pick<Conflict<V>, 'field'>[]
  },
  {
    samePerson,
    conflicts = {},
    deletion,
  }: {
    readonly samePerson?: string
    readonly conflicts?: PairAnswers<V>['conflicts']
    readonly deletion?: DeletionAnswer
  },
  pair: PairNow<V>,
): PairAnswers<V> {
  if (change.kind === 'question') return { linked: samePerson === 'link', conflicts }
  const isAsked = change.reasons.some(({ kind }) => kind === 'losesOccurrences')
  return {
    ...{ linked: change.linkId === null || isApart(pair), reasons: change.reasons, conflicts, deletion },
    asked: isAsked ? change.conflicts.map(({ field }) => field) : [],
  }
}

/** The change of this pair; null if there is none. */
export function planPair<V>(
  pair: PairNow<V>,
  answers: PairAnswers<V>,
  context: PairContext<V>,
): Change<V> | null {
  const { link, local, remote, former } = pair
  const ends = local && remote ? { localId: local.id, remoteId: remote.id } : null
  const known = [local, remote, former].flatMap((item) => item ?? [])
  const joined = ends && answers.linked && (!link || isApart(pair)) ? [ends] : []
  const { reasons } = answers
  const { changes } = plan({
    ...context,
    ...(link && answers.asked ? { asked: new Map([[link.id, answers.asked]]) } : {}),
    links: link ? [link] : [],
    local: known.filter((item) => item === local || item.id === link?.localId),
    remote: known.filter((item) => item === remote || item.id === link?.remoteId),
    candidates: reasons ? joined.map((two) => ({ ...two, probability: 1, automatic: true, reasons })) : [],
    answers: {
      linked: reasons ? [] : joined,
      separate: [],
      conflicts: ends ? { [pairKey(ends)]: answers.conflicts } : {},
      deletions: link && answers.deletion ? { [pairKey(link)]: answers.deletion } : {},
    },
  })
  if (!isApart(pair)) return changes[0] ?? null
  return changes.find((one) => one.localId === ends?.localId && one.remoteId === ends?.remoteId) ?? null
}
