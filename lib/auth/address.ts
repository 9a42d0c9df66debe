// Where a request comes from, as far as it can be trusted: what the connection itself says, and what proxies of ours said
// before it. What the sender wrote into X-Forwarded-For is believed only from a proxy near us.
import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'

/** Our own note on each request; whatever a sender wrote there is overwritten. */
const PEER = 'x-concord-peer'

/** From now on each request of this process carries the address at the other end of its connection. */
export function notePeers(): void {
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { readonly request: IncomingMessage }
    request.headers[PEER] = request.socket.remoteAddress ?? ''
  })
}

const near = new BlockList()
for (const [net, bits] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['100.64.0.0', 10],
] as const)
  near.addSubnet(net, bits, 'ipv4')
for (const [net, bits] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  near.addSubnet(net, bits, 'ipv6')

const isNear = (address: string) => near.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')

/**
 * Whom to count: the nearest address that is not of a private network, else the one that the nearest proxy saw.
 * Of IPv6 the network alone, since whoever has one address has the other 2^64 too. Null: nobody knows.
 */
export function addressOf(headers: Headers): string | null {
  const said = (headers.get('x-forwarded-for') ?? '').split(',').map(bare).filter(isIP)
  const peer = bare(headers.get(PEER) ?? '')
  const way = [...(isIP(peer) ? [peer] : []), ...said.reverse()]
  const found = way.find((address) => !isNear(address)) ?? way[1] ?? way[0]
  return found === undefined ? null : isIP(found) === 6 ? networkOf(found) : found
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
