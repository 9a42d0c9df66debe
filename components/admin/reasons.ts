// Why a connection is not simply in sync, for administrators: what is so, since when, and what to do. Pure.
import { isOpen } from '@/lib/engine/run-state'
import type { Cause, Pause, SyncStatus, WaitingFacts, WhyFailed } from '@/lib/engine/status'
import type { WatchedSync } from '@/lib/store/oversight/connections'
import { guardsIn } from '@/lib/store/runs/problem'
import type { WaitingEdits } from '@/lib/store/steering/paused'
import { amount } from '../sync/figures'
import { guardWords } from '../sync/guard-words'
import { wordsOf } from '../sync/kinds/words'

export interface Reason {
  readonly what: string
  readonly since: Date | null
  /** When it ends by itself. */
  readonly until: Date | null
  /** A sentence; '' where nothing is to be done. */
  readonly remedy: string
}

export type ReasonFacts = Pick<
  WatchedSync,
  | 'of'
  | 'ownerName'
  | 'waiting'
  | 'undecidedSince'
  | 'failedSince'
  | 'pausedBy'
  | 'stoppedBy'
  | 'waitingEdits'
> & {
  readonly status: SyncStatus
  readonly run: Pick<NonNullable<WatchedSync['run']>, 'problem' | 'waitingSince' | 'failingSince'> | null
}

/** The most serious first; none where all is well. `label`: of the provider whose account it is. */
export function reasonsOf(facts: ReasonFacts, label: string): readonly Reason[] {
  const { status, ownerName } = facts
  switch (status.kind) {
    case 'attention':
      return status.causes.flatMap((cause) => causeReasons(cause, facts, label))
    case 'paused':
      return [
        reason(`Paused by ${facts.pausedBy ?? ownerName}`, status.at, waitingWords(facts.waitingEdits)),
        ...(status.consentLost ? [lostAccess(facts, label, null)] : []),
        ...openReasons(facts.waiting, facts),
      ]
    case 'stopped':
      return [stopped(status, facts)]
    case 'ready':
      return [reason('The preview is ready', status.since, `${ownerName} has to review it.`)]
    case 'building':
    case 'syncing':
      return status.pause ? [pauseReason(status.pause, label)] : []
    case 'notConnected':
    case 'connected':
    case 'upToDate':
      return []
  }
}

const reason = (what: string, since: Date | null, remedy: string): Reason => ({
  what,
  since,
  until: null,
  remedy,
})

function causeReasons(cause: Cause, facts: ReasonFacts, label: string): readonly Reason[] {
  switch (cause.kind) {
    case 'consent':
      return [lostAccess(facts, label, cause.since)]
    case 'asks':
      return [asks(cause, facts, label)]
    case 'failed':
      return [
        reason(
          'The last check failed on our side',
          cause.at,
          FAILED[cause.why].replaceAll('{owner}', facts.ownerName),
        ),
      ]
    case 'unavailable':
      return [
        reason(
          `${label} is not responding`,
          facts.run?.failingSince ?? null,
          'Concord keeps trying. Nothing is lost.',
        ),
      ]
    case 'waiting':
      return openReasons(cause.waiting, facts)
  }
}

const lostAccess = ({ ownerName }: ReasonFacts, label: string, since: Date | null): Reason =>
  reason(
    `Concord has lost access to ${label}`,
    since,
    `${ownerName} has to connect again, or you can stop the sync for them.`,
  )

function asks(cause: Cause & { readonly kind: 'asks' }, facts: ReasonFacts, label: string): Reason {
  const { ownerName, run, of } = facts
  const [guard] = cause.wait === 'guard' ? guardsIn(run?.problem).guards : []
  const what = guard
    ? firstSentence(guardWords(guard, label, of))
    : cause.wait === 'others'
      ? wordsOf(of).headline.othersSync
      : 'Waiting for approval'
  return reason(
    what,
    run?.waitingSince ?? null,
    `${ownerName} has to look at the changes, or you can stop the sync for them.`,
  )
}

/** The numbers of a guard; its other sentences speak to the owner. */
const firstSentence = (words: string): string => words.replace(/\.(\s.*)?$/s, '')

const FAILED: Readonly<Record<WhyFailed, string>> = {
  bug: 'Concord tries again automatically.',
  reading: 'Press Sync now. If the problem continues, {owner} has to disconnect and connect again.',
  newer: 'Start the newer version of Concord again.',
  damaged: 'Restore the database from a backup. The server log names the change.',
}

function openReasons(
  { undecided, outdated, failed }: WaitingFacts,
  { of, ownerName, undecidedSince, failedSince }: ReasonFacts,
): readonly Reason[] {
  const { one, many } = wordsOf(of)
  const asked = undecided + outdated
  return [
    ...(asked > 0
      ? [
          reason(
            `${amount(asked, `${one} needs`, `${many} need`)} a decision`,
            undecidedSince,
            `${ownerName} has to decide.`,
          ),
        ]
      : []),
    ...(failed > 0
      ? [
          reason(
            `${amount(failed, `${one} is`, `${many} are`)} failing`,
            failedSince,
            'Errors on Sync Status say what to do.',
          ),
        ]
      : []),
  ]
}

function stopped(
  { at, byId }: SyncStatus & { readonly kind: 'stopped' },
  { stoppedBy, ownerName }: ReasonFacts,
): Reason {
  const by = byId === null ? 'when a backup was restored' : `by ${stoppedBy ?? 'a former user'}`
  return reason(`Stopped ${by}`, at, `${ownerName} can start it again.`)
}

function pauseReason({ kind, until }: Pause, label: string): Reason {
  const what = {
    rate: `Waiting for ${label}’s quota`,
    rateDay: `Waiting for ${label}’s quota`,
    lists: `Waiting for ${label}’s lists`,
    failure: 'The last step failed, waiting',
  }[kind]
  return { what, since: null, until, remedy: '' }
}

/** What waits while a sync is paused. */
function waitingWords(edits: WaitingEdits | null): string {
  if (edits === 'all') return 'Everything will be compared after Resume.'
  if (!edits) return 'No edit waits.'
  return `${amount(edits, 'edit waits', 'edits wait')}.`
}

/** Null where no check is planned: without access, during a run, while it is paused or stopped. */
export function nextCheckOf({
  sync,
  run,
  consentLostAt,
}: Pick<WatchedSync, 'sync' | 'run' | 'consentLostAt'>): Date | null {
  const rests = consentLostAt !== null || (run !== null && isOpen(run.state))
  return sync?.state === 'active' && sync.pausedAt === null && !rests ? sync.nextCheckAt : null
}
