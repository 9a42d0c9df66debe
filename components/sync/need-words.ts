// What the person's sync needs them for, in one line with the way there; null while it needs nobody. Pure.
import type { Cause, SyncStatus } from '@/lib/engine/status'
import { reviewPage, syncPage } from '@/lib/http/sync-paths'
import { amount, count } from './figures'
import type { ItemKind } from './kinds/kind-words'
import { wordsOf } from './kinds/words'

export interface Need {
  readonly text: string
  /** Of the link to what helps. */
  readonly link: string
  readonly href: string
  /** It stands still, or it cannot write: not only some items wait. */
  readonly grave: boolean
}

/** Which sync it is, as in its address, the provider's label, and how people call what is synced with it. */
interface Of {
  readonly kind: ItemKind
  readonly place: string
  readonly label: string
  readonly product: string
}

export function needOf(status: SyncStatus, provider: Of): Need | null {
  return status.kind === 'attention' ? needBy(status.causes[0], provider) : null
}

function needBy(cause: Cause, of: Of): Need {
  const { place, label, product, kind } = of
  const href = syncPage(place)
  switch (cause.kind) {
    case 'consent':
      return {
        text: `${product} ${wordsOf(kind).noLongerSync}: Concord has lost access.`,
        link: 'Reconnect',
        href,
        grave: true,
      }
    case 'asks':
      return { text: 'Your sync is waiting for your approval.', link: 'Review', href, grave: false }
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
      return waits(cause.waiting, of)
  }
}

function waits(
  { undecided, outdated, failed }: Extract<Cause, { kind: 'waiting' }>['waiting'],
  { place, kind }: Of,
): Need {
  const { one, many } = wordsOf(kind)
  const decisions = undecided + outdated
  if (decisions === 0)
    return {
      text: `${amount(failed, one)} could not be synced.`,
      link: 'See why',
      href: `${syncPage(place)}#failing`,
      grave: false,
    }
  const also = failed > 0 ? ` ${count(failed)} could not be synced.` : ''
  return {
    text: `${amount(decisions, `${one} needs`, `${many} need`)} your decision.${also}`,
    link: 'Review',
    href: reviewPage(place),
    grave: false,
  }
}
