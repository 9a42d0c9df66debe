// Compares both sides and stores the plan. Each comparison starts from the stored observations, so an interrupted one is simply repeated.
// It works in chunks, so that a server that runs it in its own process still answers pages. A stored plan does not change: the run
// carries out exactly what a preview or a guard showed.

import type { Guard } from '@/lib/engine/guard/guard'
import { importanceOf } from '@/lib/engine/importance'
import type { Answers } from '@/lib/engine/model'
import type { PersonWait } from '@/lib/engine/run-state'
import { askForOccurrences } from '@/lib/engine/series/ask-for-occurrences'
import {
  type Followed,
  followSeries,
  inheritWrites,
  isOfSeries,
  type Parents,
} from '@/lib/engine/series/follow-series'
import { pairKey } from '@/lib/engine/sides'
import { offersAgain, settingsInForce, toJson } from '@/lib/store/address-book/values'
import { applyChoice, choiceOf } from '@/lib/store/choice/choices'
import { db, type Tx } from '@/lib/store/database/client'
import { ownersAfterUndo } from '@/lib/store/duplicates/account-merges'
import type { Change, PlanContext, Value } from '@/lib/store/kinds/kind'
import { clientsAmong } from '@/lib/store/matters/of-contacts'
import type { Ends } from '@/lib/store/pending/pending-items'
import { keepUnlinked, type Unlinked } from '@/lib/store/pending/unlinked-items'
import { changeRow } from '@/lib/store/review/change-row'
import { nameExclusions } from '@/lib/store/review/exclusions'
import { acknowledgedOf } from '@/lib/store/runs/acknowledged'
import { type OtherPerson, type Problem, problemOf } from '@/lib/store/runs/problem'
import { beginWait, moveRun, personWait } from '@/lib/store/runs/run-moves'
import { transferLinks } from '@/lib/store/sync/account-owner'
import { dropDisplaced } from '@/lib/store/sync/read-occurrences'
import { othersSyncing } from '@/lib/store/sync/syncs'
import { contextOf } from '../context'
import { inStep } from '../step'
import { type StepContext, unprovenSince } from '../step-context'
import { inChunks } from './chunks'
import { duplicatesThere, keepDuplicates } from './duplicates-there'
import { guardsOf } from './guards'
import { withHeldAdditions } from './held-additions'
import { planLinked } from './linked'
import { askedAboutLost } from './lost-occurrences'
import {
  type CarriedForward,
  carryForward,
  carryIntoPreview,
  OPEN_STATES,
  type OpenChange,
} from './open-changes'
import { claim, lookAt } from './scope'
import { missingOccurrences } from './series-places'
import { storePlan } from './store-plan'
import { planUndoStep } from './undo'
import { type Between, planUnlinkedSides, type UnlinkedPlan } from './unlinked'

export async function compareStep(context: StepContext): Promise<void> {
  if (context.run.kind === 'undo') return planUndoStep(context)
  if (await mustWarnOfOthers(context)) return
  const { run, sync, kind } = context
  if (run.kind === 'first') await goOnFromOthers(context)
  const scope = await claim(context)
  if (choiceOf(sync)) await inStep(context, (tx) => applyChoice(tx, sync, context.connection.userId))
  if (run.kind === 'first') await nameExclusions(kind)
  if (kind.occurrences) await inStep(context, (tx) => dropDisplaced(tx, kind, run.startedAt ?? run.createdAt))
  const { open, openChanges, dangling, part } = await lookAt(context, scope)
  const answers = await answersOf(sync, openChanges)
  const total = open.links.length + open.local.length + open.remote.length
  await beginAnew(context, total)
  const lookedThere = duplicatesThere(context)
  const looked = part ? [...open.links, ...dangling.map(({ id }) => id)] : null
  const merged = await kind.mergedThere(offersAgain(run, sync), looked)
  const missing = await missingOccurrences(kind, open.links)
  const planContext = { ...contextOf(context, answers), merged, missing: missing.byLink }
  const known = new Set(dangling.map(({ id }) => id))
  const linked = await planLinked(
    context,
    open.links.filter((id) => !known.has(id)),
    planContext,
  )
  const unlinked = await planUnlinkedSides(context, open, dangling, planContext, openChanges, part)
  const parents = bothOf(linked.parents, unlinked.parents)
  const planned = await withHeldAdditions(context, [...linked.changes, ...unlinked.changes])
  const all = askForOccurrences(planned, parents, answers)
  const linkedSeries = {
    ...unlinked.linkedSeries,
    local: new Set([...unlinked.linkedSeries.local, ...missing.series]),
  }
  const follow = (some: readonly Change[]) => followSeries(some, parents, linkedSeries, planContext)
  const { changes: ordered, waits } = await withLossAsked(kind, all, follow, planContext)
  const changes = inheritWrites(ordered, parents, unlinked.slots, kind.domain.series)
  await keepDuplicates(context, await lookedThere)
  await keepPlan(context, changes, open.same + linked.same, openChanges, {
    ...{ all, parents, waits },
    between: (change) => linked.between.get(change.linkId ?? '') ?? unlinked.between(change),
    editedAt: unlinked.editedAt,
    unlinked: unlinked.unlinked,
    compared: part?.compared ?? null,
  })
}

