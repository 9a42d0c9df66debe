// What the person's sync needs them for, in one line with the way there; null while it needs nobody. Pure.
import type { Cause, SyncStatus } from '@/lib/engine/status'
import { reviewPage, syncPage } from '@/lib/http/sync-paths'
import { amount, count } from './figures'

export interface Need {
  readonly text: string
  /** Of the link to what helps. */
  readonly link: string
  readonly href: string
  /** It stands still, or it cannot write: not only some contacts wait. */
  readonly grave: boolean
}

/** Of the provider whose sync it is: its name in addresses, its label, and how people call its contacts. */
interface Of {
  readonly name: string
  readonly label: string
  readonly product: string
}

export function needOf(status: SyncStatus, provider: Of): Need | null {
  return status.kind === 'attention' ? needBy(status.causes[0], provider) : null
}

function needBy(cause: Cause, { name, label, product }: Of): Need {
  const href = syncPage(name)
  switch (cause.kind) {
    case 'consent':
      return {
        text: `${product} no longer sync: Concord has lost access.`,
        link: 'Reconnect',
        href,
        grave: true,
      }
    case 'asks':
      return { text: 'Your sync is paused for your approval.', link: 'Review', href, grave: false }
    case 'failed':
      return { text: 'The last check of your sync failed.', link: 'See why', href, grave: true }
    case 'unavailable':
      return {
        text: `${label} is not responding. We’ll retry automatically.`,
        link: 'See details',
        href,
        grave: false,
      }
    case 'waiting':
      return waits(cause.waiting, name)
  }
}

function waits(
  { undecided, outdated, failed }: Extract<Cause, { kind: 'waiting' }>['waiting'],
  provider: string,
): Need {
  const decisions = undecided + outdated
  if (decisions === 0)
    return {
      text: `${amount(failed, 'contact')} could not be synced.`,
      link: 'See why',
      href: `${syncPage(provider)}#failing`,
      grave: false,
    }
  const also = failed > 0 ? ` ${count(failed)} could not be synced.` : ''
  return {
    text: `${amount(decisions, 'contact needs', 'contacts need')} your decision.${also}`,
    link: 'Review',
    href: reviewPage(provider),
    grave: false,
  }
}
