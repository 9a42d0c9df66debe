import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { addressOf, notePeers } from '@/lib/auth/address'
import { readNetworks } from '@/lib/http/networks'

const proxies = readNetworks('10.0.0.0/8, 127.0.0.0/8, ::1')
if (!proxies) throw new Error('these are networks')

const at = (peer: string, forwarded: string | null) =>
  new Headers({ 'x-concord-peer': peer, ...(forwarded ? { 'x-forwarded-for': forwarded } : {}) })

it.each([
  ['the sender itself', '203.0.113.7', null, '203.0.113.7'],
  ['what a sender says of itself is not believed', '203.0.113.7', '198.51.100.1', '203.0.113.7'],
  ['behind a trusted proxy', '10.0.0.2', '203.0.113.7', '203.0.113.7'],
  [
    'a sender that made up addresses before the proxy',
    '10.0.0.2',
    '198.51.100.1, 203.0.113.7',
    '203.0.113.7',
  ],
  ['behind two trusted proxies', '127.0.0.1', '203.0.113.7, 10.0.0.9', '203.0.113.7'],
  ['a proxy of a private network that no setting names', '192.168.1.2', '203.0.113.7', '192.168.1.2'],
  ['a colleague in the same building', '192.168.1.20', null, '192.168.1.20'],
  ['a colleague behind a proxy', '10.0.0.2', '192.168.1.20', '192.168.1.20'],
  ['a colleague who makes up a neighbour', '10.0.0.2', '192.168.1.99, 192.168.1.20', '192.168.1.20'],
  ['the proxy itself', '10.0.0.2', null, '10.0.0.2'],
  ['a proxy that does not know, after something made up', '10.0.0.2', '198.51.100.1, unknown', '10.0.0.2'],
  ['IPv4 in the dress of IPv6', '::ffff:203.0.113.7', null, '203.0.113.7'],
  ['a trusted proxy in the dress of IPv6', '::ffff:10.0.0.2', '203.0.113.7', '203.0.113.7'],
  ['with a port', '::1', '203.0.113.7:5123', '203.0.113.7'],
  ['IPv6 counts by its network', '2001:db8:1:2:3:4:5:6', null, '2001:db8:1:2'],
  ['IPv6 written short', '::1', '[2001:db8::5]:443', '2001:db8:0:0'],
  ['IPv6 with its zeros in the network', '2001:db8::5:6:7:8:9', null, '2001:db8:0:5'],
  ['nonsense', 'x', 'unknown, ', null],
])('%s', (_, peer, forwarded, expected) => {
  expect(addressOf(at(peer, forwarded), proxies)).toBe(expected)
})

it('without the setting no X-Forwarded-For is believed, not even from this machine', () => {
  for (const peer of ['127.0.0.1', '10.0.0.2', '192.168.1.2'])
    expect(addressOf(at(peer, '203.0.113.7'))).toBe(peer)
})

it('each request carries the address of its connection, whatever its own headers say', async () => {
  notePeers()
  const server = createServer(({ headers }, response) => response.end(String(headers['x-concord-peer'])))
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  const answer = await fetch(`http://127.0.0.1:${port}`, { headers: { 'x-concord-peer': '198.51.100.1' } })
  expect(await answer.text()).toBe('127.0.0.1')
  server.close()
})
