// One step of carrying out a plan: the next changes of one kind. It writes the local side first, then the remote side, and records the
// matching part of the base with each half. The next plan finds everything that a crash interrupted, because a base contains only what
// both sides held.

import { sameOutcome } from '@/lib/engine/decide'
import { answersFor, planPair } from '@/lib/engine/plan-pair'
import { isUndo, replanUndo } from '@/lib/engine/undo/plan-undo'
import { asSettings, offersAgain, sameSettings, settingsInForce } from '@/lib/store/address-book/values'
import type { Tx } from '@/lib/store/database/client'
import type { Change } from '@/lib/store/kinds/kind'
import { parseChange, plannedOf, type StoredChange } from '@/lib/store/review/change-row'
import { changesOfRun, mustBeReadable, replan, STEP } from '@/lib/store/review/changes'
import { keepOwners } from '@/lib/store/review/only-mine'
import { loadPairs, type Pair, pairContext } from '@/lib/store/review/pairs'
import { writes } from '@/lib/store/review/writes'
import { isToCreate } from '@/lib/store/sync/calendar-syncs'
import { countDone, supersede } from './complete-change'
import { finishRun } from './finish'
import { keepLabels } from './keep-labels'
import { withPlaces } from './places'
import { push } from './push'
import { mustMove } from './standstill'
import { inStep } from './step'
import type { StepContext, Task } from './step-context'
import { undoLabels } from './undo-labels'
import { writeHere } from './write-here'

export async function applyStep(context: StepContext): Promise<void> {
  if (isToCreate(context.sync.remoteId)) return createRemote(context)
  if (context.run.total === null) return begin(context)
  if (context.run.kind !== 'first' && isOutdated(context)) return giveBack(context)
  const changes = await changesOfRun(context.kind, context.run, STEP)
  if (changes.length === 0) {
    // An undo has read nothing, so what it knows of labels may be old: the next run keeps them in step.
    await (context.run.kind === 'undo' ? undoLabels(context) : keepLabels(context))
    return finishRun(context)
  }
  const current = await bringUpToDate(context, changes)
  const written = await writeHere(context, await withPlaces(context, current))
  await push(context, written)
  await mustMove(context, changes)
}

/**
 * Creates the account's calendar before the first write. The call is repeatable, so a worker that ends between the call and the
 * transaction leaves no second calendar.
 */
async function createRemote(context: StepContext): Promise<void> {
  const { connection, collection, sync, create, onCall } = context
  const remoteId = await create(connection, collection, onCall)
  await inStep(context, async (tx) => {
    await tx.$executeRaw`
      update "Collection" set "remoteId" = ${remoteId} where id = ${collection.id}::uuid and "firmId" = ${sync.firmId}::uuid`
  })
}

/** True if the settings have changed since the plan was made. */
function isOutdated({ run, sync }: StepContext): boolean {
  return run.settings !== null && !sameSettings(asSettings(run.settings), settingsInForce(sync))
}

/** Leaves changes that were planned, or shown by a guard, under other settings to the next run, which starts at once. */
async function giveBack(context: StepContext): Promise<void> {
  const { run, sync, now } = context
  await inStep(context, async (tx) => {
    const planned = { runId: run.id, state: 'planned' } as const
    await tx.change.updateMany({ where: planned, data: { state: 'superseded' } })
    await tx.sync.updateMany({ where: { id: sync.id, state: 'active' }, data: { nextCheckAt: now() } })
  })
  await finishRun(context)
}

/** Undecided changes wait; the others are counted if they write. */
async function begin(context: StepContext): Promise<void> {
  const { run } = context
  await inStep(context, async (tx) => {
    await mustBeReadable(tx, run.id)
    await letReturn(tx, run.id)
    await keepOwners(tx, run, context.sync)
    if (run.acknowledged !== null && run.kind !== 'first') await supersedeOpen(tx, run)
    // A new pair is linked even if it has only conflicts, because the match itself is certain.
    await tx.$executeRaw`
      update "Change" set state = 'waiting'
      where "runId" = ${run.id}::uuid and state = 'planned' and (undecided or outdated)
        and (kind in ('question', 'createRemote') or outdated or ("linkId" is not null
          and jsonb_typeof(body -> 'local') = 'null' and jsonb_typeof(body -> 'remote') = 'null'))`
    const [counted] = await tx.$queryRaw<[{ total: number }]>`
      select count(*)::int as total from "Change" c
      where c."runId" = ${run.id}::uuid and c.state in ('planned', 'sent') and ${writes}`
    const from = { total: counted.total, done: 0, written: 0, matched: 0 }
    await tx.run.update({ where: { id: run.id }, data: from })
  })
}

/**
 * After a guard: open changes of earlier runs about the same contacts now belong to this run. Their other changes stay as they were
 * shown, and the next run looks at them. A run that no guard stopped has done this already.
 */
async function supersedeOpen(tx: Tx, { id, syncId }: StepContext['run']): Promise<void> {
  await tx.$executeRaw`
    update "Change" old set state = 'superseded' from "Change" new
    where old."syncId" = ${syncId}::uuid and old."runId" <> ${id}::uuid and old.state in ('waiting', 'failed')
      and new."runId" = ${id}::uuid and new.state = 'planned'
      and new."remoteId" is not distinct from old."remoteId"
      and (case when new.kind <> 'createLocal' then new."localId" end)
        is not distinct from (case when old.kind <> 'createLocal' then old."localId" end)`
}

