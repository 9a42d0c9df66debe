// For pages that got no answer: who is to blame.

/** The server or the network, the database behind it, or neither. A rate-limited response comes from a database that answers. */
export const whoIsAway = (): Promise<'server' | 'database' | 'nobody'> =>
  fetch('/api/health').then(
    ({ ok, status }) => (ok || status === 429 ? 'nobody' : 'database'),
    () => 'server',
  )
