// What the plan makes of one pair alone: of a change whose items moved on since it was planned, and of what a person decided. Pure.
import type { Answers, Change, ChangeKind, Item, Link, Reason } from '@/lib/engine/model'
import { type PlanContext, plan } from '@/lib/engine/plan'

/** Both sides of a change as they are now. */
export interface PairNow<V> {
  readonly link: Link<V> | null
  readonly local: Item<V> | null
  readonly remote: Item<V> | null
  /** The end that the link knew instead of one of these, which has taken its place or may do so. */
  readonly former: Item<V> | null
}

/** What a pair is planned under. */
export type PairContext<V> = Omit<PlanContext<V>, 'answers' | 'merged'>

/** Whether the link joins one of the two to another item, in whose place the other is or may be. */
const isApart = <V>({ link, local, remote }: PairNow<V>): boolean =>
  link !== null &&
  local !== null &&
  remote !== null &&
  (link.localId !== local.id || link.remoteId !== remote.id)

export interface PairAnswers<V> {
  readonly linked: boolean
  /** Why the two are one, where not because a person said so. */
  readonly reasons?: readonly Reason<V>[] | undefined
  readonly conflicts: Answers['conflicts'][string]
}

/** The ends of a question are one if a person said so, those of any other change because its plan did. */
export function answersFor<V>(
  change: {
    readonly kind: ChangeKind
    readonly linkId: string | null
    readonly reasons: readonly Reason<V>[]
  },
  {
    samePerson,
    conflicts = {},
  }: { readonly samePerson?: string; readonly conflicts?: PairAnswers<V>['conflicts'] },
  pair: PairNow<V>,
): PairAnswers<V> {
  if (change.kind === 'question') return { linked: samePerson === 'link', conflicts }
  return { linked: change.linkId === null || isApart(pair), reasons: change.reasons, conflicts }
}

/** What is to be done with this pair alone; null when nothing is. */
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
    links: link ? [link] : [],
    local: known.filter((item) => item === local || item.id === link?.localId),
    remote: known.filter((item) => item === remote || item.id === link?.remoteId),
    candidates: reasons ? joined.map((two) => ({ ...two, probability: 1, automatic: true, reasons })) : [],
    answers: {
      linked: reasons ? [] : joined,
      separate: [],
      conflicts: ends ? { [`${ends.localId}|${ends.remoteId}`]: answers.conflicts } : {},
    },
  })
  if (!isApart(pair)) return changes[0] ?? null
  return changes.find((one) => one.localId === ends?.localId && one.remoteId === ends?.remoteId) ?? null
}
