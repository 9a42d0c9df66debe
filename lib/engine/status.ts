// The one status that a sync shows: what is happening, since when, and what a person can do about it.
// The facts that it reads have the same names as their database columns.
import { isOpen, type PersonWait, type RunKind, type RunState, type WaitKind } from '@/lib/engine/run-state'

export interface ConnectionFacts {
  readonly accountEmail: string
  /** When the person last allowed access. */
  readonly connectedAt: Date
  readonly consentLostAt: Date | null
  readonly disconnectedAt: Date | null
}

export interface SyncFacts {
  readonly state: 'idle' | 'active' | 'stopped'
  readonly stoppedAt: Date | null
  readonly stoppedById: string | null
  readonly pausedAt: Date | null
  readonly pausedById: string | null
  readonly lastSuccessAt: Date | null
  readonly nextCheckAt: Date | null
}

/** The sync's current run, otherwise its last one. */
export interface RunFacts {
  readonly id: string
  readonly kind: RunKind
  readonly state: RunState
  readonly createdAt: Date
  readonly readyAt: Date | null
  readonly applyingAt: Date | null
  readonly endedAt: Date | null
  readonly done: number
  readonly total: number | null
  readonly waitKind: WaitKind | null
  readonly waitUntil: Date | null
  readonly attempts: number
  /** As stored: lib/store/runs/problem.ts. */
  readonly problem: unknown
}

/** Contacts that wait for a person's decision. */
export interface WaitingFacts {
  /** Unanswered questions and conflicts. */
  readonly undecided: number
  /** Their outcome differs from what the preview showed. */
  readonly outdated: number
  readonly failed: number
}

export interface StatusInput {
  readonly connection: ConnectionFacts | null
  readonly sync: SyncFacts | null
  readonly run: RunFacts | null
  readonly waiting: WaitingFacts
  readonly now: Date
}

/**
 * Why nothing moves for a while: the quota per minute or per day is used up, the account's lists do not yet show what was sent, or a
 * step failed.
 */
export type PauseKind = 'rate' | 'rateDay' | 'lists' | 'failure'

export interface Pause {
  readonly kind: PauseKind
  readonly until: Date
}

interface Progress {
  readonly runId: string
  readonly phase: 'reading' | 'comparing' | 'writing'
  readonly done: number
  readonly total: number | null
  readonly since: Date
  /** Set while the run waits: for what, and until when. */
  readonly pause: Pause | null
  /** null until it can be estimated. */
  readonly secondsLeft: number | null
}

/**
 * `bug`: a bug in Concord. `reading`: the account interrupted the reading again and again. `newer`, `damaged`: a stored change cannot be
 * read, because a newer version of Concord wrote it or because it is damaged.
 */
export type WhyFailed = 'bug' | 'reading' | 'newer' | 'damaged'

export type Cause =
  | { readonly kind: 'consent'; readonly since: Date }
  /** The run asks its person before it continues; `wait` says what about. */
  | { readonly kind: 'asks'; readonly runId: string; readonly wait: PersonWait }
  | { readonly kind: 'failed'; readonly runId: string; readonly at: Date; readonly why: WhyFailed }
  | { readonly kind: 'unavailable'; readonly runId: string; readonly until: Date | null }
  | { readonly kind: 'waiting'; readonly waiting: WaitingFacts }

export type SyncStatus =
  | { readonly kind: 'notConnected' }
  | { readonly kind: 'connected'; readonly account: string }
  | ({ readonly kind: 'building'; readonly account: string } & Progress)
  | { readonly kind: 'ready'; readonly account: string; readonly runId: string; readonly since: Date }
  | ({ readonly kind: 'syncing'; readonly account: string } & Progress)
  | {
      readonly kind: 'upToDate'
      readonly account: string
      readonly checkedAt: Date | null
      readonly nextCheckAt: Date | null
    }
  | {
      readonly kind: 'attention'
      readonly account: string
      /** The most serious cause first. */
      readonly causes: readonly [Cause, ...Cause[]]
      readonly checkedAt: Date | null
    }
  | {
      readonly kind: 'paused'
      readonly account: string
      readonly at: Date
      readonly byId: string | null
      /** Access was lost too: it has to be allowed again before the sync can go on. */
      readonly consentLost: boolean
      /** A run rests where it was, and continues once the sync is resumed. */
      readonly midRun: boolean
    }
  | {
      readonly kind: 'stopped'
      readonly account: string
      readonly at: Date | null
      readonly byId: string | null
    }

