'use client'
// What a page shows when it failed: what is safe, what to do, and what to quote.
import { useEffect } from 'react'
import { buttonClass } from '@/components/ui/button-class'
import { Notice } from '@/components/ui/notice'
import { Page } from '@/components/ui/page'
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
  if (away) return <DatabaseAway />
  return (
    <Page title="This page could not be shown" width="narrow">
      <Notice tone="bad" alert actions={<TryAgain onClick={reset} />}>
        <p>Something went wrong on our side. Your contacts are safe. Your last change may not be saved.</p>
        {error.digest && (
          <p className="text-soft">
            If it happens again, give this reference to an administrator: <code>{error.digest}</code>
          </p>
        )}
      </Notice>
    </Page>
  )
}

/** A plain button: every page loads this file, and the others' spinners are not needed here. */
const TryAgain = ({ onClick }: { readonly onClick: () => void }) => (
  <button type="button" onClick={onClick} className={buttonClass()}>
    Try again
  </button>
)

const DatabaseAway = () => (
  <Page title="Concord is not available right now" width="narrow">
    <Notice tone="warn" alert>
      <p>
        The database is not responding. Saved data is safe, and a running sync will continue. This page
        reloads as soon as it can.
      </p>
    </Notice>
  </Page>
)
