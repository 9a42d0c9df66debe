// A person's decisions laid over a plan, and what a page or a worker asks of a single change. Pure.

import type { Domain } from '@/lib/engine/domain'
import type { Change, Decision, Item, Link, Write } from '@/lib/engine/model'
import { type PlanContext, planLink, planUnlinked } from '@/lib/engine/plan'

/** What a change was planned on. */
export interface Seen<V> {
  readonly link: Link<V> | null
  readonly local: Item<V> | null
  readonly remote: Item<V> | null
}

/**
 * What stands of a change once it is decided on: nothing if excluded, the change itself while it is not, else what the
 * answers make of it. "Not the same" gives two additions; an end that other questions still hold must wait for those.
 */
export function decide<V>(
  change: Change<V>,
  decision: Decision,
  seen: Seen<V>,
  context: PlanContext<V>,
): readonly Change<V>[] {
  const { link, local, remote } = seen
  if (decision.excluded) return []
  if (!local || !remote) return [change]
  const answered = withChoices(context, local, remote, decision)
  if (change.kind === 'question') {
    switch (decision.samePerson) {
      case null:
        return [change]
      case 'link':
        return [
          planUnlinked({ kind: 'pair', local, remote, reasons: [{ kind: 'linkedByPerson' }] }, answered),
        ]
      case 'separate':
        return (['local', 'remote'] as const).map((side) =>
          planUnlinked(
            { kind: 'alone', side, item: { local, remote }[side], reasons: [{ kind: 'keptSeparate' }] },
            context,
          ),
        )
    }
  }
  if (change.conflicts.length === 0) return [change]
  if (link === null) return [planUnlinked({ kind: 'pair', local, remote, reasons: change.reasons }, answered)]
  const planned = planLink(link, local, remote, answered, change.reasons)
  if (planned.kind === 'change') return [planned.change]
  return [
    {
      ...change,
      local: null,
      remote: null,
      conflicts: [],
      base: planned.kind === 'agree' ? planned.base : link.base,
    },
  ]
}

function withChoices<V>(
  context: PlanContext<V>,
  local: Item<V>,
  remote: Item<V>,
  { conflicts }: Decision,
): PlanContext<V> {
  const pair = `${local.id}|${remote.id}`
  const choices = { ...context.answers.conflicts[pair], ...conflicts }
  return {
    ...context,
    answers: { ...context.answers, conflicts: { ...context.answers.conflicts, [pair]: choices } },
  }
}

/** Whether it waits, as a whole or in part, for a person. */
export function undecided<V>(change: Change<V>): boolean {
  return change.kind === 'question' || change.conflicts.length > 0
}

/** Which of the preview's lists a change belongs to. */
export type ChangeGroup = 'decide' | 'addLocal' | 'addRemote' | 'update' | 'delete' | 'link' | 'other'

export function groupOf<V>(change: Change<V>): ChangeGroup {
  if (undecided(change)) return 'decide'
  switch (change.kind) {
    case 'createLocal':
      return 'addLocal'
    case 'createRemote':
      return 'addRemote'
    case 'update':
      return 'update'
    case 'deleteLocal':
    case 'deleteRemote':
      return 'delete'
    case 'link':
      return 'link'
    case 'question':
      return 'decide'
    case 'tombstone':
    case 'forget':
      return 'other'
  }
}

/** What runs is what was previewed: the same kind of change writes the same over the same. Why it does so may differ. */
export function sameOutcome<V>({ equal }: Pick<Domain<V>, 'equal'>, a: Change<V>, b: Change<V>): boolean {
  const sameEnd = (one: V | null, other: V | null) =>
    one === null || other === null ? one === other : equal(one, other)
  const sameWrite = (one: Write<V> | null, other: Write<V> | null) =>
    one === null || other === null
      ? one === other
      : sameEnd(one.from, other.from) && sameEnd(one.to, other.to)
  return (
    a.kind === b.kind &&
    a.tombstone === b.tombstone &&
    sameWrite(a.local, b.local) &&
    sameWrite(a.remote, b.remote)
  )
}
