'use client'
// The last resort, when not even the shell can be shown: most likely the database does not answer. Looks for itself, without
// our styles.
import { useRecovery } from '@/components/ui/use-recovery'

interface GlobalErrorProps {
  readonly error: Error & { readonly digest?: string }
  readonly reset: () => void
}

export default function GlobalError({ error, reset }: GlobalErrorProps) {
  const away = useRecovery()
  return (
    <html lang="en" style={{ colorScheme: 'light dark' }}>
      <body
        style={{
          font: '1rem/1.5 system-ui, sans-serif',
          maxWidth: '32rem',
          margin: '20vh auto',
          padding: '1rem',
        }}
      >
        <title>Concord is not available</title>
        <h1 style={{ fontSize: '1.375rem' }}>Concord is not available right now</h1>
        {away ? (
          <p role="alert">
            Its database does not answer. What was saved is safe, and a sync goes on where it was. This page
            comes back by itself as soon as it can; if it stays like this, tell whoever runs Concord at your
            firm.
          </p>
        ) : (
          <>
            <p>
              Your contacts are safe. Try again in a minute; if it stays like this, tell whoever runs Concord
              at your firm.
            </p>
            {error.digest && <p>Reference: {error.digest}</p>}
            <button type="button" onClick={reset}>
              Try again
            </button>
          </>
        )}
      </body>
    </html>
  )
}
