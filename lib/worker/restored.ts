// The first run after a backup was loaded. The links are older than the account, and what was decided, deleted or undone since is
// forgotten; so a person sees everything first, no setting decides for them (settingsInForce), and nothing deleted is offered anew
// (offersAgain). Once it is done, all is as ever.
import type { StepContext } from './step-context'

/** What was sent to the account just before the restore, and is forgotten, shows in its lists from then on; null once it does. */
export function showsFrom({ sync, provider, now }: StepContext): Date | null {
  const from = sync.restoredAt ? sync.restoredAt.getTime() + provider.can.limits.lagMs : 0
  return from > now().getTime() ? new Date(from) : null
}
