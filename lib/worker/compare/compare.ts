// Compares both sides and stores the plan. Each comparison starts from the stored observations, so an interrupted one is simply repeated.
// It works in chunks, so that a server that runs it in its own process still answers pages. A stored plan does not change: the run
// carries out exactly what a preview or a guard showed.

import { setImmediate as yieldToEventLoop } from 'node:timers/promises'
import type { Guard } from '@/lib/engine/guard/guard'
import type { Answers } from '@/lib/engine/model'
import type { PersonWait } from '@/lib/engine/run-state'
import { followSeries, isOfSeries, type Parents } from '@/lib/engine/series'
import { offersAgain, settingsInForce, toJson } from '@/lib/store/address-book/values'
import { db, type Tx } from '@/lib/store/database/client'
import type { Change } from '@/lib/store/kinds/kind'
import { changeRow, insertChanges } from '@/lib/store/review/change-row'
import { nameExclusions } from '@/lib/store/review/exclusions'
import { acknowledgedOf } from '@/lib/store/runs/acknowledged'
import { type OtherPerson, type Problem, problemOf } from '@/lib/store/runs/problem'
import { beginWait, moveRun, personWait } from '@/lib/store/runs/run-moves'
import { transferLinks } from '@/lib/store/sync/account-owner'
import { pendingComparison } from '@/lib/store/sync/links'
import { othersSyncing } from '@/lib/store/sync/syncs'
import { contextOf } from '../context'
import { linkCreated } from '../replies'
import { inStep } from '../step'
import type { StepContext } from '../step-context'
import { guardsOf } from './guards'
import { CHUNK, planLinked } from './linked'
import { carryForward, carryIntoPreview, OPEN_STATES, type OpenChange, openChangesOf } from './open-changes'
import { type Between, danglingLinks, planUnlinkedSides } from './unlinked'

export async function compareStep(context: StepContext): Promise<void> {
  if (await mustWarnOfOthers(context)) return
  const { run, sync, kind } = context
  if (run.kind === 'first') {
    await goOnFromOthers(context)
    await nameExclusions(kind)
  }
  await linkCreated(context)
  const open = await pendingComparison(kind, {
    again: offersAgain(run, sync),
    unproven: unprovenSince(context),
  })
  const openChanges = await openChangesOf(kind, run)
  const answers = await answersOf(sync, openChanges)
  const total = open.links.length + open.local.length + open.remote.length
  await beginAnew(context, total)
  const merged = await kind.mergedThere(offersAgain(run, sync))
  const planContext = { ...contextOf(context, answers), merged }
  const dangling = await danglingLinks(kind, open)
  const known = new Set(dangling.map(({ id }) => id))
  const linked = await planLinked(
    context,
    open.links.filter((id) => !known.has(id)),
    planContext,
  )
  const unlinked = await planUnlinkedSides(context, open, dangling, planContext, openChanges)
  const parents = bothOf(linked.parents, unlinked.parents)
  const all = [...linked.changes, ...unlinked.changes]
  const changes = followSeries(all, parents, unlinked.linkedSeries)
  await keepPlan(context, changes, open.same + linked.same, openChanges, {
    all,
    parents,
    between: unlinked.between,
  })
}

interface Found {
  /** Before occurrences followed their series. */
  readonly all: readonly Change[]
  readonly parents: Parents
  readonly between: Between
}

const bothOf = (a: Parents, b: Parents): Parents => ({
  local: new Map([...a.local, ...b.local]),
  remote: new Map([...a.remote, ...b.remote]),
})

/** Another person of the firm may have synced this account before: the bases of their links are still valid. */
async function goOnFromOthers(context: StepContext): Promise<void> {
  await inStep(context, (tx) => transferLinks(tx, context.sync))
}

/** Deletes the plan of an earlier attempt. */
async function beginAnew(context: StepContext, total: number): Promise<void> {
  const { id } = context.run
  await inStep(context, async (tx) => {
    await tx.run.update({ where: { id }, data: { done: 0, total } })
    await tx.change.deleteMany({ where: { runId: id } })
  })
}

/** Writes sent after this time may be in the account without appearing in its lists yet. */
function unprovenSince({ run, provider }: StepContext): Date {
  const readAt = run.startedAt ?? run.createdAt
  return new Date(readAt.getTime() - provider.can.limits.lagMs)
}

/**
 * Before the sync's first start: warns that another person of the firm already syncs the same list, since both lists then belong to the
 * firm. Warns again if another person has started a sync that the warning did not show.
 */