/**
 * Removes the tombstone of contacts that return to the side that deleted them, so that the next run still plans them if this run fails. A
 * contact that returns here keeps its id and is not duplicated, so its change keeps that id.
 */
async function letReturn(tx: Tx, runId: string): Promise<void> {
  await tx.$executeRaw`
    delete from "Link" l using "Change" c
    where c."runId" = ${runId}::uuid and c.state = 'planned' and c.kind in ('createLocal', 'createRemote') and l.id = c."linkId"`
  await tx.$executeRaw`
    update "Change" set "linkId" = null,
      "remoteId" = case when kind = 'createLocal' then "remoteId" end,
      "remoteVersion" = case when kind = 'createLocal' then "remoteVersion" end
    where "runId" = ${runId}::uuid and state = 'planned' and kind in ('createLocal', 'createRemote') and "linkId" is not null`
}

/**
 * The changes that still match both sides and the settings. The others are planned again: a change with the same outcome continues, one
 * with another outcome waits.
 */
async function bringUpToDate(
  context: StepContext,
  changes: readonly StoredChange[],
): Promise<readonly Task[]> {
  const pairs = await loadPairs(context.kind, changes, { raw: true })
  const outdated = isOutdated(context)
  const current: Task[] = []
  for (const change of changes) {
    const pair = pairs.get(change.id)
    if (!pair) continue
    if (
      isCurrent(change, pair) &&
      (!outdated || isAsPlanned(context, planNow(context, change, pair), change))
    )
      current.push({ change, pair })
    else {
      const again = await planAgain(context, change, pair)
      if (again) current.push({ change: again, pair })
    }
  }
  return current
}

// The answer "not the same" writes nothing.
const isParted = ({ kind, answers }: StoredChange) => kind === 'question' && answers.samePerson === 'separate'

function isCurrent(change: StoredChange, { link, local, remote }: Pair): boolean {
  if (isParted(change)) return true
  const expected = change.writtenVersion ?? change.localVersion
  return (
    (change.localId === null || (local !== null && Number(local.version) === expected)) &&
    (change.remoteId === null || (remote !== null && remote.version === change.remoteVersion)) &&
    (link?.id ?? null) === change.linkId
  )
}

function planNow({ run, sync, kind }: StepContext, change: StoredChange, pair: Pair): Change | null {
  const answers = answersFor(plannedOf(change), change.answers, pair)
  const again = planPair(pair, answers, pairContext(kind, offersAgain(run, sync)))
  return again && stillNamed(again, change, pair)
}

/** True if the outcome is the one that was shown. An answered question has the outcome of its answer. */
function isAsPlanned({ kind }: StepContext, now: Change | null, change: StoredChange): boolean {
  if (isParted(change)) return true
  const isAnswered = change.kind === 'question' && change.answers.samePerson === 'link'
  return (
    now !== null && sameOutcome(kind.domain, isAnswered ? { ...now, kind: 'question' } : now, restOf(change))
  )
}

/** The part of the change that is not written yet. */
const restOf = (change: StoredChange): Change =>
  change.writtenVersion === null ? plannedOf(change) : { ...plannedOf(change), local: null }

async function planAgain(
  context: StepContext,
  change: StoredChange,
  pair: Pair,
): Promise<StoredChange | null> {
  const { run } = context
  const takesBack = isUndo(change.body)
  const planned = takesBack ? undoNow(context, change, pair) : planNow(context, change, pair)
  return inStep(context, async (tx) => {
    // What was edited since stays; the rest is still taken back.
    if (takesBack && planned !== null) return adopt(tx, context, change, planned)
    // No person saw this change, or a guard showed it: the next run plans it on the current state.
    if (planned === null || run.kind !== 'first') await supersede(tx, run.id, change)
    // The value is written and only the reply was lost: only the base has to be recorded.
    else if (planned.kind === 'link' || isAsPlanned(context, planned, change))
      return adopt(tx, context, change, planned)
    else {
      await replan(tx, change.id, planned, { state: 'waiting', outdated: true })
      await countDone(tx, run.id, change)
    }
    return null
  })
}

const undoNow = (context: StepContext, change: StoredChange, pair: Pair): Change | null =>
  replanUndo(restOf(change), pair, pairContext(context.kind, false))

/** A contact that returns here keeps the id of the deleted contact each time it is planned. */
const stillNamed = (planned: Change, change: StoredChange, { local }: Pair): Change =>
  planned.kind === 'createLocal' && planned.localId === null && local?.deleted && change.localId === local.id
    ? { ...planned, localId: local.id, localVersion: local.version }
    : planned

/** Keeps a local half that is already written in the new plan, as the record of what was done here. */
async function adopt(
  tx: Tx,
  context: StepContext,
  change: StoredChange,
  planned: Change,
): Promise<StoredChange> {
  const { id, kind, body, writtenVersion, localVersion } = change
  const isHalf = writtenVersion !== null && planned.local === null
  const half = { local: body.local, localVersion: String(localVersion) }
  await replan(tx, id, { ...planned, kind, ...(isHalf ? half : {}) })
  const written = isHalf ? Number(planned.localVersion) : null
  await tx.change.update({ where: { id }, data: { writtenVersion: written } })
  return parseChange(context.kind, await tx.change.findUniqueOrThrow({ where: { id: change.id } }))
}
