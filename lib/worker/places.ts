// Which occurrence of which series a step adds: the other side knows the series by its link.
import type { Place } from '@/lib/engine/collection'
import type { ChangeKind } from '@/lib/engine/model'
import type { Item } from '@/lib/store/kinds/kind'
import { linksOfSeries, onBothSides, slotOn } from './compare/series-places'
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
 * The tasks with their places. An occurrence whose series has no copy on the other side, or no place for it there, is left to the next
 * run: its series was excluded, failed, moved, or waits for a person since the plan.
 */
export async function withPlaces(
  context: StepContext,
  tasks: readonly Task[],
): Promise<readonly PlacedTask[]> {
  const occurrences = tasks.filter(isOccurrence)
  if (occurrences.length === 0) return tasks.map((task) => ({ ...task, place: null }))
  const seriesOf = (kind: ChangeKind) =>
    occurrences.flatMap((task) => (task.change.kind === kind ? (addedBy(task)?.parentId ?? []) : []))
  const { kind, run } = context
  const ids = { local: seriesOf('createRemote'), remote: seriesOf('createLocal') }
  // An undo may add a series to one side that stays deleted on the other.
  const isUndo = run.kind === 'undo'
  const links = await linksOfSeries(kind, ids, isUndo)
  const known = await onBothSides(kind, links, isUndo)
  const here = new Map(known.map((one) => [one.localId, one]))
  const there = new Map(known.map((one) => [one.remoteId, one]))
  const placeOf = (task: Task): Place | null => {
    const { parentId, slot } = addedBy(task) ?? {}
    const isHere = task.change.kind === 'createLocal'
    const series = (isHere ? there : here).get(parentId ?? '')
    const { series: rules } = kind.domain
    if (!series || !slot || !rules) return null
    const place = slotOn(rules, isHere ? 'local' : 'remote', series, slot)
    return place === null ? null : { parentId: isHere ? series.localId : series.remoteId, slot: place }
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
