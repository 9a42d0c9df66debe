// Which occurrence of which series a step adds: the other side knows the series by its link.
import type { Place } from '@/lib/engine/collection'
import { db } from '@/lib/store/database/client'
import type { Item } from '@/lib/store/kinds/kind'
import { supersede } from './complete-change'
import { inStep } from './step'
import type { PlacedTask, StepContext, Task } from './step-context'

/** The item that the task adds to the other side; null if it adds none. */
function addedBy({ change, pair }: Task): Item | null {
  if (change.kind === 'createLocal') return pair.remote
  return change.kind === 'createRemote' ? pair.local : null
}

const isOccurrence = (task: Task): boolean => Boolean(addedBy(task)?.parentId)

/**
 * The tasks with their places. An occurrence whose series has no copy on the other side is left to the next run: its series was
 * excluded, failed, or waits for a person since the plan.
 */
export async function withPlaces(
  context: StepContext,
  tasks: readonly Task[],
): Promise<readonly PlacedTask[]> {
  const occurrences = tasks.filter(isOccurrence)
  if (occurrences.length === 0) return tasks.map((task) => ({ ...task, place: null }))
  const series = occurrences.flatMap((task) => addedBy(task)?.parentId ?? [])
  const here = occurrences.flatMap((task) => (task.pair.local?.parentId ? [task.pair.local.parentId] : []))
  const { id: syncId, firmId } = context.sync
  const links = await db(firmId).link.findMany({
    where: {
      syncId,
      tombstone: null,
      OR: [{ remoteId: { in: series } }, { localId: { in: here } }],
    },
    select: { localId: true, remoteId: true },
  })
  const [local, remote] = [
    new Map(links.map((link) => [link.remoteId, link.localId])),
    new Map(links.map((link) => [link.localId, link.remoteId])),
  ]
  const placeOf = (task: Task): Place | null => {
    const { parentId, slot } = addedBy(task) ?? {}
    const found = (task.change.kind === 'createLocal' ? local : remote).get(parentId ?? '')
    return found && slot ? { parentId: found, slot } : null
  }
  const placed = tasks.map((task) => ({ ...task, place: placeOf(task) }))
  await leave(
    context,
    placed.filter((task) => isOccurrence(task) && task.place === null),
  )
  return placed.filter((task) => !isOccurrence(task) || task.place !== null)
}

async function leave(context: StepContext, tasks: readonly Task[]): Promise<void> {
  if (tasks.length === 0) return
  await inStep(context, async (tx) => {
    for (const { change } of tasks) await supersede(tx, context.run.id, change)
  })
}
