// What an operator watches: the queue, the runs, Google's quota, and what waits for people. Of the whole installation.
import { OPEN_STATES, WAIT_KINDS } from '@/lib/engine/run-state'
import { type InstallationNumbers, installationNumbers } from '@/lib/store/database/cross-tenant'
import type { Metric, Sample } from './exposition'

const STATES = ['idle', 'active', 'paused', 'stopped'] as const

/** Every label is always there, so that a graph shows 0 and not a gap. */
const by = (
  label: string,
  names: readonly string[],
  counts: Readonly<Record<string, number>>,
): readonly Sample[] => names.map((name) => ({ labels: { [label]: name }, value: counts[name] ?? 0 }))

const gauge = (name: string, help: string, samples: readonly Sample[]): Metric => ({
  name,
  help,
  type: 'gauge',
  samples,
})
/** Counters begin anew at midnight UTC, as the rows that they are summed from do; Prometheus takes that for a restart. */
const counter = (name: string, help: string, samples: readonly Sample[]): Metric => ({
  name,
  help: `${help} Begins anew at midnight UTC.`,
  type: 'counter',
  samples,
})

export function metricsFrom(numbers: InstallationNumbers): readonly Metric[] {
  const { today, waitingItems } = numbers
  const { runs, failedRuns, apiCalls, callsRefused, callsFailed } = today
  const calls = { ok: apiCalls - callsRefused - callsFailed, quota: callsRefused, failed: callsFailed }
  return [
    gauge('concord_syncs', 'Syncs by state.', by('state', STATES, numbers.syncs)),
    gauge('concord_connections_without_access', 'Connections whose person has to reconnect.', [
      { value: numbers.lostAccess },
    ]),
    gauge('concord_runs_open', 'Runs under way by state.', by('state', OPEN_STATES, numbers.openRuns)),
    gauge(
      'concord_runs_waiting',
      'Runs under way by what they wait for.',
      by('for', WAIT_KINDS, numbers.waitingRuns),
    ),
    gauge('concord_queue_delay_seconds', 'How long the check that is due longest has waited for a worker.', [
      { value: numbers.queueDelaySeconds },
    ]),
    gauge(
      'concord_oldest_unsynced_edit_seconds',
      'Age of the oldest edit here that its sync has not looked at. Paused syncs do not count.',
      [{ value: numbers.oldestEditSeconds }],
    ),
    gauge('concord_oldest_paused_edit_seconds', 'The same, of paused syncs.', [
      { value: numbers.oldestPausedEditSeconds },
    ]),
    gauge('concord_decisions_waiting', 'Conflicts and questions that wait for a person.', [
      { value: waitingItems.decision },
    ]),
    gauge('concord_items_failing', 'Items that could not be synced.', [{ value: waitingItems.failed }]),
    counter('concord_runs_total', 'Runs that ended, by outcome.', [
      { labels: { outcome: 'failed' }, value: failedRuns },
      { labels: { outcome: 'other' }, value: runs - failedRuns },
    ]),
    counter('concord_items_written_total', 'Items written on either side.', [{ value: today.written }]),
    counter('concord_run_seconds_total', 'Seconds that runs worked.', [{ value: today.workedSeconds }]),
    counter(
      'concord_google_calls_total',
      'Calls to Google of runs that ended, by result.',
      by('result', ['ok', 'quota', 'failed'], calls),
    ),
    counter('concord_quota_waits_total', 'How often runs that ended waited for Google’s quota.', [
      { value: today.quotaWaits },
    ]),
  ]
}

export const metricsNow = async (now: Date): Promise<readonly Metric[]> =>
  metricsFrom(await installationNumbers(now))
