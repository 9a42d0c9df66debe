// Why a sync needs its person: the headline, and what to do.
import { ExactTime, RelativeTime } from '@/components/ui/time/relative-time'
import type { Cause, WhyFailed } from '@/lib/engine/status'
import { ClockTime } from '../clock-time'
import { amount, count, list } from '../figures'
import type { KindWords } from '../kinds/kind-words'

type Says = KindWords['headline']

export function causeHeadline(cause: Cause, label: string, says: Says): string {
  switch (cause.kind) {
    case 'consent':
      return says.noAccess(label)
    case 'asks':
      return asksHeadline(cause.wait, says)
    case 'failed':
      return cause.why === 'reading' ? says.notAllRead(label) : 'The last check failed on our side'
    case 'unavailable':
      return `${label} is not responding`
    case 'waiting': {
      const { undecided, outdated, failed } = cause.waiting
      const parts = [
        undecided + outdated > 0 && amount(undecided + outdated, 'needs a decision', 'need a decision'),
        failed > 0 && `${count(failed)} could not be synced`,
      ].filter((part) => part !== false)
      return `In sync, but ${list(parts)}`
    }
  }
}

const asksHeadline = (wait: 'guard' | 'others', says: Says): string =>
  wait === 'others' ? says.othersSync : 'Waiting for your approval'

/** What was saved, and what to do. */
const failedWords = (says: Says): Readonly<Record<WhyFailed, string>> => ({
  bug: `${says.safe} Completed changes are saved, and we’ll retry automatically.`,
  reading:
    'Nothing was changed, because an incomplete list is not used. Try again now or later. If the problem continues, disconnect the account and connect it again.',
  newer:
    'A newer version of Concord planned a change that this version cannot read. Nothing more is changed until your administrator starts the newer version again.',
  damaged:
    'A stored change is damaged. Nothing more is changed until your administrator restores the database from a backup. The server log names the change.',
})

interface RemedyProps {
  readonly cause: Cause
  readonly last: Date | null
  readonly says: Says
}

export function Remedy({ cause, last, says }: RemedyProps) {
  const lastGood = last && (
    <p>
      Last in sync <RelativeTime at={last} />
    </p>
  )
  switch (cause.kind) {
    case 'consent':
      return (
        <>
          <p>
            Since <ExactTime at={cause.since} />. Reconnect to resume; nothing is lost.
          </p>
          {lastGood}
        </>
      )
    case 'asks':
      return <p>No further changes until you answer.</p>
    case 'failed':
      return (
        <>
          <p>{failedWords(says)[cause.why]}</p>
          {lastGood}
        </>
      )
    case 'unavailable':
      return (
        <>
          <p>
            {cause.until ? (
              <>
                Retrying at <ClockTime at={cause.until} />.
              </>
            ) : (
              'We’ll keep trying.'
            )}{' '}
            Nothing is lost.
          </p>
          {lastGood}
        </>
      )
    case 'waiting':
      return <p>Everything else keeps syncing.</p>
  }
}