/** The changes in order. If one of them would lose changed occurrences, it becomes a question, and the others follow anew. */
async function withLossAsked(
  kind: StepContext['kind'],
  all: readonly Change[],
  follow: (changes: readonly Change[]) => Followed<Value>,
  planContext: PlanContext,
): Promise<Followed<Value>> {
  const followed = follow(all)
  const asked = await askedAboutLost(kind, followed.changes, planContext)
  if (asked.size === 0) return followed
  return follow(all.flatMap((one) => (asked.has(one) ? (asked.get(one) ?? []) : [one])))
}

interface Found {
  /** Before occurrences followed their series. */
  readonly all: readonly Change[]
  readonly parents: Parents
  readonly between: Between
  readonly editedAt: UnlinkedPlan['editedAt']
  /** See Followed. */
  readonly waits: boolean
  readonly unlinked: Unlinked | null
  /** The items without a link that were compared; null if all were. */
  readonly compared: Ends | null
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
      pairs.map(({ answers, ...pair }) => [pairKey(pair), answers.conflicts ?? {}]),
    ),
    deletions: Object.fromEntries(
      pairs.flatMap(({ answers: { deletion }, ...pair }) =>
        deletion ? [[pairKey(pair), deletion] as const] : [],
      ),
    ),
  }
}

type Fresh = CarriedForward['fresh'][number]

function rowOf(
  { kind, run, newId }: StepContext,
  { change, begin }: Fresh,
  found: Pick<Found, 'parents' | 'between'> & { readonly importance: (change: Change) => number },
) {
  const ends = change.kind === 'question' || change.conflicts.length > 0 ? found.between(change) : []
  return changeRow(
    kind,
    run,
    change,
    newId(),
    { ...begin, ofSeries: isOfSeries(found.parents, change), importance: found.importance(change) },
    ends,
  )
}

/** Stores the plan. A preview then waits for its person; any other run continues unless a guard stops it. */
async function keepPlan(
  context: StepContext,
  changes: readonly Change[],
  same: number,
  openChanges: readonly OpenChange[],
  { all, parents, between, editedAt, waits, unlinked, compared }: Found,
) {
  const { run, now } = context
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
  const importance = await ranked(context, changes, editedAt)
  const owners = fresh.some(isAddition) ? await ownersAfterUndo(run) : new Map<string, boolean>()
  await storePlan(context, fresh.map(withOwner(owners)), (one) =>
    rowOf(context, one, { parents, between, importance }),
  )
  await inStep(context, async (tx) => {
    if (!holds)
      await tx.change.updateMany({
        where: { id: { in: [...carriedForward.superseded] }, state: { in: [...OPEN_STATES] } },
        data: { state: 'superseded' },
      })
    const settings = toJson(settingsInForce(context.sync))
    await tx.run.update({ where: { id: run.id }, data: { same, settings } })
    if (unlinked) await keepUnlinked(tx, context.sync, unlinked, compared)
    if (waits) {
      await tx.pendingItem.create({ data: { firmId: run.firmId, syncId: run.syncId, side: 'all' } })
      await tx.sync.updateMany({
        where: { id: run.syncId, state: 'active' },
        data: { nextCheckAt: now() },
      })
    }
    await goOn(tx, context, findings)
  })
}

/** A contact that an undone merge created again has a new id: what its person had said about its owner still holds. */
const withOwner =
  (owners: ReadonlyMap<string, boolean>) =>
  (one: Fresh): Fresh => {
    const { change, begin } = one
    const onlyMine = begin.onlyMine ?? owners.get(change.remoteId ?? '')
    return isAddition(one) && onlyMine !== undefined ? { change, begin: { ...begin, onlyMine } } : one
  }

/** Of a contact that is added here, or may be. */
const isAddition = ({ change: { kind } }: Fresh): boolean => kind === 'createLocal' || kind === 'question'

/** How much each question matters; 0 for all else. */
async function ranked(
  { sync: { firmId, kind }, now }: StepContext,
  changes: readonly Change[],
  editedAt: UnlinkedPlan['editedAt'],
): Promise<(change: Change) => number> {
  const asked = changes.flatMap((one) => (one.kind === 'question' ? (one.localId ?? []) : []))
  const clients =
    kind === 'contacts'
      ? new Set(await inChunks(asked, async (ids) => [...(await clientsAmong(firmId, ids))]))
      : new Set()
  const at = now()
  return (change) =>
    change.kind === 'question'
      ? importanceOf({ isClient: clients.has(change.localId), editedAt: editedAt(change) }, at)
      : 0
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
