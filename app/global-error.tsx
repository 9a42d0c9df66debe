'use client'
// The last resort, when not even the shell can be shown: most likely the database does not answer. Needs nothing of ours but
// the style sheet; styles within the page would be refused by the content policy.
import './globals.css'
import { useRecovery } from '@/components/ui/use-recovery'

interface GlobalErrorProps {
  readonly error: Error & { readonly digest?: string }
  readonly reset: () => void
}

export default function GlobalError({ error, reset }: GlobalErrorProps) {
  const away = useRecovery()
  return (
    <html lang="en">
      <body className="mx-auto my-[20vh] grid max-w-lg gap-4 p-4">
        <title>Concord is not available</title>
        <h1 className="text-xl font-semibold">Concord is not available right now</h1>
        {away ? (
          <p role="alert">
            The database is not responding. Saved data is safe, and a running sync will continue. This page
            reloads as soon as it can. If the problem continues, contact the person who runs Concord at your
            firm.
          </p>
        ) : (
          <>
            <p>
              Your contacts are safe. Try again in a minute. If the problem continues, contact the person who
              runs Concord at your firm.
            </p>
            {error.digest && <p>Reference: {error.digest}</p>}
            <button type="button" onClick={reset} className="justify-self-start underline">
              Try again
            </button>
          </>
        )}
      </body>
    </html>
  )
}
