// The firm has each item once. An item that a run is about to add may have been added since its plan: by another person's sync, by
// hand, or by a restore from the bin. The firm's collection compares before it adds (`ConcurrentCheck`).

import { plan } from '@/lib/engine/plan'
import type { ConcurrentCheck } from '@/lib/store/collections/options'
import type { Addition } from '@/lib/store/collections/rounds'
import type { Tx } from '@/lib/store/database/client'
import type { Change, Item, Value } from '@/lib/store/kinds/kind'
import { changeRow, insertChanges, type StoredChange } from '@/lib/store/review/change-row'
import { replan } from '@/lib/store/review/changes'
import { isAddedMine } from '@/lib/store/review/only-mine'
import { candidatesBetween } from './compare/unlinked'
import { countDone, supersede } from './complete-change'
import { contextOf } from './context'
import type { StepContext, Task } from './step-context'

/** Finds tasks that would duplicate an item added since the plan, and decides at once what happens to them. */
export function concurrentCheck(
  tx: Tx,
  context: StepContext,
  tasks: readonly Task[],
): ConcurrentCheck<Value> {
  const compare = async (added: readonly Item[], additions: readonly Addition<Value>[]) => {
    const refs = new Set(additions.map(({ ref }) => ref))
    const adding = tasks.filter(({ change }) => refs.has(change.id))
    const met = await outcomesOf(tx, context, adding, added)
    const stale = new Set<string>()
    for (const { change } of adding) {
      const found = met.get(change.remoteId ?? '')
      if (!found) continue
      stale.add(change.id)
      await takeUp(tx, context, change, found)
    }
    return stale
  }
  return { run: context.run, compare }
}

/** Plans the items that match a contact added since the plan. Returns the changes by remote id. */
async function outcomesOf(
  tx: Tx,
  context: StepContext,
  additions: readonly Task[],
  local: readonly Item[],
): Promise<ReadonlyMap<string, readonly Change[]>> {
  const separate = await tx.separation.findMany({
    where: { syncId: context.sync.id, localId: { in: local.map(({ id }) => id) } },
  })
  const planContext = contextOf(context, {
    linked: [],
    separate: separate.map(({ localId, remoteId }) => ({ localId: localId, remoteId })),
    conflicts: {},
  })
  const items = additions.flatMap(({ pair }) => pair.remote ?? [])
  const { remote, candidates } = await candidatesBetween(tx, context, local, items, planContext)
  const { changes } = plan({ ...planContext, links: [], local, remote, candidates })
  const met = new Map<string, Change[]>()
  for (const change of changes)
    if (change.localId !== null && change.remoteId !== null)
      met.set(change.remoteId, [...(met.get(change.remoteId) ?? []), change])
  return met
}

/**
 * A background run leaves the change to the next run, which starts at once and sees all contacts. In a preview's run, a change that now
 * only links the two continues; any other outcome waits for a person. So does the link of what was to be only the person's, since the
 * contact here may be everyone's.
 */
async function takeUp(
  tx: Tx,
  context: StepContext,
  change: StoredChange,
  found: readonly Change[],
): Promise<void> {
  const { run, sync, now } = context
  const [only] = found
  if (run.kind === 'first' && only && only.kind !== 'question') {
    const goesOn = only.kind === 'link' && !isAddedMine(sync, change)
    await replan(tx, change.id, only, goesOn ? {} : { state: 'waiting', outdated: true })
    if (!goesOn) await countDone(tx, run.id, change)
    return
  }
  await supersede(tx, run.id, change)
  if (run.kind === 'first') await ask(tx, context, change, found)
  else await tx.sync.updateMany({ where: { id: sync.id, state: 'active' }, data: { nextCheckAt: now() } })
}

/** Asks the question in the way a background run does. */
async function ask(
  tx: Tx,
  { kind, run, newId }: StepContext,
  { body }: StoredChange,
  questions: readonly Change[],
) {
  const between = body.local?.to ? [body.local.to] : []
  await insertChanges(
    tx,
    questions.map((question) => changeRow(kind, run, question, newId(), { state: 'waiting' }, between)),
  )
}
