import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { sayInEveryAnswer } from '@/lib/http/answer-headers'

it('every response, even an error, carries the security headers, and Strict-Transport-Security over https', async () => {
  const server = createServer((_, answer) => answer.writeHead(400).end()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const headersOf = async () => (await fetch(`http://127.0.0.1:${port}/contacts/%ff`)).headers
  sayInEveryAnswer('http://localhost:3000')
  const plain = await headersOf()
  expect(plain.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'")
  expect(plain.get('referrer-policy')).toBe('same-origin')
  expect(plain.get('strict-transport-security')).toBeNull()
  sayInEveryAnswer('https://concord.example')
  expect((await headersOf()).get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains')
  server.close()
})
