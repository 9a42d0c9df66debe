// Writes the remote half of a batch of changes, one call at a time, each followed by its own commit. Each contact has its own outcome, so
// one failing contact does not delay the rest.

import { ProviderError } from '@/lib/providers/provider'
import type { ChangeError } from '@/lib/store/address-book/values'
import type { Tx } from '@/lib/store/database/client'
import type { AnyOutcome as Outcome, AnyPush as Push } from '@/lib/store/kinds/kind'
import type { StoredChange } from '@/lib/store/review/change-row'
import { holdsLease, LeaseLost } from '@/lib/store/sync/account-lease'
import { saveItems } from '@/lib/store/sync/items'
import { recordBases } from '@/lib/store/sync/links'
import { completeChanges, countDone } from './complete-change'
import { moveBasesThere } from './move-bases'
import { linkOf } from './new-link'
import { rememberShown } from './replies'
import { inStep, mustStillRun, recordDone } from './step'
import type { PlacedTask, StepContext, Task } from './step-context'

/** Attempts before a contact fails for now: another client keeps writing it, or the account never accepts it. */
export const MOST_ATTEMPTS = 3
const STALE: ChangeError = { kind: 'stale', field: null, message: 'It keeps changing in the account.' }
const GONE: ChangeError = { kind: 'gone', field: null, message: 'It is not in the account any more.' }
const RETRY_MS = [5 * 60_000, 30 * 60_000, 6 * 3_600_000] as const

export async function push(context: StepContext, tasks: readonly PlacedTask[]): Promise<void> {
  const byRef = new Map(tasks.map((task) => [task.change.id, task]))
  const pushes = tasks.flatMap((task) => pushOf(task) ?? [])
  await refuseImpossible(context, tasks)
  for (const batch of context.provider.batches(pushes)) {
    await mustStillRun(context)
    if (!(await holdsLease(context.lease))) throw new LeaseLost(context.lease.account)
    const outcomes = await call(context, batch)
    await recordOutcomes(context, outcomes, byRef)
    const lost = outcomes.filter((outcome) => mustLook(outcome, byRef))
    if (lost.length > 0) await lookAgain(context, lost, byRef)
  }
}

function pushOf({ change, pair, place }: PlacedTask): Push | null {
  const write = change.body.remote
  if (write === null) return null
  const ref = change.id
  if (write.from === null && write.to !== null) {
    if (change.localId === null) return null
    return { kind: 'create', ref, key: change.localId, to: write.to, place, uid: pair.local?.uid ?? null }
  }
  if (pair.remote === null || pair.remote.deleted) return null
  const { id, version } = pair.remote
  if (write.to === null) return { kind: 'delete', ref, id, version }
  return { kind: 'update', ref, id, version, from: pair.remote.value, to: write.to, raw: pair.raw }
}

/** Supersedes changes whose remote contact no longer exists; the next plan uses the current state. */
async function refuseImpossible(context: StepContext, tasks: readonly PlacedTask[]): Promise<void> {
  const impossible = tasks.filter((task) => pushOf(task) === null)
  if (impossible.length === 0) return
  await inStep(context, async (tx) => {
    for (const { change } of impossible) await refuse(tx, context, change, GONE)
  })
}

/** A create is marked as sent before the call: after a crash, the next worker looks for it before sending it again. */
async function call(context: StepContext, batch: readonly Push[]): Promise<readonly Outcome[]> {
  const creates = batch.flatMap((request) => (request.kind === 'create' ? [request.ref] : []))
  const mark = (state: 'sent' | 'planned', sentAt: Date | null) => (tx: Tx) =>
    tx.$executeRaw`
    update "Change" set state = ${state}::"ChangeState", "sentAt" = ${sentAt}
    where "firmId" = ${context.run.firmId}::uuid and id = any(${creates}::uuid[])`
  if (creates.length > 0) await inStep(context, mark('sent', context.now()))
  try {
    return await context.provider.push(batch)
  } catch (error) {
    // The provider guarantees that nothing was written.
    if (error instanceof ProviderError && creates.length > 0) await recordDone(context, mark('planned', null))
    throw error
  }
}

