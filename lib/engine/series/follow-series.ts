// An occurrence that differs from its series depends on it: it is added after its series, deleted only with it, and identified by its
// original start (its slot), which changes when its series moves. Pure.
import type { Domain, Project, SeriesRules } from '@/lib/engine/domain'
import type { Change, ChangeKind, Item, Side, Write } from '@/lib/engine/model'
import { OTHER } from '@/lib/engine/sides'

/** By item id, on each side: the series of an occurrence. */
export type Parents = Readonly<Record<Side, ReadonlyMap<string, string>>>

export const parentsOf = <V>(items: Readonly<Record<Side, readonly Item<V>[]>>): Parents => {
  const known = (side: Side) =>
    new Map(items[side].flatMap(({ id, parentId }) => (parentId ? [[id, parentId] as const] : [])))
  return { local: known('local'), remote: known('remote') }
}

/** By item id, on each side: where the series has the occurrence. */
export type Slots = Readonly<Record<Side, ReadonlyMap<string, string>>>

export const slotsOf = <V>(items: Readonly<Record<Side, readonly Item<V>[]>>): Slots => {
  const known = (side: Side) =>
    new Map(items[side].flatMap(({ id, slot }) => (slot ? [[id, slot] as const] : [])))
  return { local: known('local'), remote: known('remote') }
}

/** True for a change of an occurrence. */
export const isOfSeries = (parents: Parents, { localId, remoteId }: Ends): boolean =>
  parents.local.has(localId ?? '') || parents.remote.has(remoteId ?? '')

type Ends = Pick<Change<unknown>, 'localId' | 'remoteId'>
type Ids = Readonly<Record<Side, ReadonlySet<string>>>

/** Both sides have the item afterwards. */
const JOINS: ReadonlySet<ChangeKind> = new Set(['createLocal', 'createRemote', 'link', 'update'])
const DELETES: ReadonlySet<ChangeKind> = new Set(['deleteLocal', 'deleteRemote', 'deletion'])

export interface Followed<V> {
  readonly changes: readonly Change<V>[]
  /** Changes were left out that the next plan contains once these are carried out. */
  readonly waits: boolean
}

/**
 * The changes that can be carried out together.
 *
 * An addition whose series is not on both sides afterwards waits for a plan in which it is. An occurrence is deleted only because its
 * series is: the deletion of the series includes it, and if the series stays, because it was edited on the other side, so does the
 * occurrence. `linked`: ids of series that are linked already, on each side.
 *
 * A series that moves takes its occurrences along here, but an account may drop them. So what was changed there comes first: only then
 * the series moves there, and only then its occurrences are written there, at their new places.
 */
export function followSeries<V>(
  changes: readonly Change<V>[],
  parents: Parents,
  linked: Ids,
  context: Context<V>,
): Followed<V> {
  const possible = withoutOrphans(changes, parents, linked)
  const { series: rules } = context.domain
  return rules ? inOrder(possible, parents, rules, context) : { changes: possible, waits: false }
}

interface Context<V> {
  readonly domain: Pick<Domain<V>, 'series' | 'halfway'>
  readonly project: Project<V>
}

function withoutOrphans<V>(
  changes: readonly Change<V>[],
  parents: Parents,
  linked: Ids,
): readonly Change<V>[] {
  const joins = changes.filter(({ kind }) => JOINS.has(kind))
  const joined = {
    local: new Set(joins.flatMap(({ localId }) => localId ?? [])),
    remote: new Set(joins.flatMap(({ remoteId }) => remoteId ?? [])),
  }
  return changes.filter((change) => {
    const [here, there] = seriesOf(change, parents)
    if (here === undefined && there === undefined) return true
    if (DELETES.has(change.kind)) return false
    const isIn = (sets: Ids) =>
      (here !== undefined && sets.local.has(here)) || (there !== undefined && sets.remote.has(there))
    const isAddition = change.kind === 'createLocal' || change.kind === 'createRemote'
    return !isAddition || isIn(linked) || isIn(joined)
  })
}

const seriesOf = ({ localId, remoteId }: Ends, parents: Parents) =>
  [parents.local.get(localId ?? ''), parents.remote.get(remoteId ?? '')] as const

/** A change that gives a series other slots. */
interface Move<V> {
  readonly change: Change<V>
  readonly sides: readonly Side[]
}

