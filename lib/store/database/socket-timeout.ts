// A database that stops responding (its machine lost, a network cut): nothing closes the connection, so a caller that waits for
// an answer would wait for ever, and its worker with it. A socket on which nothing moves for long breaks by itself.
import { Socket } from 'node:net'
import type { ClientConfig } from 'pg'

/**
 * No query of ours takes so long: a transaction may last a minute, but each statement of it is answered. Connections that nobody
 * uses are closed before.
 */
const SOCKET_TIMEOUT_MS = 45_000

/** For a pool's settings. Milliseconds. */
export const withSocketTimeout = (timeoutMs = SOCKET_TIMEOUT_MS): Pick<ClientConfig, 'stream'> => ({
  stream: () => {
    const socket = new Socket()
    socket.setTimeout(timeoutMs, () => socket.destroy(new Error('the database fell silent')))
    return socket
  },
})
