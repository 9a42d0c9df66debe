// Groups writes into calls. Pure. A batch costs the same whatever its size, so writes of the same kind are grouped. Updates of different
// fields are neighbors in the order of their fields, so that few batches need a mask that is wider than what their updates write
// (shared-mask.ts). A few writes are sent singly if that costs no more.
import type { Push } from '@/lib/domains/contacts/types'
import { MOST_ENTRIES } from './lists'
import { COSTS, type Cost, FEW_DELETES, FEW_WRITES } from './pacing'
import { type Patch, patch } from './person'
import { list, object } from './raw'
import { canSendAsRead } from './shared-mask'

type Update = Extract<Push, { kind: 'update' }>

interface Calls {
  /** Writes in one batch. */
  readonly most: number
  /** This many writes or fewer are sent singly. */
  readonly few: number
  readonly single: Cost
  readonly batch: Cost
}

const WRITES: Calls = { most: 200, few: FEW_WRITES, single: COSTS.write, batch: COSTS.batchWrite }
const DELETES: Calls = { most: 500, few: FEW_DELETES, single: COSTS.delete, batch: COSTS.batchDelete }
/** Google brings nothing back: a restore is answered without a call. */
const CALLS: Readonly<Record<Push['kind'], Calls>> = {
  create: WRITES,
  update: WRITES,
  delete: DELETES,
  restore: DELETES,
}

export function batches(pushes: readonly Push[]): readonly (readonly Push[])[] {
  const turnOf = turns(pushes)
  return groupedBy(pushes, (push) => `${push.kind} ${turnOf.get(push)} ${together(push)}`).flatMap(cut)
}

function groupedBy<P extends Push>(pushes: readonly P[], keyOf: (push: P) => string): readonly P[][] {
  const groups = new Map<string, P[]>()
  for (const push of pushes) {
    const key = keyOf(push)
    const group = groups.get(key)
    if (group) group.push(push)
    else groups.set(key, [push])
  }
  return [...groups.values()]
}

/** What updates of one group have in common: their mask, unless each of them can be sent under any mask. */
function together(push: Push): string {
  if (push.kind !== 'update') return ''
  return canSendAsRead(push) ? 'any' : `${maskOf(push)} ${isCutShort(push)}`
}

const maskOf = (push: Update): string => patchOf(push).mask.join()

/** The same updates in batches of one mask each. */
export const ofOneMask = (updates: readonly Update[]): readonly (readonly Push[])[] =>
  groupedBy(updates, maskOf).flatMap(cut)

function cut(group: readonly Push[]): readonly (readonly Push[])[] {
  const [first] = group
  if (!first) return []
  if (first.kind === 'update' && isCutShort(first)) return chunks(group, 1)
  return cutBy(inOrder(group), CALLS[first.kind])
}

/** Updates of the same fields side by side. */
function inOrder(group: readonly Push[]): readonly Push[] {
  const updates = group.filter((push) => push.kind === 'update')
  return updates.length < group.length ? group : groupedBy(updates, maskOf).flat()
}

const cutBy = <T>(group: readonly T[], { most, few }: Calls): readonly (readonly T[])[] =>
  chunks(group, most).flatMap((chunk) => (chunk.length <= few ? chunks(chunk, 1) : [chunk]))

/** The costs of the calls for `count` writes of one kind, if all of them can be grouped. */
export function costsOf(kind: Push['kind'], count: number): readonly Cost[] {
  const calls = CALLS[kind]
  const parts = cutBy(Array.from({ length: count }), calls)
  return parts.map(({ length }) => (length === 1 ? calls.single : calls.batch))
}

/** How many earlier writes of the list are of the same item: no batch has an item twice, since replies are matched by id or key. */
function turns(pushes: readonly Push[]): ReadonlyMap<Push, number> {
  const seen = new Map<string, number>()
  return new Map(
    pushes.map((push) => {
      const subject = `${push.kind} ${push.kind === 'create' ? push.key : push.id}`
      const turn = seen.get(subject) ?? 0
      seen.set(subject, turn + 1)
      return [push, turn]
    }),
  )
}

const patches = new WeakMap<Update, Patch>()

/** The patch for the person that a write was read with; computed once, since it is needed several times. */
export function patchOf(push: Update): Patch {
  const known = patches.get(push)
  if (known) return known
  const made = patch(object(push.raw), push.from, push.to)
  patches.set(push, made)
  return made
}

/** Whether a list may have been truncated when it was read, so that writing it back would lose its end. */
export function isCutShort(push: Update): boolean {
  const person = object(push.raw)
  return patchOf(push).mask.some((member) => list(person[member]).length >= MOST_ENTRIES)
}

export function chunks<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  const count = Math.ceil(all.length / size)
  return Array.from({ length: count }, (_, index) => all.slice(index * size, (index + 1) * size))
}
