// Advances a run step by step until its time slice ends. A step is one transaction, or one call between two transactions. A step may
// throw a ProviderError, a lost account lease, or a bug. After each of these, any worker can continue the run.

import { allowsCalendars } from '@/lib/auth/consent/purpose'
import { isWorking, mayStep, type Resting } from '@/lib/engine/run-state'
import { ProviderError } from '@/lib/providers/provider'
import { asPerson, databaseLosses, db } from '@/lib/store/database/client'
import { firmOfRun, type OfFirm } from '@/lib/store/database/cross-tenant'
import type { Connection, Prisma, Sync } from '@/lib/store/database/generated/client'
import { wakeRun } from '@/lib/store/database/queue'
import { countGrownTables } from '@/lib/store/database/statistics'
import type { AnyProvider } from '@/lib/store/kinds/kind'
import { kindOf } from '@/lib/store/kinds/registry'
import { endWait } from '@/lib/store/runs/run-moves'
import { loadRun, type RunRow } from '@/lib/store/runs/run-row'
import {
  acquireLease,
  keepRenewing,
  LeaseLost,
  mustHoldLease,
  releaseLease,
} from '@/lib/store/sync/account-lease'
import { inStepSpan, startCallSpan } from '@/lib/tracing'
import { mustBeOutsideTransaction } from '@/lib/transaction-scope'
import { applyStep } from './apply'
import { compareStep } from './compare/compare'
import { blame, react, wait } from './failed-step'
import { readStep } from './read'
import { showsFrom } from './restored'
import { RunMoved } from './step'
import type { Deps, OnCall, RemoteCollection, StepContext } from './step-context'
import { traceIfOver } from './trace-run'

/** Well below the queue's expiry, so that a running worker never loses its message. */
const SLICE_MS = 20_000
/** Steps of one slice: a run that loops because of a fault still leaves the worker to others. */
const MOST_STEPS = 1_000

/**
 * Advances the run until it ends, waits, or the slice is over; then makes sure that the run is woken again. `goesOn` returns false once
 * the worker is being stopped. `ofFirm`: the run's firm, if the caller knows it.
 */
export async function advance(
  runId: string,
  deps: Deps,
  goesOn = () => true,
  ofFirm: string | null = null,
): Promise<void> {
  const firmId = ofFirm ?? (await firmOfRun(runId))
  if (!firmId) return
  const run = { id: runId, firmId }
  const account = await accountToStep(run, deps.now())
  if (account === null) return
  const lease = { account, holder: deps.newId() }
  const taken = await acquireLease(lease)
  if (!taken) return wakeRun(run, new Date(deps.now().getTime() + 2_000))
  const stopRenewing = keepRenewing(lease)
  let usage: AnyProvider['quotaUsage'] = null
  try {
    // Read under the lease: the last holder may have moved the run.
    const first = await loadRun(run)
    if (!first) return
    usage = deps.open(first.sync.connection, remoteOf(first.sync), () => () => undefined).quotaUsage
    usage?.know(taken.quotaUsage)
    // A sync sees the contacts that its owner sees.
    await asPerson(first.sync.connection.userId, () => stepUntilRest(first, lease, deps, goesOn))
    if (isWorking(first.state)) await traceIfOver(run)
  } finally {
    stopRenewing()
    await releaseLease(lease, usage?.counted())
  }
}

const remoteOf = ({ remoteCollection, privateAs, settings }: RunRow['sync']): RemoteCollection => ({
  ...remoteCollection,
  privateAs,
  settings,
})

async function stepUntilRest(
  first: RunRow,
  lease: StepContext['lease'],
  deps: Deps,
  goesOn: () => boolean,
): Promise<void> {
  const end = deps.now().getTime() + SLICE_MS
  let row: RunRow | null = first
  for (let steps = 0; row && isWorking(row.state); steps += 1) {
    if (!canGoOn(row, deps.now()))
      return row.waitUntil && row.sync.pausedAt === null ? wakeRun(row, row.waitUntil) : undefined
    if (!goesOn() || steps >= MOST_STEPS || deps.now().getTime() >= end) return wakeRun(row)
    if (await oneStep(row, lease, deps)) return
    await countGrownTables()
    row = await loadRun(row)
  }
}

