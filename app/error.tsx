'use client'
// What a page shows when it failed: what is safe, what to do, and what to quote.
import { type ReactNode, useEffect } from 'react'
import { buttonClass } from '@/components/ui/button-class'
import { useRecovery } from '@/components/ui/use-recovery'

interface ErrorPageProps {
  readonly error: Error & { readonly digest?: string }
  readonly reset: () => void
}

export default function ErrorPage({ error, reset }: ErrorPageProps) {
  useEffect(() => {
    document.title = 'Problem · Concord'
  }, [])
  const away = useRecovery()
  if (away)
    return (
      <Problem title="Concord is not available right now" look="border-warn/40 bg-warn-soft">
        <p>
          The database is not responding. Saved data is safe, and a running sync will continue. This page
          reloads as soon as it can.
        </p>
      </Problem>
    )
  return (
    <Problem title="This page could not be shown" look="border-bad/40 bg-bad-soft">
      <p>Something went wrong on our side. Your contacts are safe. Your last change may not be saved.</p>
      {error.digest && (
        <p className="text-soft">
          If it happens again, give this reference to an administrator: <code>{error.digest}</code>
        </p>
      )}
      <button type="button" onClick={reset} className={buttonClass('secondary', 'justify-self-start')}>
        Try again
      </button>
    </Problem>
  )
}

interface ProblemProps {
  readonly title: string
  readonly look: string
  readonly children: ReactNode
}

/** Like `Page` and `Notice`, without what else these can do: every page loads this file. */
const Problem = ({ title, look, children }: ProblemProps) => (
  <div className="mx-auto grid w-full max-w-3xl gap-6">
    <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
    <div role="alert" className={`grid gap-2 rounded-lg border p-4 ${look}`}>
      {children}
    </div>
  </div>
)