/** The sides on which the change gives a series other slots. */
export function movedSides<V>(
  { local, remote }: Pick<Change<V>, 'local' | 'remote'>,
  rules: SeriesRules<V>,
): readonly Side[] {
  const moves = (write: Write<V> | null) =>
    write !== null && write.from !== null && write.to !== null && !rules.sameSlots(write.from, write.to)
  return [...(moves(local) ? (['local'] as const) : []), ...(moves(remote) ? (['remote'] as const) : [])]
}

function inOrder<V>(
  changes: readonly Change<V>[],
  parents: Parents,
  rules: SeriesRules<V>,
  context: Context<V>,
): Followed<V> {
  const moves = changes
    .filter((change) => !isOfSeries(parents, change))
    .map((change): Move<V> => ({ change, sides: movedSides(change, rules) }))
    .filter(({ sides }) => sides.length > 0)
  if (moves.length === 0) return { changes, waits: false }
  const byId = new Map(
    moves.flatMap((move) => [
      [`local ${move.change.localId}`, move] as const,
      [`remote ${move.change.remoteId}`, move] as const,
    ]),
  )
  const moveOf = (change: Change<V>): Move<V> | undefined => {
    const [here, there] = seriesOf(change, parents)
    return byId.get(`local ${here}`) ?? byId.get(`remote ${there}`)
  }
  const first = changes.filter((change) => moveOf(change)?.sides.includes('remote') && isFromRemote(change))
  const held = new Set(first.flatMap((change) => moveOf(change)?.change ?? []))
  const going = changes.flatMap((change): readonly Change<V>[] => {
    const move = moveOf(change)
    if (!move) return held.has(change) ? [] : [change]
    if (!held.has(move.change)) return writes(change) ? [] : [change]
    return isFromRemote(change) ? [withoutRemote(change, context)] : []
  })
  return { changes: going, waits: going.length < changes.length && going.some(writes) }
}

/** The half of a change that is written here. What it writes to the account is planned again once the series has moved there. */
function withoutRemote<V>(change: Change<V>, { domain, project }: Context<V>): Change<V> {
  const { local, remote, base, conflicts } = change
  if (!local?.to || !remote?.from || !base) return change
  const done = { local: local.to, base, conflicts }
  return { ...change, remote: null, base: domain.halfway(done, remote.from, project) }
}

const writes = <V>({ local, remote }: Change<V>): boolean => local !== null || remote !== null

/** Something in the account that is not here yet, or waits for a person. */
const isFromRemote = <V>({ kind, local, conflicts }: Change<V>): boolean =>
  local !== null || kind === 'question' || conflicts.length > 0

/**
 * The changes, with additions of occurrences that take over what the plan writes to their own series: the other side says that already,
 * and an addition without it would take it back there. A series that moves is not meant: see `followSeries`.
 */
export function inheritWrites<V>(
  changes: readonly Change<V>[],
  parents: Parents,
  slots: Slots,
  rules: SeriesRules<V> | null,
): readonly Change<V>[] {
  if (!rules) return changes
  const written = { local: edits('local', changes), remote: edits('remote', changes) }
  return changes.map((change) => {
    const side = sideOfAddition(change)
    if (side === null) return change
    const other = OTHER[side]
    const id = change[`${side}Id`] ?? ''
    const series = written[side].get(parents[side].get(id) ?? '')
    const [slot, write] = [slots[side].get(id), change[other]]
    if (!series || !slot || !write?.to || !change.base || !rules.sameSlots(series.from, series.to))
      return change
    const to = rules.followed(write.to, { from: slot, to: slot }, series.from, series.to)
    return { ...change, [other]: { ...write, to }, base: { ...change.base, [other]: to } }
  })
}

/** The side that an added item is on; null for any other change. */
const sideOfAddition = <V>({ kind }: Change<V>): Side | null =>
  kind === 'createRemote' ? 'local' : kind === 'createLocal' ? 'remote' : null

/** By item id: what is overwritten on that side. */
const edits = <V>(side: Side, changes: readonly Change<V>[]) =>
  new Map(
    changes.flatMap((change) => {
      const [id, write] = [change[`${side}Id`], change[side]]
      return id !== null && write?.from && write.to ? [[id, { from: write.from, to: write.to }] as const] : []
    }),
  )
