// Advances a run step by step until its time slice ends. A step is one transaction, or one call between two transactions. A step may
// throw a ProviderError, a lost account lease, or a bug. After each of these, any worker can continue the run.

import { isGranted, scopesOfCalendars } from '@/lib/auth/consent/purpose'
import { UnreadableChange } from '@/lib/engine/change-body'
import { type Before, isWorking, mayStep, type TimedWait } from '@/lib/engine/run-state'
import { ProviderError } from '@/lib/providers/provider'
import { toJson } from '@/lib/store/address-book/values'
import { databaseLosses, db } from '@/lib/store/database/client'
import { firmOfRun, type OfFirm } from '@/lib/store/database/cross-tenant'
import { wakeRun } from '@/lib/store/database/queue'
import { kindOf } from '@/lib/store/kinds/registry'
import type { Problem } from '@/lib/store/runs/problem'
import { beginWait, endWait, moveRun, type Wait } from '@/lib/store/runs/run-moves'
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
import { readStep, startFull } from './read'
import { showsFrom } from './restored'
import { inStep, RunMoved } from './step'
import type { Deps, StepContext } from './step-context'

/** Well below the queue's expiry, so that a running worker never loses its message. */
const SLICE_MS = 20_000
/** Steps of one slice: a run that loops because of a fault still leaves the worker to others. */
const MOST_STEPS = 1_000
const BACK_OFF_MS = [5_000, 20_000, 60_000, 300_000, 900_000] as const
/** Consecutive steps that may fail with a bug of ours before the run ends; the next run starts from the beginning. */
const MOST_BUGS = 4
const AFTER_BUG_MS = 15 * 60_000
/** Full reads that the account may break off before the run fails. */
const MOST_BROKEN_READS = 5
const AFTER_READS_MS = 60 * 60_000

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
  connection.consentLostAt !== null || (kind === 'events' && !isGranted(connection, 'calendars'))

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

/** Each kind of provider error has exactly one reaction. */
async function react(context: StepContext, error: ProviderError): Promise<void> {
  const { run } = context
  context.log('provider', { runId: run.id, kind: error.kind })
  switch (error.kind) {
    case 'consent':
      await loseConsent(context)
      return wait(context, 'consent', null)
    case 'cursorExpired':
      return run.full ? readAgain(context) : startFull(context)
    case 'rate':
      return wait(context, error.quota === 'day' ? 'rateDay' : 'rate', error.retryAt ?? backOff(context))
    case 'full':
      return refuseCreates(context)
    case 'gone':
      return stopForGood(context)
    case 'unavailable':
      return wait(context, 'unavailable', error.retryAt ?? backOff(context))
  }
}

/** Without access to calendars contacts go on, and find out by themselves if the whole grant is gone. */
async function loseConsent({ run, sync, connection, now }: StepContext): Promise<void> {
  const own = db(run.firmId).connection
  if (sync.kind === 'contacts') {
    await own.updateMany({
      where: { id: connection.id, consentLostAt: null },
      data: { consentLostAt: now() },
    })
    return
  }
  const lost = new Set(scopesOfCalendars(connection))
  const scopes = connection.scopes.filter((scope) => !lost.has(scope))
  await own.updateMany({ where: { id: connection.id }, data: { scopes } })
}

/** The calendar is gone from the account, or is no longer shared with it. The sync stops, and both sides keep everything. */
async function stopForGood({ run, sync, now, log }: StepContext): Promise<void> {
  log('collection gone', { runId: run.id, syncId: sync.id })
  const ended = { endedAt: now(), problem: toJson({ kind: 'gone' } satisfies Problem) }
  if (!(await moveRun(db(run.firmId), run.id, run.state as Before<'failed'>, 'failed', ended))) return
  await db(run.firmId).sync.updateMany({
    where: { id: sync.id, state: 'active' },
    data: { state: 'stopped', stoppedAt: now(), nextCheckAt: null },
  })
}

/**
 * The account broke off a full read. The read starts again, with a longer pause each time, up to MOST_BROKEN_READS: a list that never
 * ends would otherwise use up the quota.
 */
async function readAgain(context: StepContext): Promise<void> {
  const { run, log } = context
  const times = run.brokenReads + 1
  log('full read broken off', { runId: run.id, times })
  if (times >= MOST_BROKEN_READS) return giveUp(context, { kind: 'reading', times }, AFTER_READS_MS)
  await startFull(context, times)
  await wait(context, 'unavailable', backOff(context))
}

function backOff({ run, now }: StepContext): Date {
  const rest = BACK_OFF_MS[Math.min(run.attempts + run.brokenReads, BACK_OFF_MS.length - 1)] ?? 0
  return new Date(now().getTime() + rest * (0.75 + Math.random() / 2))
}

function wait(context: StepContext, waitKind: 'consent', waitUntil: null): Promise<void>
function wait(context: StepContext, waitKind: TimedWait, waitUntil: Date): Promise<void>
async function wait(
  { run }: StepContext,
  waitKind: TimedWait | 'consent',
  waitUntil: Date | null,
): Promise<void> {
  const which = { id: run.id, state: run.state }
  await beginWait(db(run.firmId), which, { waitKind, waitUntil } as Wait, { attempts: { increment: 1 } })
}

/**
 * The account is full: changes that would add a contact fail with that reason, and all other changes continue. A create that was sent
 * without a reply may be in the account already, so the next plan still looks for it.
 */
async function refuseCreates(context: StepContext): Promise<void> {
  const { id } = context.run
  await inStep(context, async (tx) => {
    const { count } = await tx.change.updateMany({
      where: { runId: id, kind: 'createRemote', state: 'planned' },
      data: {
        state: 'failed',
        error: { kind: 'full', field: null, message: 'The account holds as many contacts as it can.' },
        attempts: { increment: 1 },
        retryAt: null,
      },
    })
    await tx.run.update({ where: { id }, data: { done: { increment: count } } })
  })
}

async function blame(context: StepContext, error: unknown): Promise<void> {
  const { run } = context
  context.log('step failed', { runId: run.id, state: run.state, attempts: run.attempts, error })
  // Another attempt would read the same row.
  if (error instanceof UnreadableChange) {
    const { id: changeId, why } = error
    context.log('stored change cannot be read', { runId: run.id, changeId, reason: why })
    return giveUp(context, { kind: 'unreadable', changeId, why }, AFTER_BUG_MS)
  }
  if (run.attempts + 1 < MOST_BUGS) return wait(context, 'error', backOff(context))
  await giveUp(context, { kind: 'bug' }, AFTER_BUG_MS)
}

/** Ends the run; an active sync checks again after `restMs`. */
async function giveUp({ run, sync, now }: StepContext, problem: Problem, restMs: number): Promise<void> {
  const ended = { endedAt: now(), problem: toJson(problem) }
  if (!(await moveRun(db(run.firmId), run.id, run.state as Before<'failed'>, 'failed', ended))) return
  await db(run.firmId).sync.updateMany({
    where: { id: sync.id, state: 'active', nextCheckAt: null },
    data: { nextCheckAt: new Date(now().getTime() + restMs) },
  })
}