export function statusOf({ connection, sync, run, waiting, now }: StatusInput): SyncStatus {
  if (connection === null || connection.disconnectedAt !== null) return { kind: 'notConnected' }
  const account = connection.accountEmail
  const underWay = run !== null && isOpen(run.state) ? run : null
  if (sync?.state === 'stopped' && underWay === null && !allowedSince(connection, sync))
    return { kind: 'stopped', account, at: sync.stoppedAt, byId: sync.stoppedById }
  if (sync?.state === 'active' && sync.pausedAt !== null)
    return {
      ...{ kind: 'paused', account, at: sync.pausedAt, byId: sync.pausedById },
      consentLost: connection.consentLostAt !== null,
      midRun: underWay !== null,
    }
  const [gravest, ...others] = causesOf(connection, sync, run, waiting)
  if (gravest)
    return {
      kind: 'attention',
      account,
      causes: [gravest, ...others],
      checkedAt: sync?.lastSuccessAt ?? null,
    }
  if (underWay) return running(account, underWay, now)
  if (sync?.state !== 'active') return { kind: 'connected', account }
  return { kind: 'upToDate', account, checkedAt: sync.lastSuccessAt, nextCheckAt: sync.nextCheckAt }
}

/**
 * The person allowed access again after the sync was stopped (**Disconnect**, then **Set Up Sync**), so they are about to start anew, as
 * after the first consent. A restore stops a sync without a person, and its sentence stays until the next start.
 */
const allowedSince = ({ connectedAt }: ConnectionFacts, { stoppedAt, stoppedById }: SyncFacts): boolean =>
  stoppedById !== null && stoppedAt !== null && connectedAt > stoppedAt

function causesOf(
  connection: ConnectionFacts,
  sync: SyncFacts | null,
  run: RunFacts | null,
  waiting: WaitingFacts,
): readonly Cause[] {
  const lost: Cause[] = connection.consentLostAt ? [{ kind: 'consent', since: connection.consentLostAt }] : []
  const stuck = (run ? causeOfRun(run) : []).filter(({ kind }) => kind !== 'consent' || lost.length === 0)
  const isQuiet = sync?.state === 'active' && !(run && isOpen(run.state))
  const some = waiting.undecided + waiting.outdated + waiting.failed > 0
  return [...lost, ...stuck, ...(isQuiet && some ? [{ kind: 'waiting' as const, waiting }] : [])]
}

/** A single failed call is not worth reporting. */
export const FAILURES_SHOWN = 3

function causeOfRun(run: RunFacts): readonly Cause[] {
  if (run.state === 'failed')
    return [
      {
        kind: 'failed',
        runId: run.id,
        at: run.endedAt ?? run.createdAt,
        why: whyFailed(run.problem),
      },
    ]
  if (!isOpen(run.state)) return []
  switch (run.waitKind) {
    case 'guard':
    case 'others':
      return [{ kind: 'asks', runId: run.id, wait: run.waitKind }]
    case 'unavailable':
    case 'error':
      return run.attempts < FAILURES_SHOWN
        ? []
        : [{ kind: 'unavailable', runId: run.id, until: run.waitUntil }]
    case 'consent':
      return [{ kind: 'consent', since: run.applyingAt ?? run.createdAt }]
    case 'rate':
    case 'rateDay':
    case 'lists':
    case null:
      return []
  }
}

function whyFailed(problem: unknown): WhyFailed {
  if (typeof problem !== 'object' || problem === null || !('kind' in problem)) return 'bug'
  if (problem.kind === 'reading') return 'reading'
  if (problem.kind !== 'unreadable' || !('why' in problem)) return 'bug'
  return problem.why === 'newer' ? 'newer' : 'damaged'
}

function running(account: string, run: RunFacts, now: Date): SyncStatus {
  if (run.state === 'ready')
    return { kind: 'ready', account, runId: run.id, since: run.readyAt ?? run.createdAt }
  const isPreview = run.kind === 'first' && run.state !== 'applying'
  return { kind: isPreview ? 'building' : 'syncing', account, ...progressOf(run, now) }
}

const PHASES = { reading: 'reading', comparing: 'comparing', applying: 'writing' } as const

function progressOf(run: RunFacts, now: Date): Progress {
  const phase = run.state === 'comparing' || run.state === 'applying' ? PHASES[run.state] : PHASES.reading
  const since = run.applyingAt ?? run.createdAt
  return {
    runId: run.id,
    phase,
    done: run.done,
    total: run.total,
    since,
    pause:
      run.waitUntil !== null && run.waitUntil > now ? { kind: pauseKind(run), until: run.waitUntil } : null,
    secondsLeft: phase === 'writing' ? secondsLeft(run.done, run.total, since, now) : null,
  }
}

function pauseKind({ waitKind }: RunFacts): PauseKind {
  switch (waitKind) {
    case 'rate':
    case 'rateDay':
    case 'lists':
      return waitKind
    case 'unavailable':
    case 'error':
    case 'consent':
    case 'guard':
    case 'others':
    case null:
      return 'failure'
  }
}

/** No estimate of the remaining time is shown before this many seconds of work. */
const SECONDS_SEEN = 10

function secondsLeft(done: number, total: number | null, since: Date, now: Date): number | null {
  const seconds = (now.getTime() - since.getTime()) / 1000
  if (total === null || done === 0 || seconds < SECONDS_SEEN) return null
  return Math.ceil((Math.max(0, total - done) * seconds) / done)
}
