// Plans the undo of a change that a run carried out: from what the change wrote, and what both sides hold now. Each side that was written
// gets its earlier value back; what a person edited since stays and is named. The base moves by exactly what is undone, so the next sync
// finds nothing to do. An undo is a change of its own, so it can be undone in the same way. Pure.
import { mayWrite } from '@/lib/engine/direction'
import type { Domain } from '@/lib/engine/domain'
import type { Base, Change, FieldOf, Side, SyncSettings, Write } from '@/lib/engine/model'
import type { PairNow } from '@/lib/engine/plan-pair'
import { NOTHING } from '@/lib/engine/planned-change'
import { OTHER } from '@/lib/engine/sides'
import { reverted } from './revert'
import { type Around, asEdit, besidesSlots, losesPlaces } from './undo-series'
import { present, undoWrite, type WhyKept } from './undo-write'

/** Why a part of the change is not undone. */
export type Kept<V> = { readonly side: Side } & (
  | WhyKept<V>
  /** The item was added to the account, and the person keeps it there. */
  | { readonly why: 'unasked' }
  /** Something else here needs the item, such as a matter. */
  | { readonly why: 'needed' }
  /** The person is asked whether the other item is one that this side has by now: adding it again would double that. */
  | { readonly why: 'asked' }
  /** The person has an item of their own that may be the same one: adding it again to their account would double that. */
  | { readonly why: 'mine' }
  /** The direction of the sync does not write this side. */
  | { readonly why: 'direction' }
  /** The two items are not linked any more. */
  | { readonly why: 'unlinked' }
  /** Occurrences of the series that was added were edited since. */
  | { readonly why: 'occurrences' }
  /** The time and the rule of the series stay, because occurrences that differ from it would lose their places. */
  | { readonly why: 'slots' }
)

export interface UndoInput<V> {
  /** What the change wrote on each side. */
  readonly done: Readonly<Record<Side, Write<V> | null>>
  readonly pair: Pick<PairNow<V>, 'link' | 'local' | 'remote'>
  /** The fields to undo; null for all of it. A contact that was added or deleted is undone only as a whole. */
  readonly only: readonly FieldOf<V>[] | null
  /** Items that were added to the account are deleted there. */
  readonly deletesThere: boolean
  /** The item here must stay. */
  readonly needed: boolean
  /** The side of which an open question asks whether it has the other item by now. */
  readonly asked?: Side | null
  /** Whether the person has an item that others do not see and that may be the same as the one here. */
  readonly besideMine?: boolean
  /** Of a series or an occurrence. */
  readonly around?: Around<V> | undefined
}

export interface UndoContext<V> {
  readonly domain: Domain<V>
  readonly settings: SyncSettings
}

export interface UndoPlan<V> {
  /** What the undo writes; null if nothing. */
  readonly change: Change<V> | null
  readonly kept: readonly Kept<V>[]
}

interface SideUndo<V> {
  readonly write: Write<V> | null
  readonly kept: readonly Kept<V>[]
}

/** Whether the change is part of an undo. */
export const isUndo = ({ reasons }: Pick<Change<unknown>, 'reasons'>): boolean =>
  reasons.some(({ kind }) => kind === 'undoes')

/** The writes of an undo, planned again on what both sides hold now: nothing more is undone than was planned first. */
export function replanUndo<V>(
  planned: Pick<Change<V>, Side>,
  pair: UndoInput<V>['pair'],
  context: UndoContext<V>,
): Change<V> | null {
  const back = (write: Write<V> | null) => write && { from: write.to, to: write.from }
  const done = { local: back(planned.local), remote: back(planned.remote) }
  return planUndo({ done, pair, only: null, deletesThere: true, needed: false }, context).change
}

export function planUndo<V>(input: UndoInput<V>, context: UndoContext<V>): UndoPlan<V> {
  const sides = { local: undoSide('local', input, context), remote: undoSide('remote', input, context) }
  const writes = { local: sides.local.write, remote: sides.remote.write }
  const kept = [...sides.local.kept, ...sides.remote.kept]
  return { change: changeOf(writes, input, context), kept }
}

