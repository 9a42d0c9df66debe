// One end of a link was deleted, and the domain lets deletions go on to the other end: that one is deleted, or a person is asked first. Pure.
import { mayWrite } from '@/lib/engine/direction'
import type { Answers, Change, DeletionAnswer, DeletionChoice, Item, Side } from '@/lib/engine/model'
import {
  between,
  create,
  edits,
  isEdited,
  type LinkedPair,
  type PlanContext,
  type PlannedChange,
} from '@/lib/engine/planned-change'
import { OTHER, pairKey } from '@/lib/engine/sides'

/** Why a person is asked although the domain would delete: the item was edited since. Any other reason is the domain's own word. */
export const EDITED = 'edited'
/** The word of a domain that asks because of the setting askSoon. */
export const SOON = 'soon'

/** What a person answered, for as long as the remaining item is the one that they saw. */
export const answerAbout = (survivor: Pick<Item<unknown>, 'version'>, choice: DeletionAnswer['choice']) => ({
  choice,
  version: survivor.version,
})

/** The change that follows from the deletion on `side`; null if the other end stays, and its link becomes a tombstone. */
export function followDeletion<V>(
  side: Side,
  pair: LinkedPair<V>,
  context: PlanContext<V>,
): PlannedChange<V> | null {
  if (!goesOn(side, context)) return null
  switch (answerTo(side, pair, context)) {
    case 'delete':
      return deleted(side, pair, context)
    case 'keep':
      return mayWrite(side, context.settings) ? restored(side, pair, context) : null
    case null:
      return unanswered(side, pair, context)
  }
}

function unanswered<V>(side: Side, pair: LinkedPair<V>, context: PlanContext<V>): PlannedChange<V> | null {
  const about = asksAbout(side, pair, context)
  if (about !== null) return asked(tombstoned(side, pair, context, about), pair[OTHER[side]].value)
  return isEdited(OTHER[side], pair, context) ? null : deleted(side, pair, context)
}

const goesOn = <V>(side: Side, { settings, domain }: PlanContext<V>): boolean =>
  mayWrite(OTHER[side], settings) &&
  (side === 'local' ? settings.onLocalDelete === 'delete' : domain.deletions.local === 'mirror')

/** null if nobody is asked. Setting up offers an edited item again without a question: its preview shows that. */
function asksAbout<V>(side: Side, pair: LinkedPair<V>, context: PlanContext<V>): string | null {
  const { domain, settings, again } = context
  const { deletions } = domain
  if (isEdited(OTHER[side], pair, context)) return deletions.edited === 'ask' && !again ? EDITED : null
  const survivor = pair[OTHER[side]]
  return deletions.asks(OTHER[side], survivor.value, { deletedAt: pair[side].changedAt, settings })
}

const answerTo = <V>(side: Side, { link, ...pair }: LinkedPair<V>, { answers }: PlanContext<V>) =>
  validAnswer(answers, link, pair[OTHER[side]].version)

/** An answer about the pair, if the remaining item is the one that the person saw. */
export function validAnswer(
  { deletions = {} }: Answers,
  ends: Parameters<typeof pairKey>[0],
  version: string | null,
): DeletionChoice | null {
  const given = deletions[pairKey(ends)]
  return given && given.version === version ? given.choice : null
}

/** It writes nothing, so the remaining item, which the person is asked about, stands in its base. */
export const asked = <V>(change: Omit<Change<V>, 'kind'>, survivor: V): Change<V, 'deletion'> => ({
  ...change,
  kind: 'deletion',
  local: null,
  remote: null,
  base: { local: survivor, remote: survivor },
})

function deleted<V>(side: Side, pair: LinkedPair<V>, context: PlanContext<V>): PlannedChange<V> {
  const rest = tombstoned(side, pair, context)
  return side === 'local'
    ? { ...rest, kind: 'deleteRemote', remote: { from: pair.remote.value, to: null } }
    : { ...rest, kind: 'deleteLocal', local: { from: pair.local.value, to: null } }
}

/** The remaining item is added again where it was deleted. */
function restored<V>(side: Side, pair: LinkedPair<V>, context: PlanContext<V>): PlannedChange<V> {
  const { kind, local, remote, base } = create(OTHER[side], pair[OTHER[side]], [], context)
  const { reasons } = tombstoned(side, pair, context)
  return { ...between(pair), kind, local, remote, base, reasons }
}

/** The link records which end is deleted. Its base stays, in case that end returns. `about`: why a person is asked. */
export function tombstoned<V>(
  side: Side,
  pair: LinkedPair<V>,
  context: PlanContext<V>,
  about: string | null = null,
): Omit<PlannedChange<V, 'never'>, 'kind'> {
  const survivor = edits(pair, context).filter((reason) => reason.side !== side)
  const asks = about === null || about === EDITED ? [] : [{ kind: 'asks' as const, about }]
  return {
    ...between(pair),
    base: pair.link.base,
    tombstone: side,
    reasons: [{ kind: 'deleted', side }, ...survivor, ...asks],
  }
}
