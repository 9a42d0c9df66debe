// For pages that got no answer: who is to blame.

/** The server or the way to it, the database behind it, or neither. Who is told to ask less often is told so by a database that answers. */
export const whoIsAway = (): Promise<'server' | 'database' | 'nobody'> =>
  fetch('/api/health').then(
    ({ ok, status }) => (ok || status === 429 ? 'nobody' : 'database'),
    () => 'server',
  )