function undoSide<V>(side: Side, input: UndoInput<V>, { domain, settings }: UndoContext<V>): SideUndo<V> {
  const { pair, only, deletesThere, needed, asked, besideMine, around } = input
  const written = input.done[side]
  if (written === null) return NOT
  const done = asWritten(side, written, input, domain)
  if (done === null) return keep({ why: 'gone', side })
  if (only !== null && (done.from === null || done.to === null)) return NOT
  if (!mayWrite(side, settings)) return keep({ why: 'direction', side })
  const item = present(pair[side])
  if (done.from !== null && done.to !== null && item && !pair.link) return keep({ why: 'unlinked', side })
  const { write, kept } = undoWrite(domain, done, item, only)
  if (write?.to === null && side === 'remote' && !deletesThere) return keep({ why: 'unasked', side })
  if (write?.from === null && asked === side) return keep({ why: 'asked', side })
  if (write?.from === null && side === 'remote' && besideMine) return keep({ why: 'mine', side })
  if (write?.to === null && side === 'local' && needed) return keep({ why: 'needed', side })
  if (write?.to === null && around?.kind === 'series' && around.occurrences[side] === 'touched')
    return keep({ why: 'occurrences', side })
  if (losesPlaces(domain, side, write, around)) {
    const rest = undoWrite(domain, done, item, besidesSlots(domain, only))
    return { write: rest.write, kept: [...named(rest.kept, side), { why: 'slots', side }] }
  }
  return { write, kept: named(kept, side) }
}

/** What the change wrote, as undo takes it back; null if that is gone. */
function asWritten<V>(
  side: Side,
  write: Write<V>,
  { pair, around }: UndoInput<V>,
  domain: Domain<V>,
): Write<V> | null {
  const { from, to } = write
  if (from !== null || to === null) return write
  if (around?.kind === 'occurrence') return asEdit(domain, write, pair[side], around.series[side])
  const value = present(pair[side])?.value
  // A create leaves out what the account does not take with it, such as guests: that is no edit of a person.
  return side === 'remote' && value && domain.same(value, domain.sentByCreate(to))
    ? { from, to: value }
    : write
}

const NOT = { write: null, kept: [] } as const
const keep = <V>(kept: Kept<V>): SideUndo<V> => ({ write: null, kept: [kept] })
const named = <V>(kept: WhyKept<V> | null, side: Side): readonly Kept<V>[] =>
  kept ? [{ ...kept, side }] : []

/** One side is added or deleted, or both are edited: a run never adds or deletes on both. */
function changeOf<V>(
  writes: Readonly<Record<Side, Write<V> | null>>,
  { pair }: UndoInput<V>,
  context: UndoContext<V>,
): Change<V> | null {
  for (const side of ['local', 'remote'] as const) {
    const write = writes[side]
    if (write?.to === null) return deletion(side, write, pair)
    if (write?.from === null) return addition(side, write, pair)
  }
  if (!pair.link || (!writes.local && !writes.remote)) return null
  const { base, tombstone } = pair.link
  const moved = (side: Side) => movedBase(context.domain, base[side], writes[side])
  return {
    ...ends(pair),
    ...writes,
    kind: 'update',
    base: { local: moved('local'), remote: moved('remote') },
    tombstone: tombstone?.side ?? null,
  }
}

/** The other item stays. The tombstone says that this is meant, so the next sync neither follows nor repairs it. */
function deletion<V>(side: Side, write: Write<V>, pair: UndoInput<V>['pair']): Change<V> {
  const survivor = present(pair[OTHER[side]])
  return {
    ...ends(pair),
    [side]: write,
    kind: side === 'local' ? 'deleteLocal' : 'deleteRemote',
    base: pair.link?.base ?? null,
    tombstone: survivor && pair.link ? side : null,
  }
}

/** If the other item is deleted, it stays deleted, and the tombstone says so. */
function addition<V>(side: Side, write: Write<V>, pair: UndoInput<V>['pair']): Change<V> {
  const other = pair[OTHER[side]]
  const value = write.to as V
  const otherBase = pair.link?.base[OTHER[side]] ?? other?.value ?? value
  return {
    ...ends(pair),
    [side]: write,
    kind: side === 'local' ? 'createLocal' : 'createRemote',
    base: other ? ({ [side]: value, [OTHER[side]]: otherBase } as unknown as Base<V>) : null,
    tombstone: other?.deleted ? OTHER[side] : null,
  }
}

const ends = <V>({ link, local, remote }: UndoInput<V>['pair']): Omit<Change<V>, 'kind'> => ({
  ...NOTHING,
  linkId: link?.id ?? null,
  localId: local?.id ?? null,
  localVersion: local?.version ?? null,
  remoteId: remote?.id ?? null,
  remoteVersion: remote?.version ?? null,
  reasons: [{ kind: 'undoes' }],
})

/** The base moves by what is undone and by nothing else: an edit that has not traveled yet still does. */
function movedBase<V>(domain: Domain<V>, base: V, write: Write<V> | null): V {
  if (!write || write.from === null || write.to === null) return base
  return reverted(domain, { from: write.to, to: write.from }, base, null).value
}