type ToStep = Resting & Pick<Sync, 'account' | 'kind' | 'pausedAt'> & Pick<Connection, (typeof GRANT)[number]>
const GRANT = ['provider', 'scopes', 'consentLostAt', 'calendarsLostAt'] as const

/** The account of a run that can take a step; null if it cannot. One query, for the many runs that turn out to have moved on. */
async function accountToStep({ id, firmId }: OfFirm, now: Date): Promise<string | null> {
  const [row] = await db(firmId).$queryRaw<ToStep[]>`
    select r.state::text, r."waitKind"::text, r."waitUntil", s.account, s.kind::text, s."pausedAt", c.provider, c.scopes, c."consentLostAt",
      c."calendarsLostAt"
    from "Run" r join "Sync" s on s.id = r."syncId" join "Connection" c on c.id = s."connectionId"
    where r.id = ${id}::uuid and r."firmId" = ${firmId}::uuid`
  if (!row || row.pausedAt !== null) return null
  return mayStep(row, isConsentLost({ kind: row.kind, connection: row }), now) ? row.account : null
}

/** A run of a paused sync ends the step that it is in; **Resume** wakes it. */
const canGoOn = (run: RunRow, now: Date): boolean =>
  run.sync.pausedAt === null && mayStep(run, isConsentLost(run.sync), now)

interface Consented {
  readonly kind: Sync['kind']
  readonly connection: Pick<Connection, (typeof GRANT)[number]>
}

const isConsentLost = ({ kind, connection }: Consented): boolean =>
  connection.consentLostAt !== null || (kind === 'events' && !allowsCalendars(connection))

/** The same, with the run's failures handled. */
async function oneStep(row: RunRow, lease: StepContext['lease'], deps: Deps): Promise<boolean> {
  let calls = 0
  let callsFailed = 0
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
  const onCall: OnCall = (method = 'call') => {
    mustBeOutsideTransaction('The account was called')
    mustHoldLease(lease)
    calls += 1
    const ended = startCallSpan(method)
    return (outcome) => {
      if (!ANSWERED.has(outcome)) callsFailed += 1
      ended(outcome)
    }
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
    calls: () => calls,
    provider: deps.open(connection, remoteOf(sync), onCall),
  }
  try {
    if (await inStepSpan(run, run.state, () => step(context))) return true
    await recordStep(context, { calls, callsFailed })
  } catch (error) {
    await recordStep(context, { calls, callsFailed }, { error, losses })
  }
  return false
}

/** True if the step is known to have ended the run. */
async function step(context: StepContext): Promise<boolean> {
  const shown = showsFrom(context)
  if (shown) {
    await wait(context, 'lists', shown)
    return false
  }
  switch (context.run.state) {
    case 'reading':
      return readStep(context)
    case 'comparing':
      await compareStep(context)
      return false
    case 'applying':
      await applyStep(context)
      return false
    default:
      throw new Error(`a run that is ${context.run.state} has no step`)
  }
}

/** After a step: counts its calls and, if it failed, records the reason and how long the run waits. */
async function recordStep(
  context: StepContext,
  { calls, callsFailed }: { readonly calls: number; readonly callsFailed: number },
  failed?: { readonly error: unknown; readonly losses: number },
): Promise<void> {
  if (failed?.error instanceof LeaseLost) throw failed.error
  const { run } = db(context.run.firmId)
  const counted = {
    ...(calls > 0 ? { apiCalls: { increment: calls }, callsFailed: { increment: callsFailed } } : {}),
    ...quotaOf(failed?.error),
  }
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

/** Whether the quota refused the step's last call. */
function quotaOf(error: unknown): Prisma.RunUpdateManyMutationInput {
  const isRefused = error instanceof ProviderError && error.kind === 'rate'
  return isRefused ? { callsRefused: { increment: 1 }, quotaWaits: { increment: 1 } } : {}
}

/** Outcomes of a call that did not fail: it was carried out, at least for some items, or the quota refused it, which is counted apart. */
const ANSWERED: ReadonlySet<string> = new Set(['reply', 'batch', 'rate'])

function unlessMoved(error: unknown): void {
  if (!(error instanceof RunMoved)) throw error
}
