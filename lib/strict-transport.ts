// Reached by https, Concord says so with every answer, files of the build and uploads too: which address people use is known
// when the server starts, not when Next is built.
import { subscribe } from 'node:diagnostics_channel'
import type { ServerResponse } from 'node:http'

/** A year; a browser that has seen us over https asks for nothing else any more, here and below this name. */
const STRICT_TRANSPORT = 'max-age=31536000; includeSubDomains'

/** From now on, for each answer of this process. */
export function sayStrictTransport(address: string): void {
  if (!address.startsWith('https://')) return
  subscribe('http.server.request.start', (message) => {
    const { response } = message as { readonly response: ServerResponse }
    response.setHeader('Strict-Transport-Security', STRICT_TRANSPORT)
  })
}
