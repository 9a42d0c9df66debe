// For pages that got no answer: who is to blame.

/** The server or the network, the database behind it, or neither. */
export type Away = 'server' | 'database' | 'nobody'

/** A reply that says "too many requests" comes from a database that responds. */
export const whoIsAway = (): Promise<Away> =>
  fetch('/api/health').then(
    ({ ok, status }) => (ok || status === 429 ? 'nobody' : 'database'),
    () => 'server',
  )