async function mustWarnOfOthers(context: StepContext): Promise<boolean> {
  const { run, sync, connection } = context
  if (sync.kind !== 'contacts' || run.kind !== 'first' || sync.startedAt !== null) return false
  const people = await othersSyncing(sync.firmId, connection.userId, sync.id)
  const seen = acknowledgedOf(run)?.problem
  const known = new Set(seen?.kind === 'others' ? seen.people.map(whoSyncs) : [])
  if (people.every((one) => known.has(whoSyncs(one)))) return false
  await inStep(context, (tx) => awaitPerson(tx, run.id, 'others', { kind: 'others', people }))
  return true
}

const whoSyncs = ({ name, since }: Pick<OtherPerson, 'name' | 'since'>) => `${since.getTime()} ${name}`

/** Makes the run wait for its person. The new revision identifies what they see, and their answer names it. */
async function awaitPerson(tx: Tx, id: string, waitKind: PersonWait, problem: Problem): Promise<void> {
  const asks = { problem: toJson(problem), revision: { increment: 1 } }
  await beginWait(tx, { id }, personWait(waitKind), asks)
}

/** Answers from earlier runs that this run uses. */
async function answersOf(sync: StepContext['sync'], openChanges: readonly OpenChange[]): Promise<Answers> {
  const separate = await db(sync.firmId).separation.findMany({ where: { syncId: sync.id } })
  const pairs = openChanges.flatMap((change) =>
    change.localId && change.remoteId
      ? [{ localId: change.localId, remoteId: change.remoteId, answers: change.answers }]
      : [],
  )
  return {
    linked: pairs.filter(({ answers }) => answers.samePerson === 'link'),
    separate: separate.map(({ localId, remoteId }) => ({ localId: localId, remoteId })),
    conflicts: Object.fromEntries(
      pairs.map(({ localId, remoteId, answers }) => [`${localId}|${remoteId}`, answers.conflicts ?? {}]),
    ),
  }
}

/** Stores the plan. A preview then waits for its person; any other run continues unless a guard stops it. */
async function keepPlan(
  context: StepContext,
  changes: readonly Change[],
  same: number,
  openChanges: readonly OpenChange[],
  { all, parents, between }: Found,
) {
  const { run, newId, now } = context
  const options = { domain: context.kind.domain, now: now(), unproven: unprovenSince(context) }
  const carriedForward = (run.kind === 'first' ? carryIntoPreview : carryForward)(
    changes,
    openChanges,
    options,
  )
  const findings = await guardsOf(context, { all, changes }, carriedForward)
  const holds = findings.length > 0 && run.kind !== 'first'
  // The person may reject a plan that a guard stopped: until they continue, earlier waiting changes keep their place and their answers.
  const fresh = holds
    ? carriedForward.fresh.filter(({ begin }) => begin.state === undefined)
    : carriedForward.fresh
  for (let at = 0; at < fresh.length; at += CHUNK) {
    const rows = fresh
      .slice(at, at + CHUNK)
      .map(({ change, begin }) =>
        changeRow(
          context.kind,
          run,
          change,
          newId(),
          { ...begin, ofSeries: isOfSeries(parents, change) },
          change.kind === 'question' ? between(change) : [],
        ),
      )
    await inStep(context, (tx) => insertChanges(tx, rows))
    await yieldToEventLoop()
  }
  await inStep(context, async (tx) => {
    if (!holds)
      await tx.change.updateMany({
        where: { id: { in: [...carriedForward.superseded] }, state: { in: [...OPEN_STATES] } },
        data: { state: 'superseded' },
      })
    const settings = toJson(settingsInForce(context.sync))
    await tx.run.update({ where: { id: run.id }, data: { same, settings } })
    await goOn(tx, context, findings)
  })
}

async function goOn(tx: Tx, { run, now }: StepContext, findings: readonly Guard[]): Promise<void> {
  const over = { done: 0, total: null }
  const problem = findings.length > 0 ? { problem: toJson({ kind: 'guard', guards: findings }) } : {}
  if (run.kind === 'first')
    await moveRun(tx, run.id, 'comparing', 'ready', { ...over, ...problem, readyAt: now() })
  else if (findings.length > 0)
    await awaitPerson(tx, run.id, 'guard', { kind: 'guard', guards: findings, ...before(run) })
  else await moveRun(tx, run.id, 'comparing', 'applying', { ...over, applyingAt: now() })
}

/** The guards that stopped the run before it was compared again. */
function before(run: StepContext['run']): { readonly before?: readonly Guard[] } {
  const problem = problemOf(run.problem)
  return problem?.kind === 'guard' ? { before: problem.guards } : {}
}
