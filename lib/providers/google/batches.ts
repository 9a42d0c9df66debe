// Which wishes go into one call. Pure. A batch costs the same whatever it holds, and all of a batch of updates share one
// mask; so like goes with like, and a few are sent singly where that costs no more.
import type { Push } from '@/lib/providers/provider'
import { MOST_ENTRIES } from './lists'
import { FEW_DELETES, FEW_WRITES } from './pacing'
import { patch } from './person'
import { list, object } from './raw'

type Update = Extract<Push, { kind: 'update' }>

const MOST_WRITES = 200
const MOST_DELETES = 500

export function batches(pushes: readonly Push[]): readonly (readonly Push[])[] {
  const groups = new Map<string, Push[]>()
  const keyOf = keyed(pushes)
  for (const push of pushes) {
    const key = keyOf(push)
    const group = groups.get(key)
    if (group) group.push(push)
    else groups.set(key, [push])
  }
  return [...groups.values()].flatMap(cut)
}

function cut(group: readonly Push[]): readonly (readonly Push[])[] {
  const [first] = group
  if (!first) return []
  if (first.kind === 'update' && isCutShort(first)) return chunks(group, 1)
  const [most, few] = first.kind === 'delete' ? [MOST_DELETES, FEW_DELETES] : [MOST_WRITES, FEW_WRITES]
  return chunks(group, most).flatMap((chunk) => (chunk.length <= few ? chunks(chunk, 1) : [chunk]))
}

/** What may go together: one kind, one mask, and nothing twice, since replies are told apart by id or key. */
function keyed(pushes: readonly Push[]): (push: Push) => string {
  const seen = new Map<string, number>()
  const turns = new Map(
    pushes.map((push) => {
      const subject = `${push.kind} ${push.kind === 'create' ? push.key : push.id}`
      const turn = seen.get(subject) ?? 0
      seen.set(subject, turn + 1)
      return [push, turn]
    }),
  )
  return (push) => {
    const mask = push.kind === 'update' ? `${maskOf(push)} ${isCutShort(push)}` : ''
    return `${push.kind} ${turns.get(push)} ${mask}`
  }
}

function maskOf({ raw, from, to }: Update): string {
  return patch(object(raw), from, to).mask.join()
}

/** Whether a list may have come in cut off, and would be written back without its end. */
export function isCutShort({ raw, from, to }: Update): boolean {
  const person = object(raw)
  const { mask } = patch(person, from, to)
  return mask.some((member) => list(person[member]).length >= MOST_ENTRIES)
}

export function chunks<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  const count = Math.ceil(all.length / size)
  return Array.from({ length: count }, (_, index) => all.slice(index * size, (index + 1) * size))
}
