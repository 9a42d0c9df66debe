// The first run after a restore from a backup. The links are older than the account, and later decisions, deletions and undo actions are
// lost. So the person reviews everything first, no setting decides automatically (settingsInForce), and deleted contacts are not offered
// again (offersAgain). When this run is done, syncing works as usual.
import type { StepContext } from './step-context'

/**
 * When the account's lists show all writes made just before the restore, which the backup does not contain; null once that time has
 * passed.
 */
export function showsFrom({ sync, provider, now }: StepContext): Date | null {
  const from = sync.restoredAt ? sync.restoredAt.getTime() + provider.can.limits.lagMs : 0
  return from > now().getTime() ? new Date(from) : null
}
