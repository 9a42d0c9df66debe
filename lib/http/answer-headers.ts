// What every answer of the web server says, set where Node begins it: before Next looks at the request, so that what Next refuses by
// itself (an address that is no address, a method that it does not know) says it too. The server knows under which address people
// reach it only when it starts, not when Next is built.
import { subscribe } from 'node:diagnostics_channel'
import type { ServerResponse } from 'node:http'

/** proxy.ts puts a page's own content policy in the place of the one here, which allows nothing. */
const SAME_FOR_ALL = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'X-Frame-Options': 'DENY',
  'X-Content-Type-Options': 'nosniff',
  // Our addresses name contacts and hold what was searched for: no other site gets them.
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=()',
} as const

/** A year; a browser that has seen us over https asks for nothing else any more, here and below this name. */
const STRICT_TRANSPORT = 'max-age=31536000; includeSubDomains'

/** `address`: the public one; strict transport is said over https alone. */
export function headersOfEveryAnswer(address: string): ReadonlyMap<string, string> {
  const headers = new Map<string, string>(Object.entries(SAME_FOR_ALL))
  if (address.startsWith('https://')) headers.set('Strict-Transport-Security', STRICT_TRANSPORT)
  return headers
}

/** From now on, for each answer of this process. */
export function sayInEveryAnswer(address: string): void {
  const headers = headersOfEveryAnswer(address)
  subscribe('http.server.request.start', (message) => {
    const { response } = message as { readonly response: ServerResponse }
    response.setHeaders(new Map(headers))
  })
}
