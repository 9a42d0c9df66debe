// What the person's sync needs them for, in one line with the way there; null while it needs nobody. Pure.
import type { Cause, SyncStatus } from '@/lib/engine/status'
import { amount, count } from './figures'

export interface Need {
  readonly text: string
  /** Of the link to what helps. */
  readonly link: string
  readonly href: string
  /** It stands still, or it cannot write: not only some contacts wait. */
  readonly grave: boolean
}

const HOME = '/settings/sync/google'

export function needOf(status: SyncStatus): Need | null {
  return status.kind === 'attention' ? needBy(status.causes[0]) : null
}

function needBy(cause: Cause): Need {
  switch (cause.kind) {
    case 'consent':
      return {
        text: 'Google Contacts no longer sync: Concord has lost access.',
        link: 'Reconnect',
        href: HOME,
        grave: true,
      }
    case 'asks':
      return { text: 'Your sync is paused for your approval.', link: 'Review', href: HOME, grave: false }
    case 'failed':
      return { text: 'The last check of your sync failed.', link: 'See why', href: HOME, grave: true }
    case 'unavailable':
      return {
        text: 'Google is not responding. We’ll retry automatically.',
        link: 'See details',
        href: HOME,
        grave: false,
      }
    case 'waiting':
      return waits(cause.waiting)
  }
}

function waits({ undecided, outdated, failed }: Extract<Cause, { kind: 'waiting' }>['waiting']): Need {
  const decisions = undecided + outdated
  if (decisions === 0)
    return {
      text: `${amount(failed, 'contact')} could not be synced.`,
      link: 'See why',
      href: `${HOME}#failing`,
      grave: false,
    }
  const also = failed > 0 ? ` ${count(failed)} could not be synced.` : ''
  return {
    text: `${amount(decisions, 'contact needs', 'contacts need')} your decision.${also}`,
    link: 'Review',
    href: `${HOME}/preview`,
    grave: false,
  }
}
