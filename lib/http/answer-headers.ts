// Adds headers to every response of the web server, at the point where Node begins it. That is before Next sees the request, so responses
// that Next itself refuses (an invalid address, an unknown method) get them too. They cannot be set at build time, since the public
// address is only known at the start.
import { subscribe } from 'node:diagnostics_channel'
import type { ServerResponse } from 'node:http'

/** proxy.ts replaces this content policy, which allows nothing, with a page's own. */
const SAME_FOR_ALL = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'X-Frame-Options': 'DENY',
  'X-Content-Type-Options': 'nosniff',
  // Our addresses name contacts and contain search terms, so other sites must not receive them.
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=()',
} as const

/** A year. A browser that has seen this over https uses only https for this host and its subdomains. */
const STRICT_TRANSPORT = 'max-age=31536000; includeSubDomains'

/** `address` is the public address. Strict-Transport-Security is sent over https only. */
export function headersOfEveryAnswer(address: string): ReadonlyMap<string, string> {
  const headers = new Map<string, string>(Object.entries(SAME_FOR_ALL))
  if (address.startsWith('https://')) headers.set('Strict-Transport-Security', STRICT_TRANSPORT)
  return headers
}

/** Applies to every response of this process from now on. */
export function sayInEveryAnswer(address: string): void {
  const headers = headersOfEveryAnswer(address)
  subscribe('http.server.request.start', (message) => {
    const { response } = message as { readonly response: ServerResponse }
    response.setHeaders(new Map(headers))
  })
}
