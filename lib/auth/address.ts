// Where a request comes from, as far as it can be trusted: what the connection itself says, and what proxies of ours said
// before it. What stands in X-Forwarded-For is believed from the networks of TRUSTED_PROXIES only; without that setting, never.
import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import { env } from '@/lib/env'
import { isIn } from '@/lib/http/networks'
import { log } from '@/lib/log'

/** Our own note on each request; whatever a sender wrote there is overwritten. */
const PEER = 'x-concord-peer'

/** From now on each request of this process carries the address at the other end of its connection. */
export function notePeers(): void {
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { readonly request: IncomingMessage }
    const peer = request.socket.remoteAddress ?? ''
    nameUntrusted(request.headers, bare(peer))
    request.headers[PEER] = peer
  })
}

/** Whether somebody was heard of through a proxy that no setting names; one word of it is enough. */
let isUntrustedNamed = false

/** A proxy that TRUSTED_PROXIES lacks is one sender, with one allowance for everybody behind it: its administrator should know. */
function nameUntrusted(headers: IncomingMessage['headers'], peer: string): void {
  if (isUntrustedNamed || headers['x-forwarded-for'] === undefined || isIn(env().TRUSTED_PROXIES, peer))
    return
  isUntrustedNamed = true
  log.warn(
    'X-Forwarded-For came from an address that TRUSTED_PROXIES does not name; all behind it count as one',
  )
}

/**
 * The client to count: the other end of the connection, or, where that is a proxy of TRUSTED_PROXIES, the address that proxy named, and so on.
 * What an untrusted address says is not believed. Of IPv6 the network alone, since a client with one address has the other 2^64 too.
 * Null: nobody knows.
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

/** Without a port, brackets, or the dress of IPv6 around an IPv4 address. */
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
