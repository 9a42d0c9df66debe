// Detects a database that stops responding (its machine is lost, or the network is cut). Nothing closes the connection then, so a caller
// and its worker would wait forever. A socket without any traffic for this long is closed.
import { Socket } from 'node:net'
import type { ClientConfig } from 'pg'

/**
 * No query of ours takes this long: a transaction may last a minute, but each of its statements is answered sooner. Idle connections are
 * closed earlier.
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
