import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { sayStrictTransport } from '@/lib/strict-transport'

it('every answer asks for https ever after once people reach us by https, and none does before', async () => {
  const server = createServer((_, answer) => answer.end()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const said = async () =>
    (await fetch(`http://127.0.0.1:${port}/_next/static/a.js`)).headers.get('strict-transport-security')
  sayStrictTransport('http://localhost:3000')
  expect(await said()).toBeNull()
  sayStrictTransport('https://concord.example')
  expect(await said()).toBe('max-age=31536000; includeSubDomains')
  server.close()
})
