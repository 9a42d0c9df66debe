// One firm, one contact: what is about to be added here may have come meanwhile, by another person's sync, by hand or from the
// bin. One sync of a firm at a time adds contacts, and first compares them with those added since its plan.

import type { Change } from '@/lib/domains/contacts/types'
import { plan } from '@/lib/engine/plan'
import type { Tx } from '@/lib/store/database/client'
import { changeRow, insertChanges, type StoredChange } from '@/lib/store/review/change-row'
import { replan } from '@/lib/store/review/changes'
import { itemOfContact } from '@/lib/store/review/pairs'
import { concurrentAdditions, lockAdditions } from '@/lib/store/sync/concurrent-additions'
import { candidatesBetween } from './compare-sides'
import { countDone, supersede } from './complete-change'
import { contextOf } from './context'
import type { StepContext, Task } from './step-context'

/** Those of the changes that may still be carried out. Until the transaction ends, no other sync of the firm adds contacts. */
export async function matchConcurrentAdditions(
  tx: Tx,
  context: StepContext,
  current: readonly Task[],
): Promise<readonly Task[]> {
  const additions = current.filter(addsHere)
  if (additions.length === 0) return current
  await lockAdditions(tx, context.sync.firmId)
  const met = await outcomesOf(tx, context, additions)
  if (met.size === 0) return current
  for (const { change } of additions) {
    const found = met.get(change.remoteId ?? '')
    if (found) await takeUp(tx, context, change, found)
  }
  return current.filter((task) => !addsHere(task) || !met.has(task.change.remoteId ?? ''))
}

export const addsHere = ({ change }: Task): boolean => change.body.local?.from === null

/** What becomes of the entries that are to be added and meet somebody, by remote id. */
async function outcomesOf(
  tx: Tx,
  context: StepContext,
  additions: readonly Task[],
): Promise<ReadonlyMap<string, readonly Change[]>> {
  const local = (await concurrentAdditions(tx, context.run)).map(itemOfContact)
  if (local.length === 0) return new Map()
  const separate = await tx.separation.findMany({
    where: { syncId: context.sync.id, contactId: { in: local.map(({ id }) => id) } },
  })
  const planContext = contextOf(context, {
    linked: [],
    separate: separate.map(({ contactId, remoteId }) => ({ localId: contactId, remoteId })),
    conflicts: {},
  })
  const items = additions.flatMap(({ pair }) => pair.remote ?? [])
  const { remote, candidates } = await candidatesBetween(tx, context.sync, local, items, planContext)
  const { changes } = plan({ ...planContext, links: [], local, remote, candidates })
  const met = new Map<string, Change[]>()
  for (const change of changes)
    if (change.localId !== null && change.remoteId !== null)
      met.set(change.remoteId, [...(met.get(change.remoteId) ?? []), change])
  return met
}

/**
 * A background run leaves it to the next one, which comes at once and sees everybody. What was previewed goes on where it only
 * remembers that the two are one; whatever else it has become waits for its person.
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
    const goesOn = only.kind === 'link'
    await replan(tx, change.id, only, goesOn ? {} : { state: 'waiting', outdated: true })
    if (!goesOn) await countDone(tx, run.id, change)
    return
  }
  await supersede(tx, run.id, change)
  if (run.kind === 'first') await ask(tx, context, change, found)
  else await tx.sync.updateMany({ where: { id: sync.id, state: 'active' }, data: { nextCheckAt: now() } })
}

/** As a question of any run that goes on by itself. */
async function ask(
  tx: Tx,
  { domain, run, newId }: StepContext,
  { body }: StoredChange,
  questions: readonly Change[],
) {
  const between = body.local?.to ? [body.local.to] : []
  await insertChanges(
    tx,
    questions.map((question) => changeRow(domain, run, question, newId(), { state: 'waiting' }, between)),
  )
}
