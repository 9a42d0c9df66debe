// What was done to something, newest first: who did what and when, and below it what changed.
import type { ReactNode } from 'react'
import { RelativeTime } from '@/components/ui/time/relative-time'

export interface HistoryStep {
  readonly id: string
  readonly at: Date
  readonly words: string
  /** What changed; null if the words say all of it. */
  readonly changes: ReactNode
}

export const History = ({ steps }: { readonly steps: readonly HistoryStep[] }) => (
  <ol className="divide-y divide-line">
    {steps.map(({ id, at, words, changes }) => (
      <li key={id} className="grid gap-1 px-4 py-3">
        <p>
          {words}{' '}
          <span className="text-soft">
            <RelativeTime at={at} />
          </span>
        </p>
        {changes}
      </li>
    ))}
  </ol>
)

/** In place of what changed, once the retention of values has ended. */
export const ValuesGone = () => <p className="text-soft">These values have been erased.</p>
