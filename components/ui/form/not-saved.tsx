// Why a form was not saved, where the words are the same for every form.
import { amount } from '@/components/sync/figures'
import type { Away } from '@/components/ui/form/who-is-away'
import { Notice } from '@/components/ui/notice'

type Reason = NotSavedState | { readonly kind: 'faults'; readonly faults: readonly unknown[] }

export type NotSavedState =
  | { readonly kind: 'signedOut' }
  /** More was saved at once than one person may. */
  | { readonly kind: 'tooFast'; readonly seconds: number }
  /** Known in the browser only: no reply came. */
  | { readonly kind: 'unanswered'; readonly away: Away }

export function NotSaved({ state }: { readonly state: Reason }) {
  switch (state.kind) {
    case 'faults':
      return (
        <Notice tone="bad" title="Not saved yet">
          <p>
            Fix the{' '}
            {state.faults.length === 1 ? 'highlighted field' : `${state.faults.length} highlighted fields`}.
          </p>
        </Notice>
      )
    case 'signedOut':
      return (
        <Notice tone="warn" title="You are no longer signed in" alert>
          <p>
            What you typed is still here.{' '}
            <a href="/sign-in" target="_blank" rel="noopener" className="prose-link">
              Sign in in a new tab
            </a>
            , then come back and press Save again.
          </p>
        </Notice>
      )
    case 'tooFast':
      return (
        <Notice tone="warn" title="Not saved yet: too many requests" alert>
          <p>What you typed is still here. Press Save again in {amount(state.seconds, 'second')}.</p>
        </Notice>
      )
    case 'unanswered':
      return (
        <Notice tone="bad" title={UNANSWERED[state.away].title} alert>
          <p>What you typed is still here. {UNANSWERED[state.away].remedy}; it will not be saved twice.</p>
        </Notice>
      )
  }
}

const UNANSWERED = {
  server: {
    title: 'Concord could not be reached',
    remedy: 'Check your connection and press Save again',
  },
  database: {
    title: 'Concord’s database is not responding right now',
    remedy: 'Wait a moment and press Save again',
  },
  nobody: {
    title: 'Something went wrong on our side',
    remedy: 'Press Save again',
  },
} as const
