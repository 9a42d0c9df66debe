// Advances a run step by step until its time slice ends. A step is one transaction, or one call between two transactions. A step may
// throw a ProviderError, a lost account lease, or a bug. After each of these, any worker can continue the run.

import { allowsCalendars } from '@/lib/auth/consent/purpose'
import { isWorking, mayStep } from '@/lib/engine/run-state'
import { ProviderError } from '@/lib/providers/provider'
import { databaseLosses, db } from '@/lib/store/database/client'
import { firmOfRun, type OfFirm } from '@/lib/store/database/cross-tenant'
import { wakeRun } from '@/lib/store/database/queue'
import { kindOf } from '@/lib/store/kinds/registry'
import { endWait } from '@/lib/store/runs/run-moves'
import {
  acquireLease,
  keepRenewing,
  LeaseLost,
  mustHoldLease,
  releaseLease,
} from '@/lib/store/sync/account-lease'
import { mustBeOutsideTransaction } from '@/lib/transaction-scope'
import { applyStep } from './apply'
import { compareStep } from './compare/compare'
import { blame, react, wait } from './failed-step'
import { readStep } from './read'
import { showsFrom } from './restored'
import { RunMoved } from './step'
import type { Deps, StepContext } from './step-context'

/** Well below the queue's expiry, so that a running worker never loses its message. */
const SLICE_MS = 20_000
/** Steps of one slice: a run that loops because of a fault still leaves the worker to others. */
const MOST_STEPS = 1_000

/**
 * Advances the run until it ends, waits, or the slice is over; then makes sure that the run is woken again. `goesOn` returns false once
 * the worker is being stopped.
 */
export async function advance(runId: string, deps: Deps, goesOn = () => true): Promise<void> {
  const firmId = await firmOfRun(runId)
  const first = firmId && (await load({ id: runId, firmId }))
  if (!first || !canGoOn(first, deps.now())) return
  const lease = { account: first.sync.account, holder: deps.newId() }
  const taken = await acquireLease(lease)
  if (!taken) return wakeRun(first, new Date(deps.now().getTime() + 2_000))
  const { quotaUsage } = deps.open(first.sync.connection, first.sync.remoteCollection, () => undefined)
  quotaUsage?.know(taken.quotaUsage)
  const stopRenewing = keepRenewing(lease)
  try {
    await stepUntilRest(first, lease, deps, goesOn)
  } finally {
    stopRenewing()
    await releaseLease(lease, quotaUsage?.counted())
  }
}

async function stepUntilRest(
  run: OfFirm,
  lease: StepContext['lease'],
  deps: Deps,
  goesOn: () => boolean,
): Promise<void> {
  const end = deps.now().getTime() + SLICE_MS
  for (let steps = 0; ; steps += 1) {
    const row = await load(run)
    if (!row || !isWorking(row.state)) return
    if (!canGoOn(row, deps.now())) return row.waitUntil ? wakeRun(run, row.waitUntil) : undefined
    if (!goesOn() || steps >= MOST_STEPS || deps.now().getTime() >= end) return wakeRun(run)
    await oneStep(row, lease, deps)
  }
}

type RunRow = NonNullable<Awaited<ReturnType<typeof load>>>

function load({ id, firmId }: OfFirm) {
  return db(firmId).run.findFirst({
    where: { id, firmId },
    include: {
      sync: {
        include: {
          remoteCollection: true,
          localCollection: { select: { calendarId: true } },
          connection: { include: { firm: { select: { phoneRegion: true } } } },
        },
      },
    },
  })
}

const canGoOn = (run: RunRow, now: Date): boolean => mayStep(run, isConsentLost(run.sync), now)

const isConsentLost = ({ kind, connection }: RunRow['sync']): boolean =>
  connection.consentLostAt !== null || (kind === 'events' && !allowsCalendars(connection))

async function oneStep(row: RunRow, lease: StepContext['lease'], deps: Deps): Promise<void> {
  let calls = 0
  const losses = databaseLosses()
  const { sync, ...run } = row
  // Recorded before the first call of this run: its read may not contain writes and edits made after this time.
  if (run.startedAt === null) {
    run.startedAt = deps.now()
    await db(run.firmId).run.updateMany({
      where: { id: run.id, startedAt: null },
      data: { startedAt: run.startedAt },
    })
  }
  const { connection: connected, remoteCollection: collection, localCollection: _here, ...plainSync } = sync
  const { firm: _, ...connection } = connected
  const onCall = () => {
    mustBeOutsideTransaction('The account was called')
    mustHoldLease(lease)
    calls += 1
  }
  const context: StepContext = {
    ...deps,
    run,
    sync: plainSync,
    connection,
    collection,
    kind: kindOf(sync),
    lease,
    onCall,
    provider: deps.open(connection, collection, onCall),
  }
  try {
    await step(context)
    await recordStep(context, calls)
  } catch (error) {
    await recordStep(context, calls, { error, losses })
  }
}

function step(context: StepContext): Promise<void> {
  const shown = showsFrom(context)
  if (shown) return wait(context, 'lists', shown)
  switch (context.run.state) {
    case 'reading':
      return readStep(context)
    case 'comparing':
      return compareStep(context)
    case 'applying':
      return applyStep(context)
    default:
      throw new Error(`a run that is ${context.run.state} has no step`)
  }
}

/** After a step: counts its calls and, if it failed, records the reason and how long the run waits. */
async function recordStep(
  context: StepContext,
  calls: number,
  failed?: { readonly error: unknown; readonly losses: number },
): Promise<void> {
  if (failed?.error instanceof LeaseLost) throw failed.error
  const { run } = db(context.run.firmId)
  const counted = calls > 0 ? { apiCalls: { increment: calls } } : {}
  const where = { id: context.run.id }
  if (failed === undefined) {
    const rested = context.run.attempts > 0 || context.run.waitKind !== null
    if (calls === 0 && !rested) return
    // Keeps a wait that the step itself recorded; clears only a wait that is over.
    if (rested) await endWait({ run }, { ...where, waitKind: context.run.waitKind }, { attempts: 0 })
    await run.updateMany({ where, data: counted })
    return
  }
  await run.updateMany({ where, data: counted })
  const { error, losses } = failed
  // A person stopped or discarded the run first: the step's writes are rolled back, and the next look at the run reads its new state.
  if (error instanceof RunMoved) return
  if (error instanceof ProviderError) return react(context, error).catch(unlessMoved)
  // The connection to the database was lost during the step. This is not a bug, and any worker resumes the run.
  if (databaseLosses() > losses) throw error
  return blame(context, error)
}

function unlessMoved(error: unknown): void {
  if (!(error instanceof RunMoved)) throw error
}