/** Stores the replies, the bases they confirm and the completed changes in one transaction. */
async function recordOutcomes(
  context: StepContext,
  outcomes: readonly Outcome[],
  byRef: ReadonlyMap<string, Task>,
): Promise<void> {
  await recordDone(context, async (tx) => {
    const done = outcomes.flatMap((outcome) => {
      const task = byRef.get(outcome.ref)
      return outcome.kind === 'done' && task ? [{ task: task, item: outcome.item }] : []
    })
    await saveItems(
      tx,
      context.kind,
      done.map(({ item }) => item),
      { at: context.now(), runId: null },
    )
    const completed = done.map(({ task, item }) => {
      const { change } = task
      const version = change.writtenVersion ?? change.localVersion ?? 0
      const base = change.body.base
      const agreed = base && holdsAll(context, change) ? { ...base, remote: item.value } : base
      return { ...task, link: linkOf(context, task, null, version, item, agreed) }
    })
    await recordBases(
      tx,
      context.kind,
      completed.flatMap(({ link }) => link ?? []),
      context.now(),
    )
    await moveBasesThere(tx, context, completed)
    await completeChanges(tx, context, completed)
    for (const outcome of outcomes) await recordOutcome(tx, context, outcome, byRef.get(outcome.ref)?.change)
  })
}

/**
 * True if the base takes the value that the account returned. If a conflict is still open, or if the direction of the sync keeps an edit
 * in the account, the planned base stays: it does not say what our side lacks.
 */
function holdsAll({ kind: { domain } }: StepContext, { body }: StoredChange): boolean {
  const { base, remote, conflicts } = body
  return conflicts.length === 0 && (!base || !remote?.to || domain.same(base.remote, remote.to))
}

async function recordOutcome(
  tx: Tx,
  context: StepContext,
  outcome: Outcome,
  change: StoredChange | undefined,
): Promise<void> {
  if (!change) return
  const where = { id: change.id }
  switch (outcome.kind) {
    case 'done':
      return
    case 'untried':
      await tx.change.update({ where, data: { state: 'planned', sentAt: null } })
      return
    case 'rejected':
      return refuse(tx, context, change, { kind: 'rejected', field: outcome.field, message: outcome.message })
    case 'unknown':
      // A create stays marked as sent, and the next plan looks for it. Any other write can be recognized by the version it produced.
      return isCreate(change) ? countDone(tx, context.run.id, change) : tryAgain(tx, context, change)
    case 'gone':
    case 'stale':
      return tryAgain(tx, context, change)
  }
}

const isCreate = (change: StoredChange) => change.body.remote?.from === null

/**
 * Keeps the change planned, so that the next step plans it on the account's current value. `why` is the reason it fails with after
 * MOST_ATTEMPTS.
 */
export async function tryAgain(
  tx: Tx,
  context: StepContext,
  change: StoredChange,
  why = STALE,
): Promise<void> {
  if (change.attempts + 1 >= MOST_ATTEMPTS) return refuse(tx, context, change, why)
  await tx.change.update({ where: { id: change.id }, data: { attempts: { increment: 1 } } })
}

/** The change fails at once, with this error, and is retried later. */
export async function refuse(
  tx: Tx,
  context: StepContext,
  change: StoredChange,
  error: ChangeError,
): Promise<void> {
  const rest = RETRY_MS[Math.min(change.attempts, RETRY_MS.length - 1)] ?? 0
  await tx.change.update({
    where: { id: change.id },
    data: {
      state: 'failed',
      sentAt: null,
      attempts: { increment: 1 },
      retryAt: new Date(context.now().getTime() + rest),
      error: { ...error },
    },
  })
  await countDone(tx, context.run.id, change)
}

function mustLook(outcome: Outcome, byRef: ReadonlyMap<string, Task>): boolean {
  if (outcome.kind === 'stale' || outcome.kind === 'gone') return true
  const change = byRef.get(outcome.ref)?.change
  return outcome.kind === 'unknown' && change !== undefined && !isCreate(change)
}

/** Reads the account's current values, so that the next step plans on them. */
async function lookAgain(
  context: StepContext,
  outcomes: readonly Outcome[],
  byRef: ReadonlyMap<string, Task>,
): Promise<void> {
  const tasks = outcomes.flatMap(({ ref }) => byRef.get(ref) ?? [])
  const ids = [...new Set(tasks.flatMap(({ pair }) => pair.remote?.id ?? []))]
  for (let at = 0; at < ids.length; at += context.provider.can.limits.readSize) {
    await mustStillRun(context)
    const items = await context.provider.read(ids.slice(at, at + context.provider.can.limits.readSize))
    await recordDone(context, async (tx) => {
      await saveItems(tx, context.kind, items, { at: context.now(), runId: null })
      await rememberShown(tx, context, tasks, items)
    })
  }
}
