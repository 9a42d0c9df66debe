// The address that a request comes from, as far as it can be trusted. X-Forwarded-For is believed only if the connection comes from a
// network in TRUSTED_PROXIES; without that setting it is ignored.
import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import { env } from '@/lib/env'
import { isIn } from '@/lib/http/networks'
import { log } from '@/lib/log'

/** Our own header on each request; a value that the client sent under this name is overwritten. */
const PEER = 'x-concord-peer'

/** From now on, each request of this process carries the address at the other end of its connection. */
export function notePeers(): void {
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { readonly request: IncomingMessage }
    const peer = request.socket.remoteAddress ?? ''
    nameUntrusted(request.headers, bare(peer))
    request.headers[PEER] = peer
  })
}

/** Whether an untrusted proxy was already reported; one log line is enough. */
let isUntrustedNamed = false

/**
 * A proxy that is missing in TRUSTED_PROXIES counts as one client, so everybody behind it shares one rate limit. The log tells the
 * administrator.
 */
function nameUntrusted(headers: IncomingMessage['headers'], peer: string): void {
  if (isUntrustedNamed || headers['x-forwarded-for'] === undefined || isIn(env().TRUSTED_PROXIES, peer))
    return
  isUntrustedNamed = true
  log.warn(
    'X-Forwarded-For came from an address that TRUSTED_PROXIES does not name; all behind it count as one',
  )
}

/**
 * The client to count: the other end of the connection or, if that is a proxy in TRUSTED_PROXIES, the address that the proxy reports, and
 * so on.
 * Reports of untrusted addresses are ignored. An IPv6 client is counted by its /64 network, since it can use any address of it.
 * Null if the address is unknown.
 */
export function addressOf(headers: Headers, trusted = env().TRUSTED_PROXIES): string | null {
  const peer = bare(headers.get(PEER) ?? '')
  const named = (headers.get('x-forwarded-for') ?? '').split(',').map(bare).reverse()
  let found = peer
  for (const next of named) {
    if (!isIn(trusted, found) || !isIP(next)) break
    found = next
  }
  if (!isIP(found)) return null
  return isIP(found) === 6 ? networkOf(found) : found
}

/** The address without a port, brackets or the IPv6 form of an IPv4 address. */
function bare(text: string): string {
  const address = text.trim().replace(/^\[([^\]]*)\](:\d+)?$/, '$1')
  const plain = /^[\d.]+:\d+$/.test(address) ? address.slice(0, address.indexOf(':')) : address
  return plain.replace(/^::ffff:(?=[\d.]+$)/i, '')
}

/** The first 64 bits. */
function networkOf(address: string): string {
  const [head = '', tail] = address.toLowerCase().split('::')
  const groups = head.split(':').filter(Boolean)
  if (tail === undefined) return groups.slice(0, 4).join(':')
  const rest = tail.split(':').filter(Boolean)
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - rest.length) }, () => '0')
  return [...groups, ...zeros, ...rest].slice(0, 4).join(':')
}
