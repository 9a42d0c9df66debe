// What a failed step leads to: a wait, a full read, or the end of the run. The next step, of any worker, goes on from there.

import { UnreadableChange } from '@/lib/engine/change-body'
import type { Before, TimedWait } from '@/lib/engine/run-state'
import type { ProviderError } from '@/lib/providers/provider'
import { toJson } from '@/lib/store/address-book/values'
import { db } from '@/lib/store/database/client'
import type { Problem } from '@/lib/store/runs/problem'
import { beginWait, moveRun, type Wait } from '@/lib/store/runs/run-moves'
import { startFull } from './read'
import { inStep } from './step'
import type { StepContext } from './step-context'

const BACK_OFF_MS = [5_000, 20_000, 60_000, 300_000, 900_000] as const
/** Consecutive steps that may fail with a bug of ours before the run ends; the next run starts from the beginning. */
const MOST_BUGS = 4
const AFTER_BUG_MS = 15 * 60_000
/** Full reads that the account may break off before the run fails. */
const MOST_BROKEN_READS = 5
const AFTER_READS_MS = 60 * 60_000

/** Each kind of provider error has exactly one reaction. */
export async function react(context: StepContext, error: ProviderError): Promise<void> {
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

/**
 * Without access to calendars contacts go on, and find out by themselves if the whole grant is gone. What calendars were allowed stays
 * stored, to be asked for again.
 */
async function loseConsent({ run, sync, connection, now }: StepContext): Promise<void> {
  const own = db(run.firmId).connection
  // A person who allowed access again during the call has another connectedAt.
  const grant = { id: connection.id, connectedAt: connection.connectedAt, consentLostAt: null }
  if (sync.kind === 'contacts') {
    await own.updateMany({ where: grant, data: { consentLostAt: now() } })
    return
  }
  await own.updateMany({ where: { ...grant, calendarsLostAt: null }, data: { calendarsLostAt: now() } })
}

/** The calendar is gone from the account, or is no longer shared with it. The sync stops, and both sides keep everything. */
async function stopForGood(context: StepContext): Promise<void> {
  const { run, sync, now, log } = context
  log('collection gone', { runId: run.id, syncId: sync.id })
  if (!(await fail(context, { kind: 'gone' }))) return
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

export function wait(context: StepContext, waitKind: 'consent', waitUntil: null): Promise<void>
export function wait(context: StepContext, waitKind: TimedWait, waitUntil: Date): Promise<void>
export async function wait(
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

/** A bug of ours, or something stored that cannot be read. */
export async function blame(context: StepContext, error: unknown): Promise<void> {
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
async function giveUp(context: StepContext, problem: Problem, restMs: number): Promise<void> {
  if (!(await fail(context, problem))) return
  const { run, sync, now } = context
  await db(run.firmId).sync.updateMany({
    where: { id: sync.id, state: 'active', nextCheckAt: null },
    data: { nextCheckAt: new Date(now().getTime() + restMs) },
  })
}

/** False if the run has moved on meanwhile. */
function fail({ run, now }: StepContext, problem: Problem): Promise<boolean> {
  const ended = { endedAt: now(), problem: toJson(problem) }
  return moveRun(db(run.firmId), run.id, run.state as Before<'failed'>, 'failed', ended)
}
